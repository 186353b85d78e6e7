"""What the site promises of itself is tested: each promise names its tests, and they exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atelier.checks.check import check, today
from tests.fixtures.sites import ROOT, TESTS

ACCESSIBILITY = {
    "Met alleen het toetsenbord": ["browser/test_accessibility.py::test_everyone_can_use_it"],
    "Met de eerste link": ["browser/test_accessibility.py::test_the_first_tab_skips_the_menu"],
    "Tekst steekt genoeg af": ["browser/test_accessibility.py::test_everyone_can_use_it"],
    "Kies je op je apparaat je eigen kleuren": [
        "browser/test_forced_colours.py::test_nothing_that_is_drawn_is_lost"
    ],
    "Je kunt inzoomen tot 400 procent": [
        "browser/test_accessibility.py::test_everyone_can_use_it",
        "browser/test_texts.py::test_a_long_word_never_makes_a_page_wider",
    ],
    "Zonder JavaScript": [
        "browser/test_finding.py::test_without_javascript_nothing_is_lost",
        "browser/test_form.py::test_without_scripts_the_page_says_what_to_do",
        "browser/test_choosing.py::test_without_javascript_nothing_is_there_that_does_nothing",
    ],
    "Zet je op je apparaat bewegende beelden uit": [
        "browser/test_accessibility.py::test_nothing_moves_for_who_wants_that"
    ],
    "Een pagina die je afdrukt": ["browser/test_accessibility.py::test_paper_has_the_page_and_no_menus"],
    "Arabisch en Hebreeuws": ["browser/test_texts.py::test_arabic_runs_from_right_to_left"],
    "`axe-core`": ["browser/test_accessibility.py::test_everyone_can_use_it"],
    "een test loopt met het toetsenbord": [
        "browser/test_accessibility.py::test_everyone_can_use_it",
        "browser/test_accessibility.py::test_the_menu_of_a_phone_opens_by_keyboard",
    ],
    "een test kijkt of er op een smal scherm": ["browser/test_accessibility.py::test_everyone_can_use_it"],
    "`html5lib` en `html-validate`": ["site/test_html.py::test_html_validate_finds_nothing"],
}
PRIVACY = {
    "We volgen niemand": ["browser/test_csp.py::test_the_policy_holds_without_its_header"],
    "We zetten geen cookies": ["browser/test_privacy.py::test_a_browser_keeps_only_what_the_page_says"],
    "Je browser haalt niets op": ["browser/test_csp.py::test_the_policy_holds_without_its_header"],
    "of je de site licht of donker": [
        "browser/test_privacy.py::test_a_browser_keeps_only_what_the_page_says"
    ],
    "welke initiatieven je hebt bewaard": [
        "browser/test_privacy.py::test_a_browser_keeps_only_what_the_page_says"
    ],
    "wat je in een formulier hebt ingevuld": [
        "browser/test_privacy.py::test_a_browser_keeps_only_what_the_page_says"
    ],
}


@pytest.mark.parametrize(
    ("page", "until", "promises"),
    [
        ("accessibility.md", "## Wat nog niet af is", ACCESSIBILITY),
        ("privacy.md", "## Namen van mensen", PRIVACY),
    ],
)
def test_every_promise_has_its_test(page: str, until: str, promises: dict[str, list[str]]) -> None:
    """A promise that is added names a test here, and one whose test is gone goes too."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(until)[0]
    made = re.findall(r"^- (.+)$", text, re.MULTILINE)

    assert len(promises) == len(made)
    assert [] == [line for line in made if not line.startswith(tuple(promises))]
    for name in {name for names in promises.values() for name in names}:
        file, _, function = name.partition("::")
        assert f"def {function}(" in (TESTS / Path(file)).read_text(encoding="utf-8"), name


def test_the_home_page_says_where_the_first_initiatives_come_from() -> None:
    """From five documents of which the oldest is of 2013, and from Groningen and other places."""
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    catalogue = check(ROOT, today()).catalogue
    assert catalogue is not None
    records = [entry.record for entry in catalogue.initiatives.values()]
    first_day = min(record.added for record in records if record.added)
    records = [record for record in records if record.added == first_day]
    sources = [source for record in records for source in record.sources]
    places = {place for record in records for place in record.places}

    assert "uit [vijf documenten](about/content.md), het oudste uit 2013." in text
    assert 5 == len({source.title for source in sources})
    assert 2013 == min(source.date.year for source in sources if source.date)
    assert "Groningen" in places
    assert len(places) > 1
