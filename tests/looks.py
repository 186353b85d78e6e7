"""The looks that a page must be good in, and what axe-core finds in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rules of axe-core: WCAG 2.2 AA and what its makers advise (https://www.deque.com/axe/core-documentation/)."""


class Look(NamedTuple):
    """A width in pixels and a colour scheme."""

    width: int
    scheme: Literal["light", "dark"]


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that can find something else in dark than in light: the markup is the same."""
LOOKS = tuple(Look(width, scheme) for scheme in ("light", "dark") for width in (390, 1280))


def look(page: Page, look: Look) -> None:
    """Show a page in a look, as on a device that is set so and that moves nothing."""
    page.set_viewport_size({"width": look.width, "height": 800})
    page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
    if page.locator("[data-md-color-scheme]").count():
        scheme = "slate" if look.scheme == "dark" else "default"
        page.wait_for_selector(f"body[data-md-color-scheme='{scheme}']")


def axe_findings(page: Page, rules: Sequence[str] = STANDARDS) -> list[str]:
    """What axe-core finds in a page as it is now, by some rules: the rule, and the element that breaks it."""
    answer = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules})
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))} {node['html'][:120]}"
        for violation in answer.response["violations"]
        for node in violation["nodes"]
    ]


def findings_in_all_looks(page: Page) -> dict[Look, list[str]]:
    """What axe-core finds in each look; a look without findings is left out."""
    found = {}
    for each in LOOKS:
        look(page, each)
        found[each] = axe_findings(page, COLOURS if each.scheme == "dark" else STANDARDS)
    return {each: findings for each, findings in found.items() if findings}
