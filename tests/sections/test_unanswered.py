"""What nobody said to be true for two years: its page says so, it moves down, and somebody can take it over."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from atelier.catalogue.currency import is_unanswered
from tests.fixtures.catalogues import catalogue_of, content
from tests.fixtures.initiatives import add
from tests.fixtures.sites import TODAY

PAGE = "initiatives/verteld/"


def told(
    root: Path, *, added: str = "", confirmed: str = "", source: str = "", status: str = "active"
) -> None:
    """An initiative that somebody told of, with what is known of when."""
    add(root, "verteld")
    file = root / "initiatives" / "verteld.md"
    text = file.read_text(encoding="utf-8")
    front = text.replace("status: stopped\nstopped_because: Er was geen geld.\n", f"status: {status}\n")
    front = front.partition("period:")[0]
    for name, day in (("added", added), ("last_confirmed", confirmed)):
        front += f"{name}: {day}\n" if day else ""
    if source:
        front += f"sources:\n  - title: Verslag\n{source}"
    file.write_text(f"{front}---\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"added": "2024-01-10"}, "Gegevens uit 2024. Sindsdien heeft niemand ze bevestigd."),
        (
            {"added": "2023-05-01", "confirmed": "2024-01-10"},
            "Gegevens uit 2024. Sinds 10 januari 2024 heeft niemand ze bevestigd.",
        ),
        (
            {"added": "2026-11-01", "source": "    date: 2013-10-10\n"},
            "Gegevens uit 2013. Sindsdien heeft niemand ze bevestigd.",
        ),
    ],
)
def test_a_page_says_since_when_nobody_confirmed_it(small: Path, known: dict[str, str], said: str) -> None:
    """And whom to ask, and that one may take it over; that a document was added lately makes it no newer."""
    told(small, **known)
    page = content(small, PAGE)

    assert said in " ".join(page.replace("<strong>", "").replace("</strong>", "").split())
    assert "add/?adopt=verteld" in page


@pytest.mark.parametrize(
    "known",
    [
        {"added": "2024-12-01"},
        {"added": "2020-01-01", "confirmed": "2024-12-01"},
        {"added": "2020-01-01", "status": "completed"},
        {"added": "2020-01-01", "source": "    date: 2025\n"},
        {"added": "2026-11-01", "source": "    after: 2018\n"},
    ],
)
def test_nothing_is_offered_that_somebody_answers_for(small: Path, known: dict[str, str]) -> None:
    """Nor what has ended, or of which the age is not known."""
    told(small, **known)

    assert "?adopt=" not in content(small, PAGE)


def test_it_moves_down_two_years_after_the_last_word(small: Path) -> None:
    """From that day on, without an edit: in lists, and in what is related."""
    for slug, fields in (("aap", {"levels": "[po]"}), ("beer", {}), ("cavia", {})):
        add(small, slug, results="[Het lukte.]", tags="[dieren]", **fields)
        file = small / "initiatives" / f"{slug}.md"
        last = "2024-11-25" if slug == "aap" else "2026-01-01"
        file.write_text(
            file.read_text(encoding="utf-8").replace("date: 2013-10-10", f"date: {last}"), encoding="utf-8"
        )
    animals = {"aap", "beer", "cavia"}

    def order(day: datetime.date) -> list[str]:
        return [slug for slug in catalogue_of(small, day).initiatives if slug in animals]

    def related(day: datetime.date) -> list[str]:
        page = content(small, "initiatives/cavia/", day).partition('id="_related"')[2]
        return [slug for slug in re.findall(r"initiatives/([a-z]+)/", page) if slug in animals]

    tomorrow = TODAY + datetime.timedelta(days=1)
    assert ["aap", "beer", "cavia"] == order(TODAY)
    assert ["beer", "cavia", "aap"] == order(tomorrow)
    assert ["aap", "beer"] == related(TODAY)
    assert ["beer", "aap"] == related(tomorrow)


def test_two_years_is_two_years(small: Path) -> None:
    told(small, confirmed="2024-11-26")
    record = catalogue_of(small).initiatives["verteld"].record

    assert not is_unanswered(record, datetime.date(2026, 11, 26))
    assert is_unanswered(record, datetime.date(2026, 11, 27))
