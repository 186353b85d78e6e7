"""One file of a festival gives its page, its calendar, and what stands on the pages of who is there."""

from __future__ import annotations

import datetime
import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import html5lib
import pytest
import vobject

from atelier.exports.icalendar import calendar
from atelier.insights.showings import Showings
from atelier.render.wording import Wording
from tests.fixtures.catalogues import SITE, catalogue_of
from tests.fixtures.sites import GOLDEN, run

ZONE = ZoneInfo("Europe/Amsterdam")


def events(file: Path) -> dict[str, vobject.base.Component]:
    """The events of a calendar by their title, as another library than the one that wrote it reads them."""
    (calendar,) = vobject.readComponents(file.read_text(encoding="utf-8"))
    return {event.uid.value: event for event in calendar.vevent_list}


def test_a_calendar_has_the_whole_and_every_part(small_site: Path) -> None:
    """Whole days for the festival, and for each part its time by the clock of the Netherlands."""
    found = events(small_site / "festivals" / "proeffestival.ics")
    whole = found["proeffestival@klein.example"]
    robots = found["proeffestival.robotles@klein.example"]

    assert 6 == len(found)
    assert (datetime.date(2027, 3, 17), datetime.date(2027, 3, 19)) == (
        whole.dtstart.value,
        whole.dtend.value,
    )
    assert datetime.datetime(2027, 3, 17, 13, 30, tzinfo=ZONE) == robots.dtstart.value
    assert datetime.timedelta(hours=1) == robots.dtstart.value.utcoffset()
    assert "Aula, Alfa-college, gebouw aan het water, Groningen" == robots.location.value
    assert "https://klein.example/initiatives/robots-in-de-klas/" == robots.url.value
    assert "Robots: in de klas" == robots.summary.value


def test_a_calendar_knows_summer_time(small_site: Path) -> None:
    found = events(small_site / "festivals" / "eerste-proeffestival.ics")
    robots = found["eerste-proeffestival.robotles@klein.example"]

    assert datetime.datetime(2025, 6, 5, 8, tzinfo=datetime.UTC) == robots.dtstart.value
    assert datetime.timedelta(hours=2) == robots.dtstart.value.utcoffset()


def test_a_calendar_is_written_as_it_should_be(small: Path, golden: Callable[[Path, str], None]) -> None:
    """To the byte, and so the same in every build of one day."""
    catalogue = catalogue_of(small)
    festivals = list(catalogue.festivals.values())

    made = calendar(festivals, catalogue, SITE, Wording("nl"), "Festivals")

    golden(GOLDEN / "festivals.ics", made.decode().replace("\r\n", "\n"))


def test_an_event_stays_the_same_when_the_site_moves(small: Path) -> None:
    """Who follows a calendar gets nothing twice when the site gets another address."""
    catalogue = catalogue_of(small)
    moved = replace(SITE, url="https://elders.example/", moved_from=SITE.url)
    here, there = (
        calendar(list(catalogue.festivals.values()), catalogue, site, Wording("nl"), "F").decode()
        for site in (SITE, moved)
    )

    assert re.findall("UID:.*", here) == re.findall("UID:.*", there)


def test_one_calendar_has_all_festivals(small_site: Path) -> None:
    """Whoever follows it gets every festival, with the same events as in its own calendar."""
    own = [events(file).keys() for file in small_site.glob("festivals/*.ics") if file.name != "index.ics"]
    together = events(small_site / "festivals" / "index.ics").keys()

    assert set().union(*own) == together


@pytest.mark.slow
def test_an_event_stays_the_same_when_it_moves(small: Path) -> None:
    """Another room, time or order moves an event in a visitor's calendar, and makes no second one."""
    file = small / "docs" / "festivals" / "proeffestival.md"
    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    before = events(small / "site" / "festivals" / "proeffestival.ics")
    text = file.read_text(encoding="utf-8")
    opening, _, rest = text.partition("  - start: 2027-03-17 13:30\n")
    first, _, others = rest.partition("  - start:")
    moved = first.replace("14:30", "17:00").replace("Aula", "Kelder")
    end = "sources:\n"
    others, _, sources = others.partition(end)
    file.write_text(
        f"{opening}  - start:{others}  - start: 2027-03-17 16:00\n{moved}{end}{sources}", encoding="utf-8"
    )

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    after = events(small / "site" / "festivals" / "proeffestival.ics")
    assert before.keys() == after.keys()
    assert 16 == after["proeffestival.robotles@klein.example"].dtstart.value.hour


@pytest.mark.slow
def test_a_festival_without_a_day_has_no_calendar(small: Path) -> None:
    """Its page says that the day is not known yet; it comes before what is over."""
    (small / "docs" / "festivals" / "ooit.md").write_text("---\nname: Ooit\n---\n", encoding="utf-8")

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    assert not (small / "site" / "festivals" / "ooit.ics").exists()
    assert "De dag is nog niet bekend" in (small / "site/festivals/ooit/index.html").read_text("utf-8")
    listed = (small / "site/festivals/index.html").read_text("utf-8")
    assert listed.index("../festivals/proeffestival/") < listed.index("../festivals/ooit/")
    assert listed.index("../festivals/ooit/") < listed.index("../festivals/eerste-proeffestival/")
    assert listed.index("Plannen zonder dag") < listed.index("../festivals/ooit/")


@pytest.mark.slow
def test_a_plan_of_long_ago_is_not_shown_as_if_it_comes(small: Path) -> None:
    """Nobody knows whether it came: its page, the list and its organiser say so, and promise nothing."""
    (small / "docs" / "festivals" / "plan.md").write_text(
        "---\nname: Plan\norganisers: [stichting-de-brug]\nsources: [{title: Brief, date: 2018}]\n---\n",
        encoding="utf-8",
    )

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    page, listed, organiser = (
        (small / "site" / address / "index.html").read_text("utf-8")
        for address in ("festivals/plan", "festivals", "partners/stichting-de-brug")
    )
    assert "Plan uit 2018. Of het er kwam, is niet bekend." in page
    assert not re.search("nog niet bekend|nog geen programma|is voorbij", page)
    assert listed.index("../festivals/eerste-proeffestival/") < listed.index("Plannen van lang geleden")
    assert "Plannen zonder dag" not in listed
    assert "plan uit 2018, of het er kwam is niet bekend" in organiser


def test_the_next_festival_is_the_nearest_with_a_day(small: Path) -> None:
    """One that is on today too; one without a day never."""
    for slug, day in (("later", "date: 2027-05-01"), ("vandaag", "date: 2026-11-25"), ("ooit", "")):
        text = f"---\nname: {slug}\n{day}\n---\n"
        (small / "docs" / "festivals" / f"{slug}.md").write_text(text, encoding="utf-8")
    found = Showings(catalogue_of(small)).next

    assert found
    assert "vandaag" == found.slug


@pytest.mark.parametrize(
    ("address", "festivals"),
    [
        ("initiatives/robots-in-de-klas/", ["proeffestival", "eerste-proeffestival"]),
        ("initiatives/oud-plan/", []),
        ("partners/alfa-college/", ["proeffestival", "eerste-proeffestival"]),
        ("partners/stichting-de-brug/", ["proeffestival", "eerste-proeffestival"]),
        ("pillars/ondernemerschap/", ["proeffestival"]),
        ("pillars/vrije-ruimte/", []),
    ],
)
def test_a_page_says_where_it_is_to_be_seen(address: str, festivals: list[str], small_site: Path) -> None:
    """Of an initiative, a partner and a pillar: what is to come, then what was."""
    page = html5lib.parse((small_site / address / "index.html").read_bytes(), namespaceHTMLElements=False)
    parts = [part for part in page.iter("section") if "showings" in part.get("class", "").split()]
    links = [link.get("href") for part in parts for link in part.iter("a")]

    assert [f"../../festivals/{slug}/" for slug in festivals] == links


@pytest.mark.slow
def test_who_only_organises_is_not_to_be_seen(small: Path) -> None:
    """A festival without anything of a partner stands there as what it organises, also without a day."""
    (small / "docs" / "festivals" / "ooit.md").write_text(
        "---\nname: Ooit\norganisers:\n  - stichting-de-brug\n---\n", encoding="utf-8"
    )

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    page = (small / "site/partners/stichting-de-brug/index.html").read_text("utf-8")
    _, _, organised = page.partition("<h2>Organisator van</h2>")
    assert ["ooit", "eerste-proeffestival"] == re.findall(
        r"festivals/([a-z-]+)/", organised.partition("</section>")[0]
    )
    seen = page[page.index("<h2>Te zien op</h2>") : page.index("<h2>Organisator van</h2>")]
    assert ["proeffestival"] == re.findall(r"festivals/([a-z-]+)/", seen)


@pytest.mark.slow
def test_of_many_festivals_the_nearest_are_shown(small: Path) -> None:
    """A page stays short: eight festivals, and then the way to all."""
    for day in range(1, 11):
        (small / "docs" / "festivals" / f"dag-{day}.md").write_text(
            f"---\nname: Dag {day}\ndate: 2028-03-{day:02}\nprogramme:\n"
            "  - start: 10:00\n    end: 11:00\n    initiative: oud-plan\n---\n",
            encoding="utf-8",
        )

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    page = (small / "site/initiatives/oud-plan/index.html").read_text("utf-8")

    assert [f"dag-{day}" for day in range(1, 9)] == re.findall(r"festivals/(dag-\d+)/", page)
    assert "Alle festivals</a>" in page


@pytest.mark.slow
def test_a_programme_of_hundreds_of_parts_is_a_page(small: Path) -> None:
    """Out of a table beside the festival: whole, with headings to jump to, and not too heavy for a phone."""
    rows = [
        f"{17 + day}-3-2027;{9 + hour}:{quarter:02};{9 + hour}:{quarter + 14};Zaal {room};Les {day} {hour} {quarter} "
        f"{room};{'Een paar zinnen over dit onderdeel. ' * 4}"
        for day in range(2)
        for hour in range(8)
        for quarter in (0, 15, 30, 45)
        for room in range(14)
    ]
    folder = small / "docs" / "festivals"
    (folder / "groot.md").write_text("---\nname: Groot\nstart: 2027-03-17\nend: 2027-03-18\n---\n", "utf-8")
    (folder / "groot.csv").write_text("\n".join(["dag;van;tot;zaal;title;text", *rows]), "utf-8-sig")

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    site = small / "site"
    page = (site / "festivals/groot/index.html").read_text("utf-8")
    assert len(rows) == page.count('class="slot"') == 896
    assert 'href="#_day-2027-03-18"' in page
    assert 'href="#_time-2027-03-18-1600"' in page
    assert "edit/main/docs/festivals/groot.csv" in page
    assert 110_000 > len(gzip.compress(page.encode()))
    assert len(rows) + 1 == len(events(site / "festivals" / "groot.ics"))
    assert not (site / "festivals" / "groot.csv").exists()


@pytest.mark.parametrize(
    ("page", "calendar"),
    [("festivals", "festivals/index.ics"), ("festivals/proeffestival", "festivals/proeffestival.ics")],
)
def test_a_calendar_can_be_followed(page: str, calendar: str, small_site: Path) -> None:
    """One link opens a calendar program that subscribes, another gives the file; both lead to what is there."""
    content = (small_site / page / "index.html").read_text("utf-8")

    assert f'href="webcal://klein.example/{calendar}"' in content
    assert f'{calendar}" download' in content
    assert (small_site / calendar).is_file()


def test_cards_and_screen_name_the_workshop_and_the_initiative(small_site: Path) -> None:
    """Who looks for a workshop from the programme finds its stand."""
    for page in ("cards", "screen"):
        content = (small_site / "festivals" / "proeffestival" / page / "index.html").read_text("utf-8")

        assert ">Winkel in de wijk</h2>" in content
        assert ">Begin zelf een winkel</strong>" in content


def test_what_is_over_offers_no_cards(small_site: Path) -> None:
    """Cards and the screen are offered for what is to come; what was printed before leads there still."""
    coming = (small_site / "festivals/proeffestival/index.html").read_text("utf-8")
    past = (small_site / "festivals/eerste-proeffestival/index.html").read_text("utf-8")

    assert "festivals/proeffestival/cards/" in coming
    assert "festivals/eerste-proeffestival/cards/" not in past
    assert (small_site / "festivals/eerste-proeffestival/cards/index.html").is_file()


@pytest.mark.slow
def test_what_no_initiative_shows_itself_at_has_no_cards(small: Path) -> None:
    """A programme of talks offers no cards and no screen; neither of the two says what is not so."""
    (small / "docs/festivals/praten.md").write_text(
        "---\nname: Praten\ndate: 2028-03-01\nprogramme:\n"
        "  - start: 10:00\n    end: 11:00\n    title: Lezing\n    kind: talk\n---\n",
        encoding="utf-8",
    )

    assert run("mkdocs", "build", "--strict", cwd=small).returncode == 0
    site = small / "site" / "festivals" / "praten"
    assert "Lezing" in (site / "index.html").read_text("utf-8")
    assert "praten/cards/" not in (site / "index.html").read_text("utf-8")
    for page in ("cards", "screen"):
        assert "nog geen programma" not in (site / page / "index.html").read_text("utf-8")
