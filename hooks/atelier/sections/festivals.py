"""Festivals: future ones, those without a day, and past ones; each with its programme and its calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from atelier.content.entry import Entry
from atelier.insights.asking import ways_to_organisers
from atelier.insights.timetable import room_of, timetable
from atelier.model.festival import Festival, Language, SlotKind, Timed, timed
from atelier.render.page import Crumb, File, Page, Whole
from atelier.render.renderer import Renderer
from atelier.render.wording import Wording
from atelier.sections.screen import POLICY, Stand, instant, stands
from atelier.sections.section import RecordSection, redirect

EVERY = "festivals/index.ics"
"""The calendar of all festivals; no slug can be ``index``."""


class Filter(NamedTuple):
    """A filter of a programme.

    Attributes:
        name: of the field, and of the attribute ``data-…`` of a part that it looks at.
        label: what it is called.
        options: the values, each with its label.

    """

    name: str
    label: str
    options: Sequence[tuple[str, str]]


class Festivals(RecordSection):
    """Every festival, on a page of its own and in a calendar."""

    record = Festival
    rank = 50

    def lists(self) -> Iterator[Page]:
        """The list: future festivals, those without a day, past ones, and plans of which no more is known."""
        showings = self.material.showings
        dated = [(entry, parts) for entry, parts in showings.festivals if entry.record.days]
        undated = [(entry, parts) for entry, parts in showings.festivals if not entry.record.days]
        yield self._first(
            self.entries,
            coming=[(entry, parts) for entry, parts in dated if showings.coming(entry)],
            undated=[(entry, parts) for entry, parts in undated if showings.coming(entry)],
            past=[(entry, parts) for entry, parts in dated if not showings.coming(entry)],
            old_plans=[(entry, parts) for entry, parts in undated if not showings.coming(entry)],
            old_plan=showings.old_plan,
            calendar=EVERY if dated else "",
            followed=self._followed,
        )

    def pages_of(self, entry: Entry[Festival]) -> Iterator[Page]:
        """The page of a festival, and the cards for its stands."""
        yield from super().pages_of(entry)
        if timed(entry.record):
            yield self._cards(entry, timed(entry.record))

    def description(self, entry: Entry[Festival]) -> str:
        """When and where it is."""
        plan = self.material.showings.old_plan(entry)
        if plan:
            gettext = self.wording.texts.gettext
            said = gettext("plan from %(year)s. Whether it came is not known.") % {"year": plan}
            return f"{entry.record.name}: {said}"
        return f"{entry.record.name}: {when_and_where(entry.record, self.wording)}"

    def context(self, entry: Entry[Festival]) -> Mapping[str, Any]:
        """Its programme as a table, its calendar, and what is shown there."""
        parts = timed(entry.record)
        return {
            "ways": ways_to_organisers(entry, self.catalogue),
            "coming": self.material.showings.coming(entry),
            "old_plan": self.material.showings.old_plan(entry),
            "days": timetable(parts),
            "calendar": calendar_url(entry.slug) if entry.record.days else "",
            "followed": self._followed,
            "standing": self.material.showings.standing,
            "filters": self._filters(parts),
            "stands": self._stands(parts),
        }

    def _followed(self, url: str) -> str:
        """The address of a calendar at which a calendar program subscribes to it."""
        return f"webcal://{self.site.base_url.partition('://')[2]}{url}"

    def _cards(self, entry: Entry[Festival], parts: Sequence[Timed]) -> Page:
        """The cards to print for its stands."""
        title = self.wording.texts.gettext("Cards for %(festival)s") % {"festival": entry.record.name}
        return Page(
            url=f"{entry.url}cards/",
            kind="festivals/cards",
            title=title,
            description=f"{title}: {when_and_where(entry.record, self.wording)}",
            source=entry.path,
            crumbs=(*self._way, Crumb(entry.record.name, entry.url)),
            context={"stands": self._stands(parts)},
        )

    def _stands(self, parts: Sequence[Timed]) -> Sequence[Stand]:
        return stands(parts, self.catalogue.initiatives, self.material.showings.standing)

    def _screen(self, entry: Entry[Festival], renderer: Renderer) -> str:
        """The screen of a festival, a document without the theme."""
        parts = timed(entry.record)
        return renderer.part(
            "festivals/screen.html",
            entry=entry,
            parts=parts,
            stands=self._stands(parts),
            instant=partial(instant, self.site.zone),
            policy=POLICY,
        )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """A screen and a calendar for each festival, also at its former addresses, and a calendar of all."""
        festivals = self.catalogue.festivals.values()
        dated = [entry for entry in festivals if entry.record.days]
        for entry in festivals:
            yield from self.edit_files(entry)
        for entry in dated:
            made = cache(partial(self._calendar, (entry,), entry.record.name))
            for slug in entry.slugs:
                yield File(calendar_url(slug), made, (Whole(entry),), shared=True)
        for entry in dated:
            if entry.record.programme:
                yield from self._screens(entry, renderer)
        if dated:
            name = f"{self.material.intros[self.name].title} · {self.site.name}"
            follows = (name, [Whole(entry) for entry in dated])
            yield File(EVERY, partial(self._calendar, dated, name), follows, shared=True)

    def _calendar(self, festivals: Sequence[Entry[Festival]], name: str) -> bytes:
        # This import costs a tenth of a small build, and few catalogues have a festival.
        from atelier.exports.icalendar import calendar

        return calendar(festivals, self.catalogue, self.site, self.wording, name)

    def _screens(self, entry: Entry[Festival], renderer: Renderer) -> Iterator[File]:
        """The screen, also at its former addresses, and redirects from former addresses of the cards."""
        parts = timed(entry.record)
        follows = (Whole(entry), self._stands(parts))
        for slug in entry.slugs:
            yield File(f"{self.name}/{slug}/screen/", partial(self._screen, entry, renderer), follows)
        for slug in entry.record.former_slugs:
            yield redirect(f"{self.name}/{slug}/cards/", f"{entry.url}cards/", renderer)

    def _filters(self, parts: Sequence[Timed]) -> Sequence[Filter]:
        """The filters of a programme, each with two values or more."""
        gettext, label = self.wording.texts.gettext, self.wording.label
        initiatives = self.catalogue.initiatives
        slots = [part.slot for part in parts]
        shown = [initiatives[slot.initiative].record for slot in slots if slot.initiative]
        pillars = {initiative.pillar for initiative in shown}
        levels = {level for initiative in shown for level in initiative.levels}
        days = dict.fromkeys(part.start.date() for part in parts)
        rooms = {room_of(part): part.slot.room for part in reversed(parts) if part.slot.room}
        tracks = {slot.track.casefold(): slot.track for slot in reversed(slots) if slot.track}
        kinds = {slot.kind for slot in slots} - {SlotKind.BREAK}
        languages = {slot.language for slot in slots if slot.language}
        named = (
            ("day", gettext("Day"), [(str(day), self.wording.day(day)) for day in days]),
            ("room", gettext("Room"), [(rooms[key], rooms[key]) for key in sorted(rooms)]),
            ("track", gettext("Track"), [(tracks[key], tracks[key]) for key in sorted(tracks)]),
            ("kind", gettext("Kind"), [(kind, label(kind)) for kind in SlotKind if kind in kinds]),
            ("language", gettext("Language"), [(x, label(x)) for x in Language if x in languages]),
            (
                "pillar",
                gettext("Pillar"),
                [(slug, e.title) for slug, e in self.catalogue.pillars.items() if slug in pillars],
            ),
            (
                "level",
                gettext("Level"),
                [(level, label(level)) for level in self.catalogue.kinds.levels if level in levels],
            ),
        )
        return [Filter(*one) for one in named if len(one[2]) > 1]


def when_and_where(festival: Festival, wording: Wording) -> str:
    """The days and the place of a festival as text."""
    known = festival.days
    when = wording.days(known) if known else wording.texts.gettext("day not known yet")
    return ", ".join(part for part in (when, festival.venue, festival.place) if part)


def calendar_url(slug: str) -> str:
    """The address of the calendar of a festival, from the root of the site."""
    return f"festivals/{slug}.ics"
