"""Every kind of page can be used by everyone: in light and dark, small and wide, by keyboard, zoomed, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.fixtures.chromium import watched
from tests.fixtures.kinds import FRAMED, KINDS, REAL, SMALL
from tests.fixtures.looks import Look, axe_findings, findings_in_all_looks

PHONE = {"width": 390, "height": 800}
WIDE = {"width": 1280, "height": 800}
MENU = "#__drawer"

FOCUS = """() => {
  const problems = [];
  const name = (element) => element.outerHTML.slice(0, 120).replace(/\\s+/g, " ");
  const marked = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.opacity > 0
      && style.outlineColor !== "rgba(0, 0, 0, 0)";
  };
  const seen = (element) => {
    const box = element.getClientRects()[0];
    if (!box || box.width < 4 || box.height < 4) return false;
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  };
  // The first of a group of radio buttons, or the one that is chosen, stands for the group.
  const passed = ({ type, name, checked }) => type === "radio" && !checked
    && document.querySelector(`[name=${name}]:checked`);
  const elements = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  let reached = 0;
  for (const element of [...elements, ...elements.reverse()]) {
    if (element.tabIndex > 0) problems.push("changes the order: " + name(element));
    if (element.tabIndex < 0 || passed(element)) continue;
    element.focus();
    if (document.activeElement !== element) continue;
    reached += 1;
    const labels = element.type === "radio" ? element.parentElement.querySelectorAll("label") : element.labels;
    const shown = [element, ...(labels ?? [])].filter(marked);
    if (!shown.length) problems.push("no mark of focus: " + name(element));
    else if (!shown.some(seen)) problems.push("out of sight: " + name(element));
  }
  return { reached, problems: [...new Set(problems)] };
}"""
"""Give everything that takes part in the tab order the focus, there and back, and tell what does not show."""

CUT_OFF = """() => {
  const scrolls = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.matches("body *")) return true;
      if (getComputedStyle(one).position === "fixed") return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll("header *, main *, footer *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && element.checkVisibility({ visibilityProperty: true })
      && !scrolls(element) && !element.closest(".visually-hidden");
  });
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth && !wide.length) wide.push(page);
  return wide.map((element) => element.outerHTML.slice(0, 120).replace(/\\s+/g, " "));
}"""
"""What reaches out of the page on the right, unless it scrolls by itself. The theme hides it, so it is lost."""


@pytest.fixture
def real_address(at_nginx: dict[str, str]) -> str:
    """Where nginx serves the real catalogue: its headers are those of a host that reads the site's own file."""
    return at_nginx[REAL]


@pytest.fixture
def small_address(at_nginx: dict[str, str]) -> str:
    """Where nginx serves the small site."""
    return at_nginx[SMALL]


@pytest.mark.parametrize("kind", KINDS | FRAMED)
def test_everyone_can_use_it(kind: str, visit: Callable[[str], Page]) -> None:
    """What holds for every kind of page. To open one costs more than to look at it, so all is looked at in one visit.

    - The policy that a server sends refuses nothing that it needs (see the fixture ``page``).
    - Its scripts run, but in a frame on another site, where there are none.
    - It breaks no rule of WCAG 2.2 AA that a program can see, in any look.
    - Whatever a keyboard reaches shows that it has the focus, is in sight, and comes in reading order.
    - At 200% and at 400% of a screen of 1280 pixels all of it is within its width (WCAG 1.4.4, 1.4.10).
    """
    page = visit(kind)

    assert (kind not in FRAMED) == page.evaluate("document.documentElement.classList.contains('js')")
    assert {} == findings_in_all_looks(page)
    least = 2 if kind in FRAMED else 5
    for width in (390, 1280):
        assert (width, []) == (width, out_of_focus(page, width, least))
    for width in (640, 320):
        assert (width, []) == (width, cut_off(page, width))


def out_of_focus(page: Page, width: int, least: int) -> list[str]:
    """What a keyboard reaches and does not show; it must reach so many elements at least."""
    page.set_viewport_size({"width": width, "height": 800})
    page.keyboard.press("Tab")
    answer = page.evaluate(FOCUS)
    assert answer["reached"] >= least
    return list(answer["problems"])


def cut_off(page: Page, width: int) -> list[str]:
    """What reaches out of a page of such a width."""
    page.set_viewport_size({"width": width, "height": 800})
    return list(page.evaluate(CUT_OFF))


def test_axe_finds_what_is_wrong(page: Page) -> None:
    """The test before would notice: a picture without a text, and grey on white."""
    page.set_content('<html lang="nl"><title>x</title><img src="data:,"><p style="color: #ccc">grijs</p>')
    rules = {finding.partition(":")[0] for finding in axe_findings(page)}

    assert {"image-alt", "color-contrast"} <= rules


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("li:nth-child(9) { color: #ccc }", Look(390, "light")),
        ("li:nth-child(9) b { background: #333 }", Look(390, "light")),
        ("ul { opacity: 0.3 }", Look(390, "light")),
        ("@media (width > 600px) { li { color: #ccc } }", Look(1280, "light")),
        ("@media (width < 600px) { ul { display: none } } li { color: #ccc }", Look(1280, "light")),
        ("@media (prefers-color-scheme: dark) { li:nth-child(9) b { color: #ccc } }", Look(390, "dark")),
    ],
)
def test_one_pale_text_among_many_is_found(rule: str, first: Look, page: Page) -> None:
    """Contrast is measured once for all that looks alike: what looks different is measured by itself."""
    items = "<li>een <b>twee</b>" * 12
    page.set_content(
        f'<html lang="nl"><title>x</title><style>{rule}</style><main><h1>x</h1><ul>{items}</ul></main>'
    )

    assert first == next(iter(findings_in_all_looks(page)))


def test_colours_of_a_hundred_alike_are_measured_once(page: Page) -> None:
    page.set_content(
        '<html lang="nl"><title>x</title><main><h1>x</h1>' + '<p style="color: #ccc">grijs</p>' * 100
    )

    assert 2 == len(axe_findings(page))


@pytest.mark.parametrize("kind", ["initiative with everything", "about", "lost"])
def test_the_first_tab_skips_the_menu(kind: str, visit: Callable[[str], Page]) -> None:
    """The first stop of the keyboard leads past the menu to the heading of the page."""
    page = visit(kind)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")

    expect(skip).to_contain_class("md-skip")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_opens_by_keyboard(scripts: bool, browser: Browser, real_address: str) -> None:
    """With the keyboard alone, and without JavaScript, one opens the menu, follows a link, or closes it again."""
    with browser.new_context(viewport=PHONE, java_script_enabled=scripts) as context:  # type: ignore[arg-type]
        page = context.new_page()
        with watched(page) as complaints:
            page.goto(real_address)
            menu = page.get_by_role("navigation", name="Menu")
            expect(menu).to_be_hidden()
            for _ in range(10):
                page.keyboard.press("Tab")
                if page.locator(f"{MENU}:focus").count():
                    break
            expect(page.get_by_role("checkbox", name="Menu")).to_be_focused()
            page.keyboard.press("Space")
            expect(menu).to_be_in_viewport()
            page.keyboard.press("Space")
            expect(menu).to_be_hidden()
            page.keyboard.press("Space")
            for _ in range(20):
                page.keyboard.press("Tab")
                if page.locator(".menu a:focus", has_text="Partners").count():
                    break
            page.keyboard.press("Enter")
            page.wait_for_url(f"{real_address}partners/")

    assert [] == complaints


def test_an_open_menu_is_all_there_is(visit: Callable[[str], Page]) -> None:
    """What the open menu of a phone covers takes no focus; what it shows breaks no rule."""
    page = visit("about")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce")
    page.locator(f".md-header label[for={MENU[1:]}]").click()
    current = page.locator(".menu [aria-current=page]")

    expect(current).to_be_in_viewport()
    assert [] == axe_findings(page)
    page.keyboard.press("Tab")
    assert [] == page.evaluate(FOCUS)["problems"]
    page.get_by_text("Sluit het menu").click()
    expect(current).to_be_hidden()


def test_the_choice_of_colours_is_kept(visit: Callable[[str], Page], real_address: str) -> None:
    """Light or dark can be chosen by keyboard, and holds on other pages."""
    page = visit("initiative with money")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Donker", exact=True)).to_be_checked()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(real_address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_nothing_moves_for_who_wants_that(visit: Callable[[str], Page]) -> None:
    """With reduced motion no element has a transition or an animation."""
    page = visit("home")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).length"""
    )

    assert 0 == moving


@pytest.mark.parametrize("kind", ["initiative with everything", "fund", "partners", "about"])
def test_paper_has_the_page_and_no_menus(kind: str, visit: Callable[[str], Page]) -> None:
    """In print there is the text with its facts, and after a link to another site its address."""
    page = visit(kind)
    page.emulate_media(media="print")
    outside = page.locator("main a[href^=http]:visible")
    addresses = outside.evaluate_all(
        "links => links.map(a => [a.href, getComputedStyle(a, '::after').content])"
    )

    for away in (".md-header", ".md-tabs", ".menu", ".md-footer", ".crumbs", ".improve"):
        assert 0 == page.locator(f"{away}:visible").count(), away
    expect(page.locator("h1")).to_be_visible()
    assert all(href in re.sub(r"/$", "", content) or href in content for href, content in addresses)
    if kind == "initiative with everything":
        expect(page.locator(".facts")).to_be_visible()
        assert addresses


def test_a_former_address_leads_on(page: Page, small_address: str) -> None:
    """A page that has moved sends the visitor on; where a browser does not, it has a link and breaks no rule."""
    page.goto(f"{small_address}initiatives/robotles/")
    page.wait_for_url(f"{small_address}initiatives/robots-in-de-klas/")

    def without_refresh(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"<noscript>.*\n<script.*", "", answer.text()))

    page.route("**/robotles/", without_refresh)
    page.goto(f"{small_address}initiatives/robotles/")

    assert {} == findings_in_all_looks(page)
    page.get_by_role("link").click()
    page.wait_for_url(f"{small_address}initiatives/robots-in-de-klas/")
