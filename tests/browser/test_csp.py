"""A browser keeps to the policy of a page, without its header too."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from atelier.render.csp import HEADERS
from tests.fixtures.chromium import watched
from tests.fixtures.host import hosted


def test_the_policy_holds_without_its_header(browser: Browser, small_site: Path, tmp_path: Path) -> None:
    """On a host that does not read the headers the tag in the page forbids the same, and the test notices."""
    site = tmp_path / "site"
    (site / "x").mkdir(parents=True)
    (site / HEADERS).write_text("", encoding="utf-8")
    text = (small_site / "index.html").read_text(encoding="utf-8")
    evil = '<p style="color: red">x</p><script>evil()</script><img src="https://other.example/x.png" alt="">'
    (site / "index.html").write_text(text.replace("</main>", f"{evil}</main>"), encoding="utf-8")
    (site / "assets").symlink_to(small_site / "assets")
    with hosted(site) as address, browser.new_context() as context:
        page = context.new_page()
        with watched(page) as complaints:
            page.goto(address)
    told = "\n".join(complaints)

    assert "Applying inline style violates" in told
    assert "Executing inline script violates" in told
    assert "Loading the image 'https://other.example/x.png' violates" in told
