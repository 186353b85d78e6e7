"""The table of a programme: a busy room looks busy, and a break goes through all rooms."""

from __future__ import annotations

import pytest

from atelier.insights.timetable import Day, timetable
from atelier.model.festival import Festival, timed

DAY = "2027-03-17"


def days(*slots: str, last: str = DAY) -> list[Day]:
    """The tables of a programme of parts such as ``10:00-11:00 Robots @Aula`` or ``12:00-13:00 Lunch break``."""
    programme = []
    for slot in slots:
        times, _, rest = slot.partition(" ")
        start, _, end = times.rpartition("-")
        words, _, room = rest.partition(" @")
        title = words.removesuffix(" break")
        day, _, start = start.rpartition("/")
        start = f"2027-03-{day or 17} {start}"
        part = {"start": start, "end": end, "title": title}
        part |= {"room": room} if room else {}
        programme.append(part | ({"kind": "break"} if title != words else {}))
    front_matter = {"name": "Dag", "start": DAY, "end": last, "programme": programme}
    return list(timetable(timed(Festival.model_validate(front_matter))))


def drawn(day: Day) -> list[str]:
    """A table as text: a line for each row, with how many rows and rooms each cell takes."""
    lines = []
    for row in day.rows:
        cells = [
            f"{' + '.join(part.slot.title or '' for part in cell.parts) or '.'}"
            + (f" v{cell.rows}" if cell.rows > 1 else "")
            + (f" >{cell.columns}" if cell.columns > 1 else "")
            for cell in row.cells
        ]
        lines.append(f"{row.start:%H:%M} " + " | ".join(cells))
    return [" | ".join(day.rooms), *lines]


def test_what_takes_two_hours_is_as_long_as_what_happens_beside_it() -> None:
    """Rows follow the time and not what starts: a part spans rows, and so does a room that is free."""
    (day,) = days(
        "10:00-12:00 Robots @Aula",
        "10:00-10:30 Kort @Lokaal",
        "10:30-11:00 Korter @Lokaal",
        "11:30-12:00 Kortst @Lokaal",
    )

    assert [
        "Aula | Lokaal",
        "10:00 Robots v4 | Kort",
        "10:30 Korter",
        "11:00 .",
        "11:30 Kortst",
    ] == drawn(day)
    assert [30, 30, 30, 30] == [row.length for row in day.rows]


def test_a_break_goes_through_all_rooms() -> None:
    """Also one with the name of a room where the coffee is; that room is no column for it."""
    (day,) = days("10:00-11:00 Robots @Aula", "10:00-11:00 Winkel @Lokaal", "11:00-11:15 Koffie break @Hal")

    assert ["Aula | Lokaal", "10:00 Robots | Winkel", "11:00 Koffie >2"] == drawn(day)


def test_a_break_goes_round_a_room_that_goes_on() -> None:
    """Where one room is still busy, the break goes through the others that lie beside each other."""
    (day,) = days(
        "10:00-11:00 A @Een", "10:00-11:00 B @Twee", "10:00-11:30 C @Drie", "11:00-11:30 Koffie break"
    )

    assert ["Een | Twee | Drie", "10:00 A | B | C v2", "11:00 Koffie >2"] == drawn(day)


def test_an_opening_for_everyone_goes_through_all_rooms() -> None:
    """A part without a room at which nothing else is."""
    (day,) = days("09:00-10:00 Opening", "10:00-11:00 A @Een", "10:00-11:00 B @Twee")

    assert ["Een | Twee", "09:00 Opening >2", "10:00 A | B"] == drawn(day)


def test_what_has_no_room_stands_beside_the_rooms() -> None:
    """While something is in a room; those at the same time together."""
    (day,) = days("09:00-12:00 Markt", "09:00-10:00 A @Een", "09:00-10:00 B @Twee", "09:30-12:30 Rondleiding")

    assert [
        "Een | Twee | ",
        "09:00 A | B | Markt + Rondleiding v2",
        "10:00 . | .",
    ] == drawn(day)


@pytest.mark.parametrize("rooms", [1, 9])
def test_one_room_or_very_many_are_a_list(rooms: int) -> None:
    """There a table would be one column, or too wide to read."""
    (day,) = days(*(f"10:00-11:00 Les {n} @Zaal {n}" for n in range(rooms)), "11:00-12:00 Borrel break")

    assert () == day.rooms
    assert [rooms, 1] == [len(row.cells[0].parts) for row in day.rows]


def test_each_day_has_its_own_table() -> None:
    """With the rooms of that day."""
    first, second = days(
        "10:00-11:00 A @Een",
        "10:00-11:00 B @Twee",
        "18/10:00-11:00 C @Drie",
        "18/10:00-11:00 D @Vier",
        last="2027-03-18",
    )

    assert (["Een", "Twee"], ["Drie", "Vier"]) == (first.rooms, second.rooms)
