"""What is said of a first mapping: on a terminal, and in its file above each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

from atelier.importing import mapping as kept
from atelier.importing.opening import Opener
from atelier.importing.targets import NOTHING, targets
from atelier.model.base import Record
from atelier.problems.problem import shown
from atelier.report.words import PLACES


def remarks(opener: Opener, texts: NullTranslations) -> dict[str, str]:
    """What a mapping says above its parts, by their names."""
    gettext = texts.gettext
    found = {
        "kind": gettext("What the columns of the sheet become; kept for the next time."),
        "columns": gettext("A column with “-” is left out. The fields: %(fields)s.")
        % {"fields": ", ".join(targets(opener.kind))},
        "fixed": gettext(
            "Every record needs these fields, and no column fills them. Fill in a value for all rows, or"
            " give a column its field above."
        ),
        "words": gettext("What words in the sheet mean. Fill in a value, or “-” for nothing."),
        "partners": gettext(
            "These names are no partner yet; each becomes one. What kind is it: %(kinds)s? Or is it a"
            " partner that is there? Then write the name of that file. Write “-” for who is no"
            " organisation. The name “*” is all others."
        )
        % {"kinds": ", ".join(opener.kinds_of_partners.of)},
    }
    if opener.guess.personal:
        heads = ", ".join(f"“{column.head}”" for column in opener.guess.personal)
        found["columns"] += " " + gettext(
            "Left out because it names persons, who must agree: %(heads)s. With a column for the day on"
            " which each agreed it can come along."
        ) % {"heads": heads}
    return found


def columns_text(mapping: kept.Mapping, opener: Opener, texts: NullTranslations) -> Iterator[str]:
    """What was guessed, a line for each column."""
    gettext, table = texts.gettext, opener.table
    where = f"{table.file}, {table.sheet}" if table.sheet else table.file
    rows = texts.ngettext("%(n)s row", "%(n)s rows", len(table.rows)) % {"n": len(table.rows)}
    heads = gettext("the heads are in row %(head)s") % {"head": table.head} if table.head else ""
    yield f"{shown(where)}: {', '.join(filter(None, [rows, heads]))}"
    guess = gettext("(a guess)")
    unsure = {column.name for column in opener.guess.unsure}
    letter = {column.name: column.letter for column in table.columns}
    for said in mapping.columns:
        becomes = gettext("left out") if said.field == NOTHING else called(said.field, opener.kind, texts)
        if said.besides:
            besides = ", ".join(f"{one.field}: {one.value or '?'}" for one in said.besides)
            becomes += f" ({besides})"
        doubt = f" {guess}" if said.column in unsure else ""
        yield f"  {letter[said.column]:>3}  {shown(said.column, 40):<40}  {becomes}{doubt}"
    for one in mapping.fixed:
        name = called(one.field, opener.kind, texts)
        yield gettext("Nothing fills “%(field)s”, which every record needs.") % {"field": name}


def called(path: str, kind: type[Record], texts: NullTranslations) -> str:
    """What a field is called, with its name in files behind it."""
    field = targets(kind)[path].field
    label = texts.gettext(field.label if field else PLACES[path])
    return f"{label} ({path})" if label else path
