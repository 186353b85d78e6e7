"""A catalogue in another country: its money and its clock, on pages, in the open data and in calendars."""

from __future__ import annotations

import csv
import html
import json
import re
from pathlib import Path

import icalendar
import pytest

from atelier.content.settings import read_settings
from atelier.model.readings import Readings, Step, read_as
from atelier.problems.codes import CODES
from atelier.site.building import build
from atelier.store.store import Store
from tests.fixtures.sites import SMALL, make_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def british(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in English, in pounds and by the clock of London, built."""
    root = make_site(tmp_path_factory.mktemp("british") / "site", SMALL)
    settings = root / "mkdocs.yml"
    text = re.sub(r"^nav:\n(?:  .*\n)+", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"  search: !ENV .*\n", "  search: false\n", text).replace("language: nl", "language: en")
    chosen = "extra:\n  currency: GBP\n  timezone: Europe/London\n"
    settings.write_text(text.replace("extra:\n", chosen, 1), encoding="utf-8")
    for page in (root / "docs").glob("*.md"):
        page.unlink()
    build(root, root / "site", Store(root))
    return root / "site"


def test_no_page_speaks_of_euros(british: Path) -> None:
    """Nor does a form, or the data of its script; only the messages for who writes files have examples in euros."""
    for file in british.rglob("*.html"):
        if file.parent.name in {*CODES, "codes", "fix"}:
            continue
        page = re.sub(r"<style\b.*?</style>", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        page = re.sub(r'<div class="body md-typeset">.*?\n</div>', " ", page, flags=re.DOTALL)
        text = html.unescape(re.sub("<[^>]*>", " ", page))
        assert [] == re.findall(r".{0,40}(?:€|\beuros?\b|\bEUR\b).{0,40}", text), file.relative_to(british)
    assert "£" in (british / "initiatives/robots-in-de-klas/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["£1,250.50", "1250.50 GBP", "gbp 1,250.50", "1250,50"])
def test_the_form_reads_an_amount_as_people_write_it(typed: str, british: Path) -> None:
    """With the sign or the code of the money of the city; euros are something else there."""
    rules = json.loads((british / "add/rules.json").read_text(encoding="utf-8"))
    rule = rules["records"]["initiatives"]["recipe"]["group"]["cost"]["rule"]
    read = Readings(tuple(Step(*step) for step in rule["readings"]["steps"]), rule["readings"]["case"])

    assert "1250.50" == read_as(typed, read)
    assert not re.fullmatch(rule["pattern"], read_as("€ 1250.50", read))


def test_the_open_data_says_it(british: Path) -> None:
    """In linked data by its code, and in the explanation of the columns."""
    graph = (british / "data/catalogue.jsonld").read_text(encoding="utf-8")
    page = (british / "data/index.html").read_text(encoding="utf-8")
    with (british / "data/funding.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))

    assert '"currency":"GBP"' in graph.replace(" ", "")
    assert "EUR" not in graph
    assert "what it costs once, in GBP" in page
    assert len(lines) > 1


def test_festivals_are_by_the_clock_of_the_city(british: Path) -> None:
    """In the calendar, in linked data and on the screen."""
    calendar = icalendar.Calendar.from_ical((british / "festivals/proeffestival.ics").read_bytes())
    (zone,) = calendar.walk("VTIMEZONE")
    starts = [event["DTSTART"].params.get("TZID") for event in calendar.walk("VEVENT")]
    graph = json.loads((british / "data/catalogue.jsonld").read_text(encoding="utf-8"))["@graph"]
    parts = [part for node in graph for part in node.get("subEvent", [])]
    screen = (british / "festivals/proeffestival/screen/index.html").read_text(encoding="utf-8")

    assert "Europe/London" == zone["TZID"]
    assert {None, "Europe/London"} == set(starts)
    assert "2027-03-17T13:00:00+00:00" in {part["startDate"] for part in parts}
    assert 'data-zone="Europe/London"' in screen


@pytest.mark.parametrize(
    ("written", "code", "meant"),
    [
        ("currency: euro", "currency", "EUR"),
        ("currency: gbp", "currency", "GBP"),
        ("currency: '£'", "currency", "GBP"),
        ("currency: XQZ", "currency", ""),
        ("timezone: London", "timezone", "Europe/London"),
        ("timezone: Europe/Amsterdm", "timezone", ""),
        ("timezone: Europe/New York", "timezone", "America/New_York"),
    ],
)
def test_what_is_meant_is_told(written: str, code: str, meant: str, tmp_path: Path) -> None:
    """A currency by its name or sign, a zone by its place."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        f"site_name: Stad\nsite_url: https://stad.example/\nextra:\n  {written}\n", encoding="utf-8"
    )
    (problem,) = read_settings(file)[1]

    assert (code, meant, 4) == (problem.code, problem.meant, problem.line)
