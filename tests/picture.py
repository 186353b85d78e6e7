"""Make the picture of the README: the built site in a real browser. Run it by ``make picture``."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from .conftest import ROOT, run

PICTURE = ROOT / "docs" / "assets" / "picture.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str:
    """The Chromium of this machine; without one the program ends with how to get it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("No Chromium on this machine. On Debian or Ubuntu: apt-get install chromium")
    return found


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing of each request."""


def main() -> int:
    browser_path = find_browser()
    with tempfile.TemporaryDirectory() as folder:
        built = run("mkdocs", "build", "--site-dir", Path(folder) / "site")
        if built.returncode:
            print(built.stderr)
            return 1
        handler = functools.partial(Quiet, directory=f"{folder}/site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            png = page.screenshot()
            browser.close()
        server.shutdown()
    PICTURE.write_bytes(png)
    print(f"made {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
