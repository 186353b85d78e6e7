"""A year later: a mail asks whether a page is still true, and a button in it changes the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.hosts import bare_of, files_of, git
from tests.fixtures.looks import axe_findings, findings_in_all_looks
from tests.fixtures.post import Office, office, parts
from tests.fixtures.receive import Receiving, receiving, small_site_in
from tests.fixtures.sites import run

LATER = "2027-10-01"
EPOCH = "1822348800"
"""The same day, as SOURCE_DATE_EPOCH."""
ROBOTS = "initiatives/robots-in-de-klas.md"


@dataclass
class City:
    """A city with the service.

    Attributes:
        service: that takes answers, and merges those in which only the date changes.
        office: where its mail goes.
        root: the files of its catalogue.

    """

    service: Receiving
    office: Office
    root: Path

    def remind(self) -> str:
        """Ask what is due, and give what is printed."""
        done = run(
            *("atelier", "remind", "--root", self.root, "--state", self.service.state),
            *("--to", f"folder:{self.service.repository}"),
            cwd=self.root,
            **self.office.environment,
            RECEIVE=self.service.address,
            SOURCE_DATE_EPOCH=EPOCH,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def file(self) -> str:
        """The initiative as it is published."""
        return files_of(self.service.repository, "main")[ROBOTS].decode()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("city")
    root = small_site_in(folder)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  confirm_merges: true\n"), encoding="utf-8")
    bare_of(root, folder / "proposals.git")
    with office() as mails, receiving(folder, environment={"SOURCE_DATE_EPOCH": EPOCH}) as service:
        yield City(service, mails, root)


def test_a_year_later_still_true_is_pressed_and_the_date_changes(page: Page, city: City) -> None:
    """By one mail and two clicks, without an account; the link alone changes nothing."""
    before, said = city.file, city.remind()
    ((to, mail),) = city.office.mails
    assert "techniek@alfa.example" == to
    assert to not in said

    _, html = parts(mail)
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(html)
    assert [] == axe_findings(page)
    link = page.get_by_role("link", name="Klopt nog").get_attribute("href")
    assert link
    page.goto(link)
    expect(page.get_by_role("heading", name="Klopt alles van “Robots: in de klas” nog?")).to_be_visible()
    expect(page.get_by_text("techniek@alfa.example")).to_be_visible()
    assert {} == findings_in_all_looks(page)
    assert before == city.file

    page.get_by_role("button", name="Ja, alles klopt nog").click()
    expect(page.get_by_role("heading", name="Dank je wel!")).to_be_visible()
    assert before.replace("last_confirmed: 2026-09-01", f"last_confirmed: {LATER}") == city.file
    assert "Confirm initiatives/robots-in-de-klas.md" in git(
        city.service.repository, "log", "--format=%s", "main"
    )


def test_nothing_personal_is_left_in_git_or_in_the_log(city: City) -> None:
    """Of whom the mail went to, nothing is in the repository but what its page showed before, and nothing in logs."""
    repository, log = city.service.repository, city.service.state.parent / "receive.log"
    history = git(repository, "log", "--all", "--format=%B", "-p", "--since=2026-12-01")
    assert "techniek@" not in re.sub(r"(?m)^ .*$", "", history)
    assert "techniek@" not in log.read_text(encoding="utf-8")


def test_who_wants_no_mail_presses_once_more(page: Page, city: City) -> None:
    city.office.mails or city.remind()
    _, mail = city.office.mails[0]
    link = mail["List-Unsubscribe"].strip("<> ")
    assert "List-Unsubscribe=One-Click" == mail["List-Unsubscribe-Post"]

    page.goto(link)
    page.get_by_role("button", name="Vraag het mij niet meer").click()
    expect(page.get_by_role("heading", name="We vragen het je niet meer")).to_be_visible()
    assert list((city.service.state / "reminders" / "no-mail").iterdir())
