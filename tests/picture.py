"""Make the picture of the README: the built site in a real browser. Run it by ``make picture``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from .browser import started
from .conftest import ROOT, run
from .host import hosted

PICTURE = ROOT / "docs" / "assets" / "picture.png"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        built = run("mkdocs", "build", "--site-dir", site)
        if built.returncode:
            print(built.stderr)
            return 1
        with sync_playwright() as playwright, started(playwright) as browser, hosted(site) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            PICTURE.write_bytes(page.screenshot())
    print(f"made {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
