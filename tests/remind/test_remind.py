"""``atelier remind``: who is asked, by a mail that a real server gets, and who is not."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from atelier.cli.app import app
from atelier.receive.addresses import Addresses
from atelier.remind.confirm import confirmed
from atelier.remind.editors import MARK
from atelier.remind.memory import Memory, stop
from tests.fixtures.hosts import bare_of, git
from tests.fixtures.post import Office, office, parts
from tests.fixtures.sites import CHOICES, GOLDEN, make_site

A_YEAR_LATER = "2027-10-01"
TWO_YEARS_LATER = "2028-11-01"


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A server for mail, which the commands know."""
    with office() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def remind(root: Path, *options: str, day: str = A_YEAR_LATER) -> Result:
    return CliRunner().invoke(
        app,
        ["remind", "--root", str(root), "--state", str(root / ".atelier"), "--day", day, *options],
        catch_exceptions=False,
    )


def issues(repository: Path) -> list[dict[str, Any]]:
    """The issues in a repository that is a folder."""
    refs = git(repository, "for-each-ref", "--format=%(objectname)", "refs/issues").split()
    return [json.loads(git(repository, "cat-file", "blob", ref)) for ref in refs]


def with_address(root: Path, slug: str, address: str) -> None:
    """Give the contact of an initiative an e-mail address."""
    file = root / "initiatives" / f"{slug}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("contact:\n", f"contact:\n  email: {address}\n"), encoding="utf-8")


def test_a_year_later_the_contact_is_asked(
    small: Path, post: Office, golden: Callable[[Path, str], None]
) -> None:
    """By a mail in plain text and HTML, with a button for each answer, and no address in what is printed."""
    done = remind(small)

    assert 0 == done.exit_code
    assert ["techniek@alfa.example"] == [to for to, _ in post.mails]
    ((_, mail),) = post.mails
    text, html = parts(mail)
    assert "Klopt “Robots: in de klas” nog?" == mail["Subject"]
    assert "auto-generated" == mail["Auto-Submitted"]
    assert mail["List-Unsubscribe"].startswith("<mailto:redactie@klein.example?")
    golden(GOLDEN / "remind" / "mail.txt", text)
    golden(GOLDEN / "remind" / "mail.html", html)
    golden(GOLDEN / "remind" / "said.txt", done.output)
    assert "techniek@" not in done.output


def test_who_left_an_address_with_the_service_is_asked(small: Path, post: Office) -> None:
    """Instead of the address on the page, and about what has none."""
    (small / ".atelier").mkdir()
    known = Addresses(small / ".atelier")
    known.add("juf.anna@school.example", "initiatives/robots-in-de-klas.md", datetime.date(2026, 9, 1))
    known.add("juf.anna@school.example", "initiatives/winkel-in-de-wijk.md", datetime.date(2026, 9, 1))

    done = remind(small)

    assert ["juf.anna@school.example"] == [to for to, _ in post.mails]
    assert "anna" not in done.output


def test_who_was_asked_is_left_in_peace_for_two_months(small: Path, post: Office) -> None:
    remind(small)
    remind(small)
    remind(small, day="2027-11-25")
    assert 1 == len(post.mails)

    remind(small, day="2027-12-01")
    assert 2 == len(post.mails)


def test_an_address_gets_one_mail_about_all_its_pages(small: Path, post: Office) -> None:
    with_address(small, "winkel-in-de-wijk", "Techniek@alfa.example")

    remind(small)

    ((_, mail),) = post.mails
    assert "Kloppen deze 2 pagina’s nog?" == mail["Subject"]
    assert "Winkel in de wijk" in parts(mail)[0]


@pytest.mark.parametrize("address", ["j.jansen@alfa.example", "robin@gmail.com", ""])
def test_a_person_who_only_stands_on_the_page_gets_no_mail(small: Path, post: Office, address: str) -> None:
    """The editors get it, as they do where no address is known."""
    if address:
        with_address(small, "winkel-in-de-wijk", address)

    done = remind(small)

    assert 1 == len(post.mails)
    assert "Winkel in de wijk" in done.output
    assert not address or address not in done.output


def test_a_link_that_does_not_work_is_a_reason_to_ask(small: Path, post: Office, tmp_path: Path) -> None:
    """As the workflow of the links found it; nothing is asked of another host."""
    dead = {"url": "https://alfa.example/verslag", "status": {"text": "404"}, "span": {"line": 60}}
    found = tmp_path / "links.json"
    found.write_text(
        json.dumps({"error_map": {"initiatives/robots-in-de-klas.md": [dead, dead]}}), encoding="utf-8"
    )

    remind(small, "--links", str(found), day="2026-11-25")

    ((_, mail),) = post.mails
    assert 1 == parts(mail)[0].count("https://alfa.example/verslag")
    assert "Laatst bevestigd" not in parts(mail)[0]


def test_a_consent_is_asked_for_again_before_it_lapses(small: Path, post: Office) -> None:
    remind(small, day="2027-08-01")
    assert [] == post.mails

    file = small / "initiatives" / "robots-in-de-klas.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("last_confirmed: 2026-09-01", "last_confirmed: 2027-12-01"), encoding="utf-8"
    )
    remind(small, day="2027-12-10")

    ((_, mail),) = post.mails
    assert "toestemming" in parts(mail)[0]
    assert "1 februari 2026" in parts(mail)[0]


def test_after_two_years_it_is_for_the_editors(small: Path, post: Office) -> None:
    done = remind(small, day=TWO_YEARS_LATER)

    assert [] == post.mails
    assert "Robots" in done.output


def test_what_has_ended_is_not_asked_about(small: Path, post: Office) -> None:
    assert "Oud plan" not in remind(small, day=TWO_YEARS_LATER).output


def test_without_a_server_for_mail_all_is_for_the_editors(small: Path) -> None:
    done = remind(small)

    assert 0 == done.exit_code
    assert "Robots" in done.output
    assert "Winkel" in done.output


def test_the_editors_have_one_issue_that_follows_what_is_due(small: Path, tmp_path: Path) -> None:
    """It is made, changed by the next run, and closed when nothing is due."""
    repository = bare_of(small, tmp_path / "catalogue.git")
    to = f"folder:{repository}"

    first = remind(small, "--to", to)
    assert "2 pagina’s zijn voor de redactie" in first.output
    (issue,) = issues(repository)
    assert (MARK, "open", "Pagina’s om na te kijken") == (issue["mark"], issue["state"], issue["title"])
    assert "Winkel in de wijk" in issue["text"]

    for file in (small / "initiatives").glob("*.md"):
        file.write_text(confirmed(file.read_text("utf-8"), datetime.date(2027, 9, 1)), "utf-8")
    remind(small, "--to", to)
    (issue,) = issues(repository)
    assert "closed" == issue["state"]


def test_what_no_organisation_answers_for_is_for_the_editors(tmp_path: Path) -> None:
    """In a catalogue that does without organisations too: in a part of their issue of its own."""
    root, repository = (
        make_site(tmp_path / "root", CHOICES),
        bare_of(tmp_path / "root", tmp_path / "repo.git"),
    )
    oven = root / "initiatives" / "bread-oven.md"
    oven.write_text(oven.read_text(encoding="utf-8").replace("---\n\n", "added: 2025-01-01\n---\n\n"))

    done = remind(root, "--to", f"folder:{repository}")

    assert 0 == done.exit_code
    assert "### Without an organisation\n\n- [Bread oven]" in issues(repository)[0]["text"]


def test_what_was_not_taken_is_tried_the_next_time(small: Path, post: Office) -> None:
    """The others are sent, and the editors see it meanwhile; what the server says, with the address, is not printed."""
    with_address(small, "winkel-in-de-wijk", "info@winkel.example")
    post.refuses = lambda address: address.startswith("techniek")

    done = remind(small)

    assert 1 == done.exit_code
    assert "[Robots: in de klas]".replace(":", "\\:") in done.output.replace("<!-- -->", "")
    assert ["info@winkel.example"] == [to for to, _ in post.mails]
    assert "techniek@" not in done.output + done.stderr

    post.refuses = lambda _: False
    assert 0 == remind(small).exit_code
    assert ["info@winkel.example", "techniek@alfa.example"] == [to for to, _ in post.mails]


def test_a_server_that_is_down_loses_no_mail(
    small: Path, post: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PORT", "9")
    assert 1 == remind(small).exit_code

    monkeypatch.setenv("SMTP_PORT", str(post.port))
    assert 0 == remind(small).exit_code
    assert 1 == len(post.mails)


def test_a_dry_run_sends_and_keeps_nothing(small: Path, post: Office) -> None:
    done = remind(small, "--dry-run")

    assert "Klopt “Robots: in de klas” nog?" in done.output
    assert "techniek@" not in done.output
    assert [] == post.mails
    assert not list((small / ".atelier").rglob("*.json"))


def test_a_hostile_title_is_only_a_title(small: Path, post: Office) -> None:
    """It makes no header, no markup in HTML, and no link or mention in the issue."""
    for slug in ("robots-in-de-klas", "winkel-in-de-wijk"):
        file = small / "initiatives" / f"{slug}.md"
        lines = file.read_text(encoding="utf-8").split("\n")
        lines[1] = f"title: '<b>{slug}</b> @minister [x](https://kwaad.example)'"
        file.write_text("\n".join(lines), encoding="utf-8")
    shop = small / "initiatives" / "winkel-in-de-wijk.md"
    shop.write_text(
        shop.read_text(encoding="utf-8").replace("'Robots: in de klas'", "robots-in-de-klas"),
        encoding="utf-8",
    )

    done = remind(small)

    ((_, mail),) = post.mails
    assert "<b>robots" not in parts(mail)[1]
    assert "&lt;b&gt;robots" in parts(mail)[1]
    assert "](https://kwaad" not in done.output
    assert "\\@minister" not in done.output.replace("\\@<!-- -->minister", "")


@pytest.mark.slow
def test_a_run_that_is_killed_asks_nobody_twice(small: Path) -> None:
    """Killed while the server takes the mail: the next run does not send it again."""
    options = ["--root", str(small), "--state", str(small / ".atelier"), "--day", A_YEAR_LATER]
    program = [sys.executable, "-m", "atelier", "remind", *options]
    with office() as post:
        taken: list[str] = []

        def slow(address: str) -> bool:
            taken.append(address)
            time.sleep(0.1)
            return False

        post.refuses = slow
        environment = {**os.environ, **post.environment}
        run = subprocess.Popen(program, env=environment)
        while not taken:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        run.wait()
        subprocess.run(program, env=environment, check=True)

        assert ["techniek@alfa.example"] == taken


def test_who_wants_no_mail_gets_none(small: Path, post: Office) -> None:
    """Never again; the editors are asked instead."""
    remind(small)
    stop(small / ".atelier", Memory(small / ".atelier").whom("Techniek@alfa.example"))
    done = remind(small, day="2028-01-01")

    assert 1 == len(post.mails)
    assert "Robots" in done.output


@pytest.mark.parametrize("whom", ["", "../asked.json", "techniek@alfa.example"])
def test_what_stands_for_nobody_is_no_file(small: Path, whom: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        stop(small / ".atelier", whom)


def test_what_is_remembered_holds_no_address(small: Path, post: Office) -> None:
    remind(small)

    kept = [file.read_text(encoding="utf-8") for file in (small / ".atelier").rglob("*") if file.is_file()]
    assert kept
    assert not [text for text in kept if "techniek" in text or "@" in text]


def test_a_damaged_memory_asks_nobody(small: Path, post: Office) -> None:
    remind(small)
    (small / ".atelier" / "reminders" / "asked.json").write_text("{", encoding="utf-8")

    done = remind(small, day="2028-01-01")

    assert 1 == done.exit_code
    assert "asked.json" in done.stderr
    assert 1 == len(post.mails)
