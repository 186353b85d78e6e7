"""Any catalogue is told what it lacks; one that was written by the page of the standard lacks nothing."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from atelier.exchange.faults import KINDS
from atelier.exchange.model import StrangersInitiative
from atelier.exchange.pieces import LARGEST_ITEM, MOST
from atelier.exchange.read import MOST_FAULTS, Reading, read
from atelier.exchange.report import as_text
from atelier.exchange.taken import Taken, ordered, read_taken, taken_bytes
from atelier.exports.json_records import CATALOGUE
from atelier.i18n.translation import translations
from tests.fixtures.catalogues import catalogue_of, files_of
from tests.fixtures.sites import CHOICES, GOLDEN, SMALL, TODAY, make_site, run
from tests.fixtures.standard import PAGE, example, example_text

Change = Callable[[dict[str, Any]], object]


def first(**fields: object) -> Change:
    """Fields of the first initiative get other values."""
    return lambda data: data["initiatives"][0].update(fields)


BROKEN: Mapping[str, bytes | Change] = {
    "a comma too many": example_text().replace('"nl",', '"nl",,').encode(),
    "a web page": b"<!doctype html>\n<title>Leren</title>",
    "a list in place of a group": b'[{"id": "https://leren.voorbeeldstad.example/robots/"}]',
    "no head": lambda data: [data.pop(key) for key in ("version", "name", "url", "licence")],
    "another standard": lambda data: data.update(version="2.0", language="Nederlands", initiatives={}),
    "no ids and no titles": lambda data: [one.pop(key) for one in data["initiatives"] for key in ("id", "title")],
    "addresses": first(id="leren.voorbeeldstad.example/robots", page_url="http://school.example/", same_as=["ftp://a"]),
    "values of another kind": first(title=7, tags="robots", ages=10, partners=["De Brug"], places=[None], summary=" "),
    "texts that do not fit": first(title="R" * 161, summary="Robots \u202e en meer", modified="1 maart 2026"),
    "ids and references": lambda data: (
        data["initiatives"][1].update(id=data["initiatives"][0]["id"], adapted_from=["schooltuin"])
    ),
    "words of its own": lambda data: (
        first(status="bezig", levels=["groep 7"], contact={"organisation": "De Brug", "name": "Jo"})(data),
        [data["initiatives"][1].pop(key) for key in ("summary", "levels", "modified")],
    ),
}  # fmt: skip
"""Catalogues with something wrong: bytes, or what is done to the example."""


def bytes_of(broken: bytes | Change) -> bytes:
    if isinstance(broken, bytes):
        return broken
    data = example()
    broken(data)
    return json.dumps(data).encode()


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(fault.code, fault.place) for fault in reading.faults]


def test_who_writes_a_catalogue_by_the_page_lacks_nothing() -> None:
    """The example, as it is copied, is read completely and without a remark."""
    reading = read(example_text().encode())

    assert [] == codes(reading)
    assert reading.catalogue
    robots, garden = reading.catalogue.initiatives
    assert ("Robots in de klas", 10, 12) == (
        robots.title,
        robots.ages and robots.ages.start,
        robots.ages and robots.ages.to,
    )
    assert robots.id == robots.page
    assert ["https://onderwijs.elders.example/initiatieven/schooltuin/"] == garden.adapted_from
    assert garden.id == reading.catalogue.removed[0].moved_to


def test_the_page_names_every_field_that_is_read() -> None:
    """Nobody must read code to know what an initiative can have."""
    page = PAGE.read_text(encoding="utf-8")
    named = {
        name
        for cell in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)
        for name in re.findall("`(.*?)`", cell)
    }

    assert {*StrangersInitiative.model_fields} - {"id", "title", "slug", "language", "pillar"} <= named


@pytest.mark.parametrize("language", ["nl", "en"])
def test_broken_catalogues_are_told_what_is_wrong_and_what_to_do(
    language: str, golden: Callable[[Path, str], None]
) -> None:
    """Each with its place, in words, with what belongs there."""
    told = []
    for name, broken in BROKEN.items():
        reading = read(bytes_of(broken))
        assert reading.faults
        told.append(f"== {name}\n\n{as_text('catalogue.json', reading, translations(language))}")

    golden(GOLDEN / f"conform-{language}.txt", "\n".join(told))


def test_every_fault_has_words(golden: Callable[[Path, str], None]) -> None:
    """What no example shows is about fetching, or about size."""
    shown = {fault.code for broken in BROKEN.values() for fault in read(bytes_of(broken)).faults}
    neighbours = {"licence-forbids", "licence-unknown", "licence-other", "shrunk", "foreign"}
    fetching = {"address", "private", "unreachable", "refused", "redirects", "slow", "large", "many", "big"}

    assert {*KINDS} - fetching - neighbours - {"whole"} == shown


@pytest.mark.parametrize("contents", [(SMALL,), (CHOICES,)])
def test_our_own_catalogue_conforms(contents: tuple[Path, ...], tmp_path: Path) -> None:
    """What this program publishes is what it asks of others, also where a city has levels of its own."""
    catalogue = catalogue_of(make_site(tmp_path / "site", *contents))
    reading = read(files_of(catalogue, folder="data/")[CATALOGUE])

    assert [] == [fault for fault in reading.faults if fault.code != "better"]
    assert reading.catalogue
    assert len(catalogue.initiatives) == len(reading.catalogue.initiatives)
    # Nor does it lose anything where it is taken over: what is written is a catalogue by the standard too.
    taken = Taken("https://stad.example/data/catalogue.json", TODAY, "", ordered(reading.catalogue))
    content = taken_bytes(taken)
    assert taken == read_taken(content)
    assert taken.catalogue == read(content).catalogue
    assert b"null" not in content
    assert b"[]" not in content


def test_readers_pass_over_what_they_do_not_know() -> None:
    """A later version may have more, at every level."""
    data = example() | {"version": "1.9", "weather": {"today": "mild"}}
    data["initiatives"][0] |= {"mood": 3, "partners": [{"partner": "De Brug", "colour": "red"}]}

    assert [] == codes(read(json.dumps(data).encode()))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json"),
        (b"\xff\xfe{}", "json"),
        (b'{"a": "\xc3"}', "json"),
        (b"[" * 900_000, "json"),
        (b'{"initiatives": ' + b"[" * 900_000, "json"),
        (b'{"initiatives": [' + b"[" * 60 + b"]" * 60 + b"]}", "json"),
        (b'{"initiatives": [' + b"{}," * MOST + b"{}]}", "many"),
        (b'{"initiatives": [{"title": "' + b"a" * LARGEST_ITEM + b'"}]}', "big"),
        (b'{"initiatives": [{"title": "a]}', "json"),
        (b'{"initiatives": [{"title": "a"}', "json"),
        (b'{"initiatives": [{"title": "a"} {"title": "a"}]}', "json"),
        (b'{"initiatives": [{"title": "a"},]}', "json"),
        (b'{"initiatives": [{"title": "a"]]}', "json"),
        (b'{"initiatives": []}}', "json"),
        (b'{"weather": {"today": mild}}', "json"),
        (b'{"initiatives": [{"title": "' + b'\\"' * 50_000, "json"),
        (b" " * (49 * 1024 * 1024), "json"),
        (b" " * (50 * 1024 * 1024 + 1), "large"),
        (b'{"a": NaN}', "json"),
        (b"null", "group"),
        (b'"\\ud800"', "json"),
    ],
)
def test_what_is_meant_to_break_a_reader_does_not(content: bytes, code: str) -> None:
    """Depth, size, and bytes that are no text: told in one line."""
    assert [code] == [fault.code for fault in read(content).faults]


def test_records_that_are_all_wrong_take_no_time() -> None:
    """After a thousand faults enough is said."""
    began = time.process_time()
    faults = read(b'{"initiatives": [' + b"0," * (MOST - 1) + b"0]}").faults

    assert MOST_FAULTS == len(faults)
    assert time.process_time() - began < 3


def test_one_mistake_made_many_times_is_told_a_few_times() -> None:
    """Of a thousand rows without a title three are named, and how many more there are."""
    data = example()
    data["initiatives"] = [{"id": f"https://a.example/{n}/", "summary": "Wat"} for n in range(900)]
    text = as_text("catalogue.json", read(json.dumps(data).encode()), translations("en"))

    assert 3 == text.count("].title: This is missing.")
    assert "title: and 897 more." in text
    assert "900 things to mend." in text


@pytest.mark.slow
def test_the_command_says_it_with_its_exit_code(tmp_path: Path) -> None:
    """0 if it can be taken, 1 if something must be mended, 2 if there is no such file."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(example_text(), encoding="utf-8")
    bad.write_bytes(bytes_of(BROKEN["no head"]))

    well = run("atelier", "conform", str(good), "--lang", "nl", cwd=tmp_path)
    wrong = run("atelier", "conform", str(bad), "--format", "json", "--lang", "en", cwd=tmp_path)
    absent = run("atelier", "conform", "nothing.json", cwd=tmp_path)

    assert (0, "2 initiatieven, zoals de standaard zegt.\n") == (well.returncode, well.stdout)
    assert (1, False) == (wrong.returncode, json.loads(wrong.stdout)["conforms"])
    assert ["version", "name", "url", "licence"] == [
        one["place"] for one in json.loads(wrong.stdout)["faults"]
    ]
    assert 2 == absent.returncode
