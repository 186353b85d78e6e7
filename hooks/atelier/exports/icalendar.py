"""Festivals as calendars, for calendar programs (RFC 5545, iCalendar).

The UID of an event never changes: it is the oldest slug of the festival, and for a part of the programme the
oldest slug of its initiative, or else its title. So a part with a new time or room moves in the calendar of a
visitor, and is not there twice.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vUri

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.insights.programme import slot_title
from atelier.model.festival import Festival, Timed, timed
from atelier.model.slug import full_slug
from atelier.render.page import Site
from atelier.render.wording import Wording

OFTEN = datetime.timedelta(hours=12)
"""How often a program should update a calendar."""
CENTRAL = "Europe/Amsterdam"


def calendar(
    festivals: Iterable[Entry[Festival]], catalogue: Catalogue, site: Site, wording: Wording, name: str
) -> bytes:
    """A calendar of festivals as a file: an event for each festival, and one for each part of its programme.

    Festivals without a day are left out. ``name`` is the name of the calendar.
    """
    made = Calendar()
    made.add("PRODID", f"-//{site.name}//{site.language.upper()}")
    made.add("VERSION", "2.0")
    # NAME and REFRESH-INTERVAL are of RFC 7986; older programs read the others.
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)
    made.add("REFRESH-INTERVAL", OFTEN, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", OFTEN, parameters={"VALUE": "DURATION"})
    made.add_component(_clock(site.zone))
    for entry in festivals:
        if entry.record.days:
            for event in _events(entry, catalogue, site, wording):
                made.add_component(event)
    return bytes(made.to_ical())


def _clock(zone: ZoneInfo) -> Timezone:
    """A time zone. Ours is a rule, which programs read better than dates."""
    if zone.key != CENTRAL:
        return Timezone.from_tzid(zone.key)
    made = Timezone()
    made.add("TZID", zone.key)
    for part, name, month, was, becomes in (
        (TimezoneDaylight(), "CEST", 3, 1, 2),
        (TimezoneStandard(), "CET", 10, 2, 1),
    ):
        # The rule of the European Union since 1996: at 1:00 UTC on the last Sunday of the month.
        part.add("DTSTART", datetime.datetime(1996, month, 31 if month == 3 else 27, was + 1))
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", datetime.timedelta(hours=was))
        part.add("TZOFFSETTO", datetime.timedelta(hours=becomes))
        made.add_component(part)
    return made


def _events(entry: Entry[Festival], catalogue: Catalogue, site: Site, wording: Wording) -> Iterator[Event]:
    festival, host = entry.record, urlsplit(site.first_url).hostname
    first, last = festival.days or (catalogue.today, catalogue.today)
    own = entry.slugs[0]
    whole = _event(f"{own}@{host}", festival.name, catalogue, site.url + entry.url)
    whole.add("DTSTART", first)
    # The end of an all-day event is the day after its last day.
    whole.add("DTEND", last + datetime.timedelta(days=1))
    whole.add("TRANSP", "TRANSPARENT")
    if festival.venue or festival.place:
        whole.add("LOCATION", _where(festival.venue, festival.place))
    yield whole
    seen: Counter[str] = Counter()
    for part in timed(festival):
        yield _part(part, entry, catalogue, site, wording, seen)


def _part(
    part: Timed,
    entry: Entry[Festival],
    catalogue: Catalogue,
    site: Site,
    wording: Wording,
    seen: Counter[str],
) -> Event:
    slot, festival = part.slot, entry.record
    initiative = catalogue.initiatives[slot.initiative] if slot.initiative else None
    key = initiative.slugs[0] if initiative else full_slug(slot.title or "")
    seen[key] += 1
    again = f".{seen[key]}" if seen[key] > 1 else ""
    host = urlsplit(site.first_url).hostname
    uid = f"{entry.slugs[0]}.{key}{again}@{host}"
    address = site.url + (initiative.url if initiative else entry.url)
    text = slot.text or (initiative.record.summary if initiative else "")
    event = _event(uid, slot_title(part, catalogue), catalogue, address, text)
    event.add("DTSTART", part.start.replace(tzinfo=site.zone))
    event.add("DTEND", part.end.replace(tzinfo=site.zone))
    where = _where(slot.room, festival.venue, festival.place)
    if where:
        event.add("LOCATION", where)
    event.add("CATEGORIES", [wording.label(slot.kind), *([slot.track] if slot.track else [])])
    return event


def _event(uid: str, summary: str, catalogue: Catalogue, address: str, text: str = "") -> Event:
    event = Event()
    event.add("UID", uid)
    # When the file was made: the date of the catalogue, so that a build is reproducible.
    event.add("DTSTAMP", datetime.datetime.combine(catalogue.today, datetime.time(), datetime.UTC))
    event.add("SUMMARY", summary)
    event.add("URL", vUri(address))
    # Some programs do not show the URL of an event, but the addresses in its text.
    event.add("DESCRIPTION", f"{text}\n\n{address}" if text else address)
    return event


def _where(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
