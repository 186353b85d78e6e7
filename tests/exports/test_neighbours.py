"""What neighbours have is shown, and never passed on as ours."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.catalogues import catalogue_of, content, files_of

OWN = ("find/", "add/from/")
"""What our own pages read: the cards of the list, and what a version of one's own begins with."""
THEIRS = (
    "Robots aan zee",
    "De vuurtoren als lokaal",
    "De buurtwinkel",
    "The lighthouse as a classroom",
    "Hoe houd je zand",
    "De Duinschool",
    "duinstad.example/initiatives/robots/",
)


def texts(data: bytes) -> str:
    """What a file says; of a workbook what is packed in it."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.fixture
def files(small: Path) -> dict[str, str]:
    """Every file of the small site but those that its own pages show and begin a copy with, by its address."""
    made = files_of(catalogue_of(small))
    return {url: texts(data) for url, data in made.items() if not url.startswith(OWN)}


def test_nothing_that_others_take_from_us_is_of_a_neighbour(files: dict[str, str]) -> None:
    """No file of open data, feed, calendar, edit file or frame, whatever its format."""
    kinds = {url.rpartition(".")[2] for url in files}

    assert {"json", "jsonld", "csv", "xlsx", "xml", "ics"} <= kinds
    assert any(url.startswith("embed/") for url in files)
    assert {} == {
        url: said for url, text in files.items() if (said := [one for one in THEIRS if one in text])
    }


def test_the_open_data_lists_who_our_neighbours_are(files: dict[str, str]) -> None:
    listed = json.loads(files["data/catalogue.json"])["neighbours"]

    assert ["Leren in Duinstad", "Learning in Hillford", "Noorderdorp leert"] == [
        one["name"] for one in listed
    ]
    assert all(one["url"].startswith("https://") for one in listed)


def test_the_page_of_the_open_data_says_where_theirs_is(small: Path) -> None:
    page = content(small, "data/")

    assert 'href="https://leren.duinstad.example/data/catalogue.json" rel="nofollow"' in page
    assert "CC BY: iedereen mag het gebruiken, en zegt van wie het is" in page
