"""Parts of the catalogue for other sites: small pages for a frame, and the page ``/embed/`` to choose one.

A page for a frame has the address of what it shows, with ``embed/`` before it, and runs no script. The part
after ``#`` in its address sets its look and how many initiatives it shows: the style sheet selects the
element with that id by ``:target``. So one file has all looks; a folder for each look would give three times
as many files. A frame cannot grow with its content without a script, so ``/embed/`` measures it and proposes
a height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import bounds_of, facts_from
from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.festival import Timed, timed
from atelier.model.initiative import Initiative
from atelier.render.csp import FRAMED
from atelier.render.page import File, Page
from atelier.render.renderer import Renderer
from atelier.render.script_texts import EMBED_TEXTS, script_texts
from atelier.render.wording import Wording
from atelier.sections.festivals import when_and_where
from atelier.sections.levels import Levels
from atelier.sections.places import Places
from atelier.sections.section import Section
from atelier.sections.tags import Tags
from atelier.sections.terms import Terms

FOLDER = "embed/"

AUTO = "auto"
LOOKS: Mapping[str, str] = {
    AUTO: N_("As the visitor's device is set"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}
"""The looks after ``#``; ``theme/css/sections/embed.css`` has the same names."""

COUNTS = (1, 3, 6, 12)
"""The numbers of initiatives after ``#``; the style sheet has the same."""
LIST, ONE, PROGRAMME = "embed/list.html", "embed/one.html", "embed/programme.html"

COUNT = 3
"""How many are shown if the address does not say it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing that can be shown on another site.

    Attributes:
        url: of its own page, from the root of the site.
        title: plain text.
        items: its initiatives, in the order of its page.
        note: a line below the title, plain text; a date and a place, for instance.
        days: its programme, for a kind that shows that.
        former: its former slugs, because other sites still have those addresses.
        record: the record that it is, if it is one.

    """

    url: str
    title: str
    items: Sequence[Entry[Initiative]]
    note: str = ""
    days: Sequence[tuple[str, Sequence[Timed]]] = ()
    former: tuple[str, ...] = ()
    record: Entry[Record] | None = None

    @property
    def slug(self) -> str:
        """Its name in its address."""
        return self.url.split("/")[1]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be shown.

    Attributes:
        label: the name of the kind, to be translated.
        shown: returns all of them in a catalogue.
        template: of the pages for a frame.

    """

    label: str
    shown: Callable[[Catalogue, Wording], Iterator[Shown]]
    template: str = LIST

    @property
    def counted(self) -> bool:
        """Whether one chooses how many initiatives are shown."""
        return self.template == LIST

    @property
    def targets(self) -> Iterator[str]:
        """The possible parts after ``#``: looks, and for a list also looks with a number.

        Even a short list has them all, so that an address keeps working when it becomes shorter.
        """
        yield from (look for look in LOOKS if look != AUTO)
        if self.counted:
            yield from (f"{look}-{count}" for look in LOOKS for count in COUNTS)


def of(entry: Entry[Record], items: Sequence[Entry[Initiative]], note: str = "") -> Shown:
    """A record with its initiatives."""
    return Shown(entry.url, entry.title, items, note, former=entry.record.former_slugs, record=entry)


def initiatives(catalogue: Catalogue, _: Wording) -> Iterator[Shown]:
    """Every initiative by itself."""
    for entry in catalogue.initiatives.values():
        yield of(entry, (entry,))


def pillars(catalogue: Catalogue, _: Wording) -> Iterator[Shown]:
    """Pillars with their initiatives."""
    for entry in catalogue.pillars.values():
        yield of(entry, catalogue.by_pillar.get(entry.slug, ()))


def partners(catalogue: Catalogue, _: Wording) -> Iterator[Shown]:
    """Partners with what they take part in."""
    for entry in catalogue.partners.values():
        items = [involvement.entry for involvement in catalogue.involvements.get(entry.slug, ())]
        yield of(entry, items)


def festivals(catalogue: Catalogue, wording: Wording) -> Iterator[Shown]:
    """Festivals with what is shown there, in the order of the programme."""
    for entry in catalogue.festivals.values():
        slots = [part.slot for part in timed(entry.record)] or entry.record.programme
        slugs = dict.fromkeys(slot.initiative for slot in slots if slot.initiative)
        yield of(
            entry, [catalogue.initiatives[slug] for slug in slugs], when_and_where(entry.record, wording)
        )


def programmes(catalogue: Catalogue, wording: Wording) -> Iterator[Shown]:
    """Festivals with their whole programme; the name of a day stands there if there are several."""
    for entry in catalogue.festivals.values():
        days = entry.record.days
        if days and entry.record.programme:
            parts = [
                (wording.day(date) if days[0] != days[1] else "", list(on))
                for date, on in groupby(timed(entry.record), lambda part: part.start.date())
            ]
            yield replace(of(entry, (), when_and_where(entry.record, wording)), days=parts)


def terms(section: type[Terms]) -> Callable[[Catalogue, Wording], Iterator[Shown]]:
    """Levels, places or tags with their initiatives."""

    def shown(catalogue: Catalogue, wording: Wording) -> Iterator[Shown]:
        for term, items in section.groups(catalogue, wording).items():
            yield Shown(f"{section.name}/{term.slug}/", term.heading, items)

    return shown


KINDS: Mapping[str, Kind] = {
    "initiatives": Kind(N_("One initiative"), initiatives, ONE),
    "pillars": Kind(N_("Initiatives of a pillar"), pillars),
    "partners": Kind(N_("Initiatives of a partner"), partners),
    "programmes": Kind(N_("The programme of a festival"), programmes, PROGRAMME),
    "festivals": Kind(N_("Initiatives at a festival"), festivals),
    "levels": Kind(N_("Initiatives for a level"), terms(Levels)),
    "places": Kind(N_("Initiatives in a place"), terms(Places)),
    "tags": Kind(N_("Initiatives about a subject"), terms(Tags)),
}
"""Every kind by the folder below ``embed/``: the section of what is shown, but for a programme."""

FIRST = "pillars"
"""The kind that is chosen at first, if there is anything of it."""

CODE = Markup(
    '<iframe src="{address}" title="{title}" width="640" height="600" loading="lazy" '
    'style="max-width: 100%; border: 0"></iframe>'
)
"""The HTML for another site, which ``theme/js/pages/embed.js`` makes too."""

FRAMED_FOLDERS = tuple(f"{FOLDER}{kind}/" for kind in KINDS)
"""The folders of pages that may be framed, from the root of the site."""


class Embeds(Section):
    """The page ``/embed/``, and the pages for frames."""

    name = "embed"
    kind = "embed/page"
    rank = 180
    single = True

    def pages(self) -> Iterator[Page]:
        """The page ``/embed/``. A page for a frame is a file, because it has no theme."""
        kinds = {name: kind for name, kind in KINDS.items() if any(self._shown(kind))}
        chosen = next((name for name in (FIRST, *kinds) if name in kinds), "")
        example = next(self._shown(KINDS[chosen])) if chosen else None
        made: dict[str, Any] = {"example": example, "chosen": chosen}
        if example:
            name = {"name": example.title, "site": self.site.name}
            words = EMBED_TEXTS["title"]
            made["title"] = title = self.wording.texts.gettext(words).format_map(name)
            made["code"] = str(CODE.format(address=self.site.url + FOLDER + example.url, title=title))
        yield self._first(
            **made,
            kinds=kinds,
            looks=LOOKS,
            counts=COUNTS,
            count=COUNT,
            embed_texts=script_texts(EMBED_TEXTS, self.wording.texts),
        )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """A page for a frame for each thing that can be shown, and for each kind a list of these."""
        cards: dict[str, Markup] = {}

        def card(entry: Entry[Initiative]) -> Markup:
            if entry.slug not in cards:
                cards[entry.slug] = renderer.part("initiatives/card.html", entry=entry, framed=True)
            return cards[entry.slug]

        def document(kind: Kind, shown: Shown) -> str:
            return renderer.document(
                kind.template,
                FOLDER + shown.url,
                policy=FRAMED,
                shown=shown,
                targets=tuple(kind.targets),
                **self._told(kind, shown, card),
            )

        for name, kind in KINDS.items():
            choices = []
            for shown in self._shown(kind):
                first = shown.items[: COUNTS[-1]]
                shows = (shown.title, shown.note, shown.days, len(shown.items), first)
                follows = (shown.url, shown.record, *shows)
                # A copy and not a redirect, which would lose the part after #.
                for slug in (shown.slug, *shown.former):
                    yield File(f"{FOLDER}{name}/{slug}/", partial(document, kind, shown), follows)
                choices.append([shown.slug, shown.title, *shown.former])
            listed = json_text(choices)
            yield File(f"{FOLDER}{name}.json", listed)

    def _told(
        self, kind: Kind, shown: Shown, card: Callable[[Entry[Initiative]], Markup]
    ) -> dict[str, object]:
        """The context of a page for a frame."""
        if kind.template == PROGRAMME:
            return {}
        if kind.template == LIST:
            return {"cards": [card(entry) for entry in shown.items[: COUNTS[-1]]]}
        (entry,) = shown.items
        record = entry.record
        facts = facts_from(record, self.catalogue.today)
        return {"entry": entry, "facts_from": facts, "undated": bounds_of(record)}

    def _shown(self, kind: Kind) -> Iterator[Shown]:
        return kind.shown(self.catalogue, self.wording)
