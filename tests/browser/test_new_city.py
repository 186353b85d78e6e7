"""A city of its own, as it begins: from the wheel in an environment of its own to pages that everyone can use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.fixtures.chromium import watched
from tests.fixtures.host import hosted
from tests.fixtures.looks import Look, axe_findings, look
from tests.fixtures.serving import snapshot
from tests.fixtures.sites import run


class City(NamedTuple):
    """A city.

    Attributes:
        answers: to what is asked.
        looked_at: pages that differ from those of a catalogue that other tests look at.
        first: what leads to the first initiative.

    """

    answers: tuple[str, ...]
    looked_at: tuple[str, ...]
    first: str


CITIES = {
    "nl": City(
        (
            "--name=Onderwijs in Leeuwarden",
            "--repository=https://github.com/leeuwarden/onderwijs",
            "--editors=onderwijs@leeuwarden.example",
            "--pillar=Techniek, Taal",
            "--pillar-word=het thema/thema's",
            "--url=https://leeuwarden.github.io/onderwijs/",
        ),
        ("", "about/", "initiatives/voorbeeld-robots-in-de-klas/", "festivals/voorbeeldfestival/"),
        "Voeg het eerste initiatief toe",
    ),
    "en": City(
        (
            "--name=Learning in Leeds",
            "--repository=https://gitlab.com/leeds/learning",
            "--editors=https://leeds.example/learning",
            "--no-pillars",
            "--url=https://leeds.gitlab.io/learning/",
        ),
        ("", "add/", "initiatives/example-robots-in-class/"),
        "Add the first initiative",
    ),
}
"""A city in each language: at GitHub with pillars that it calls otherwise, at GitLab without any."""


@pytest.fixture(scope="module", params=CITIES)
def city(
    request: pytest.FixtureRequest, programs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, City, str]]:
    """Its folder, with the site that the program of the wheel built, its answers, and where the site is hosted."""
    language = request.param
    root = tmp_path_factory.mktemp("city") / "stad"
    city = CITIES[language]
    begun = run(programs / "atelier", "init", root, f"--language={language}", *city.answers)
    assert begun.returncode == 0, begun.stderr
    checked = run(programs / "atelier", "check", "--publish", cwd=root)
    assert checked.returncode == 0, checked.stdout
    built = run(programs / "atelier", "build", "--strict", cwd=root, SEARCH="true")
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield root, city, address


def test_nothing_of_another_city_is_in_it(city: tuple[Path, City, str]) -> None:
    """Neither in what was written nor in what was built of it."""
    root, _, _ = city
    shutil.rmtree(root / ".cache", ignore_errors=True)

    assert [] == [path for path, content in snapshot(root).items() if b"groningen" in content.lower()]


def test_it_can_be_shown_elsewhere_with_and_without_pillars(city: tuple[Path, City, str]) -> None:
    """The page to choose on begins with something that is there."""
    root, own, _ = city
    first = "initiatives" if "--no-pillars" in own.answers else "pillars"

    assert f'<option value="{first}" selected>' in (root / "site/embed/index.html").read_text(
        encoding="utf-8"
    ).replace(" data-whole", "")


def test_everyone_can_use_it(city: tuple[Path, City, str], browser: Browser) -> None:
    """No error, no other host, and no finding of axe-core."""
    _, own, address = city
    with browser.new_context() as context:
        page = context.new_page()
        look(page, Look(390, "light"))
        with watched(page) as complaints:
            found = {}
            for path in own.looked_at:
                page.goto(address + path)
                found[path] = axe_findings(page)

    assert [] == complaints
    assert {} == {path: findings for path, findings in found.items() if findings}


def test_without_examples_it_shows_the_way_to_the_first_initiative(
    city: tuple[Path, City, str], programs: Path
) -> None:
    """An empty catalogue is a site too."""
    root, own, _ = city
    removed = run(programs / "atelier", "examples", "--remove", cwd=root)
    built = run(programs / "atelier", "build", "--strict", "--site-dir", root / "empty", cwd=root)

    assert (0, 0) == (removed.returncode, built.returncode), built.stderr
    assert not list(root.glob("initiatives/*.md"))
    for path in ("", "initiatives/", "partners/", "tags/"):
        assert own.first in (root / "empty" / path / "index.html").read_text(encoding="utf-8")
