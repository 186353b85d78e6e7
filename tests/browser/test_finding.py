"""Filters and search as a visitor meets them: in a real browser, against the catalogue's own data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Level
from atelier.render.page import PAGE_SIZE
from atelier.render.wording import Wording
from atelier.search.facets import NOT_KNOWN, Facet, facet_files, facets, filters
from tests.bench.synthetic import write_catalogue
from tests.fixtures.host import hosted
from tests.fixtures.looks import findings_in_all_looks
from tests.fixtures.sites import ROOT, TODAY, make_site, run

Choice = Mapping[str, Sequence[str]]

PHONE: ViewportSize = {"width": 390, "height": 844}
SCREENS: Mapping[str, ViewportSize] = {"phone": PHONE, "desk": {"width": 1280, "height": 844}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    catalogue = check(ROOT, TODAY).catalogue
    assert catalogue is not None
    return catalogue


@pytest.fixture(scope="module")
def columns(catalogue: Catalogue) -> Mapping[str, Facet]:
    return {facet.key: facet for facet in facets(catalogue, Wording("nl"))}


def expected(columns: Mapping[str, Facet], choice: Choice) -> set[int]:
    """The initiatives that a choice leaves, worked out another way than the page does it: as sets."""
    left = set(range(len(columns["pillar"].values)))
    for key, slugs in choice.items():
        facet = columns[key]
        wanted = {n for n, (slug, _) in enumerate(facet.options) if slug in slugs}
        left &= {n for n, values in enumerate(facet.values) if wanted & set(values)}
    return left


def counts(columns: Mapping[str, Facet], choice: Choice, key: str) -> dict[str, int]:
    """How many each option of a facet would give with the other facets as they are, without the empty ones."""
    others = expected(columns, {other: slugs for other, slugs in choice.items() if other != key})
    counted = {
        name: sum(n in columns[key].values[entry] for entry in others)
        for n, (_, name) in enumerate(columns[key].options)
    }
    chosen = {name for slug, name in columns[key].options if slug in choice.get(key, ())}
    return {name: number for name, number in counted.items() if number or name in chosen}


def goto(page: Page, address: str, choice: Choice | None = None, **more: str) -> None:
    """Open a list, in the state that an address with a choice tells."""
    query = urlencode(
        [*((key, slug) for key, slugs in (choice or {}).items() for slug in slugs), *more.items()]
    )
    page.goto(f"{address}?{query}" if query else address)


def number(page: Page) -> int:
    """How many initiatives the page says there are."""
    found = re.match(r"[\d.]+", page.locator("[data-count]").inner_text())
    assert found
    return int(found[0].replace(".", ""))


def titles(page: Page) -> list[str]:
    return page.locator("[data-list] .card__title").all_inner_texts()


def group(page: Page, key: str) -> Locator:
    """The group of a facet, opened, with all its options."""
    details = page.locator(f"[data-facet={key}]")
    if details.get_attribute("open") is None:
        # By keyboard: a click may miss while what stands above is still being filled.
        details.locator("summary").press("Enter")
    expect(details.locator("ul")).to_be_visible()
    more = details.locator("button.link")
    if more.is_visible() and "Toon alle" in more.inner_text():
        more.click()
    return details


def offered(details: Locator) -> dict[str, int]:
    """The options of a group with their counts."""
    lines = [text.rpartition("\n") for text in details.locator("label").all_inner_texts()]
    pairs = [re.fullmatch(r"(.*?)\s*([\d.]+)", " ".join(line).strip()) for line in lines]
    return {pair[1].strip(): int(pair[2].replace(".", "")) for pair in pairs if pair}


COMBINATIONS: Sequence[Choice] = (
    {"pillar": ["ondernemerschap"]},
    {"level": ["po", "mbo"]},
    {"pillar": ["ondernemerschap", "digitale-geletterdheid"], "level": ["mbo"]},
    {"place": ["groningen"], "status": ["unknown"], "year": ["2017", "2018"]},
    {"partner": ["gemeente-groningen"], "level": ["po", "vo"]},
    {"level": [NOT_KNOWN]},
    {"level": ["po", NOT_KNOWN], "recipe": [NOT_KNOWN]},
    {"age": ["group-7"], "place": ["groningen"]},
    {"tag": ["samenwerking"]},
    {"recipe": ["1"]},
)


@pytest.mark.parametrize("choice", COMBINATIONS, ids=lambda choice: "+".join(choice))
def test_a_choice_gives_what_the_catalogue_says(
    page: Page, real_address: str, columns: Mapping[str, Facet], catalogue: Catalogue, choice: Choice
) -> None:
    """Hits, and the count of every option of every filter, are those of the catalogue's own data."""
    goto(page, real_address + "initiatives/", choice)
    expect(page.locator("[data-chips]")).to_be_visible()
    hits = expected(columns, choice)
    entries = list(catalogue.initiatives.values())

    assert len(hits) == number(page)
    expect(page.locator("[data-list] .card")).to_have_count(min(len(hits), 24))
    assert [entries[n].record.title for n in sorted(hits)][:24] == titles(page)
    for facet in filters(catalogue, Wording("nl")).offered:
        key, left = facet.key, counts(columns, choice, facet.key)
        if len(left) > 1 or key in choice:
            assert left == offered(group(page, key)), key
        else:
            expect(page.locator(f"[data-facet={key}]")).not_to_be_visible()


def test_choosing_by_hand_writes_the_address(
    page: Page, real_address: str, columns: Mapping[str, Facet]
) -> None:
    """Each choice shows at once, gets a chip and a place in the address; back and forward undo and redo it."""
    slug, name = next(
        (slug, name)
        for slug, name in columns["pillar"].options
        if 0
        < counts(columns, {"level": ["mbo"]}, "pillar").get(name, 0)
        < len(expected(columns, {"level": ["mbo"]}))
    )
    page.goto(real_address + "initiatives/")
    group(page, "level").get_by_role("checkbox", name=re.compile("^Mbo")).check()
    expect(page.locator("[data-chips] .chip")).to_have_count(1)
    mbo = number(page)
    group(page, "pillar").get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    expect(page.locator("[data-chips] .chip")).to_have_count(3)
    both = number(page)

    assert {"level": ["mbo"], "pillar": [slug]} == parse_qs(urlsplit(page.url).query)
    assert len(expected(columns, {"level": ["mbo"]})) == mbo
    assert len(expected(columns, {"level": ["mbo"], "pillar": [slug]})) == both

    page.go_back()
    expect(page.locator("[data-chips] .chip")).to_have_count(1)
    assert mbo == number(page)
    page.go_forward()
    expect(page.locator("[data-chips] .chip")).to_have_count(3)
    assert both == number(page)
    page.get_by_role("button", name="Haal weg: Niveau: Mbo").click()
    expect(page.locator("[data-chips] .chip")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-chips] .chip")).to_have_count(1)
    assert len(expected(columns, {"pillar": [slug]})) == number(page)


def test_clear_all_brings_the_whole_list_back(page: Page, real_address: str) -> None:
    """The button "Wis alles" leaves the list as it came, with its pages."""
    page.goto(real_address + "initiatives/")
    before = titles(page)
    goto(page, real_address + "initiatives/", {"level": ["po"], "place": ["groningen"]})
    page.get_by_role("button", name="Wis alles").click()
    expect(page.locator(".pages")).to_be_visible()

    assert before == titles(page)
    assert "" == urlsplit(page.url).query


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Catalogue]]:
    """The address of a made-up catalogue, whose dates and costs differ; and what is in it."""
    root = make_site(tmp_path_factory.mktemp("made-up") / "root")
    write_catalogue(root, 60)
    built = run("mkdocs", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    catalogue = check(root, TODAY).catalogue
    assert catalogue is not None
    with hosted(root / "site") as address:
        yield address, catalogue


def newest(entry: Entry[Initiative]) -> int:
    return -(entry.record.added or datetime.date.min).toordinal()


def cheapest(entry: Entry[Initiative]) -> Decimal:
    cost = entry.record.recipe.cost if entry.record.recipe else None
    return Decimal("Infinity") if cost is None else cost


@pytest.mark.parametrize(("sort", "key"), [("newest", newest), ("cost", cheapest)])
def test_sorting(
    page: Page,
    made_up: tuple[str, Catalogue],
    sort: str,
    key: Callable[[Entry[Initiative]], int | Decimal],
) -> None:
    """Newest first, cheapest first; what is equal stays in the order of the catalogue."""
    address, catalogue = made_up
    entries = list(catalogue.initiatives.values())
    goto(page, address + "initiatives/", sort=sort)
    expect(page.locator("[data-list] .card")).to_have_count(24)

    assert entries != sorted(entries, key=key)
    assert [entry.record.title for entry in sorted(entries, key=key)][:24] == titles(page)


def test_sorting_by_title_is_dutch(page: Page, real_address: str, catalogue: Catalogue) -> None:
    """Titles stand as a Dutch dictionary has them; "toon meer" goes on until all are there."""
    goto(page, real_address + "initiatives/", sort="title")
    expect(page.locator("[data-list] .card")).to_have_count(24)
    while page.locator(".more button").is_visible():
        shown = len(titles(page))
        page.locator(".more button").click()
        expect(page.locator("[data-list] .card")).not_to_have_count(shown)
    shown_titles = titles(page)

    assert len(catalogue.initiatives) == len(shown_titles)
    assert sorted(shown_titles, key=str.casefold)[:3] == shown_titles[:3]
    assert shown_titles == page.evaluate(
        "titles => titles.sort(new Intl.Collator('nl').compare)", shown_titles
    )


@pytest.mark.parametrize(
    ("url", "key", "slug"),
    [
        ("pillars/ondernemerschap/", "pillar", "ondernemerschap"),
        ("partners/gemeente-groningen/", "partner", "gemeente-groningen"),
        ("levels/mbo/", "level", "mbo"),
        ("places/groningen/", "place", "groningen"),
        ("tags/samenwerking/", "tag", "samenwerking"),
    ],
)
def test_lists_are_filters_too(
    page: Page,
    real_address: str,
    columns: Mapping[str, Facet],
    catalogue: Catalogue,
    url: str,
    key: str,
    slug: str,
) -> None:
    """The page of a pillar, partner, level, place or tag filters within its own list, and offers the other filters."""
    choice = {"status": ["unknown"]}
    goto(page, real_address + url, choice)
    expect(page.locator("[data-chips] .chip")).to_have_count(1)

    assert len(expected(columns, {key: [slug], **choice})) == number(page)
    expect(page.locator(f"[data-facet={key}]")).to_have_count(0)
    expect(page.locator("[data-facet]")).to_have_count(len(filters(catalogue, Wording("nl")).offered) - 1)


def test_long_filters_have_a_field_to_find_an_option(page: Page, real_address: str) -> None:
    """Of forty partners eight are shown, the most used first, and what is not known; typing finds the others."""
    page.goto(real_address + "initiatives/")
    partners = page.locator("[data-facet=partner]")
    partners.locator("summary").click()
    expect(partners.locator("label")).to_have_count(8 + 1)
    expect(partners.locator("label").last).to_contain_text("Niet bekend")
    partners.get_by_role("searchbox").fill("zadk")

    expect(partners.locator("label")).to_have_count(1)
    expect(partners.locator("label")).to_contain_text("Zadkine")


def test_nothing_is_loaded_before_a_visitor_filters(page: Page, real_address: str) -> None:
    """A list alone asks for no columns, titles or cards; opening a filter does."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(real_address + "initiatives/", wait_until="networkidle")
    before = [path for path in asked if path.startswith("/find/")]
    group(page, "level")

    assert [] == before
    assert "/find/columns.json" in asked


def test_long_filters_are_loaded_when_they_are_needed(
    page: Page, real_address: str, catalogue: Catalogue, columns: Mapping[str, Facet]
) -> None:
    """In a large catalogue each is a file: it comes when its group is opened, or by an address that names it."""
    files = facet_files(columns.values(), most=0)
    asked: list[str] = []

    def short(route: Route) -> None:
        made = route.fetch().json()
        facets = [{"key": f["key"], "label": f["label"], "file": f["key"]} for f in made["facets"]]
        route.fulfill(json={**made, "facets": facets})

    def whole(route: Route) -> None:
        key = route.request.url.rpartition("-")[2].removesuffix(".json")
        asked.append(key)
        route.fulfill(body=files[key], content_type="application/json")

    page.route("**/find/columns.json", short)
    page.route("**/find/facet-*.json", whole)
    goto(page, real_address + "initiatives/", {"level": ["mbo"]})
    expect(page.locator("[data-facet=level] ul")).to_be_visible()
    expect(page.locator("[data-facet=pillar] ul")).to_have_count(0)
    assert ["level"] == asked
    assert len(catalogue.by_level[Level("mbo")]) == number(page)
    group(page, "pillar").locator("label").first.click()
    slug = columns["pillar"].options[0][0]
    both = expected(columns, {"level": ["mbo"], "pillar": [slug]})
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{len(both)} "))
    assert ["level", "pillar"] == asked
    assert counts(columns, {"level": ["mbo"], "pillar": [slug]}, "level") == offered(group(page, "level"))


def test_nothing_found_helps_on(page: Page, real_address: str) -> None:
    """A choice without hits says so, and offers the search without filters."""
    goto(page, real_address + "initiatives/", {"level": ["wo"], "age": ["0-3"]})
    help_ = page.locator("[data-help]")
    expect(help_).to_contain_text("Niets gevonden")
    help_.get_by_role("button", name="Zoek zonder filters").click()

    expect(page.locator(".pages")).to_be_visible()


def test_an_address_by_strangers_is_harmless(page: Page, real_address: str) -> None:
    """Unknown options give nothing and are shown as text; nothing in an address is run."""
    goto(
        page,
        real_address + "initiatives/",
        {"level": ["<img src=x onerror=alert(1)>"], "nonsense": ["1"]},
        sort="x",
    )
    expect(page.locator("[data-chips] .chip")).to_have_text("Niveau: <img src=x onerror=alert(1)>")

    assert 0 == number(page)


def test_by_keyboard_alone(page: Page, real_address: str, columns: Mapping[str, Facet]) -> None:
    """From the field of the list: to a filter, open it, choose; the focus stays on what was chosen."""
    page.goto(real_address + "initiatives/")
    page.locator(".finder__form input").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-facet=level] summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-facet=level] label").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[data-chips] .chip")).to_have_count(1)

    expect(page.locator("[data-facet=level] input").first).to_be_focused()
    assert len(expected(columns, {"level": [columns["level"].options[0][0]]})) == number(page)


def test_without_javascript_nothing_is_lost(
    browser: Browser, real_address: str, catalogue: Catalogue
) -> None:
    """Every initiative stands on the pages of the list; controls that need a script are not shown."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        seen: list[str] = []
        page.goto(real_address + "initiatives/")
        while True:
            seen += page.locator(".card__title").all_inner_texts()
            expect(
                page.locator(".finder__form, .finder__panel, .finder__tools").locator("visible=true")
            ).to_have_count(0)
            following = page.locator(".pages a[rel=next]")
            if not following.count():
                break
            following.click()

    assert [entry.record.title for entry in catalogue.initiatives.values()] == seen
    assert PAGE_SIZE < len(seen)


def test_the_search_form_leads_to_the_list_without_javascript(browser: Browser, real_address: str) -> None:
    """The box in the head is a plain form then."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(real_address)
        page.get_by_role("searchbox", name="Zoek op de hele site").fill("robot")
        page.keyboard.press("Enter")

        expect(page).to_have_url(re.compile(r"/initiatives/\?q=robot$"))


def test_on_a_phone_the_filters_are_behind_a_button(browser: Browser, real_address: str) -> None:
    """The cards come first on a small screen; the button says whether the filters are open."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(real_address + "initiatives/")
        button = page.get_by_role("button", name="Filters")
        expect(page.locator("[data-facet=level]")).not_to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "false")
        button.click()

        expect(page.locator("[data-facet=level]")).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")
        assert 390 == page.evaluate("document.documentElement.scrollWidth")


def test_on_a_phone_a_button_leads_from_the_filters_to_the_results(
    browser: Browser, real_address: str, columns: Mapping[str, Facet]
) -> None:
    """Choose a filter, and another: the button stays in sight, says how many there are, and leads to them."""
    choice: Choice = {"level": ["po"], "place": ["groningen"]}
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(real_address + "initiatives/")
        page.get_by_role("button", name="Filters").click()
        show = page.locator("[data-show]")
        expect(show).to_have_text(f"Toon {len(expected(columns, {}))} initiatieven")
        for key in choice:
            group(page, key).scroll_into_view_if_needed()
            expect(show).to_be_in_viewport(ratio=1)
            page.locator(
                f"[data-facet={key}] label", has_text="(po)" if key == "level" else "Groningen"
            ).first.click()
        hits = len(expected(columns, choice))
        expect(show).to_have_text(f"Toon {hits} initiatieven")
        expect(page.get_by_role("button", name="Filters 2")).to_be_visible()
        show.click()

        expect(page.locator("[data-panel]")).not_to_be_visible()
        expect(page.locator("[data-count]")).to_be_focused()
        expect(page.locator("[data-count]")).to_have_text(f"{hits} initiatieven")
        expect(page.locator("[data-count]")).to_be_in_viewport()
        expect(page.locator("[data-list] .card").first).to_be_in_viewport()
        assert 390 == page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_not_known_can_be_chosen(
    browser: Browser, real_address: str, columns: Mapping[str, Facet], screen: str
) -> None:
    """A filter counts what is not known of as its last value, and choosing it gives exactly these."""
    unknown = len(expected(columns, {"level": [NOT_KNOWN]}))
    with browser.new_context(viewport=SCREENS[screen]) as context:
        page = context.new_page()
        page.goto(real_address + "initiatives/")
        if screen == "phone":
            page.get_by_role("button", name="Filters").click()
        last = group(page, "level").locator("label").last
        expect(last).to_have_text(re.compile(rf"^\s*Niet bekend\s+{unknown}$"))
        last.click()
        expect(page.locator("[data-chips] .chip")).to_have_text("Niveau: Niet bekend")

        assert f"?level={NOT_KNOWN}" in page.url
        assert unknown == number(page) > 0
        page.goto(real_address + "levels/")
        page.locator(".listing").get_by_role("link", name="Niet bekend").click()
        expect(page.locator("[data-chips] .chip")).to_have_text("Niveau: Niet bekend")
        assert unknown == number(page)


def test_a_filter_without_a_choice_is_not_there(page: Page, real_address: str, catalogue: Catalogue) -> None:
    """Where all costs are not known, there is no filter for them and no order by them."""
    page.goto(real_address + "initiatives/")
    group(page, "status")

    assert not any(e.record.recipe and e.record.recipe.cost for e in catalogue.initiatives.values())
    expect(page.locator("[data-facet=cost]")).to_have_count(0)
    expect(page.locator("[name=sort] option[value=cost]")).to_have_count(0)
    expect(page.locator("[data-list]")).not_to_contain_text("Kosten")


def test_an_address_with_a_filter_that_is_not_there_says_so(page: Page, real_address: str) -> None:
    """What is free of charge is not known of any: none is found, instead of all."""
    goto(page, real_address + "initiatives/", {"cost": ["free"]})
    expect(page.locator("[data-chips] .chip")).to_have_text("Kosten: free")

    assert 0 == number(page)


@pytest.mark.parametrize("url", ["initiatives/", "pillars/leren-van-de-toekomst/"])
def test_the_list_and_the_filters_have_one_order(
    page: Page, real_address: str, columns: Mapping[str, Facet], catalogue: Catalogue, url: str
) -> None:
    """What can be copied is on top, ideas and what is little known last under their heading: with and without script."""
    slug = url.split("/")[1]
    entries = [e for e in catalogue.initiatives.values() if slug in ("", e.record.pillar)]
    known = [e.record.title for e in entries if e.slug not in catalogue.little_known]
    first, little = page.locator("[data-list] .cards").first, "Hier weten we nog weinig van"
    page.goto(real_address + url)
    expect(page.get_by_text("Bovenaan staat waar je het meeste van kunt overnemen.")).to_be_visible()

    assert [e.record.title for e in entries][:PAGE_SIZE] == titles(page)
    assert known == first.locator(".card__title").all_inner_texts()
    # A choice that leaves nothing out: now the script makes the list.
    goto(page, real_address + url, {"status": [status for status, _ in columns["status"].options]})
    expect(page.locator("[data-list] .card")).to_have_count(min(24, len(entries)))
    while page.locator(".more button").is_visible():
        count = len(titles(page))
        page.locator(".more button").click()
        expect(page.locator("[data-list] .card")).not_to_have_count(count)
    expect(page.get_by_role("heading", name=little)).to_have_count(1)
    assert [e.record.title for e in entries] == titles(page)
    assert known == first.locator(".card__title").all_inner_texts()
    expect(page.locator("[data-order]")).to_be_visible()
    page.locator("[name=sort]").select_option("title")
    expect(page.locator("[data-order]")).not_to_be_visible()
    expect(page.get_by_role("heading", name=little)).to_have_count(0)


def test_of_what_is_little_known_one_can_tell_more(
    page: Page, real_address: str, catalogue: Catalogue
) -> None:
    """A card without a story leads to the form in which to fill it in."""
    slug = next(slug for slug in catalogue.initiatives if slug in catalogue.little_known)
    title = catalogue.initiatives[slug].record.title
    page.goto(real_address + "initiatives/")
    page.get_by_role("link", name=f"Vertel meer over {title}", exact=True).click()

    assert f"{real_address}add/?edit={slug}" == page.url


def test_an_example_of_a_neighbour_is_found_on_a_phone(browser: Browser, small_address: str) -> None:
    """By choosing its catalogue, and by its words in the box; it leads to the page of its city."""
    robots = "https://leren.duinstad.example/initiatives/robots/"
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        goto(page, f"{small_address}initiatives/")
        page.get_by_role("button", name="Filters").click()
        group(page, "catalogue").get_by_text("Duinstad").click()
        expect(page.locator("[data-count]")).to_have_text("3 initiatieven")
        assert f"{small_address}initiatives/?catalogue=duinstad" == page.url
        page.reload()
        card = page.locator(".card--elsewhere").filter(has_text="Robots aan zee")
        expect(card.locator(".card__city")).to_have_text("Duinstad")
        expect(card.get_by_role("link", name="Robots aan zee", exact=True)).to_have_attribute("href", robots)
        expect(page.get_by_role("heading", name="Van onze buren")).to_be_visible()

        goto(page, f"{small_address}initiatives/", {"level": ["po"]}, sort="title")
        expect(page.locator(".card--elsewhere")).to_have_count(2)
        assert ["Robots aan zee", "Robots by the sea", "Robots: in de klas"] == titles(page)

        page.get_by_role("combobox", name="Zoek op de hele site").fill("afval strand")
        found = page.get_by_role("option").filter(has_text="Robots aan zee")
        expect(found.locator(".hit__kind")).to_have_text("Initiatief · Duinstad")
        expect(found).to_have_attribute("href", robots)


def test_what_the_filter_shows_can_be_taken_along(
    page: Page, real_address: str, columns: Mapping[str, Facet], catalogue: Catalogue
) -> None:
    """The CSV holds every hit of the choice, also those not yet on the page."""
    choice = {"place": ["groningen"]}
    goto(page, real_address + "initiatives/", choice)
    expect(page.locator("[data-list] .card")).to_have_count(24)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download voor Excel").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    lines = text.rstrip("\r\n").split("\r\n")
    hits = sorted(expected(columns, choice))
    entries = list(catalogue.initiatives.values())

    assert len(hits) == len(lines) - 1
    assert lines[0].startswith("Titel;Adres;Pijler;Niveau")
    for line, entry in zip(lines[1:], (entries[n] for n in hits), strict=True):
        assert f"/initiatives/{entry.slug}/" in line


def test_printing_prints_every_hit(page: Page, real_address: str, columns: Mapping[str, Facet]) -> None:
    """The button "Print" first brings all cards of the choice onto the page."""
    choice = {"place": ["groningen"]}
    page.add_init_script(
        "window.print = () => { document.body.dataset.printed = document.querySelectorAll('.card').length; }"
    )
    goto(page, real_address + "initiatives/", choice)
    page.get_by_role("button", name="Print").click()
    hits = len(expected(columns, choice))

    expect(page.locator("body")).to_have_attribute("data-printed", str(hits))
    page.emulate_media(media="print")
    expect(page.locator(".finder__panel")).not_to_be_visible()
    expect(page.locator(".card").last).to_be_visible()


def test_axe_finds_nothing_with_filters(page: Page, real_address: str) -> None:
    """A list with a choice breaks no rule of WCAG 2.2 AA that a program can see, in any look."""
    page.goto(real_address + "initiatives/?q=onderwijs&level=po&place=groningen&sort=title")
    expect(page.locator("[data-chips]")).to_be_visible()
    page.locator("[data-toggle]").evaluate("button => button.click()")
    page.locator("[data-facet=partner] summary").evaluate("summary => summary.click()")
    # At some height of a screen what stays in sight covers half an option.
    page.locator(".finder__show").evaluate("bar => { bar.style.position = 'static'; }")

    assert {} == findings_in_all_looks(page)
