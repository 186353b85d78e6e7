"""Pages of the small site, each beside a golden file: what a page's content is, to the byte.

To add a case is to add a line here and run ``pytest tests/sections/test_pages.py --update-golden``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import facts_from
from atelier.model.initiative import Initiative
from atelier.render.page import PAGE_SIZE, Page, slices
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, content
from tests.fixtures.sites import GOLDEN, SMALL, TODAY, make_site

CASES = {
    "home": "",
    "initiatives": "initiatives/",
    "initiative-full": "initiatives/robots-in-de-klas/",
    "initiative-copy": "initiatives/winkel-in-de-wijk/",
    "initiative-old": "initiatives/oud-plan/",
    "pillars": "pillars/",
    "pillar": "pillars/digitale-geletterdheid/",
    "pillar-empty": "pillars/vrije-ruimte/",
    "gaps": "gaps/",
    "partners": "partners/",
    "partner": "partners/alfa-college/",
    "partner-funder": "partners/gemeente-groningen/",
    "partner-odd-name": "partners/stichting-de-brug/",
    "funds": "funds/",
    "fund": "funds/proefpot/",
    "festivals": "festivals/",
    "festival": "festivals/proeffestival/",
    "festival-cards": "festivals/proeffestival/cards/",
    "festival-past": "festivals/eerste-proeffestival/",
    "money": "money/",
    "money-pillars": "money/pillars/",
    "money-funders": "money/funders/",
    "money-partners": "money/partners/",
    "money-years": "money/years/",
    "money-together": "money/together/",
    "money-quarter-rule": "money/quarter-rule/",
    "data": "data/",
    "neighbours": "neighbours/",
    "neighbour": "neighbours/duinstad/",
    "questions": "questions/",
    "questions-pillar": "questions/pillar/ondernemerschap/",
    "question-open": "questions/wie-leent-robots-uit/",
    "question-answered": "questions/hoe-bereik-je-ouders/",
    "levels": "levels/",
    "level": "levels/po/",
    "places": "places/",
    "place": "places/sudwest-fryslan/",
    "tags": "tags/",
    "tag": "tags/techniek/",
    "copies": "copies/",
    "new": "new/",
    "help": "help/",
    "help-codes": "help/codes/",
    "help-code": "help/amount/",
    "help-fix": "help/fix/",
    "saved": "saved/",
    "compare": "compare/",
    "add": "add/",
    "add-festival": "add/festivals/",
    "embed": "embed/",
    "contact": "contact/",
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(make_site(tmp_path_factory.mktemp("pages") / "site", SMALL))


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, Page]:
    return {page.url: page for page in Pages(catalogue, SITE, INTROS)}


@pytest.mark.parametrize("name", CASES)
def test_page_is_as_expected(
    name: str, catalogue: Catalogue, pages: dict[str, Page], golden: Callable[[Path, str], None]
) -> None:
    """The content of a page, with what stands in its head, is what the golden file says."""
    page = pages[CASES[name]]
    head = f"<!-- {page.title} | {page.description} | {page.source} -->\n"

    golden(GOLDEN / f"{name}.html", head + Renderer(catalogue, SITE).content(page) + "\n")


def test_every_kind_of_page_has_a_golden_file(pages: dict[str, Page]) -> None:
    """No template goes without a case."""
    templates = {pages[url].template for url in CASES.values()}

    assert {page.template for page in pages.values()} == templates


def test_the_redirect_leads_to_the_new_address(
    catalogue: Catalogue, golden: Callable[[Path, str], None]
) -> None:
    """A former address is a page that leads on, also without JavaScript."""
    golden(
        GOLDEN / "redirect.html",
        Renderer(catalogue, SITE).redirect("initiatives/robots-in-de-klas/") + "\n",
    )


def test_pages_in_english(small: Path, golden: Callable[[Path, str], None]) -> None:
    """The same catalogue can be read in English."""
    catalogue = catalogue_of(small)
    site = replace(SITE, language="en")
    page = next(p for p in Pages(catalogue, site, INTROS) if p.url == "initiatives/robots-in-de-klas/")

    golden(GOLDEN / "initiative-english.html", Renderer(catalogue, site).content(page) + "\n")


def test_what_is_the_same_on_every_page_is_compiled_into_templates(catalogue: Catalogue) -> None:
    """Fixed texts and the way to the home page cost nothing when a page is made, wherever they stand."""
    environment = Renderer(catalogue, SITE).environment
    fixed = environment.from_string(
        '<a title="{{ _("Share") }}" href="{{ root }}money/">{{ _("Money") }}</a>'
    )
    given = environment.compile("{{ row(_('Money')) }}", raw=True)

    assert ['<a title="Deel" href="\x02money/">Geld</a>'] == list(fixed.generate())
    assert "'Geld'" in given
    assert "&lt;b&gt;" == environment.from_string("{{ _('<b>') }}").render()


def test_long_lists_are_split(small: Path) -> None:
    """No page lists more than 48; every initiative is on one of the pages."""
    original = (small / "initiatives" / "oud-plan.md").read_text(encoding="utf-8")
    for number in range(100):
        (small / "initiatives" / f"oud-plan-{number}.md").write_text(original, encoding="utf-8")
    catalogue = catalogue_of(small)

    lists = [p for p in Pages(catalogue, SITE, INTROS) if p.part and p.part.count]
    listed = [p for p in lists if p.section == "initiatives"]

    assert max(len(page.part.items) for page in lists if page.part) == PAGE_SIZE
    assert ["initiatives/", "initiatives/page/2/", "initiatives/page/3/"] == [page.url for page in listed]
    assert {e.slug for page in listed if page.part for e in page.part.items} == set(catalogue.initiatives)
    renderer = Renderer(catalogue, SITE)
    assert 'aria-current="page">2<' in renderer.content(listed[1])


def test_slices_of_nothing_is_one_page() -> None:
    """An empty list has a page too."""
    (only,) = slices([], "tags/x/")

    assert (0, 1, "tags/x/") == (only.count, only.last, only.url(1))


def test_what_is_current_comes_first(catalogue: Catalogue) -> None:
    """Running before a pilot without dates known, and what stopped last."""
    assert ["robots-in-de-klas", "winkel-in-de-wijk", "oud-plan"] == list(catalogue.initiatives)


def test_old_facts_are_dated_unless_confirmed(catalogue: Catalogue) -> None:
    """A page says how old its facts are, until someone confirms them."""
    old: Initiative = catalogue.initiatives["oud-plan"].record
    confirmed = old.model_copy(update={"last_confirmed": datetime.date(2026, 1, 1)})

    assert 2013 == facts_from(old, TODAY)
    assert facts_from(confirmed, TODAY) is None


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([(None, None)], ""),
        ([("2018-05", "2020")], "na mei 2018 en voor 2020"),
        ([("2017", None)], "na 2017"),
        ([(None, "2020-02-01")], "voor 1 februari 2020"),
        ([("2017", None), ("2018-05", "2020")], "na mei 2018"),
        ([("2017", "2019"), ("2018-05", "2020")], "na mei 2018 en voor 2020"),
    ],
)
def test_facts_without_a_date_have_bounds(
    sources: list[tuple[str | None, str | None]], expected: str, small: Path
) -> None:
    """The newest of the documents counts; an upper bound needs one of each."""
    file = small / "initiatives" / "oud-plan.md"
    lines = [
        "".join(f"    {key}: {day}\n" for key, day in zip(("after", "before"), bounds, strict=True) if day)
        for bounds in sources
    ]
    named = "".join(f"  - title: Verslag {number}\n{line}" for number, line in enumerate(lines))
    dated = "  - title: Verslag\n    date: 2013-10-10\n"
    file.write_text(file.read_text(encoding="utf-8").replace(dated, named), encoding="utf-8")

    page = content(small, "initiatives/oud-plan/")

    told = f"Gegevens van {expected}." if expected else "Hoe oud deze gegevens zijn, is niet bekend."
    assert told in page
