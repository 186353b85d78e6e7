"""What the site promises of itself is tested: each promise names its tests, and they exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atelier.checks.check import check
from atelier.checks.day import today
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
        "browser/test_texts.py::test_every_text_stays_readable",
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
    "Arabisch en Hebreeuws": ["browser/test_texts.py::test_every_text_stays_readable"],
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
PRIVACY |= {
    "als jij dat wilt: in elke mail": [
        "receive/test_service.py::test_an_address_is_deleted_by_a_button_and_not_by_a_mail_scanner",
        "remind/test_answers.py::test_who_wants_no_mail_presses_a_button_or_lets_a_mail_program_do_it",
    ],
    "als je inzending niet op de site komt": [
        "receive/test_sender.py::test_an_address_goes_where_nobody_needs_to_be_reminded"
    ],
    "als je twee jaar niets": [
        "receive/test_sender.py::test_an_address_goes_where_nobody_needs_to_be_reminded"
    ],
    "dat we het vroegen": ["remind/test_remind.py::test_what_is_remembered_holds_no_address"],
    "dat je geen mail meer wilt": ["remind/test_remind.py::test_who_wants_no_mail_gets_none"],
}
SECURITY = {
    "We nemen alleen vaste velden over": [
        "exchange/test_taken.py::test_the_order_in_which_a_neighbour_lists_changes_nothing",
        "exchange/test_harvest.py::test_what_is_wicked_means_nothing_in_a_summary",
    ],
    "We vragen gegevens op met https": [
        "exchange/test_fetch.py::test_only_https_is_asked",
        "exchange/test_fetch.py::test_only_the_internet_is_asked",
        "exchange/test_harvest.py::test_hostile_neighbours_are_told_and_change_nothing",
    ],
    "Klopt er iets niet, is de licentie anders": [
        "exchange/test_harvest.py::test_hostile_neighbours_are_told_and_change_nothing",
        "exchange/test_harvest.py::test_only_what_may_be_taken_over_is",
        "exchange/test_harvest.py::test_more_than_a_fifth_gone_is_not_believed",
    ],
    "Een buur kan niet spreken met ons adres": ["exchange/test_harvest.py::test_nobody_speaks_for_another"],
    "Een link naar een buur gaat naar een gewoon webadres": [
        "exchange/test_taken.py::test_a_file_that_somebody_broke_is_told",
        "sections/test_neighbours.py::test_what_a_neighbour_writes_is_never_more_than_text",
    ],
    "Zegt een buur dat iets hetzelfde is": [
        "checks/test_doubles.py::test_who_claims_everything_only_hides_its_own"
    ],
    "Wat iemand typt, komt er als tekst uit": [
        "cases/test_corpus.py::test_text_that_looks_like_code_comes_out_as_typed"
    ],
    "In een verhaal blijft alleen opmaak staan": [
        "cases/test_corpus.py::test_bodies_hold_only_what_the_list_allows",
        "cases/test_corpus.py::test_nothing_active_comes_out",
    ],
    "Een link in een verhaal gaat naar": ["content/test_markdown.py::test_nothing_active_ever_comes_out"],
    "Je browser mag niets laden of starten": [
        "browser/test_csp.py::test_the_policy_holds_without_its_header"
    ],
    "Een andere site kan onze pagina’s niet in een venster zetten": [
        "browser/test_embeds.py::test_no_other_page_can_be_framed",
        "browser/test_embeds.py::test_it_shows_on_another_site_without_a_script",
    ],
    "In bestanden met gegevens staat geen teken": [
        "cases/test_corpus.py::test_no_file_of_json_has_signs_of_html",
        "exports/test_spreadsheet.py::test_any_text_comes_back_whole_and_starts_no_formula",
    ],
    "Van een foto zetten we alleen de beeldpunten": [
        "images/test_pictures.py::test_nothing_but_pixels_is_published"
    ],
    "Een bestand dat te groot is": [
        "cases/test_corpus.py::test_bombs_are_decided_in_time",
        "report/test_report.py::test_a_refused_file_is_not_parsed_to_explain_it",
    ],
    "Een koppeling naar een ander bestand": ["cases/test_broken.py::test_a_link_is_refused_and_not_followed"],
    "Wat een voorstel verandert aan de pagina’s": [
        "checks/test_editors.py::test_a_page_that_runs_something_is_refused",
        "checks/test_editors.py::test_a_drawing_that_runs_something_is_refused",
    ],
    "Elke test maakt tweeduizend": ["fuzz/test_fuzz.py::test_nothing_breaks_whatever_is_typed"],
    "Code uit een voorstel draait zonder sleutels": [
        "tools/test_workflows.py::test_a_strangers_code_never_runs_with_a_right_to_write"
    ],
    "Hoe riskant een voorstel is": [
        "proposals/test_risk.py::test_a_change",
        "github/test_comment.py::test_the_risk_is_that_of_the_files",
    ],
    "Van het plaatje onder een voorstel": ["github/test_picture.py::test_only_the_pixels_are_kept"],
    "De uitkomst van die code": [
        "github/test_comment.py::test_a_bad_report_is_refused",
        "proposals/test_changes.py::test_a_strangers_text_is_read_as_code",
    ],
    "Van een melding komt niets in een opdracht": [
        "github/test_issue_bot.py::test_the_workflow_runs_the_code_of_main_and_reads_the_issue_as_data",
        "github/test_issue_bot.py::test_no_word_of_an_issue_does_anything_at_github",
    ],
    "Een mail met een inzending lezen we alleen": [
        "contribute/test_inbox.py::test_what_is_hostile_is_refused_in_one_sentence",
        "cli/test_propose.py::test_who_sent_it_stands_nowhere",
    ],
    "Hij neemt alleen aan wat het formulier": [
        "receive/test_service.py::test_only_the_form_may_ask",
        "receive/test_service.py::test_a_body_is_not_read_further_than_it_may_be",
        "receive/test_service.py::test_one_address_does_not_send_on_and_on",
    ],
    "Je browser rekent eerst een seconde": [
        "receive/test_service.py::test_work_is_for_one_post_and_for_half_an_hour"
    ],
    "Alleen bestanden die een formulier maakt": [
        "receive/test_service.py::test_no_hostile_post_gets_through"
    ],
    "Wat is aangenomen, raakt niet kwijt": [
        "receive/test_storms.py::test_what_was_accepted_survives_kill_9",
        "receive/test_sender.py::test_a_host_that_fails_gets_each_proposal_once",
    ],
    "Een e-mailadres staat in één bestand": [
        "receive/test_service.py::test_nothing_of_who_sends_is_logged_or_proposed"
    ],
    "In het voorbeeld van je pagina": [
        "receive/test_service.py::test_the_preview_is_the_page_without_scripts"
    ],
    "Wat van de vorige keer is bewaard": [
        "store/test_store.py::test_code_of_somebody_else_is_not_run",
        "store/test_store.py::test_not_one_damaged_byte_is_loaded",
    ],
    "De bewaarde omlijsting": [
        "checks/test_editors.py::test_frozen_shells_are_not_for_a_proposal",
        "site/test_frozen.py::test_a_page_that_is_not_what_the_manifest_says_is_refused",
    ],
    "Je ziet altijd de oude site of de nieuwe": [
        "site/test_release.py::test_a_kill_leaves_the_old_site_or_the_new_one"
    ],
}


@pytest.mark.parametrize(
    ("page", "until", "promises"),
    [
        ("about/security.md", "## Wat we niet tegenhouden", SECURITY),
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
