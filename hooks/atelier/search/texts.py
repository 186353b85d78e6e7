"""The searched text of every page, the main text first.

It is made from records, not from finished pages, so it has no menus and no labels. Initiatives of neighbours
have texts too, of which the page is theirs. Everything is plain text;
``atelier.search.index`` makes the index of it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue, heading
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.fields import Field, field_at, values_at
from atelier.model.initiative import Initiative
from atelier.model.records import RECORDS
from atelier.model.rules import Choice, RefersTo, Sluggable
from atelier.render.wording import Wording
from atelier.search.compounds import Compounds
from atelier.search.letters import words_of
from atelier.search.verbs import is_verb_form

ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
NO_TEXT = re.compile(
    rf"<(script|style|template|pre)\b{ATTRIBUTES}>.*?</\1>|<!--.*?-->"
    r'|<sup class="footnote-ref">.*?</sup>|<a\b[^>]*class="footnote-backref"[^>]*>.*?</a>',
    re.DOTALL | re.IGNORECASE,
)
CODE = re.compile(rf"<code\b{ATTRIBUTES}>.*?</code>", re.DOTALL | re.IGNORECASE)
"""Code on editors' pages: examples of what to type, which nobody looks for. In a record it is text."""

CELL = re.compile(rf"<t[dh]\b{ATTRIBUTES}>\s*", re.IGNORECASE)
INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|img|input|ins|kbd|mark|s|small|span|strong|sub|sup|u|td|th)\b"
    rf"{ATTRIBUTES}>",
    re.IGNORECASE,
)
TAG = re.compile(rf"</?[a-z]{ATTRIBUTES}>", re.IGNORECASE)
PART = re.compile(r"[^\W\d_]{2,}|\d{2,}")


Tiers = tuple[tuple[str, ...], ...]
"""Words in groups, the most telling first."""


class EditorsPage(NamedTuple):
    """A page that editors wrote and MkDocs rendered: its address from the root, its title, its HTML."""

    url: str
    title: str
    html: str


@dataclass(frozen=True)
class Text:
    """The searched text of one page.

    Attributes:
        url: from the root of the site; of a neighbour the whole address of its page.
        title: plain text.
        paragraphs: plain text, the main text first.
        terms: those of the paragraphs that are names and terms, such as its subjects.
        city: whose it is, if it is an initiative of a neighbour.
        language: of its title and its main text, if that is another than that of the site.

    """

    url: str
    title: str
    paragraphs: tuple[str, ...]
    terms: tuple[str, ...] = ()
    city: str = ""
    language: str = ""

    @property
    def section(self) -> str:
        """The section of the page; empty for an editors' page."""
        section, _, rest = self.url.partition("/")
        return section if rest and section in SECTION_LABELS else ""

    @cached_property
    def words(self) -> Tiers:
        """Its words by what they tell: of the title, of terms and the main paragraph, and others.

        Others are sorted by how often they occur.
        """
        others = Counter(word for text in self.paragraphs[1:] for word in words_of(text))
        main = (*self.terms, *self.paragraphs[:1])
        return tiers(
            words_of(self.title),
            [word for text in main for word in words_of(text)],
            [word for word, _ in others.most_common()],
        )


def tiers(*groups: Sequence[str]) -> Tiers:
    """Words in groups, each word once: in the first group that has it."""
    seen: set[str] = set()
    found: list[tuple[str, ...]] = []
    for group in groups:
        found.append(tuple(dict.fromkeys(word for word in group if word not in seen)))
        seen.update(found[-1])
    return tuple(found)


SECTION_LABELS: Mapping[str, str] = {
    **{kind.collection: kind.one for kind in RECORDS},
    "levels": N_("Level"),
    "places": N_("Place"),
    "tags": N_("Subject"),
    "": N_("Page"),
}
"""What kind of page a result is, by section."""


class Readable(NamedTuple):
    """A text that is read when it is needed.

    Attributes:
        follows: what the text follows from, as text.
        make: reads it.

    """

    follows: str
    make: Callable[[], Text]


def readable(catalogue: Catalogue, wording: Wording, editors: Iterable[EditorsPage]) -> Iterator[Readable]:
    """The text of every page: initiatives first, in their order, then those of neighbours."""
    kinds = [kind for kind in catalogue.records if kind is not Initiative]
    yield from _of_kind(Initiative, catalogue, wording)
    for one in catalogue.elsewhere:
        yield Readable(
            "\n".join((one.face, *_partners_of(one, catalogue))), partial(_told, one, catalogue, wording)
        )
    for kind in kinds:
        yield from _of_kind(kind, catalogue, wording)
    terms: list[tuple[str, str, str]]
    terms = [("levels", level, wording.label(level)) for level in catalogue.by_level]
    terms += [("places", term.slug, term.name) for term in catalogue.by_place]
    terms += [("tags", term.slug, term.name) for term in catalogue.by_tag]
    for term in terms:
        yield Readable("\n".join(term), partial(_named, *term))
    for page in editors:
        yield Readable("\n".join(page), partial(_editors, page))


def _of_kind(kind: type[Record], catalogue: Catalogue, wording: Wording) -> Iterator[Readable]:
    for entry in catalogue.of(kind).values():
        named = _names_in(entry, catalogue)
        yield Readable("\n".join((entry.digest, *named)), partial(_record, entry, catalogue, wording))


def texts(catalogue: Catalogue, wording: Wording, editors: Iterable[EditorsPage]) -> list[Text]:
    """The text of every page, read now."""
    return [text.make() for text in readable(catalogue, wording, editors)]


def _names_in(entry: Entry[Record], catalogue: Catalogue) -> Iterator[str]:
    """The names of other records in the text of a record."""
    for field, collections in _references(type(entry.record)):
        for slug in values_at(entry.record, *field.split(".")):
            yield catalogue.titled(collections, slug)


@cache
def _references(kind: type[Record]) -> Sequence[tuple[str, Sequence[str]]]:
    """The searched fields of a kind that refer to other records, and to which collections."""
    shapes = [(field, field_at(kind, tuple(field.split(".")))) for field in kind.searched if field != "body"]
    return [
        (field, shape.rule.collections)
        for field, shape in shapes
        if shape and isinstance(shape.rule, RefersTo)
    ]


def _editors(page: EditorsPage) -> Text:
    return Text(page.url, page.title, paragraphs(CODE.sub("…", page.html)))


def _record(entry: Entry[Record], catalogue: Catalogue, wording: Wording) -> Text:
    """The text of the fields of a record that its kind names as searched."""
    found: dict[str, None] = {}
    terms: dict[str, None] = {}
    for field in entry.record.searched:
        texts = dict.fromkeys(filter(None, _paragraphs_of(entry, field, catalogue, wording)))
        found |= texts
        if field != "body" and isinstance(_shape(entry, field).rule, Choice | Sluggable):
            terms |= texts
    return Text(entry.url, entry.title, tuple(found), tuple(terms))


def _told(one: Elsewhere, catalogue: Catalogue, wording: Wording) -> Text:
    """The text of an initiative of a neighbour: its fields, whose it is, and how others tell of it."""
    record = one.record
    terms = (wording.phrase(tuple(record.tags)), wording.labels(one.levels))
    others = [wording.phrase(tuple(record.places)), wording.phrase(_partners_of(one, catalogue)), one.city]
    for same in one.also:
        others += [same.title, same.record.summary or "", wording.phrase(tuple(same.record.tags)), same.city]
    texts = (record.summary or "", *terms, *others)
    return Text(
        record.page,
        one.title,
        tuple(dict.fromkeys(filter(None, texts))),
        tuple(filter(None, terms)),
        one.city,
        "" if one.language.partition("-")[0] == wording.language else one.language,
    )


def _partners_of(one: Elsewhere, catalogue: Catalogue) -> tuple[str, ...]:
    """The names of who takes part in an initiative of a neighbour."""
    partners = catalogue.partners_elsewhere
    return tuple(partners.named(one.neighbour.slug, each.partner).name for each in one.record.partners)


def _shape(entry: Entry[Record], field: str) -> Field:
    shape = field_at(type(entry.record), tuple(field.split(".")))
    assert shape  # noqa: S101 - a test holds every searched field to the model
    return shape


def _paragraphs_of(entry: Entry[Record], field: str, catalogue: Catalogue, wording: Wording) -> Iterable[str]:
    """The text of a field, or of the body, without labels: a label would be found on every page.

    Each sentence is a paragraph; the names, terms and choices of a field are one paragraph.
    """
    if field == "body":
        return paragraphs(entry.body.html)
    shape = _shape(entry, field)
    values = tuple(values_at(entry.record, *field.split(".")))
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


class Vocabulary(NamedTuple):
    """The words by which texts are found.

    Attributes:
        by_text: for each text its words by what they tell, those of compounds with their parts.
        words: all of them.
        compounds: the words that have parts.
        verb_forms: the words that no other form of the word may find.

    """

    by_text: Sequence[Tiers]
    words: Set[str]
    compounds: Set[str]
    verb_forms: Set[str]


def vocabulary(
    by_text: Sequence[Tiers], common: Mapping[str, float], foreign: Collection[int] = ()
) -> Vocabulary:
    """The words of texts, with the parts of compounds.

    ``common`` are the most frequent words of the language (see ``common_words``); empty for a language of
    which compounds are not known. ``foreign`` are the places of texts in other languages: words that only
    they have are left as they are.
    """
    own = {word for place, text in enumerate(by_text) if place not in foreign for word in chain(*text)}
    words = own.union(*(chain(*by_text[place]) for place in foreign))
    parts = {word: found for word in words if (found := mixed(word))}
    if common:
        compounds = Compounds(common, own)
        parts |= {word: found for word in own if (found := compounds.parts(word))}
    with_parts = [_with_parts(tiers, parts) for tiers in by_text]
    return Vocabulary(
        with_parts,
        words.union(*parts.values()),
        parts.keys(),
        frozenset(word for word in own if is_verb_form(word, common)),
    )


def mixed(word: str) -> Sequence[str]:
    """The words and numbers in a word with letters and digits, such as *groep* in *groep7*."""
    return PART.findall(word) if not word.isalpha() and not word.isdigit() else ()


def _with_parts(tiers: Tiers, parts: Mapping[str, Sequence[str]]) -> Tiers:
    """Words in groups, each followed by its parts, and each word once."""
    seen: set[str] = set()
    made: list[tuple[str, ...]] = []
    for tier in tiers:
        found: dict[str, None] = {}
        for word in tier:
            if word not in seen:
                found[word] = None
            if word in parts:
                found |= dict.fromkeys(part for part in parts[word] if part not in seen)
        seen |= found.keys()
        made.append(tuple(found))
    return tuple(made)
