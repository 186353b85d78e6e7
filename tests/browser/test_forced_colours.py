"""Who sets a few colours of their own for all sites sees charts, signs and choices here too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.fixtures.chromium import watched
from tests.fixtures.kinds import KINDS
from tests.fixtures.waiting import wait_until

DRAWN = [
    "home",
    "home, small",
    "initiatives",
    "initiative with everything",
    "initiative with money",
    "copies",
    "fund",
    "money by fund",
    "money by pillar",
    "gaps",
    "questions of a pillar",
    "compare, with three",
    "saved, shared",
    "festival",
    "form",
    "help, all messages",
]
"""Kinds of pages with drawings, signs or choices."""

LOST = """() => {
  const lost = new Set();
  const canvas = getComputedStyle(document.body).backgroundColor;
  const clear = (colour) => colour === "none" || /^rgba.*, 0\\)$/.test(colour);
  const none = (colour) => clear(colour) || colour === canvas;
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (element) => element.outerHTML.slice(0, 120).replace(/\\s+/g, " ");
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return clear(backgroundColor) && element.parentElement ? behind(element.parentElement) : backgroundColor;
  };
  // The number of one's own copy stands on a dot.
  const shapes = "main svg :is(rect, circle, line, path, polyline, text:not(.family__number--own))";
  for (const shape of document.querySelectorAll(shapes)) {
    const { fill, stroke } = getComputedStyle(shape);
    if (shown(shape) && none(shape.matches("line") ? "none" : fill) && none(stroke)) lost.add("drawing " + name(shape));
  }
  for (const element of document.querySelectorAll("body *")) {
    for (const side of ["::before", "::after"]) {
      const style = getComputedStyle(element, side);
      if (style.content === "none" || style.maskImage === "none" || style.display === "none") continue;
      const drawn = style.backgroundColor;
      if (shown(element) && (clear(drawn) || drawn === behind(element))) lost.add(side + " of " + name(element));
    }
  }
  const look = (element) => {
    const { backgroundColor, fontWeight, textDecorationLine, display } = getComputedStyle(element);
    return [backgroundColor, fontWeight, textDecorationLine, display].join();
  };
  for (const chosen of document.querySelectorAll("main [aria-current]:not(.crumbs *), [aria-pressed=true]")) {
    const others = [...document.querySelectorAll(`main .${[...chosen.classList].join(".") || "pages a"}`)]
      .filter((one) => one !== chosen && shown(one) && !one.matches("[aria-current], [aria-pressed=true]"));
    if (shown(chosen) && others.some((one) => look(one) === look(chosen))) lost.add("choice " + name(chosen));
  }
  return [...lost];
}"""
"""Drawings and signs in the colour of the page, and choices that look like what is not chosen."""


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
"""Devices that force colours show dark on light or light on dark."""


@pytest.fixture
def forced(browser: Browser) -> Iterator[Page]:
    """The page of a visitor whose device forces colours."""
    with browser.new_context(locale="nl-NL", forced_colors="active") as context:
        page = context.new_page()
        with watched(page) as complaints:
            yield page
        assert [] == complaints


@pytest.mark.parametrize("kind", DRAWN)
def test_nothing_that_is_drawn_is_lost(kind: str, forced: Page, request: pytest.FixtureRequest) -> None:
    """Charts, figures, the signs of buttons and what is chosen can be told from the page."""
    site, path = KINDS[kind]
    forced.goto(request.getfixturevalue(f"{site}_address") + path)
    forced.wait_for_load_state("networkidle")
    saves = forced.locator(".save:visible")
    if saves.count():
        saves.first.click()

    for scheme in SCHEMES:
        forced.emulate_media(color_scheme=scheme)

        assert (scheme, []) == (scheme, forced.evaluate(LOST))


def test_a_lost_drawing_is_noticed(forced: Page) -> None:
    """The test before would notice what has the colour of the page."""
    forced.set_content(
        "<style>body { background: Canvas } i::before { content: ''; mask: url(data:,); background: red }</style>"
        "<main><svg><rect width='9' height='9' fill='Canvas'/></svg><i>x</i></main>"
    )
    for scheme in SCHEMES:
        forced.emulate_media(color_scheme=scheme)

        assert 2 == len(forced.evaluate(LOST))


@pytest.mark.parametrize("kind", ["initiatives", "about"])
def test_the_way_to_the_top_covers_nothing(kind: str, visit: Callable[[str], Page]) -> None:
    """It stands in the foot of the page: nothing floats over what one reads."""
    page = visit(kind)
    page.set_viewport_size({"width": 390, "height": 844})
    page.mouse.wheel(0, 1500)
    page.mouse.wheel(0, -300)
    assert 0 == page.locator(".md-top").count()
    page.get_by_role("link", name="Terug naar boven").click()
    wait_until(page, lambda: page.evaluate("scrollY === 0"))
