"""What the tests in a browser stand on: the browser itself, and a page that tells what goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.fixtures import chromium as browsers
from tests.fixtures.chromium import NoBrowserError, chromium, watched


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
    content: str, complaint: str, browser: Browser, two_pages: Path, two_pages_address: str
) -> None:
    """No error and no request to another host goes unseen."""
    (two_pages / "index.html").write_text(f"<!doctype html><title>x</title>{content}")
    with browser.new_context() as context:
        page = context.new_page()
        with watched(page, two_pages_address) as complaints:
            page.goto(two_pages_address, wait_until="networkidle")

    assert complaint.format(address=two_pages_address) in "\n".join(complaints)


def test_where_no_browser_can_be_installed_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Chromium the tests fail with what was tried and what to do; they are never passed over."""
    attempt = [sys.executable, "-c", "import sys; sys.exit('no rights to do that')"]
    monkeypatch.setattr(browsers, "ways_to_install", lambda **_: iter([[attempt]]))

    with pytest.raises(NoBrowserError) as error:
        chromium(None, found=lambda _: None, lock=tmp_path / "cache" / "lock")  # type: ignore[arg-type]

    assert "no rights to do that" in str(error.value)
    assert "-m playwright install chromium" in str(error.value)


def test_what_was_installed_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two processes one installs; the other waits for it and finds what is there then."""
    answers: list[str | None] = [None, "/opt/chromium-headless-shell"]

    def found(_: Playwright) -> str | None:
        return answers.pop(0)

    monkeypatch.setattr(browsers, "ways_to_install", lambda **_: pytest.fail("nothing is to be installed"))

    assert "/opt/chromium-headless-shell" == chromium(None, found=found, lock=tmp_path / "lock")  # type: ignore[arg-type]
