"""A browser keeps to the policy of a page, with its header and without; every page works under it at nginx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from atelier.render.server_files import HEADERS
from tests.fixtures.chromium import watched
from tests.fixtures.host import hosted
from tests.fixtures.kinds import FRAMED, KINDS, REAL, SMALL
from tests.fixtures.servers import serving


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


REFUSED = "window.refused = []; addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))"
"""Keeps what the policy of a page refuses, which a console does not say of everything."""


@pytest.fixture(scope="module")
def at_nginx(
    real_site: Path, small_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Where nginx serves both sites, by their names."""
    work = tmp_path_factory.mktemp("nginx")
    with (
        serving("nginx", real_site, work / REAL) as real,
        serving("nginx", small_site, work / SMALL) as small,
    ):
        yield {REAL: real, SMALL: small}


def wrong_headers(kind: str, answer: Response) -> list[str]:
    """What of the status and the headers of a kind of page is not as it should be."""
    sent = {"status": str(answer.status), **answer.headers}
    policy = sent.get("content-security-policy", "")
    expected = {
        "status": "404" if kind == "lost" else "200",
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "cache-control": "no-cache",
    }
    wrong = [f"{name}: {sent.get(name)}" for name, value in expected.items() if sent.get(name) != value]
    framed = "frame-ancestors * file:" in policy
    return wrong if framed is (kind in FRAMED) and "default-src 'none'" in policy else [*wrong, policy]


def test_every_kind_of_page_works_at_nginx(browser: Browser, at_nginx: dict[str, str]) -> None:
    """With the headers of the site's own file no page is refused anything, and one that is lost says so."""
    told = {}
    with browser.new_context(locale="nl-NL") as context:
        context.add_init_script(REFUSED)
        page = context.new_page()
        with watched(page) as complaints:
            for kind, (site, path) in (KINDS | FRAMED).items():
                answer = page.goto(at_nginx[site] + path)
                assert answer
                seen = [*complaints, *page.evaluate("window.refused"), *wrong_headers(kind, answer)]
                complaints.clear()
                if seen:
                    told[kind] = seen

    assert {} == told


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
