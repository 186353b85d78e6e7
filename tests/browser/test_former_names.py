"""Names of before, in addresses that people kept: each leads where the name of today does."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, TODAY, make_site, run

FORMER = {
    "docs/partners/alfa-college.md": "alfa-roc",
    "docs/pillars/digitale-geletterdheid.md": "digitaal",
    "docs/questions/hoe-bereik-je-ouders.md": "ouders",
    "docs/festivals/proeffestival.md": "leerfestival",
}
"""Files that get a former slug; an initiative of the small site has one: ``robotles``."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is hosted of which a record of every kind has had another name."""
    root = make_site(tmp_path_factory.mktemp("former") / "root", SMALL)
    for name, slug in FORMER.items():
        path: Path = root / name
        path.write_text(
            path.read_text("utf-8").replace("---\n", f"---\nformer_slugs: [{slug}]\n", 1), "utf-8"
        )
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as where:
        yield where


@pytest.mark.parametrize(
    ("former", "today", "chip"),
    [
        ("partner=alfa-roc", "partner=alfa-college", "Partner: Alfa-college"),
        ("pillar=digitaal", "pillar=digitale-geletterdheid", "Pijler: Digitale geletterdheid"),
        ("cost=not-stated", "cost=-", "Kosten: Niet bekend"),
    ],
)
def test_a_filter_knows_former_names(page: Page, address: str, former: str, today: str, chip: str) -> None:
    """The same list, under the chip of the name of today; taking the chip away takes the filter away."""
    lists = []
    for query in (former, today):
        page.goto(f"{address}initiatives/?{query}")
        expect(page.locator("[data-chips] .chip")).to_have_text(chip)
        expect(page.locator("[data-list] .more")).to_be_attached()
        # Those of neighbours have their titles in files of their own.
        expect(page.locator("[data-list] .card--coming")).to_have_count(0)
        lists.append(page.locator("[data-list] .card__title").all_inner_texts())
    page.goto(f"{address}initiatives/?{former}")
    page.get_by_role("button", name=re.compile("^Haal weg")).click()
    expect(page.locator("[data-chips]")).not_to_be_visible()

    assert lists[0] == lists[1] != []
    assert f"{address}initiatives/" == page.url


@pytest.mark.parametrize("mode", ["edit", "confirm", "use"])
def test_the_form_changes_what_had_another_name(page: Page, address: str, mode: str) -> None:
    """The fields are those of the initiative of today, and so is the file that is changed."""
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(f"{address}add/?{mode}=robotles")

    expect(page.locator("[data-path=title]")).to_have_value("Robots: in de klas")
    expect(page.locator("[data-add]")).to_be_visible()
    assert "robots-in-de-klas" in page.evaluate(
        "fetch('../initiatives/robotles/file.json').then((a) => a.text())"
    )


def test_the_form_changes_a_festival_that_had_another_name(page: Page, address: str) -> None:
    """As it does for an initiative."""
    page.goto(f"{address}add/festivals/?edit=leerfestival")

    expect(page.locator("[data-path=name]")).to_have_value("Proeffestival van het leren")


def test_the_form_answers_a_question_that_had_another_address(page: Page, address: str) -> None:
    """Who knows an example opens the form for it."""
    page.goto(f"{address}add/?answers=ouders")

    expect(page.locator("[data-add]")).to_be_visible()
    expect(page.get_by_text("Hoe bereik je ouders").first).to_be_visible()


def test_a_copy_names_its_example_by_its_name_of_today(page: Page, address: str) -> None:
    """Who begins a version of their own under a former name gets the name of today as example."""
    page.goto(f"{address}add/?copy=robotles")

    expect(page.locator("[data-path=adapted_from]")).to_have_value("Robots: in de klas")


def test_the_form_takes_the_pillar_of_an_old_link(page: Page, address: str) -> None:
    """A link of before the pillar was called otherwise chooses the pillar of today."""
    page.goto(f"{address}add/?pillar=digitaal")

    expect(page.locator("[data-path=pillar]")).to_have_value("digitale-geletterdheid")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("initiatives/robotles/", "initiatives/robots-in-de-klas/"),
        ("partners/alfa-roc/", "partners/alfa-college/"),
        ("pillars/digitaal/", "pillars/digitale-geletterdheid/"),
        ("questions/ouders/", "questions/hoe-bereik-je-ouders/"),
        ("festivals/leerfestival/", "festivals/proeffestival/"),
        ("festivals/leerfestival/cards/", "festivals/proeffestival/cards/"),
        ("questions/pillar/digitaal/", "questions/pillar/digitale-geletterdheid/"),
    ],
)
def test_a_redirect_keeps_the_question_and_the_part(
    page: Page, address: str, former: str, today: str
) -> None:
    """What stands behind the old address, a filter or a part of the page, stands behind the new one."""
    page.goto(f"{address}{former}?status=active#_contact")

    page.wait_for_url(f"{address}{today}?status=active#_contact")


def test_a_redirect_works_without_javascript(browser: Browser, address: str) -> None:
    """Then it leads to the page, without the part."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}partners/alfa-roc/")

        page.wait_for_url(f"{address}partners/alfa-college/")
