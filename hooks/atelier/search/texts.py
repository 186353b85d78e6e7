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
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.question import Question
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
    "initiatives": N_("Initiative"),
    "pillars": N_("Pillar"),
    "partners": N_("Partner"),
    "funds": N_("Fund"),
    "festivals": N_("Festival"),
    "questions": N_("Question"),
    "levels": N_("Level"),
    "places": N_("Place"),
    "tags": N_("Subject"),
    "": N_("Page"),
}
"""What kind of page a result is, by section."""


def texts(catalogue: Catalogue, wording: Wording, editors: Iterable[EditorsPage]) -> list[Text]:
    """The text of every page: initiatives first, in their order in the catalogue."""
    found = [_initiative(entry, catalogue, wording) for entry in catalogue.initiatives.values()]
    found += map(_pillar, catalogue.pillars.values())
    found += map(_partner, catalogue.partners.values())
    found += [_fund(entry, catalogue) for entry in catalogue.funds.values()]
    found += [_festival(entry, catalogue) for entry in catalogue.festivals.values()]
    found += [_question(entry, catalogue) for entry in catalogue.questions.values()]
    found += [_named("levels", level, wording.label(level)) for level in catalogue.by_level]
    found += [_named("places", term.slug, term.name) for term in catalogue.by_place]
    found += [_named("tags", term.slug, term.name) for term in catalogue.by_tag]
    found += [Text(page.url, page.title, paragraphs(page.html)) for page in editors]
    return found


def _initiative(entry: Entry[Initiative], catalogue: Catalogue, wording: Wording) -> Text:
    record = entry.record
    recipe = record.recipe
    partners = catalogue.partners
    told = [
        record.summary,
        *paragraphs(entry.body.html),
        *record.results,
        *((*recipe.materials, *recipe.steps, *recipe.pitfalls, recipe.time) if recipe else ()),
        record.adaptation,
        record.stopped_because,
        *(phase.title for phase in record.phases),
        *(use.note for use in record.used_by),
        *(link.title for link in record.links),
    ]
    # Facts without labels: a label would be found on every page.
    facts = [
        catalogue.pillars[record.pillar].record.name,
        wording.phrase(tuple(partners[p.partner].record.name for p in record.partners)),
        wording.phrase(tuple(partners[use.partner].record.name for use in record.used_by)),
        record.contact.name,
        record.contact.role,
        wording.labels(record.levels),
        wording.phrase(record.places),
        wording.phrase(record.tags),
    ]
    return Text(entry.url, record.title, tuple(filter(None, [*told, *facts])))


def _pillar(entry: Entry[Pillar]) -> Text:
    told = (entry.record.summary or "", *paragraphs(entry.body.html))
    return Text(entry.url, entry.record.name, tuple(filter(None, told)))


def _partner(entry: Entry[Partner]) -> Text:
    record = entry.record
    told = (*paragraphs(entry.body.html), *record.aliases, record.place or "")
    return Text(entry.url, record.name, tuple(filter(None, told)))


def _fund(entry: Entry[Fund], catalogue: Catalogue) -> Text:
    record = entry.record
    rows = dict.fromkeys(row.title for year in record.years for row in year.reservations)
    granter = catalogue.partners[record.granter].record.name
    return Text(entry.url, record.name, (*paragraphs(entry.body.html), *rows, *record.aliases, granter))


def _festival(entry: Entry[Festival], catalogue: Catalogue) -> Text:
    record = entry.record
    titles = (slot.title for slot in record.programme)
    organisers = (catalogue.partners[slug].record.name for slug in record.organisers)
    told = (*paragraphs(entry.body.html), *titles, *organisers, record.venue, record.place)
    return Text(entry.url, record.name, tuple(filter(None, told)))


def _question(entry: Entry[Question], catalogue: Catalogue) -> Text:
    record = entry.record
    answers = [
        catalogue.initiatives[a.initiative].record.title if a.initiative else a.title or ""
        for a in record.answered_by
    ]
    asker = catalogue.partners[record.asked_by].record.name if record.asked_by else ""
    pillar = catalogue.pillars[record.pillar].record.name if record.pillar else ""
    told = (*paragraphs(entry.body.html), *answers, asker, record.place or "", *record.tags, pillar)
    return Text(entry.url, record.title, tuple(filter(None, told)))


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
