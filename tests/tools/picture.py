"""Make the pictures of the README and of the guides: the built site in a real browser. Run it by ``make picture``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.fixtures.chromium import started
from tests.fixtures.host import hosted
from tests.fixtures.sites import ROOT, run

PICTURES = ROOT / "docs" / "assets"
FILLED = {
    "title": "Robots in de klas",
    "summary": "Leerlingen van groep 7 bouwen in zes lessen een robot die een lijn volgt.",
    "partners.#.partner": "Gemeente Groningen",
    "contact.organisation": "Gemeente Groningen",
}
"""What stands in the form on the pictures of the guides."""


def home(page: Page) -> bytes:
    """The home page, for the README."""
    return page.screenshot()


def form(page: Page) -> bytes:
    """The first fields of the form, filled in."""
    fill(page)
    page.evaluate("scrollTo(0, 0)")  # boxes are measured from the window, the picture from the page
    box = page.locator("[data-field=summary]").bounding_box()
    top = page.locator("[data-field=title]").bounding_box()
    assert box and top
    clip = {"x": 20, "y": top["y"] - 20, "width": 800, "height": box["y"] + box["height"] - top["y"] + 40}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]


def meant(page: Page) -> bytes:
    """A field under which stands how it is read."""
    page.locator("[data-step=recipe] > summary").click()
    page.locator("[data-path='recipe.cost']").fill("€ 1.250,-")
    page.locator("[data-path='recipe.time']").focus()
    page.locator(".field__read").wait_for()
    return page.locator("[data-field='recipe.cost']").screenshot()


def send(page: Page) -> bytes:
    """The ways to send it in."""
    fill(page)
    page.locator("[data-path=pillar]").select_option(index=1)
    page.locator("[data-path=status]").select_option("active")
    page.locator("[data-add] button[type=submit]").click()
    return page.locator("[data-part=ways]").screenshot()


def fill(page: Page) -> None:
    for path, text in FILLED.items():
        page.locator(f"[data-path='{path}']").fill(text)
    page.locator("[data-path=title]").focus()


SHOTS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "picture.png": ("", home),
    "guide/form.png": ("add/", form),
    "guide/meant.png": ("add/", meant),
    "guide/send.png": ("add/", send),
}
"""Each picture: its file, the page that it is of, and how it is taken."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        built = run("mkdocs", "build", "--site-dir", site, EDITORS="redactie@school.example")
        if built.returncode:
            print(built.stderr)
            return 1
        with sync_playwright() as playwright, started(playwright) as browser, hosted(site) as address:
            for name, (path, take) in SHOTS.items():
                page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
                page.goto(address + path)
                file = PICTURES / name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(take(page))
                page.close()
                print(f"made {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
