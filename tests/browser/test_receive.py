"""From the empty form to a proposal without any account, and back by the private link."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.fixtures.forges import playing
from tests.fixtures.form import add_partner, fill_in, photo, send, unfold
from tests.fixtures.host import hosted
from tests.fixtures.hosts import bare_of, files_of, git, tip
from tests.fixtures.looks import axe_findings, findings_in_all_looks
from tests.fixtures.policies import directives
from tests.fixtures.post import Office, office
from tests.fixtures.receive import Receiving, client, receiving, receiving_here, small_site_in
from tests.fixtures.serving import free_port
from tests.fixtures.sites import SMALL, make_site, run
from tests.fixtures.waiting import until

NOW = {"SOURCE_DATE_EPOCH": str(int(time.time()))}
"""The service is on the day of the browser."""


@dataclass(frozen=True)
class Sent:
    """A site whose form sends to a service.

    Attributes:
        service: that takes what is sent.
        root: the site's files.
        port: where the site is served.
        office: where its mail goes.

    """

    service: Receiving
    root: Path
    port: int
    office: Office

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def publish(self) -> None:
        """Build the site in place of what is served."""
        built = run("atelier", "build", cwd=self.root, RECEIVE=self.service.address, **NOW)
        assert built.returncode == 0, built.stdout


@pytest.fixture(scope="module")
def sending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """The small site, built with the address of the service."""
    folder, port = tmp_path_factory.mktemp("sending"), free_port()
    options = ("--site", f"http://127.0.0.1:{port}/", "--work", "8", "--posts", "1000")
    with (
        office() as mails,
        receiving(folder, *options, environment={**NOW, **mails.environment}) as service,
    ):
        sending = Sent(service, make_site(folder / "root", SMALL), port, mails)
        sending.publish()
        with hosted(sending.root / "site", port=port, again=True):
            yield sending


def press_send(page: Page) -> None:
    page.locator("[data-part=send]").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank je wel!")).to_be_visible()
    expect(page.locator("[data-part=state]")).to_contain_text("Het is nu een voorstel.")


def newest(sending: Sent) -> str:
    """The branch of the proposal that was made or changed last."""
    said = git(
        sending.service.repository,
        *("for-each-ref", "--sort=-committerdate", "--format=%(refname:short)", "refs/heads/inzending"),
    )
    return said.split("\n")[0]


def test_a_school_sends_its_initiative_and_changes_it_by_its_private_link(
    page: Page, sending: Sent, tmp_path: Path
) -> None:
    """With a new partner and a photo, on a phone; once merged, its page is on the site and the link changes that."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sending.address}add/")
    fill_in(page)
    add_partner(page)
    unfold(page, "Een foto")
    page.get_by_label("Kies een foto").set_input_files(photo(tmp_path))
    expect(page.get_by_role("img", name="De foto die je koos")).to_be_visible()
    page.get_by_label("Wat er te zien is").fill("Een lamp van papier.")
    send(page)
    expect(page.get_by_label("Je e-mailadres")).to_be_visible()
    assert [] == axe_findings(page)
    page.get_by_label("Je e-mailadres").fill("juf@delamp.example")
    press_send(page)

    repository, branch = sending.service.repository, newest(sending)
    new = files_of(repository, branch).keys() - files_of(repository, "main").keys()
    assert {
        "docs/partners/basisschool-de-lamp.md",
        "initiatives/techniek-voor-iedereen.md",
        "initiatives/techniek-voor-iedereen.jpg",
    } == new
    shown = page.frame_locator("[data-part=page]")
    expect(shown.get_by_role("heading", name="Techniek: voor iedereen")).to_be_visible()
    expect(shown.get_by_role("img", name="Een lamp van papier.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert {} == findings_in_all_looks(page)

    page.set_viewport_size({"width": 390, "height": 844})
    link = page.get_by_label("Privélink").input_value()
    until(lambda: sending.office.mails)
    ((to, mail),) = sending.office.mails
    assert "juf@delamp.example" == to
    (mailed,) = re.findall(r"http\S+[?]sent#\S+", mail.get_content())
    assert "Techniek" not in mail.as_string()
    page.get_by_role("link", name="Verander iets").click()
    expect(page.locator("[data-part=notice]")).to_contain_text("Dit heb je ingestuurd.")
    assert link == page.url
    expect(page.get_by_label("Naam van het initiatief")).to_have_value("Techniek: voor iedereen")
    expect(page.get_by_label("Naam van de organisatie")).to_have_value("Basisschool De Lamp")
    page.get_by_label("Wat gebeurt er, en voor wie?").fill("Leerlingen maken zelf een kaars.")
    send(page)
    press_send(page)
    changed = files_of(repository, newest(sending))
    assert branch == newest(sending)
    assert b"een kaars" in changed["initiatives/techniek-voor-iedereen.md"]
    assert new == changed.keys() - files_of(repository, "main").keys()

    git(repository, "update-ref", "refs/heads/main", tip(repository, branch))
    for path in new:
        (sending.root / path).write_bytes(changed[path])
    sending.publish()
    page.goto(f"{sending.address}initiatives/techniek-voor-iedereen/")
    expect(page.get_by_text("Leerlingen maken zelf een kaars.").first).to_be_visible()
    page.goto(mailed)
    expect(page.locator("[data-part=notice]")).to_contain_text("Wat je instuurde, staat op de site.")
    page.get_by_label("Wat gebeurt er, en voor wie?").fill("Leerlingen maken zelf een lantaarn.")
    send(page)
    press_send(page)
    again = newest(sending)
    assert branch != again
    assert b"een lantaarn" in files_of(repository, again)["initiatives/techniek-voor-iedereen.md"]


def test_a_page_that_is_there_is_improved_by_one_proposal(page: Page, sending: Sent) -> None:
    """Of the file only that line changes; by the private link it is changed once more before it is merged."""
    page.goto(f"{sending.address}add/?edit=robots-in-de-klas")
    summary = page.get_by_label("Wat gebeurt er, en voor wie?")
    summary.fill("Leerlingen bouwen een robot die een lijn volgt.")
    send(page)
    press_send(page)
    branch = newest(sending)
    page.get_by_role("link", name="Verander iets").click()
    expect(summary).to_have_value("Leerlingen bouwen een robot die een lijn volgt.")
    summary.fill("Leerlingen bouwen een robot die zelf rijdt.")
    send(page)
    press_send(page)
    said = git(sending.service.repository, "diff", "--unified=0", "main", newest(sending))
    lines = [line for line in said.splitlines() if re.match(r"[+-][^+-]", line)]

    assert branch == newest(sending)
    assert ["-summary:", "+summary:"] == [line.partition(" ")[0] for line in lines]
    assert lines[1].endswith("Leerlingen bouwen een robot die zelf rijdt.")


def test_an_answer_to_a_question_stays_one(page: Page, sending: Sent) -> None:
    """The question names it, also once it is changed by its private link."""
    page.goto(f"{sending.address}add/?answers=wie-leent-robots-uit")
    fill_in(page)
    page.get_by_label("Naam van het initiatief").fill("Robots te leen")
    send(page)
    press_send(page)
    page.get_by_role("link", name="Verander iets").click()
    expect(page.locator("[data-part=notice]")).to_contain_text("Dit heb je ingestuurd.")
    page.get_by_label("Wat gebeurt er, en voor wie?").fill("Scholen lenen robots van elkaar.")
    send(page)
    press_send(page)
    files = files_of(sending.service.repository, newest(sending))

    assert b"Scholen lenen robots" in files["initiatives/robots-te-leen.md"]
    assert b"robots-te-leen" in files["docs/questions/wie-leent-robots-uit.md"]


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_the_form_proposes_at_every_host(page: Page, sending: Sent, tmp_path: Path, name: str) -> None:
    """The same way to GitHub and GitLab as to a folder; the page leads to the proposal there."""
    repository, port = bare_of(small_site_in(tmp_path), tmp_path / "stad/catalogus.git"), free_port()
    site = other_service(sending, tmp_path / "site", f"http://127.0.0.1:{port}/")
    with (
        playing(name, repository) as forge,
        hosted(site) as address,
        receiving_here(client(forge), repository, tmp_path / "state", address, port=port),
    ):
        page.goto(f"{address}add/")
        fill_in(page)
        page.get_by_label("Naam van het initiatief").fill("Overal inzenden")
        send(page)
        press_send(page)
        (branch,) = git(
            repository, "for-each-ref", "--format=%(refname:short)", "refs/heads/inzending"
        ).split()
        link = page.get_by_role("link", name="Bekijk het voorstel").get_attribute("href") or ""

    assert 1 == len(forge.pulls)
    assert link.startswith(forge.server)
    assert "initiatives/overal-inzenden.md" in files_of(repository, branch)


def other_service(sending: Sent, folder: Path, service: str) -> Path:
    """The built site with the address of another service in it."""
    shutil.copytree(sending.root / "site", folder)
    for name in ("add/index.html", "_headers"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(sending.service.address, service), encoding="utf-8")
    return folder


def test_what_only_the_service_sees_is_told_at_its_field(browser: Browser, sending: Sent) -> None:
    """In the words of the form, with the way to mend it; then it is sent after all."""

    def changing(route: Route) -> None:
        route.continue_(post_data=(route.request.post_data or "").replace("alfa-college", "onbekend-college"))

    page = browser.new_page(locale="nl-NL")
    page.goto(f"{sending.address}add/")
    fill_in(page)
    page.get_by_label("Naam van het initiatief").fill("Zon op het dak")
    send(page)
    page.route("**/proposals", changing)
    page.locator("[data-part=send]").click()
    errors = page.get_by_role("alert")
    expect(errors).to_contain_text("onbekend-college")
    errors.get_by_role("link").click()
    expect(page.get_by_label("Naam van de school of organisatie").first).to_be_focused()
    page.unroute("**/proposals")
    send(page)
    press_send(page)
    page.close()


def test_without_the_service_nothing_is_lost(browser: Browser, sending: Sent) -> None:
    """The form says so and offers the other ways; once it is there again, it is sent once."""
    with browser.new_context(locale="nl-NL", viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{sending.address}add/")
        fill_in(page)
        page.get_by_label("Naam van het initiatief").fill("Zonder verbinding")
        send(page)
        context.set_offline(True)
        page.locator("[data-part=send]").click()
        expect(page.locator("[data-part=sending]")).to_contain_text("Wat je invulde, blijft hier staan.")
        expect(page.get_by_role("heading", name="Per mail")).to_be_visible()
        found = axe_findings(page)
        context.set_offline(False)
        press_send(page)

    assert [] == found


def test_only_the_form_names_the_service_in_its_policy(sending: Sent) -> None:
    site = sending.root / "site"
    pages = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    }
    naming = {path for path, html in pages.items() if sending.service.address in html}

    assert {"add/index.html", "add/festivals/index.html"} == naming
    for path in naming:
        _, _, rest = pages[path].partition('http-equiv="Content-Security-Policy" content="')
        assert f"'self' {sending.service.address}" == directives(rest.partition('"')[0])["connect-src"]
