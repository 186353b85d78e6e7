"""Saving, sharing and comparing initiatives, as a visitor does it in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.insights.money.per_pupil import cost_once, cost_yearly
from atelier.render.wording import Wording
from tests.fixtures.cells import CELLS
from tests.fixtures.host import hosted
from tests.fixtures.looks import findings_in_all_looks
from tests.fixtures.sites import SMALL, TODAY, make_site, run

ROBOTS, SHOP, PLAN = "robots-in-de-klas", "winkel-in-de-wijk", "oud-plan"
HOSTILE = '=1+1"><img src=x onerror=alert(1)></template><script>alert(2)</script>;{slug}'
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with an initiative whose title would do harm if it were more than text."""
    root = make_site(tmp_path_factory.mktemp("hostile") / "root", SMALL)
    plan = root / "initiatives" / f"{PLAN}.md"
    title = json.dumps(HOSTILE)
    plan.write_text(plan.read_text(encoding="utf-8").replace("title: Oud plan", f"title: {title}"), "utf-8")
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield address


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser may complain, of what is not there or is not allowed."""
    with browser.new_context(locale="nl-NL") as context:
        yield context


@pytest.fixture(scope="module")
def catalogue(small_site: Path) -> Catalogue:
    made = check(small_site.parent, TODAY).catalogue
    assert made is not None
    return made


def keep(page: Page, address: str, *slugs: str) -> None:
    """Save initiatives by the buttons on their pages."""
    for slug in slugs:
        page.goto(f"{address}initiatives/{slug}/")
        page.get_by_role("button", name="Bewaar ").click()


def kept(page: Page) -> list[str]:
    """What the browser keeps."""
    slugs: list[str] = json.loads(page.evaluate("localStorage.getItem('atelier.saved')") or "[]")
    return slugs


def shows(page: Page, *titles: str) -> None:
    """Wait for a list of these initiatives, in this order."""
    expect(page.locator(".md-content .card__title")).to_have_text(titles)


def column(page: Page, number: int) -> dict[str, str]:
    """A column of the comparison: cells by the name of their row."""
    expect(page.locator(".comparison__table")).to_be_visible()
    return {
        row.get_attribute("data-row") or "": " ".join(row.locator("td").nth(number).inner_text().split())
        for row in page.locator(".comparison__table tbody tr").all()
    }


def columns(page: Page) -> list[str]:
    return page.locator(".comparison__table thead a").all_inner_texts()


def tab_to(page: Page, selector: str) -> None:
    """Go on with the keyboard until something has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by the keyboard")


# Saving


def test_what_is_saved_stays_saved(page: Page, small_address: str) -> None:
    """The button tells that it is saved, also after a reload, on its card elsewhere too, and can undo it."""
    page.goto(f"{small_address}initiatives/")
    card = page.locator(".card", has_text="Winkel in de wijk")
    card.get_by_role("button", name="Bewaar Winkel in de wijk").click()
    expect(card.get_by_role("button", name="Bewaard Winkel in de wijk", pressed=True)).to_be_visible()
    page.goto(f"{small_address}initiatives/{SHOP}/")
    page.reload()
    button = page.get_by_role("button", name="Bewaard Winkel in de wijk", pressed=True)

    expect(button).to_be_visible()
    assert [SHOP] == kept(page)
    button.click()
    assert [] == kept(page)
    assert [] == page.context.cookies()


def test_a_press_on_the_button_does_not_follow_the_card(page: Page, small_address: str) -> None:
    """The card leads to its page everywhere but on the button."""
    page.goto(f"{small_address}initiatives/")
    page.locator(".card").first.get_by_role("button", name="Bewaar ").click()
    assert f"{small_address}initiatives/" == page.url

    page.locator(".card__summary").first.click(force=True)  # what it hits is the link of the title
    assert f"{small_address}initiatives/{ROBOTS}/" == page.url


def test_two_tabs_agree(page: Page, small_address: str) -> None:
    """What is saved in one tab shows in the other without a reload."""
    page.goto(f"{small_address}saved/")
    expect(page.get_by_text("Je hebt nog niets bewaard.")).to_be_visible()
    other = page.context.new_page()
    keep(other, small_address, ROBOTS)

    expect(page.locator(".card__title")).to_have_text(["Robots: in de klas"])
    other.goto(f"{small_address}initiatives/")
    page.locator(".card [data-save]").click()
    expect(other.locator(f'[data-save="{ROBOTS}"]')).to_have_attribute("aria-pressed", "false")


def test_where_nothing_may_be_kept_no_button_is_shown(visitor: BrowserContext, small_address: str) -> None:
    """A browser that blocks storage gets a site that works, a word of why, and shared lists."""
    page = visitor.new_page()
    page.add_init_script(BLOCKED)
    page.goto(f"{small_address}initiatives/{ROBOTS}/")
    expect(page.get_by_role("button", name="Deel")).to_be_visible()
    expect(page.locator(".md-content > article > .sheet [data-save]")).to_be_hidden()
    page.goto(f"{small_address}saved/")
    expect(page.get_by_text("Je browser laat deze site niets onthouden.")).to_be_visible()
    page.goto(f"{small_address}saved/?i={ROBOTS}")

    shows(page, "Robots: in de klas")
    expect(page.get_by_role("button", name="Bewaar")).to_have_count(0)


def test_what_another_program_kept_does_no_harm(page: Page, small_address: str) -> None:
    """A list that was tampered with is read as far as it holds initiatives."""
    page.goto(f"{small_address}initiatives/{ROBOTS}/")
    for text in ('{"a": 1}', '"robots"', '[1, null, "../x"]', "no json", "null"):
        page.evaluate("text => localStorage.setItem('atelier.saved', text)", text)
        page.reload(wait_until="networkidle")
        page.get_by_role("button", name="Bewaar ").click()

        expect(page.get_by_role("button", name="Bewaard ", pressed=True)).to_be_visible()
        assert ROBOTS == str(kept(page)[-1])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_head_of_every_page_leads_to_what_is_saved(width: int, page: Page, small_address: str) -> None:
    """A link with the count is there once something is saved, on editors' pages too."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{small_address}initiatives/")
    expect(page.locator("[data-saved-link]")).to_be_hidden()
    for button in page.locator(".md-content [data-save]").all():
        button.click()
    page.goto(f"{small_address}over/")
    page.get_by_role("link", name="Bewaard (3)").click()

    assert f"{small_address}saved/" == page.url
    expect(page.locator(".card__title")).to_have_count(3)


def test_a_card_that_comes_later_gets_its_button(page: Page, small_address: str) -> None:
    """Scripts that bring cards show their buttons by one call."""
    page.goto(f"{small_address}initiatives/")
    page.evaluate(
        """async () => {
            const { enhance } = await import(new URL("../assets/js/saved/saved.js", location.href));
            const list = document.createElement("div");
            list.innerHTML = '<button data-save="later" aria-pressed="false" hidden>Later</button>';
            document.querySelector("main").append(list);
            enhance(list);
        }"""
    )
    page.get_by_role("button", name="Later").click()

    assert ["later"] == kept(page)


# The list of what was saved


def test_the_list_shows_what_was_saved(page: Page, small_address: str) -> None:
    """The same cards as elsewhere, in the order of saving, with links that lead on."""
    keep(page, small_address, PLAN, ROBOTS)
    page.goto(f"{small_address}saved/")

    shows(page, "Oud plan", "Robots: in de klas")
    page.get_by_role("link", name="Oud plan", exact=True).click()
    assert f"{small_address}initiatives/{PLAN}/" == page.url


def test_taking_off_can_be_undone(page: Page, small_address: str) -> None:
    """One, or all: the list says what went and puts it back where it was."""
    all_three = "Oud plan", "Robots: in de klas", "Winkel in de wijk"
    keep(page, small_address, PLAN, ROBOTS, SHOP)
    page.goto(f"{small_address}saved/")
    shows(page, *all_three)
    undo = page.get_by_role("button", name="Zet terug")
    page.get_by_role("button", name="Bewaard Robots").click()
    expect(page.get_by_role("status").filter(has_text="“Robots: in de klas” staat niet meer")).to_be_visible()
    expect(undo).to_be_focused()
    shows(page, "Oud plan", "Winkel in de wijk")
    undo.click()
    expect(undo).to_be_hidden()
    shows(page, *all_three)
    page.get_by_role("button", name="Wis alles").click()
    expect(page.get_by_text("Je hebt nog niets bewaard.")).to_be_visible()
    assert [] == kept(page)
    undo.click()

    shows(page, *all_three)
    assert [PLAN, ROBOTS, SHOP] == kept(page)


def test_a_shared_list_leaves_ones_own_alone(page: Page, small_address: str) -> None:
    """It is shown beside one's own list, and is added to it only by a button."""
    keep(page, small_address, PLAN)
    page.goto(f"{small_address}saved/?i={ROBOTS},{SHOP}")
    expect(page.get_by_text("Iemand deelde deze lijst met je.")).to_be_visible()
    shows(page, "Robots: in de klas", "Winkel in de wijk")
    assert [PLAN] == kept(page)
    page.get_by_role("button", name="Bewaar deze op je eigen lijst").click()

    expect(page.get_by_role("status").filter(has_text="Op je eigen lijst staan er nu 3.")).to_be_visible()
    assert [PLAN, ROBOTS, SHOP] == kept(page)
    page.get_by_role("link", name="Bekijk je eigen lijst").click()
    shows(page, "Oud plan", "Robots: in de klas", "Winkel in de wijk")


def test_a_former_address_leads_on(page: Page, small_address: str) -> None:
    """What was saved or shared under a former address is found under the one of today."""
    page.goto(small_address)
    page.evaluate(f"localStorage.setItem('atelier.saved', '[\"robotles\", \"{PLAN}\"]')")
    page.goto(f"{small_address}saved/")
    shows(page, "Robots: in de klas", "Oud plan")
    assert [ROBOTS, PLAN] == kept(page)
    expect(page.get_by_role("button", name="Zet terug")).to_be_hidden()
    page.goto(f"{small_address}compare/?i=robotles,{PLAN}")
    expect(page.locator(".comparison__table")).to_be_visible()

    assert ["Robots: in de klas", "Oud plan"] == columns(page)


def test_what_is_no_longer_there_is_named(visitor: BrowserContext, small_address: str) -> None:
    """An initiative that is gone is told by its address and can be taken off; odd addresses do no harm."""
    page = visitor.new_page()
    page.goto(small_address)
    page.evaluate(f"localStorage.setItem('atelier.saved', '[\"weg\", \"{PLAN}\"]')")
    page.goto(f"{small_address}saved/")
    expect(page.get_by_text("Er is geen initiatief (meer) met het adres “weg”.")).to_be_visible()
    page.get_by_role("button", name="Haal van de lijst weg").click()
    shows(page, "Oud plan")
    assert [PLAN] == kept(page)
    page.goto(f"{small_address}saved/?i=../about,<b>,{PLAN}")

    expect(page.get_by_text("met het adres “<b>”.")).to_be_visible()
    expect(page.get_by_text("met het adres “../about”.")).to_be_visible()
    page.goto(f"{small_address}compare/?i=weg,{PLAN}")
    expect(
        page.get_by_role("status").filter(has_text="met het adres “weg”. Dit is één initiatief.")
    ).to_be_visible()


def test_when_the_network_fails_nothing_is_lost(visitor: BrowserContext, small_address: str) -> None:
    """A page that cannot be fetched is no page that is gone."""
    page = visitor.new_page()
    keep(page, small_address, PLAN)
    page.route("**/initiatives/**", lambda route: route.abort())
    page.goto(f"{small_address}saved/")

    expect(page.get_by_text("“oud-plan” kon nu niet worden opgehaald.")).to_be_visible()
    assert [PLAN] == kept(page)


def test_two_to_four_can_be_chosen_to_compare(page: Page, small_address: str) -> None:
    """A short list is compared whole, else what is ticked; one alone is told of."""
    keep(page, small_address, PLAN, ROBOTS, SHOP)
    page.goto(f"{small_address}saved/")
    expect(page.locator(".card__title")).to_have_count(3)
    page.get_by_role("checkbox", name="Vergelijk Oud plan").check()
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_role("status").filter(has_text="Kruis twee tot vier initiatieven aan")).to_be_visible()
    # By keyboard: the message that has just come moves what is below it.
    page.get_by_role("checkbox", name="Vergelijk Robots").press("Space")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.locator(".comparison__table thead a")).to_have_count(2)
    assert f"{small_address}compare/?i={PLAN},{ROBOTS}" == page.url
    page.go_back()
    expect(page.locator(".card__title")).to_have_count(3)
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Vergelijk").click()

    expect(page.locator(".comparison__table thead a")).to_have_count(3)
    assert f"{small_address}compare/?i={PLAN},{ROBOTS},{SHOP}" == page.url


# Side by side


def test_the_comparison_says_what_the_catalogue_says(
    page: Page, small_address: str, catalogue: Catalogue
) -> None:
    """Each cell holds what the file holds; what is missing is named."""
    page.goto(f"{small_address}compare/?i={ROBOTS},{PLAN}")
    full, bare = column(page, 0), column(page, 1)
    record = catalogue.initiatives[ROBOTS].record
    words = Wording("nl")
    once, yearly = cost_once(record), cost_yearly(record)
    assert record.recipe is not None
    assert record.recipe.cost is not None
    assert record.ages is not None
    assert once is not None
    assert once.value is not None
    assert yearly is not None
    assert yearly.value is not None

    def said(text: str) -> str:
        return " ".join(text.split())

    assert {
        "summary": record.summary,
        "pillar": catalogue.pillars[record.pillar].record.name,
        "status": words.label(record.status),
        "levels": ", ".join(map(words.label, record.levels)),
        "ages": words.ages(record.ages),
        "cost": said(words.money(record.recipe.cost)),
        "money": said("€ 86.234,50 in 2025–2026"),
        "once": said(
            f"{words.money(once.value)} € 450 ÷ 24 leerlingen = {words.money(once.value)} per leerling"
        ),
        "yearly": said(
            f"{words.money(yearly.value)} (€ 65.000 + € 20.000 + € 1.234,50) ÷ 2 jaar ÷ 24 leerlingen = "
            "€ 1.797 per leerling per jaar, afgerond 1 bedrag is nog niet bekend (p.m.) en telt niet mee."
        ),
        "time": record.recipe.time,
        "group": "24 leerlingen",
        "materials": " ".join(record.recipe.materials),
        "steps": f"{len(record.recipe.steps)} stappen",
        "pitfalls": " ".join(record.recipe.pitfalls),
        "results": " ".join(record.results),
        "partners": " ".join(
            f"{catalogue.partners[p.partner].record.name}, {words.label(p.role)}" for p in record.partners
        ),
        "places": ", ".join(record.places),
        "contact": "Robin Voorbeeld, docent techniek Alfa-college techniek@alfa.example 050 123 45 67 Contactpagina",
        "facts": "bevestigd op 1 september 2026",
    } == full
    assert "Gestopt Er was geen geld." == bare["status"]
    assert "niet ingevuld" == bare["levels"]
    assert "niet ingevuld" == bare["once"] == bare["yearly"] == bare["money"]
    assert "2013" == bare["facts"]
    headings = page.locator(".comparison__table :is(thead th[scope=col], tbody th[scope=row])")
    expect(headings).to_have_count(2 + len(full))


def test_links_in_the_comparison_lead_where_they_did(page: Page, small_address: str) -> None:
    """A link of an initiative's page leads to the same page from the comparison."""
    page.goto(f"{small_address}compare/?i={ROBOTS},{PLAN}")
    row = page.locator("tr[data-row=places] td").first
    row.get_by_role("link", name="Groningen").click()

    assert f"{small_address}places/groningen/" == page.url


def test_a_comparison_can_be_changed_and_gone_back_on(page: Page, small_address: str) -> None:
    """Each change is an address of its own: it can be shared, and the back button works."""
    keep(page, small_address, SHOP)
    page.goto(f"{small_address}compare/?i={ROBOTS},{PLAN}")
    page.get_by_label("Voeg toe wat je bewaarde").select_option(label="Winkel in de wijk")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator(".comparison__table thead a")).to_have_count(3)
    assert f"{small_address}compare/?i={ROBOTS},{PLAN},{SHOP}" == page.url
    page.get_by_role("button", name="Haal weg Oud plan").click()
    expect(page.get_by_role("status").filter(has_text="“Oud plan” is weggehaald.")).to_be_visible()
    assert ["Robots: in de klas", "Winkel in de wijk"] == columns(page)
    page.reload()
    expect(page.locator(".comparison__table thead a")).to_have_count(2)
    page.go_back()
    expect(page.locator(".comparison__table thead a")).to_have_count(3)
    page.go_back()

    expect(page.locator(".comparison__table thead a")).to_have_text(["Robots: in de klas", "Oud plan"])


@pytest.mark.parametrize(
    ("asked", "word", "count"),
    [
        ("", "Kies twee tot vier initiatieven", 0),
        (f"?i={ROBOTS}", "Dit is één initiatief.", 1),
        (f"?i={ROBOTS},{ROBOTS},robotles", "Dit is één initiatief.", 1),
        (f"?i={ROBOTS},{PLAN}", "", 2),
    ],
)
def test_too_few_are_told_of(asked: str, word: str, count: int, page: Page, small_address: str) -> None:
    """With fewer than two the page says what to do; the same one twice is one."""
    page.goto(f"{small_address}compare/{asked}")

    expect(page.locator(".comparison > [role=status]")).to_contain_text(word)
    expect(page.locator(".comparison__table thead a")).to_have_count(count)


def test_more_than_four_are_told_of(page: Page, real_address: str) -> None:
    """Five do not fit: the first four are shown, and it is said."""
    slugs = ["e-labs", "success-for-all", "red-engineers", "wijs", "de-ploeg"]
    page.goto(f"{real_address}compare/?i={','.join(slugs)}")

    expect(page.get_by_text("Je koos 5 initiatieven.")).to_be_visible()
    expect(page.locator(".comparison__table thead a")).to_have_count(4)


# Sharing, printing, downloading


def test_the_browsers_own_sharing_is_used(page: Page, small_address: str) -> None:
    """Where the browser can share, it gets the address."""
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(f"{small_address}initiatives/{PLAN}/")
    page.get_by_role("button", name="Deel").click()

    assert page.url == page.evaluate("shared.url")
    expect(page.locator(".share [role=status]")).to_have_text("")


def test_else_the_address_is_copied(page: Page, small_address: str) -> None:
    """Elsewhere it is copied, and that is said aloud; a saved list is shared with all that is on it."""
    page.add_init_script("delete Navigator.prototype.share")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keep(page, small_address, PLAN, ROBOTS)
    page.goto(f"{small_address}saved/")
    page.get_by_role("button", name="Deel deze lijst").click()

    expect(page.get_by_role("status").filter(has_text="Het adres is gekopieerd.")).to_be_visible()
    assert f"{small_address}saved/?i={PLAN},{ROBOTS}" == page.evaluate("navigator.clipboard.readText()")


def test_a_filtered_list_can_be_shared(page: Page, small_address: str) -> None:
    """What is shared is the address with the choices made since the page came."""
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(f"{small_address}initiatives/?pillar=ondernemerschap")
    page.get_by_role("button", name="Deel deze lijst").click()

    assert f"{small_address}initiatives/?pillar=ondernemerschap" == page.evaluate("shared.url")


def test_else_there_is_a_field_to_copy_from(page: Page, small_address: str) -> None:
    """Where copying is refused too, the address stands ready, selected."""
    page.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.clipboard")
    page.goto(f"{small_address}compare/?i={PLAN},{ROBOTS}")
    page.get_by_role("button", name="Deel deze vergelijking").click()
    field = page.get_by_label("Kopieer dit adres")

    expect(field).to_be_focused()
    assert page.url == page.evaluate("String(getSelection()) || document.activeElement.value")
    expect(field).to_have_value(page.url)


def test_who_changes_their_mind_copies_nothing(page: Page, small_address: str) -> None:
    """Closing the browser's own sheet is an answer."""
    page.add_init_script("navigator.share = async () => { throw new DOMException('no', 'AbortError'); }")
    page.goto(f"{small_address}initiatives/{PLAN}/")
    page.get_by_role("button", name="Deel").click()

    expect(page.locator(".share [role=status]")).to_have_text("")
    expect(page.get_by_label("Kopieer dit adres")).to_be_hidden()


def test_the_list_can_be_downloaded(page: Page, hostile_address: str, tmp_path: Path) -> None:
    """A file that a Dutch Excel opens, with a row for each, and nothing in it that runs as a formula."""
    keep(page, hostile_address, ROBOTS, PLAN)
    page.goto(f"{hostile_address}saved/")
    expect(page.locator(".card__title")).to_have_count(2)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download voor Excel (CSV)").click()
    started.value.save_as(tmp_path / "list.csv")
    data = (tmp_path / "list.csv").read_bytes()
    header, robots, plan = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")

    assert "bewaarde-initiatieven.csv" == started.value.suggested_filename
    assert data.startswith(b"\xef\xbb\xbfTitel;Samenvatting;")
    assert 3 == data.count(b"\r\n") == data.count(b"\n")
    assert f"{hostile_address}initiatives/{ROBOTS}/" == robots[header.index("Adres")]
    assert "Basisonderwijs (po), Mbo" == robots[header.index("Niveau")]
    assert "€ 450" == robots[header.index("Eenmalige kosten")]
    assert "€ 86.234,50 in 2025–2026" == robots[header.index("Geld")]
    assert "'" + HOSTILE == plan[0]


def test_cells_are_safe_and_whole(page: Page, small_address: str) -> None:
    """What would run as a formula gets a quote before it; what would break a row is quoted."""
    page.goto(small_address)
    text = page.evaluate(
        "async row => (await import(new URL('assets/js/lib/csv.js', location.href))).csv([row])", list(CELLS)
    )

    assert "\ufeff" + ";".join(CELLS.values()) + "\r\n" == text


def test_a_hostile_title_stays_text(page: Page, hostile_address: str) -> None:
    """On cards, in the comparison and in what is said, a title is shown as it is written."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    keep(page, hostile_address, PLAN, ROBOTS)
    page.goto(f"{hostile_address}saved/")
    shows(page, HOSTILE, "Robots: in de klas")
    page.goto(f"{hostile_address}compare/?i={ROBOTS},{PLAN}")
    expect(page.locator(".comparison__table thead a").nth(1)).to_have_text(HOSTILE)
    page.get_by_role("button", name="Haal weg").nth(1).click()

    expect(page.locator(".comparison > [role=status]")).to_contain_text(f"“{HOSTILE}” is weggehaald.")
    expect(page.get_by_label("Voeg toe wat je bewaarde").locator("option")).to_have_text([HOSTILE])
    assert [] == dialogs
    assert 0 == page.locator(".md-content img").count()


@pytest.mark.parametrize(
    ("url", "shown"),
    [("saved/", ".card__title"), (f"compare/?i={ROBOTS},{PLAN}", ".comparison__table")],
)
def test_it_prints_without_what_only_a_screen_can(
    url: str, shown: str, page: Page, small_address: str
) -> None:
    """On paper the content stands, without buttons and boxes to tick."""
    keep(page, small_address, ROBOTS, PLAN)
    page.goto(small_address + url)
    expect(page.locator(shown).first).to_be_visible()
    page.emulate_media(media="print")

    expect(page.locator(shown).first).to_be_visible()
    controls = page.locator(".md-content :is(button, input, select):visible")
    expect(controls).to_have_count(0)


def test_a_comparison_prints_on_the_long_side(page: Page, small_address: str) -> None:
    """The paper is asked to lie on its side, for four columns."""
    page.goto(f"{small_address}compare/?i={ROBOTS},{PLAN}")
    expect(page.locator(".comparison__table")).to_be_visible()
    box = re.search(rb"/MediaBox ?\[\s*0 0 ([\d.]+) ([\d.]+)", page.pdf(prefer_css_page_size=True))

    assert box is not None
    assert float(box[1]) > float(box[2])


# Everyone


def test_it_all_works_by_keyboard(page: Page, small_address: str) -> None:
    """Saving, ticking, comparing and removing without a mouse, with the focus where one is."""
    for slug in (ROBOTS, PLAN):
        page.goto(f"{small_address}initiatives/{slug}/")
        tab_to(page, "[data-save]")
        page.keyboard.press("Space")
    page.goto(f"{small_address}saved/")
    expect(page.locator(".card__title")).to_have_count(2)
    tab_to(page, f"input[value={PLAN}]")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    tab_to(page, f"input[value={PLAN}]")
    expect(page.get_by_role("checkbox", name="Oud plan")).to_be_checked()
    page.keyboard.press("Space")
    page.reload()
    expect(page.locator(".card__title")).to_have_count(2)
    tab_to(page, "[data-do=compare]")
    page.keyboard.press("Enter")
    expect(page.locator(".comparison__table thead a")).to_have_count(2)
    tab_to(page, "[data-part=table]")
    tab_to(page, f"button[value={PLAN}]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Haal weg Robots")).to_be_focused()

    assert f"{small_address}compare/?i={ROBOTS}" == page.url


@pytest.mark.parametrize("url", [f"initiatives/{ROBOTS}/", "initiatives/", "saved/", "compare/"])
def test_without_javascript_nothing_is_there_that_does_nothing(
    url: str, browser: Browser, small_address: str
) -> None:
    """No button shows; the pages of choosing say what they would do and lead to the lists."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(small_address + url)

        expect(page.locator(".md-content button:visible")).to_have_count(0)
        if not url.startswith("initiatives"):
            expect(page.get_by_text("Deze pagina heeft JavaScript nodig.")).to_be_visible()
            page.get_by_role("link", name="Alle initiatieven").last.click()
            assert f"{small_address}initiatives/" == page.url


CHOICES = {
    "initiative": ([SHOP], f"initiatives/{SHOP}/"),
    "list of cards": ([ROBOTS], "initiatives/"),
    "saved": ([ROBOTS, PLAN], "saved/"),
    "shared": ([], f"saved/?i={ROBOTS},{SHOP}"),
    "nothing saved": ([], "saved/"),
    "compare": ([SHOP], f"compare/?i={ROBOTS},{PLAN}"),
    "nothing to compare": ([], "compare/"),
}
"""What is saved, and where the visitor is."""


@pytest.mark.parametrize("choice", CHOICES)
def test_everyone_can_use_it(choice: str, page: Page, small_address: str) -> None:
    """In any look axe finds nothing; nothing is wider than the page, and buttons are as large as a finger."""
    saved, url = CHOICES[choice]
    page.add_init_script(f"localStorage.setItem('atelier.saved', '{json.dumps(saved)}')")
    page.goto(small_address + url)
    expect(page.locator("[data-without-script]:visible, .card--coming")).to_have_count(0)
    if url.startswith("compare/?"):
        expect(page.locator(".comparison__table")).to_be_visible()

    assert {} == findings_in_all_looks(page)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        small = [
            button.inner_text()
            for button in page.locator(".md-content :is(.choice, .pick, select):visible").all()
            if (button.bounding_box() or {"height": 0})["height"] < 44
        ]

        assert width == page.evaluate("document.documentElement.scrollWidth")
        assert [] == small


@pytest.mark.parametrize("width", [390, 1280])
def test_two_fit_side_by_side(page: Page, real_address: str, width: int) -> None:
    """Two initiatives fit a phone without scrolling sideways, and no row is there of which neither says anything."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{real_address}compare/?i=wijs,success-for-all")
    expect(page.locator(".comparison__table")).to_be_visible()
    table = page.locator("[data-part=table]")
    cells = page.locator(".comparison__table td:visible, .comparison__table th:visible")

    assert width == page.evaluate("document.documentElement.scrollWidth")
    assert table.evaluate("part => part.scrollWidth - part.clientWidth") == 0
    assert not cells.evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).length"
    )
    for row in page.locator(".comparison__table tbody tr:visible").all():
        assert 2 > row.locator(".comparison__missing").count(), row.get_attribute("data-row")
    expect(page.locator("tr[data-row=money]")).to_contain_text("€\u00a0428.901 in 2018–2021")
    expect(page.locator("tr[data-row=yearly]")).not_to_be_visible()
    expect(page.locator("tr[data-row=materials]")).not_to_be_visible()


def test_the_first_column_stays_in_sight(page: Page, small_address: str) -> None:
    """On a phone the table scrolls inside itself, and what a row is remains readable."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{small_address}compare/?i={ROBOTS},{PLAN},{SHOP}")
    heading = page.locator("tr[data-row=status] th")
    before = heading.bounding_box()
    page.locator("[data-part=table]").evaluate("part => part.scrollTo(9999, 0)")
    after = heading.bounding_box()

    expect(page.get_by_role("button", name="Haal weg Winkel")).to_be_in_viewport(ratio=0)
    assert before is not None
    assert after is not None
    assert before["x"] == pytest.approx(after["x"], abs=2)
    assert 0 < page.locator("[data-part=table]").evaluate("part => part.scrollLeft")
