"""Draw the pages that a proposal changes, before and after, into one picture: ``make before-after BASE=FOLDER``.

It opens pages that strangers wrote, so it runs where nothing can be changed and no secret is known. The two
sites are built already, here and in BASE, and ``build/report.json`` says what differs.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from gettext import NullTranslations
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route, sync_playwright

from atelier.content.settings import language
from atelier.i18n.translation import translations
from atelier.proposals.report import Report
from atelier.proposals.side_by_side import WIDTHS, Drawn, markup, pages_of
from tests.fixtures.chromium import started
from tests.fixtures.sites import ROOT

MOST = 4
"""How many pages are drawn: more make a picture that nobody looks at."""
HEIGHT = 3000
"""How much of a page is drawn."""


def draw(report: Report, before: Path, after: Path, texts: NullTranslations) -> bytes | None:
    """One PNG with the pages that differ in two built sites, as far as they fit; None if there are none."""
    wanted = [*pages_of(report)]
    if not wanted:
        return None
    with sync_playwright() as playwright, started(playwright) as browser:
        with hosted(before) as old, hosted(after) as new:
            drawn = [
                Drawn(title, [(w, shot(browser, old, was, w), shot(browser, new, now, w)) for w in WIDTHS])
                for title, was, now in wanted[:MOST]
            ]
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_content(markup(drawn, len(wanted), texts))
        return page.screenshot(full_page=True)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing of each request."""


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Where the files of a site can be seen, with a slash at the end, whatever server it was built for."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def shot(browser: Browser, address: str, path: str, width: int) -> bytes | None:
    """A page as it looks in a window of some width; None if there is none."""
    if not path:
        return None
    page = browser.new_page(viewport={"width": width, "height": 844}, reduced_motion="reduce", locale="nl-NL")
    try:
        page.route("**/*", lambda route: only(address, route))
        answer = page.goto(address + path)
        if answer is None or not answer.ok:
            return None
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), HEIGHT)
        return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    finally:
        page.close()


def only(address: str, route: Route) -> None:
    """Let a page load nothing but its own site."""
    if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
        route.continue_()
    else:
        route.abort()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="the folder of what it was before, with its site built")
    base = parser.parse_args().base
    report = Report.model_validate_json((ROOT / "build" / "report.json").read_bytes())
    picture = draw(report, base / "site", ROOT / "site", translations(language(ROOT)))
    if picture:
        (ROOT / "build" / "before-and-after.png").write_bytes(picture)


if __name__ == "__main__":
    main()
