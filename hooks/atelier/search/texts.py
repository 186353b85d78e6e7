"""What can be searched: the text of every page that a visitor may look for, the main text first.

Made from records, not from finished pages, so no menus and no labels are in it. Everything is plain text
here; ``atelier.search.index`` makes the index of it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue, heading
from atelier.content.entry import Entry
from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.fields import field_at, values_at
from atelier.model.initiative import Initiative
from atelier.model.records import RECORDS
from atelier.model.rules import Choice, RefersTo, Sluggable
from atelier.render.wording import Wording
from atelier.search.compounds import Compounds, common_words, folded

ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
NO_TEXT = re.compile(
    rf"<(script|style|template)\b{ATTRIBUTES}>.*?</\1>|<!--.*?-->"
    r'|<sup class="footnote-ref">.*?</sup>|<a\b[^>]*class="footnote-backref"[^>]*>.*?</a>',
    re.DOTALL | re.IGNORECASE,
)
CELL = re.compile(rf"<t[dh]\b{ATTRIBUTES}>\s*", re.IGNORECASE)
INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|img|input|ins|kbd|mark|s|small|span|strong|sub|sup|u|td|th)\b"
    rf"{ATTRIBUTES}>",
    re.IGNORECASE,
)
TAG = re.compile(rf"</?[a-z]{ATTRIBUTES}>", re.IGNORECASE)

WORD = re.compile(r"[^\W_]+")
JOINED = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)+")

PART_WEIGHT = 0.5
MOST_WEIGHT = 5
"""What a word that comes back again and again weighs at most."""


class EditorsPage(NamedTuple):
    """A page that editors wrote and MkDocs rendered: its address from the root, its title, its HTML."""

    url: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """What can be searched of one page.

    Attributes:
        url: from the root of the site.
        title: plain text.
        paragraphs: plain text, the main text first.

    """

    url: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def section(self) -> str:
        """The section of the catalogue that it is a page of; empty for an editors' page."""
        section, _, rest = self.url.partition("/")
        return section if rest and section in KINDS else ""

    @property
    def words(self) -> Counter[str]:
        """The words of title and text, with how often each is there."""
        return Counter(word for text in (self.title, *self.paragraphs) for word in words_of(text))


KINDS: Mapping[str, str] = {
    **{kind.collection: kind.one for kind in RECORDS},
    "levels": N_("Level"),
    "places": N_("Place"),
    "tags": N_("Subject"),
    "": N_("Page"),
}
"""What kind of page a result is, by section."""


def texts(catalogue: Catalogue, wording: Wording, editors: Iterable[EditorsPage]) -> list[Text]:
    """The text of every page: initiatives first, in their order in the catalogue."""
    kinds = sorted(catalogue.records, key=lambda kind: kind is not Initiative)
    found = [_record(entry, catalogue, wording) for kind in kinds for entry in catalogue.of(kind).values()]
    found += [_named("levels", level, wording.label(level)) for level in catalogue.by_level]
    found += [_named("places", term.slug, term.name) for term in catalogue.by_place]
    found += [_named("tags", term.slug, term.name) for term in catalogue.by_tag]
    found += [Text(page.url, page.title, paragraphs(page.html)) for page in editors]
    return found


def _record(entry: Entry[Record], catalogue: Catalogue, wording: Wording) -> Text:
    """What a record says in the fields that its kind names as searched."""
    told: dict[str, None] = {}
    for field in entry.record.searched:
        told |= dict.fromkeys(_paragraphs_of(entry, field, catalogue, wording))
    return Text(entry.url, entry.title, tuple(filter(None, told)))


def _paragraphs_of(entry: Entry[Record], field: str, catalogue: Catalogue, wording: Wording) -> Iterable[str]:
    """The text of a field, or of the body, without labels: a label would be found on every page.

    Sentences are paragraphs of their own; names, terms and choices together are one.
    """
    if field == "body":
        return paragraphs(entry.body.html)
    keys = tuple(field.split("."))
    shape = field_at(type(entry.record), keys)
    assert shape  # noqa: S101 - a test holds every searched field to the model
    values = tuple(values_at(entry.record, *keys))
    if isinstance(shape.rule, RefersTo):
        return [wording.phrase(tuple(catalogue.titled(shape.rule.collections, slug) for slug in values))]
    if isinstance(shape.rule, Choice):
        return [wording.labels(values)]
    if isinstance(shape.rule, Sluggable):
        return [wording.phrase(values)]
    return values


def _named(section: str, slug: str, name: str) -> Text:
    """A page that is a name and a list: its initiatives are found themselves."""
    return Text(f"{section}/{slug}/", heading(name), ())


def paragraphs(markup: str) -> tuple[str, ...]:
    """The text of a page's HTML, which is well formed: a paragraph, an item or a row of a table each."""
    markup = INLINE.sub("", CELL.sub(" ", NO_TEXT.sub("", markup)))
    lines = html.unescape(TAG.sub("\x00", markup)).split("\x00")
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)


def words_of(text: str) -> list[str]:
    """Every word, folded; one with a hyphen or an apostrophe in parts and whole, as ``mbo-school``."""
    text = folded(text)
    words = WORD.findall(text)
    if "-" in text or "'" in text or "’" in text:
        words += ["".join(WORD.findall(joined)) for joined in JOINED.findall(text)]
    return words


def weighed(texts: Iterable[Text], language: str) -> Iterator[Mapping[str, float]]:
    """For each text every word by which it is found, with its weight: how often it is there, up to a limit.

    The parts of a compound are among them and count for half. Compounds are a matter of Dutch: in another
    language there are no parts.
    """
    counted = [text.words for text in texts]
    compounds = Compounds(common_words(), set().union(*counted)) if language == "nl" else None
    for words in counted:
        weights: dict[str, float] = dict(words)
        if compounds:
            for word, count in words.items():
                for part in compounds.parts(word):
                    weights[part] = weights.get(part, 0) + count * PART_WEIGHT
        yield {word: min(weight, MOST_WEIGHT) for word, weight in weights.items()}
