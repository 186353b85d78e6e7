"""The form at /add/, as who fills it in meets it."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from atelier.cli.propose import run_propose
from atelier.contribute.from_issue import from_issue
from atelier.hosts.folder import Folder
from atelier.i18n.translation import translations
from atelier.model.settings import Host
from atelier.render.page import Site
from atelier.sections.add.proposal import issue_head
from tests.fixtures.chromium import watched
from tests.fixtures.form import add_partner, fill_in, photo, send, unfold
from tests.fixtures.host import hosted
from tests.fixtures.hosts import bare_of
from tests.fixtures.looks import axe_findings
from tests.fixtures.sites import EPOCH, SMALL, TODAY, make_site, run
from tests.fixtures.waiting import wait_until

ROBOTS = SMALL / "initiatives" / "robots-in-de-klas.md"


@pytest.fixture
def form(page: Page, small_address: str) -> Callable[..., Page]:
    """The form of the small site on the day of the tests, opened with a question in its address."""
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))

    def opened(question: str = "") -> Page:
        page.goto(f"{small_address}add/{question}")
        expect(page.locator("[data-add]")).to_be_visible()
        return page

    return opened


def test_a_school_adds_its_initiative_with_a_new_partner(form: Callable[..., Page], tmp_path: Path) -> None:
    """Two files come of it; written into the site they pass the check, and the page is found in the search."""
    page = form()
    fill_in(page)
    unfold(page, "Voor wie, waar en wanneer?")
    page.get_by_label("Basisonderwijs (po)").check()
    add_partner(page)
    unfold(page, "Het verhaal")
    page.get_by_label("Wat er gebeurt, in je eigen woorden").fill("# Licht\n\nMet <draad> en soldeer.")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    with page.expect_download() as saving:
        page.locator("[data-way=mail]").or_(page.locator(".add__ways")).get_by_role(
            "button", name="Download", exact=True
        ).last.click()
    root = make_site(tmp_path / "root", SMALL)
    with zipfile.ZipFile(saving.value.path()) as archive:
        steps = archive.namelist()
        archive.extractall(root)
    issue = parse_qs(urlsplit(page.locator("[data-part=open] a").get_attribute("href") or "").query)
    proposed = from_issue(
        f"### Ingevuld op de site\n\n{issue['files'][0]}\n\n### Openbaar\n\n- [x] Ja",
        make_site(tmp_path / "proposed", SMALL),
        TODAY,
        translations("nl"),
    )
    at_gitlab = Site("Klein", repository="https://gitlab.example/klein/klein", host=Host.GITLAB)
    page.locator("[data-add]").evaluate(
        "(form, { host, newIssue, issueHead }) => Object.assign(form.dataset, { host, newIssue, issueHead })",
        {
            "host": "gitlab",
            "newIssue": at_gitlab.new_issue_url,
            "issueHead": issue_head(Host.GITLAB, translations("nl")),
        },
    )
    send(page)
    opened = urlsplit(page.locator("[data-part=open] a").get_attribute("href") or "")
    there = from_issue(
        parse_qs(opened.query)["issue[description]"][0],
        make_site(tmp_path / "gitlab", SMALL),
        TODAY,
        translations("nl"),
    )
    checked = run("atelier", "check", cwd=root)
    built = run("mkdocs", "build", "--strict", cwd=root, SEARCH="true")

    assert "/klein/klein/-/issues/new" == opened.path
    assert there.files == proposed.files
    assert steps == ["docs/partners/basisschool-de-lamp.md", "initiatives/techniek-voor-iedereen.md"]
    assert (checked.returncode, built.returncode) == (0, 0), checked.stdout + built.stderr
    assert issue["template"] == ["from-the-site.yml"]
    assert proposed.well
    assert proposed.files == {path: (root / path).read_bytes() for path in steps}
    with hosted(root / "site") as address:
        page.goto(address + "privacy/" if (root / "site/privacy").is_dir() else address)
        page.get_by_role("combobox").or_(page.locator("#__find")).first.fill("soldeer")
        expect(page.locator("#__results")).to_contain_text("Techniek: voor iedereen")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_picture_goes_along_small_and_without_its_place(
    form: Callable[..., Page], tmp_path: Path, width: int
) -> None:
    """Everything in one file to attach to a mail; written into the site it passes the check."""
    page = form()
    page.set_viewport_size({"width": width, "height": 844})
    fill_in(page)
    add_partner(page)
    unfold(page, "Een foto")
    page.get_by_label("Kies een foto").set_input_files(photo(tmp_path))
    expect(page.get_by_role("img", name="De foto die je koos")).to_be_visible()
    send(page)
    expect(page.locator("[data-part=errors]")).to_contain_text("Vertel in één zin wat er te zien is")
    page.get_by_label("Wat er te zien is").fill("Een lamp van papier.")
    send(page)
    mail = page.locator("[data-way=mail]")
    with page.expect_download() as saving:
        mail.get_by_role("button", name="Download").click()
    letter = parse_qs(urlsplit(mail.locator("a:visible").get_attribute("href") or "").query)
    root = make_site(tmp_path / "root", SMALL)
    with zipfile.ZipFile(saving.value.path()) as archive:
        assert archive.testzip() is None
        archive.extractall(root)
        names = archive.namelist()
    checked = run("atelier", "check", cwd=root)
    with Image.open(root / names[-1]) as small:
        size, about = small.size, dict(small.getexif())

    assert names == [
        "docs/partners/basisschool-de-lamp.md",
        "initiatives/techniek-voor-iedereen.md",
        "initiatives/techniek-voor-iedereen.jpg",
    ]
    assert (checked.returncode, max(size), about) == (0, 1600, {}), checked.stdout
    assert "techniek-voor-iedereen.zip" == saving.value.suggested_filename
    assert "techniek-voor-iedereen.zip" in letter["body"][0]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("[data-part=open-picture]")).to_be_visible()
    link = page.locator("[data-part=open] a").get_attribute("href") or ""
    (filled,) = parse_qs(urlsplit(link).query)["files"]
    assert all(Path(name).name in filled for name in names)
    assert "image:" not in filled
    assert "Wat er te zien is: Een lamp van papier." in filled


def test_a_new_picture_comes_in_place_of_the_old_one(form: Callable[..., Page], tmp_path: Path) -> None:
    """Under a name of its own; left out again, the old one stays."""
    page = form("?edit=robots-in-de-klas")
    unfold(page, "Een foto")
    name = page.locator("[data-path='image.file']")
    expect(page.get_by_text("Er staat al een foto: robots.png.")).to_be_visible()
    page.get_by_label("Kies een foto").set_input_files(photo(tmp_path))
    expect(name).to_have_value("robots-in-de-klas.jpg")
    page.get_by_role("button", name="Laat de foto weg").click()
    expect(name).to_have_value("robots.png")


def test_what_is_no_picture_is_said(form: Callable[..., Page], tmp_path: Path) -> None:
    """At the field; nothing of it goes along."""
    page = form()
    unfold(page, "Een foto")
    (tmp_path / "foto.jpg").write_text("geen foto", encoding="utf-8")
    page.get_by_label("Kies een foto").set_input_files(tmp_path / "foto.jpg")

    expect(page.get_by_text("Deze foto is hier niet te lezen.")).to_be_visible()
    expect(page.locator("[data-path='image.file']")).to_have_value("")


def test_what_is_missing_is_said_with_a_way_to_it(form: Callable[..., Page]) -> None:
    """A summary with links, in the order of the page; a link leads into the field."""
    page = form()
    send(page)
    links = page.locator("[data-part=errors] a")

    expect(page.locator("[data-part=errors]")).to_be_focused()
    assert links.all_inner_texts()[:2] == [
        "Vul de naam van het initiatief in.",
        "Vertel in één of twee zinnen wat er gebeurt.",
    ]
    links.nth(1).press("Enter")
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_be_focused()
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_attribute("aria-invalid", "true")


DUTCH = [
    ("", "E-mailadres voor vragen", "info @x.nl", "info@x.nl", "email: info@x.nl"),
    ("Hoe doet een ander het na?", "Wat kost het eenmalig?", "€ 1.250,-", "€ 1.250", "cost: 1250"),
    ("Hoe doet een ander het na?", "Wat kost het eenmalig?", "gratis", "", "cost: 0"),
    ("Hoe doet een ander het na?", "Wat kost het eenmalig?", "1.250 euro", "€ 1.250", "cost: 1250"),
    ("Hoe doet een ander het na?", "Voor hoeveel leerlingen tegelijk?", "24-28", "28", "group_size: 28"),
    ("Voor wie, waar en wanneer?", "Wanneer is het?", "sept 2025", "september 2025", "start: 2025-09"),
    ("Voor wie, waar en wanneer?", "Voor welke leeftijd of groep?", "groep 7", "10 t/m 11 jaar", "to: 11"),
    ("Voor wie, waar en wanneer?", "Voor welke leeftijd", "groep 5 t/m 8", "8 t/m 12 jaar", "from: 8"),
    ("Voor wie, waar en wanneer?", "Waar is het?", "Groningen en Assen", "“Groningen” en “Assen”", "- Assen"),
    (
        "Voor wie, waar en wanneer?",
        "Woorden waarop",
        "robots, programmeren",
        "“programmeren”",
        "- programmeren",
    ),
    ("Hoe ben je te bereiken?", "Contactpagina", "www.school.nl", "https://www.school.nl", "https://www.sch"),
]


@pytest.mark.parametrize(("step", "label", "typed", "read", "written"), DUTCH)
def test_what_people_write_is_read_and_shown(
    form: Callable[..., Page], step: str, label: str, typed: str, read: str, written: str
) -> None:
    """Amounts, dates, ages and lists as Dutch people write them; the file has the strict form."""
    page = form()
    if step:
        unfold(page, step)
    field = page.get_by_label(label)
    field.fill(typed)
    field.press("Tab")
    page.get_by_text("Bekijk het bestand").click()

    expect(page.locator(".field__read")).to_contain_text(read)
    expect(field).to_have_value(typed)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-part=files]")).to_contain_text(written)


def test_a_telephone_number_as_it_is_written_is_well(form: Callable[..., Page]) -> None:
    """Nothing is said of it."""
    page = form()
    unfold(page, "Hoe ben je te bereiken?")
    page.get_by_label("Telefoonnummer voor vragen").fill("06-12345678")
    page.get_by_label("Telefoonnummer voor vragen").press("Tab")
    page.get_by_text("Bekijk het bestand").click()

    expect(page.locator("[data-part=files]")).to_contain_text("phone: 06-12345678")
    expect(page.locator("[data-said='contact.phone']")).to_be_hidden()


def test_a_name_that_is_taken_is_told(form: Callable[..., Page]) -> None:
    """A new initiative never comes in place of one that is there."""
    page = form()
    fill_in(page)
    page.get_by_label("Naam van het initiatief").fill("Robots in de klas")
    send(page)

    expect(page.locator("[data-part=errors]")).to_contain_text("Deze naam staat al in de catalogus.")
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_hidden()


def test_a_new_organisation_is_offered_where_one_is_asked_for(form: Callable[..., Page]) -> None:
    """It is typed once; a slip in its name is put right with the name, not with its address."""
    page = form()
    fill_in(page)
    add_partner(page)
    page.get_by_label("Wie beantwoordt vragen?").fill("Basisschool De Lmp")
    send(page)

    expect(page.locator("#known-partners option[value='Basisschool De Lamp']")).to_have_count(1)
    expect(page.locator("[data-said='contact.organisation']")).to_contain_text(
        "Bedoel je Basisschool De Lamp?"
    )


def test_what_is_out_of_reach_is_not_said_to_be_gone(browser: Browser, small_address: str) -> None:
    """No form is opened that would make a new file in place of the one that could not be had."""
    page = browser.new_page()
    page.route("**/initiatives/robots-in-de-klas/file.json", lambda route: route.fulfill(status=500))
    page.goto(f"{small_address}add/?edit=robots-in-de-klas")

    expect(page.locator("[data-part=notice]")).to_be_visible()
    expect(page.locator("[data-part=notice]")).not_to_contain_text("robots-in-de-klas")
    expect(page.get_by_role("button", name="Controleer en ga verder")).to_be_hidden()
    page.close()


def test_marks_of_a_list_stay_out_of_its_items(form: Callable[..., Page]) -> None:
    """As people write them in a mail; the page numbers the steps itself."""
    page = form()
    unfold(page, "Hoe doet een ander het na?")
    page.get_by_label("Wat je doet").fill("- Snijd\n2. Plak\n* Klaar")
    page.get_by_text("Bekijk het bestand").click()

    expect(page.locator("[data-part=files]")).to_contain_text("    - Snijd\n    - Plak\n    - Klaar\n")


def test_two_organisations_typed_as_one_are_two(form: Callable[..., Page]) -> None:
    """Where both are in the catalogue."""
    page = form()
    page.get_by_label("Naam van de school of organisatie").first.fill("Alfacollege en Gemeente Groningen")
    page.get_by_text("Bekijk het bestand").click()

    expect(page.locator("[data-part=files]")).to_contain_text(
        "partners:\n  - partner: alfa-college\n  - partner: gemeente-groningen\n"
    )


def test_what_cannot_be_read_is_said_with_what_to_write(form: Callable[..., Page]) -> None:
    """No field names, no folders."""
    page = form()
    unfold(page, "Voor wie, waar en wanneer?")
    field = page.get_by_label("Voor welke leeftijd of groep?")
    field.fill("groep zeven")
    field.press("Tab")

    expect(page.locator("[data-said=ages]")).to_contain_text("“groep zeven” is niet te lezen.")
    expect(page.locator("[data-said=ages]")).to_contain_text("zoals “10 t/m 12”")


def test_a_name_that_is_nearly_right_is_recognised(form: Callable[..., Page]) -> None:
    """And a name that is not there can be added at once."""
    page = form()
    field = page.get_by_label("Naam van de school of organisatie").first
    field.fill("Gemeente Groninge")
    field.press("Tab")
    expect(page.get_by_role("button", name="Ja, maak er Gemeente Groningen van")).to_be_visible()
    field.fill("De Lamp")
    field.press("Tab")
    page.get_by_role("button", name="“De Lamp” staat er nog niet bij: voeg toe").click()

    expect(page.get_by_label("Naam van de organisatie")).to_have_value("De Lamp")
    expect(page.get_by_label("Soort organisatie")).to_be_focused()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_the_file_goes_along_to_github(form: Callable[..., Page]) -> None:
    """The page of a new file, with its name and its text; a long one is copied instead."""
    page = form()
    fill_in(page)
    send(page)
    link = page.get_by_role("link", name="Open op GitHub")
    opened = urlsplit(link.get_attribute("href") or "")
    asked = parse_qs(opened.query)

    assert opened.path == "/klein/klein/new/main/initiatives"
    assert asked["filename"] == ["techniek-voor-iedereen.md"]
    assert asked["value"][0].startswith("---\ntitle: 'Techniek: voor iedereen'\n")
    mail = page.get_by_role("link", name="Mail het naar de redactie").get_attribute("href") or ""
    assert mail.startswith("mailto:redactie@klein.example?subject=Nieuw%20initiatief")

    unfold(page, "Het verhaal")
    page.get_by_label("Wat er gebeurt, in je eigen woorden").fill("Lang verhaal. " * 700)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    expect(page.get_by_text("Voeg dat bestand toe als bijlage")).to_be_visible()
    assert "value" not in parse_qs(urlsplit(link.get_attribute("href") or "").query)


def test_a_change_leaves_all_else_as_it_was(form: Callable[..., Page]) -> None:
    """Only the lines of the field that changed differ, and a field that is new stands in its place."""
    page = form("?edit=robots-in-de-klas")
    expect(page.get_by_role("heading", level=1, name="Verbeter “Robots: in de klas”")).to_be_visible()
    page.get_by_label("Wat gebeurt er, en voor wie?").fill("Iets anders.")
    unfold(page, "Hoe doet een ander het na?")
    page.get_by_label("Wat je anders deed").fill("Met tablets.")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    page.get_by_text("Bekijk het bestand").click()
    before = ROBOTS.read_text(encoding="utf-8")
    lines = before.split("\n")
    lines[2] = "summary: Iets anders."
    lines.insert(lines.index("used_by:"), "adaptation: Met tablets.")

    assert page.locator("[data-part=files] code").inner_text() == "\n".join(lines)
    assert page.get_by_role("link", name="Open op GitHub").get_attribute("href") == (
        "https://github.com/klein/klein/edit/main/initiatives/robots-in-de-klas.md"
    )


@pytest.mark.parametrize("slug", ["robots-in-de-klas", "winkel-in-de-wijk", "oud-plan"])
def test_to_confirm_changes_one_line(form: Callable[..., Page], slug: str) -> None:
    """It is still true: only the date of today is new, and one can send it in at once."""
    page = form(f"?confirm={slug}")
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading == page.locator(".crumbs [aria-current]").inner_text()
    assert page.title().startswith(heading)
    page.get_by_text("Bekijk het bestand").click()
    before = (ROBOTS.parent / f"{slug}.md").read_text(encoding="utf-8").split("\n")
    after = (page.locator("[data-part=files] code").text_content() or "").split("\n")

    assert [line for line in after if line not in before] == [f"last_confirmed: {TODAY}"]
    assert [line for line in before if line not in after and not line.startswith("last_confirmed")] == []
    mail = page.get_by_role("link", name="Mail het naar de redactie").get_attribute("href") or ""
    assert f"last_confirmed: {TODAY}" in parse_qs(urlsplit(mail).query)["body"][0]


def test_what_the_form_mails_or_gives_becomes_a_proposal(
    form: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an account: the text of the mail, the file with a picture in it, and "klopt nog"."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = make_site(tmp_path / "root", SMALL)
    host = Folder(bare_of(root, tmp_path / "stad.git"))
    page = form()
    fill_in(page)
    send(page)
    letter = page.locator("[data-mail]:visible")
    mailed(page, letter, tmp_path / "new.eml")
    unfold(page, "Een foto")
    page.get_by_label("Kies een foto").set_input_files(photo(tmp_path))
    expect(page.get_by_role("img", name="De foto die je koos")).to_be_visible()
    page.get_by_label("Wat er te zien is").fill("Een lamp van papier.")
    send(page)
    with page.expect_download() as saving:
        page.locator("[data-way=mail]").get_by_role("button", name="Download").click()
    saving.value.save_as(tmp_path / saving.value.suggested_filename)
    mailed(form("?confirm=robots-in-de-klas"), letter, tmp_path / "confirm.eml")
    for name in ("new.eml", saving.value.suggested_filename, "confirm.eml"):
        assert 0 == run_propose(str(tmp_path / name), f"folder:{host.path}", root, "nl")

    new, with_picture, confirmed = host.waiting()
    assert "Nieuw initiatief: Techniek voor iedereen" == new.title == with_picture.title
    assert host.read("initiatives/techniek-voor-iedereen.md", new.branch)
    assert host.read("initiatives/techniek-voor-iedereen.jpg", with_picture.branch)
    after = (host.read("initiatives/robots-in-de-klas.md", confirmed.branch) or b"").decode()
    assert f"last_confirmed: {TODAY}\n" in after


def mailed(page: Page, link: Locator, file: Path) -> None:
    """Send what a link to mail opens, signed by whoever sends it."""
    said = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Jan de Vries <jan@school.example>", said["subject"][0]
    mail.set_content(said["body"][0].replace("\r", "") + "\n\nGroet,\nJan de Vries\n")
    file.write_bytes(mail.as_bytes())


def test_who_takes_something_over_says_who_answers_from_now_on(form: Callable[..., Page]) -> None:
    """The form opens at that question; the date is that of today, and all else stays."""
    page = form("?adopt=robots-in-de-klas")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Neem “Robots: in de klas” over")
    asked = page.get_by_label("Wie beantwoordt vragen?")
    expect(asked).to_be_focused()
    asked.fill("De Brug")
    send(page)
    page.get_by_text("Bekijk het bestand").click()
    before = ROBOTS.read_text(encoding="utf-8").split("\n")
    after = (page.locator("[data-part=files] code").text_content() or "").split("\n")

    assert ["  organisation: stichting-de-brug", f"last_confirmed: {TODAY}"] == [
        line for line in after if line not in before
    ]


def test_a_version_of_one_s_own_begins_with_what_is_shared(form: Callable[..., Page]) -> None:
    """Pillar, levels and recipe are there, and where it comes from; the rest is one's own."""
    page = form("?copy=robots-in-de-klas")

    expect(page.get_by_label("Waar hoort het bij?")).to_have_value("digitale-geletterdheid")
    expect(page.get_by_label("Mbo", exact=True)).to_be_checked()
    expect(page.get_by_label("Wat je nodig hebt")).to_have_value("zes bouwdozen")
    expect(page.get_by_label("Heb je het van een ander initiatief?")).to_have_value("Robots: in de klas")
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("")
    fill_in(page)
    send(page)
    page.get_by_text("Bekijk het bestand").click()
    expect(page.locator("[data-part=files] code")).to_contain_text("adapted_from:\n  - robots-in-de-klas\n")


def test_a_version_begins_with_what_another_city_tells(page: Page, small_address: str) -> None:
    """From the card of a neighbour, on a phone: it says whose it is, and the file names it by its address."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(f"{small_address}neighbours/duinstad/")
    page.get_by_role("link", name="Begin je eigen versie van Robots aan zee").click()

    expect(
        page.get_by_role("status").filter(has_text="“Robots aan zee”, een voorbeeld van Duinstad")
    ).to_be_visible()
    expect(page.get_by_label("Naam van het initiatief")).to_have_value("Robots aan zee")
    expect(page.get_by_label("Waar hoort het bij?")).to_have_value("digitale-geletterdheid")
    expect(page.get_by_label("Basisonderwijs (po)")).to_be_checked()
    expect(page.get_by_label("Woorden waarop iemand zou zoeken")).to_have_value("Techniek\nstrand")
    example = page.get_by_label("Heb je het van een ander initiatief?")
    there = "https://leren.duinstad.example/initiatives/robots/"
    expect(example).to_have_value(there)
    fill_in(page)
    send(page)
    file = page.locator("[data-part=files] code")
    page.get_by_text("Bekijk het bestand").click()
    expect(file).to_contain_text(f"adapted_from:\n  - {there}\n")
    expect(file).to_contain_text("ages:\n  from: 11\n  to: 12\n")

    unfold(page, "Hoe doet een ander het na?")
    example.fill(f"{small_address}initiatives/oud-plan/#_copies\nhttp://elders.example/robots")
    expect(file).to_contain_text("adapted_from:\n  - oud-plan\n  - https://elders.example/robots\n")


def test_a_version_begins_at_any_address(form: Callable[..., Page]) -> None:
    """Also of a city that is no neighbour: then only where it comes from is there."""
    page = form("?from=https%3A%2F%2Felders.example%2Frobots%2F")

    expect(page.get_by_role("status").filter(has_text="https://elders.example/robots/")).to_be_visible()
    expect(page.get_by_label("Heb je het van een ander initiatief?")).to_have_value(
        "https://elders.example/robots/"
    )
    expect(page.get_by_label("Naam van het initiatief")).to_have_value("")


def test_a_gap_brings_its_pillar_and_level(form: Callable[..., Page]) -> None:
    """From the grid of what is missing."""
    page = form("?pillar=ondernemerschap&level=so")

    expect(page.get_by_label("Waar hoort het bij?")).to_have_value("ondernemerschap")
    expect(page.get_by_label("Speciaal onderwijs (so)")).to_be_checked()


@pytest.mark.parametrize(
    "question",
    [
        "?pillar=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&level=%3Cscript%3E",
        "?edit=../../privacy",
        "?copy=%3Cb%3E",
        "?from=javascript:alert(1)",
        "?from=https://a.example/%3Cimg%20src=x%20onerror=alert(1)%3E",
        "?edit=bestaat-niet",
        "#constructor",
        "?edit=robots-in-de-klas#%22]",
    ],
)
def test_an_address_that_was_tampered_with_does_nothing(
    browser: Browser, small_address: str, question: str
) -> None:
    """What stands in an address is only ever a text."""
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        with watched(page) as complaints:
            page.goto(f"{small_address}add/{question}")
            expect(page.locator("[data-add]")).to_be_visible()
            expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_be_visible()

        assert page.locator("[data-add] img").count() == 0
        assert [one for one in complaints if "bestaat-niet" not in one] == []


@pytest.mark.parametrize(("hash_", "label"), [("f-results", "Resultaten"), ("f-recipe-steps", "Wat je doet")])
def test_a_field_can_be_asked_for(hash_: str, label: str, form: Callable[..., Page]) -> None:
    """An initiative's page leads to what is not filled in yet."""
    page = form(f"?edit=oud-plan#{hash_}")

    expect(page.get_by_label(label, exact=True)).to_be_focused()


def test_what_was_typed_is_offered_again(form: Callable[..., Page]) -> None:
    """After the page was closed; to begin again throws nothing away."""
    page = form()
    fill_in(page)
    page.get_by_role("button", name="Mijn organisatie staat er niet bij").click()
    page.get_by_label("Naam van de organisatie").fill("De Lamp")
    page.get_by_label("Naam van de organisatie").press("Tab")
    page.reload()

    expect(page.get_by_role("heading", name="Je was hier eerder mee bezig")).to_be_visible()
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("")
    page.get_by_role("button", name="Ga verder met je concept").click()
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("Leerlingen maken zelf een lamp.")
    expect(page.get_by_label("Naam van de organisatie")).to_have_value("De Lamp")
    page.get_by_role("button", name="Begin opnieuw").last.click()
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("")
    expect(page.get_by_role("button", name="Ga verder met je concept")).to_be_visible()
    page.get_by_role("button", name="Begin opnieuw").first.click()
    expect(page.get_by_role("button", name="Ga verder met je concept")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="Gooi weg").click()
    expect(page.get_by_role("heading", name="Je was hier eerder mee bezig")).to_be_hidden()
    assert kept(page) == []


def kept(page: Page) -> list[str]:
    """The titles of all drafts in the browser."""
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('atelier.draft:'))"
        ".map(([, draft]) => JSON.parse(draft).title).sort()"
    )
    return found


def test_a_draft_is_never_written_over(form: Callable[..., Page], small_address: str) -> None:
    """Not by another initiative, not by a second tab, and not by two tabs that go on with the same one."""
    page = form()
    page.get_by_label("Naam van het initiatief").fill("Een")
    wait_until(page, lambda: kept(page) == ["Een"])
    other = page.context.new_page()
    other.goto(f"{small_address}add/")
    other.get_by_role("button", name="Ga verder met je concept").click()
    other.get_by_label("Naam van het initiatief").fill("Twee")
    wait_until(page, lambda: kept(page) == ["Twee"])
    page.get_by_label("Naam van het initiatief").fill("Drie")
    wait_until(page, lambda: kept(page) == ["Drie", "Twee"])
    other.goto(f"{small_address}add/?edit=oud-plan")

    expect(other.get_by_role("heading", level=1)).to_have_text("Verbeter “Oud plan”")
    expect(other.get_by_role("heading", name="Je was hier eerder mee bezig")).to_be_hidden()
    other.get_by_label("Wat gebeurt er, en voor wie?").fill("Iets anders.")
    wait_until(other, lambda: len(kept(other)) == 3)
    assert {"Drie", "Twee"} <= {*kept(other)}


def test_a_draft_comes_on_top_of_a_newer_file(form: Callable[..., Page]) -> None:
    """What somebody else changed since stays; what one changed oneself is there again."""
    page = form("?edit=robots-in-de-klas")
    page.get_by_label("Wat gebeurt er, en voor wie?").fill("Iets anders.")
    wait_until(page, lambda: len(kept(page)) == 1)
    page.route(
        "**/initiatives/robots-in-de-klas/file.json",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("Robots: in de klas", "Robots: overal")
        ),
    )
    page.reload()
    page.get_by_role("button", name="Ga verder met je concept").click()

    expect(page.get_by_label("Naam van het initiatief")).to_have_value("Robots: overal")
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("Iets anders.")
    expect(page.get_by_role("status").filter(has_text="veranderd sinds je begon")).to_be_visible()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone, by keyboard."""
    with browser.new_context(locale="nl-NL", viewport={"width": 390, "height": 780}) as context:
        yield context.new_page()


def test_it_works_on_a_phone(phone: Page, small_address: str) -> None:
    """Nothing stands outside the screen, and every field has a label; with and without mistakes."""
    phone.goto(f"{small_address}add/")
    expect(phone.locator("[data-add]")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollHeight") < 3_000
    for press in (None, send):
        if press:
            press(phone)
            expect(phone.locator("[data-part=errors]")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe_findings(phone) == []


def test_without_scripts_the_page_says_what_to_do(browser: Browser, small_address: str) -> None:
    """Other ways to take part, and no field or button that does nothing."""
    with browser.new_context(locale="nl-NL", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small_address}add/")

        expect(page.get_by_text("Je kunt ook op een andere manier meedoen")).to_be_visible()
        mail = page.get_by_role("link", name="Beantwoord de vragen in een mail")
        letter = parse_qs(urlsplit(mail.get_attribute("href") or "").query)["body"][0]
        assert "Naam van het initiatief" in letter
        assert "Wie beantwoordt vragen?" in letter
        expect(page.locator("[data-add]")).to_be_hidden()


def test_a_visitor_loads_little(small_site: Path) -> None:
    """The scripts of the form weigh at most 35 KB, packed as a host sends them, without those that send to a service."""
    import gzip

    folder, to_a_service = small_site / "assets" / "js" / "add", {"sending.js", "service.js", "work.js"}
    scripts = [script for script in sorted(folder.glob("*.js")) if script.name not in to_a_service]

    assert scripts
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < 35_000
    assert "Robots" in json.loads((small_site / "add" / "initiatives.json").read_text(encoding="utf-8"))[0][1]
