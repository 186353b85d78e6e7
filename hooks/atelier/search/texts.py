"""The searched text of every page, the main text first.

It is made from records, not from finished pages, so it has no menus and no labels. Everything is plain text;
``atelier.search.index`` makes the index of it.
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
"""The highest weight of a word, however often it occurs."""


class EditorsPage(NamedTuple):
    """A page that editors wrote and MkDocs rendered: its address from the root, its title, its HTML."""

    url: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """The searched text of one page.

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
        """The section of the page; empty for an editors' page."""
        section, _, rest = self.url.partition("/")
        return section if rest and section in SECTION_LABELS else ""

    @property
    def words(self) -> Counter[str]:
        """The words of title and text, with the count of each."""
        return Counter(word for text in (self.title, *self.paragraphs) for word in words_of(text))


SECTION_LABELS: Mapping[str, str] = {
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
    """The text of the fields of a record that its kind names as searched."""
    found: dict[str, None] = {}
    for field in entry.record.searched:
        found |= dict.fromkeys(_paragraphs_of(entry, field, catalogue, wording))
    return Text(entry.url, entry.title, tuple(filter(None, found)))


def _paragraphs_of(entry: Entry[Record], field: str, catalogue: Catalogue, wording: Wording) -> Iterable[str]:
    """The text of a field, or of the body, without labels: a label would be found on every page.

    Each sentence is a paragraph; the names, terms and choices of a field are one paragraph.
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
    """The text of a page with a list: only its name, because its initiatives have their own texts."""
    return Text(f"{section}/{slug}/", heading(name), ())


def paragraphs(markup: str) -> tuple[str, ...]:
    """The text of well-formed HTML: one text for each paragraph, item or row of a table."""
    markup = INLINE.sub("", CELL.sub(" ", NO_TEXT.sub("", markup)))
    lines = html.unescape(TAG.sub("\x00", markup)).split("\x00")
    return tuple(line for line in (" ".join(line.split()) for line in lines) if line)


def words_of(text: str) -> list[str]:
    """Every word, folded; a word with a hyphen or an apostrophe in parts and joined, as ``mbo-school``."""
    text = folded(text)
    words = WORD.findall(text)
    if "-" in text or "'" in text or "’" in text:
        words += ["".join(WORD.findall(joined)) for joined in JOINED.findall(text)]
    return words


def weighed(texts: Iterable[Text], language: str) -> Iterator[Mapping[str, float]]:
    """For each text its words with their weights: the count of a word, up to a limit.

    Parts of compounds are added, at half the weight, if the language is Dutch.
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
