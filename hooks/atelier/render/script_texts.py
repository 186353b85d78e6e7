"""The texts of scripts, which a page gives them as JSON.

A script replaces names in braces by values.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations

from markupsafe import Markup

from atelier.content.json_text import json_text
from atelier.i18n.translation import N_

ANSWER_TEXTS: Mapping[str, str] = {
    "missing": N_("This site has no search. Choose a subject, a level or a place instead."),
    "unreached": N_("The search cannot be loaded now. Try again later, or choose a subject."),
    "short": N_("“{query}” is too short to search for. Type at least two letters."),
    "corrected": N_("We searched for “{meant}” instead of “{typed}”."),
    "also": N_("Also searched for: {words}."),
    "unknown": N_("“{word}” was not found anywhere."),
    "nothing": N_("Nothing was found for “{query}”."),
    "noInitiative": N_("No initiative was found for “{query}”."),
    "filter": N_("Filter by {label}: {name} ({n} initiatives)"),
    "filterOne": N_("Filter by {label}: {name} (1 initiative)"),
    "unfiltered": N_("No initiative gives yet as its {label}: {name}."),
    "meant": N_("Did you mean “{word}”?"),
    "subject": N_("See the subject “{name}”"),
    "subjects": N_("See all subjects"),
    "ask": N_("Ask your question to other schools"),
}
"""What a search says beside its results."""

FINDER_TEXTS: Mapping[str, str] = {
    **ANSWER_TEXTS,
    "one": N_("{n} initiative"),
    "many": N_("{n} initiatives"),
    "showOne": N_("Show {n} initiative"),
    "showMany": N_("Show {n} initiatives"),
    "match": N_("Best match"),
    "more": N_("Show {n} more"),
    "all": N_("Show all {n}"),
    "fewer": N_("Show fewer"),
    "findIn": N_("Find in: {facet}"),
    "remove": N_("Remove: {choice}"),
    "clear": N_("Clear all"),
    "none": N_("Nothing was found. This may help:"),
    "without": N_("Search without filters: {count}"),
    "partly": N_("{matched} of {of} words"),
    "gone": N_("This card cannot be loaded now. Reload the page."),
    "parts": N_("{count} with all words, {n} with some of them"),
    "offline": N_("The filters cannot be loaded now. The lists by level, place and subject do work."),
    "title": N_("Title"),
    "address": N_("Address"),
    "cost": N_("Cost, once, in euros"),
    "added": N_("In the catalogue since"),
    "file": N_("initiatives.csv"),
}
"""The filters of a list."""

SEARCH_TEXTS: Mapping[str, str] = {
    **ANSWER_TEXTS,
    "one": N_("{n} result"),
    "many": N_("{n} results"),
    "all": N_("All initiatives with “{query}”, with filters"),
    "partly": N_("{matched} of {of} words"),
}
"""The search box on every page."""

EMBED_TEXTS: Mapping[str, str] = {
    "title": N_("{name}, from {site}"),
    "one": N_("{n} result"),
    "many": N_("{n} results"),
    "most": N_("{n} results. Type more of the name to see the one you mean."),
    "nothing": N_("Nothing was found for “{query}”."),
    "gone": N_("“{slug}” is not there (any more). Choose something else."),
    "offline": N_("The list cannot be loaded now. Try again later."),
    "copied": N_("The code is copied."),
    "failed": N_("Copying did not work. Select the code and copy it yourself."),
    "fits": N_("Everything fits in a height of {height}."),
}
"""The page ``/embed/``."""


def script_texts(texts: Mapping[str, str], translations: NullTranslations) -> Markup:
    """Translated texts for a script, as JSON that cannot end the script element."""
    return in_script({name: translations.gettext(text) for name, text in texts.items()})


def in_script(value: object) -> Markup:
    """A value as JSON that cannot end the script element that it stands in."""
    return Markup(json_text(value))  # noqa: S704 - no sign of it is HTML
