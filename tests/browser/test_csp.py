"""A browser keeps to the policy of a page without its header; nginx sends it, and says who may frame what."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from atelier.render.server_files import HEADERS
from tests.fixtures.chromium import watched
from tests.fixtures.host import hosted
from tests.fixtures.kinds import FRAMED, KINDS, REAL


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


def test_every_kind_of_page_has_the_headers_at_nginx(at_nginx: dict[str, str]) -> None:
    """The policy, no frame but for what is made for it, and a new question at every visit.

    That each works under them a visitor notices in test_accessibility.py, which opens them at nginx too.
    """
    wrong = {}
    for kind, (site, path) in (KINDS | FRAMED).items():
        opened = urlsplit(at_nginx[site] + path)
        connection = HTTPConnection(opened.netloc)
        connection.request("GET", f"{opened.path}?{opened.query}")
        answer = connection.getresponse()
        sent = {"status": str(answer.status), **dict(answer.getheaders())}
        connection.close()
        policy = sent.get("Content-Security-Policy", "")
        expected = {
            "status": "404" if kind == "lost" else "200",
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
        }
        found = {name: sent.get(name) for name in expected}
        framed = policy.endswith("frame-ancestors * file:")
        if found != expected or framed is not (kind in FRAMED) or "default-src 'none'" not in policy:
            wrong[kind] = found | {"policy": policy}

    assert {} == wrong


@pytest.mark.parametrize(("path", "shown"), [("embed/levels/po/", 1), ("levels/po/", 0), ("not/there/", 0)])
def test_nginx_lets_only_what_is_made_for_it_be_framed(
    path: str, shown: int, browser: Browser, at_nginx: dict[str, str], two_pages: Path, two_pages_address: str
) -> None:
    """A school's own site, on another origin, shows the pages for frames and no others."""
    frame = f'<iframe src="{at_nginx[REAL]}{path}" title="Frame"></iframe>'
    (two_pages / "index.html").write_text(f"<!doctype html><title>School</title>{frame}")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(two_pages_address.replace("127.0.0.1", "localhost"), wait_until="networkidle")

        assert shown == page.frame_locator("iframe").get_by_role("heading", level=1).count()
