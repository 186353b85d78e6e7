"""What the tests in a browser stand on: the browser itself, the host, and a page that tells what goes wrong."""

from __future__ import annotations

import gzip
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.fixtures import chromium as browsers
from tests.fixtures.chromium import NoBrowserError, chromium, watched
from tests.fixtures.host import Same, hosted


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages, with headers of its own."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Home</title>" + "home " * 500)
    (tmp_path / "deep" / "index.html").write_text("<!doctype html><title>Deep</title>")
    (tmp_path / "404.html").write_text("<!doctype html><title>Lost</title>")
    (tmp_path / "index.wasm").write_bytes(b"\0asm")
    (tmp_path / "_headers").write_text("/*\n  X-All: yes\n\n/deep/*\n  X-Deep: yes\n  X-All: deep\n")
    return tmp_path


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with hosted(site) as address:
        yield address


def test_a_host_sends_what_hosts_send(address: str) -> None:
    """Pages are compressed for who takes that, every kind of file is named, folders end in a slash."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        body = answer.read()
        sent = answer.headers
    with (
        urllib.request.urlopen(f"{address}deep") as deep,
        urllib.request.urlopen(f"{address}index.wasm") as wasm,
    ):
        pass

    assert ("gzip", "text/html; charset=utf-8") == (sent["Content-Encoding"], sent["Content-Type"])
    assert b"home home" in gzip.decompress(body)
    assert len(body) < 200
    assert f"{address}deep/" == deep.url
    assert "application/wasm" == wasm.headers["Content-Type"]


def test_a_host_sends_the_headers_of_the_site(address: str) -> None:
    """Each address gets what the site's own file says of it."""
    with urllib.request.urlopen(address) as home, urllib.request.urlopen(f"{address}deep/") as deep:
        pass

    assert ("yes", None) == (home.headers["X-All"], home.headers["X-Deep"])
    assert ("yes, deep", "yes") == (deep.headers["X-All"], deep.headers["X-Deep"])


def test_a_host_can_take_the_last_rule_alone(site: Path) -> None:
    """Hosts differ in what they make of a header that two rules give: this one joins them, or takes the last."""
    with hosted(site, Same.LAST) as address, urllib.request.urlopen(f"{address}deep/") as deep:
        pass

    assert ["deep"] == deep.headers.get_all("X-All")


@pytest.mark.parametrize("path", ["not/there/", "../conftest.py", "%2e%2e/%2e%2e/etc/passwd"])
def test_a_host_has_a_page_for_the_lost(path: str, address: str) -> None:
    """What is not in the site is not found, and the site's page says so."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)

    assert 404 == error.value.code
    assert b"Lost" in error.value.read()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("<script>missing()</script>", "missing is not defined"),
        ("<script>console.error('wrong')</script>", "error on {address}: wrong"),
        ("<img src='/not-there.png'>", "status of 404"),
        (
            "<script>fetch('http://other.example/')</script>",
            "a request to another host: http://other.example/",
        ),
        ("<img src='//other.example/x.png'>", "a request to another host: http://other.example/x.png"),
        ("<form action='javascript:0'></form><script>Promise.reject(Error('late'))</script>", "late"),
    ],
)
def test_a_page_tells_what_goes_wrong(
    content: str, complaint: str, browser: Browser, site: Path, address: str
) -> None:
    """No error and no request to another host goes unseen."""
    (site / "index.html").write_text(f"<!doctype html><title>x</title>{content}")
    with browser.new_context() as context:
        page = context.new_page()
        with watched(page, address) as complaints:
            page.goto(address, wait_until="networkidle")

    assert complaint.format(address=address) in "\n".join(complaints)


def test_where_no_browser_can_be_installed_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Chromium the tests fail with what was tried and what to do; they are never passed over."""
    attempt = [sys.executable, "-c", "import sys; sys.exit('no rights to do that')"]
    monkeypatch.setattr(browsers, "ways_to_install", lambda: iter([[attempt]]))

    with pytest.raises(NoBrowserError) as error:
        chromium(None, found=lambda _: None, lock=tmp_path / "cache" / "lock")  # type: ignore[arg-type]

    assert "no rights to do that" in str(error.value)
    assert "-m playwright install chromium" in str(error.value)


def test_what_was_installed_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two processes one installs; the other waits for it and finds what is there then."""
    answers: list[str | None] = [None, "/opt/chromium"]

    def found(_: Playwright) -> str | None:
        return answers.pop(0)

    monkeypatch.setattr(browsers, "ways_to_install", lambda: pytest.fail("nothing is to be installed"))

    assert "/opt/chromium" == chromium(None, found=found, lock=tmp_path / "lock")  # type: ignore[arg-type]
