"""What was taken from a neighbour is kept as it came, and read as strictly as it was taken."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from atelier.exchange.read import Strangers, read
from atelier.exchange.taken import Taken, TakenError, read_taken, taken_bytes
from tests.fixtures.standard import example

FROM = "https://leren.voorbeeldstad.example/data/catalogue.json"


def read_well(content: bytes) -> Strangers:
    catalogue = read(content).catalogue
    assert catalogue
    return catalogue


def taken(data: dict[str, Any] | None = None) -> Taken:
    catalogue = read_well(json.dumps(data or example()).encode())
    return Taken(FROM, datetime.date(2026, 11, 30), '"abc"', catalogue)


def sorted_by_id(catalogue: Strangers) -> Strangers:
    return replace(catalogue, initiatives=tuple(sorted(catalogue.initiatives, key=lambda one: one.id)))


def test_a_file_has_what_was_taken_one_record_a_line() -> None:
    """So that a pull request shows what changed."""
    one = taken()
    content = taken_bytes(one)

    assert replace(one, catalogue=sorted_by_id(one.catalogue)) == read_taken(content)
    assert content == taken_bytes(read_taken(content))
    lines = content.decode().splitlines()
    assert f'"taken": {{"from":"{FROM}","on":"2026-11-30","etag":"\\"abc\\""}},' == lines[1]
    assert 2 == sum('"title":' in line and json.loads(line.rstrip(","))["title"] != "" for line in lines)


def test_the_order_in_which_a_neighbour_lists_changes_nothing() -> None:
    """Nor does what is not in the standard."""
    other = example()
    other["initiatives"].reverse()
    other["initiatives"][0] |= {"story": "<script>", "contact": {"email": "jo@school.example"}}

    assert taken_bytes(taken()) == taken_bytes(taken(other))


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (lambda data: data.pop("taken"), "missing", "taken"),
        (lambda data: data["taken"].update({"from": "file:///etc/passwd"}), "url", "taken.from"),
        (lambda data: data["taken"].update(on="yesterday"), "day", "taken.on"),
        (lambda data: data.update(taken=[]), "group", "taken"),
        (lambda data: data["initiatives"][1].pop("title"), "missing", "initiatives[1].title"),
        (lambda data: data.update(licence="free"), "url", "licence"),
        (lambda data: data.update(url="http://127.0.0.1/"), "https", "url"),
        (lambda data: data["initiatives"][0].update(page_url="http://127.0.0.1:631/"), "https", "initiatives[0].page_url"),
        (lambda data: data["initiatives"][0].update(id="http://127.0.0.1/\"onclick="), "url", "initiatives[0].id"),
        (lambda data: data["initiatives"][0].update(adapted_from=["javascript://x/%0aalert(1)"]), "url", "initiatives[0].adapted_from[0]"),
    ],
)  # fmt: skip
def test_a_file_that_somebody_broke_is_told(
    change: Callable[[dict[str, Any]], object], code: str, place: str
) -> None:
    """By its first fault, with its place."""
    data = json.loads(taken_bytes(taken()))
    change(data)

    with pytest.raises(TakenError) as raised:
        read_taken(json.dumps(data).encode())
    assert (code, place) == (raised.value.fault.code, raised.value.fault.place)


def test_a_city_tried_out_on_this_machine_names_addresses_of_it() -> None:
    """Only such a one: else a link would lead visitors to their own machine."""
    here = "http://127.0.0.1:8000/"
    data = example() | {"url": here}
    data["initiatives"] = [{"id": f"{here}a/", "title": "Robots", "adapted_from": [f"{here}b/"]}]
    kept = replace(taken(data), url=f"{here}data/catalogue.json")

    assert kept == read_taken(taken_bytes(kept))
    with pytest.raises(TakenError):
        read_taken(taken_bytes(replace(kept, url=FROM)))


def test_half_a_file_is_told() -> None:
    """Where in it reading ends."""
    with pytest.raises(TakenError) as raised:
        read_taken(taken_bytes(taken())[:300])
    assert "json" == raised.value.fault.code
