"""The catalogue of Groningen as it is published: what the letter of 2018 tells stands on its pages."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from PIL import Image

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.editors_pages import package_pages
from atelier.contribute.sources_page import PAGE, Citing, renewed
from atelier.render.wording import Wording
from atelier.site.open_graph import HEIGHT, PICTURES, WIDTH
from tests.fixtures.sites import ROOT, sampled
from tests.tools import social

LETTER_ROWS = {
    "weekendschool": ("30.000",),
    "de-ploeg": ("20.000",),
    "e-labs": ("65.000", "65.000"),
    "verlengde-schooldag-2": ("70.000",),
    "ondernemerschap-vluchtelingen": ("16.000",),
    "groene-schoolpleinen": ("50.000",),
    "kubusschool-suikerunieterrein": ("12.500",),
    "samen-naar-school": ("83.350",),
    "ouderbetrokkenheid": ("264.000", "140.000", "p.m.", "p.m."),
    "programmeren-in-de-klas": ("3.000",),
    "talentontwikkeling-vensterschool": ("48.000",),
    "academische-onderwijswerkplaats": ("80.000",),
    "gezonde-school": ("–",),
    "werkplaats-groningen": ("–",),
    "begeleiding-vluchtelingstudenten": ("100.000",),
    "shelter-city": ("40.000", "40.000", "40.000", "40.000"),
    "taalstimulering": ("6.000",),
    "success-for-all": ("47.656", "142.967", "142.967", "95.311"),
}
"""The budget table of the letter, 2018 to 2021."""

LETTER_EXAMPLES = """
    inspiratiedag-digitale-geletterdheid physical-internet programmeren-voor-meiden digi-deal
    digital-office-groningen digital-officers de-wijert-helpman ondernemersacademie
    keurmerk-ondernemende-professionals keurmerk-professionele-ondernemers
    lectoraat-ondernemen-in-verandering hack-a-talent grenzeloos-leren spacetime-app music4all
    futures-literacy-lab curriculaire-vrije-vrijdag
""".split()

PARTNERS = """
    alfa-college noorderpoort hanzehogeschool-groningen rijksuniversiteit-groningen gemeente-groningen
    openbaar-onderwijs-groningen onderwijsgroep-noord nhl college-van-onderwijs
""".split()

REPORT_QUESTIONS = """
    hulp-bij-aansluiting-onderwijs-arbeidsmarkt voorbeelden-vanuit-werkgevers
    onderwijs-bij-een-snelle-arbeidsmarkt opleiding-duurt-langer-dan-de-vraag werkgevers-nu-helpen
    gemeente-tussen-onderwijs-en-arbeidsmarkt vernieuwing-in-het-voortgezet-onderwijs
    rol-van-de-gemeente-bij-beter-onderwijs meer-dan-geld-voor-onderwijs
    digitaal-werken-en-de-cultuur-op-school wat-schoolbesturen-mogen-verwachten
    gemeente-en-hoogbegaafde-leerlingen leerling-op-de-juiste-plek beter-onderwijs-met-weinig-geld
    inwoners-digitaal-vaardig-maken digitale-vaardigheden-meten schooluitval-tegengaan
    digitale-steden-agenda-en-schooluitval
""".split()
"""What the report of the Lerende Stad of 2013 asks: the lists under its themes (twelve), the main question of
each round table (two), what the tables could not decide (three), and a question of its summary that no list has."""

PEOPLE = ("den Oudsten", "Teesink", "Leidelmeijer", "Boevink", "Spliet", "Criellaard", "Rick Pos", "Altena")
"""Names that stand in the old documents and are not published again."""


@cache
def parsed(file: Path) -> ElementTree.Element:
    tree: ElementTree.Element = html5lib.parse(file.read_bytes(), namespaceHTMLElements=False)
    return tree


def text_of(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows_of(site: Path) -> dict[str, list[str]]:
    """The table of the fund: each row's cells by the row's heading."""
    page = parsed(site / "funds" / "intensiveringsmiddelen-leren" / "index.html")
    return {
        text_of(row.find("th")): [text_of(cell) for cell in row.findall("td")]  # type: ignore[arg-type]
        for row in page.iter("tr")
        if row.find("td") is not None
    }


@pytest.mark.parametrize("slug", [*LETTER_ROWS, *LETTER_EXAMPLES])
def test_every_initiative_of_the_letter_has_its_page(slug: str, real_site: Path) -> None:
    """Each has a page, and the page names the letter as its source."""
    page = parsed(real_site / "initiatives" / slug / "index.html")

    assert "Brief van burgemeester en wethouders van Groningen over onderwijsinnovatie, 2018" in text_of(page)
    assert "Gegevens uit 2018" in text_of(page)


@pytest.mark.parametrize("slug", PARTNERS)
def test_every_partner_of_the_letter_has_its_page(slug: str, real_site: Path) -> None:
    """Each organisation has a page."""
    assert (real_site / "partners" / slug / "index.html").is_file()


def test_the_catalogue_holds_what_the_documents_tell(real_site: Path) -> None:
    """Over sixty initiatives and over thirty-six partners."""
    assert len(list((real_site / "initiatives").glob("*/index.html"))) >= 60
    assert len(list((real_site / "partners").glob("*/index.html"))) >= 36


def test_every_question_of_the_report_has_its_page(real_site: Path) -> None:
    """Eighteen, and each names the report as its source."""
    pages = {slug: parsed(real_site / "questions" / slug / "index.html") for slug in REPORT_QUESTIONS}

    assert 18 == len(pages)
    for page in pages.values():
        assert "Verslag kick-off werksessie Lerende Stad, 10 oktober 2013" in text_of(page)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    made = check(ROOT, today()).catalogue
    assert made is not None
    return made


def test_records_of_the_documents_name_their_source(catalogue: Catalogue) -> None:
    """As many initiatives, partners, funds and questions as the documents name; schools add theirs without."""
    entries: list[Citing] = [*catalogue.initiatives.values(), *catalogue.partners.values()]
    entries += [*catalogue.funds.values(), *catalogue.questions.values()]

    assert 139 <= sum(bool(entry.record.sources) for entry in entries)


def test_every_amount_of_the_documents_stands_in_one_record(catalogue: Catalogue) -> None:
    """What initiatives claim holds each amount of the letter's table once; the books say what else there may be."""
    wording = Wording("nl")
    table = {
        (slug, 2018 + index, amount) for slug, row in LETTER_ROWS.items() for index, amount in enumerate(row)
    }
    claims = [(claim.entry.slug, claim.year, wording.cell(claim.amount)) for claim in catalogue.claims]

    assert sorted(table) == sorted(claim for claim in claims if claim in table)


@pytest.mark.parametrize(
    ("slug", "bounds"),
    [
        ("wijs", "na mei 2018 en voor 2020"),
        ("muziek-in-de-klas", "na 2017"),
        ("verkenning-onderwijs-bedrijfsleven", "na mei 2017"),
    ],
)
def test_a_document_without_a_date_says_its_bounds(slug: str, bounds: str, real_site: Path) -> None:
    """On the page of an initiative, and in the table of documents."""
    page = text_of(parsed(real_site / "initiatives" / slug / "index.html"))
    table = text_of(parsed(real_site / "about" / "sources" / "index.html"))

    assert f"Gegevens van {bounds}." in page
    assert f"(zonder datum, {bounds})" in table


def test_the_table_of_documents_is_up_to_date(catalogue: Catalogue) -> None:
    """What `make sources` writes is what stands there."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")

    assert renewed(page, catalogue, Wording("nl")) == page


NAMED = """
    Weekendschool; De Ploeg; e-labs; Verlengde schooldag; Groene schoolpleinen; Suikerunieterrein;
    Samen naar School; Digital Literacy Coalition; lerarentekort; muziek in de klas; hackathon;
    GOA-publiek; EBU; Aalsmeer; Digisterker; Klik en Tik; leerKRACHT; Community Learning Centre;
    Sluitende aanpak; Techniekagenda Haaglanden; Printing the city; Apeldoorn; Prachtfiets; Red
    Engineers; Leeuwarden; Cohesion; wijkbeheer; Scholenkeuzeproject; Studiekeuzegame; Technetkring;
    belevingsroute; Kwaliteitsaanpak basisonderwijs; Rijnmond; sociale stijging; Plusscholen;
    Digitale Leermiddelen; OTP; inspiratiebijeenkomst; Noordenveld; WIJS; TalentWeb;
    Wetenschapswinkels; Moocum; G32
"""
"""What the five documents call the things that they tell of."""


@pytest.mark.parametrize("name", [" ".join(name.split()) for name in NAMED.split(";")])
def test_what_the_documents_name_can_be_found(name: str, real_site: Path) -> None:
    """A page of an initiative or partner holds the name."""
    pages = [*real_site.glob("initiatives/*/index.html"), *real_site.glob("partners/*/index.html")]

    assert any(name.casefold() in page.read_text(encoding="utf-8").casefold() for page in pages)


def test_the_totals_of_the_letter_stand_on_the_page_of_the_fund(real_site: Path) -> None:
    """Year by year the reservation, the total, what was carried over, what is available and what remains."""
    rows = rows_of(real_site)
    reservation = next(
        cells for title, cells in rows.items() if title.startswith("Ambitie onderwijsinnovatie")
    )

    assert ["243.243", "612.033", "817.033", "864.689"] == reservation
    assert ["1.178.749", "1.000.000", "1.000.000", "1.000.000"] == rows["Totaal gereserveerd"]
    assert ["8.200", "", "", ""] == rows["Overige uitgaven"]
    assert ["186.949", "", "", ""] == rows["Meegenomen uit het vorige jaar"]
    assert ["1.000.000"] * 4 == rows["Begroting"]
    assert ["1.186.949", "1.000.000", "1.000.000", "1.000.000"] == rows["Beschikbaar"]
    assert ["0"] * 4 == rows["Blijft over"]


@pytest.mark.parametrize("slug", LETTER_ROWS)
def test_every_amount_of_the_letter_stands_on_the_page_of_the_fund(slug: str, real_site: Path) -> None:
    """Each row of the letter's table is a row of ours, with its amounts from 2018 on."""
    page = parsed(real_site / "funds" / "intensiveringsmiddelen-leren" / "index.html")
    row = next(row for row in page.iter("tr") if any(slug in a.get("href", "") for a in row.iter("a")))

    cells = [text_of(cell) for cell in row.findall("td")]

    assert [*LETTER_ROWS[slug], "", "", ""][:4] == cells


def test_rows_are_grouped_by_the_year_in_which_they_started(real_site: Path) -> None:
    """As in the letter: what started last stands first."""
    page = parsed(real_site / "funds" / "intensiveringsmiddelen-leren" / "index.html")
    table = next(table for table in page.iter("table") if "money--fund" in table.get("class", ""))
    groups = [
        (text_of(body.find("tr")), len(body.findall("tr")) - 1)  # type: ignore[arg-type]
        for body in table.iter("tbody")
    ]

    assert [
        ("Begonnen in 2018", 3),
        ("Begonnen in 2017", 6),
        ("Begonnen in 2016", 9),
        ("Begonnen in 2015", 1),
    ] == groups


IMPROVE = ("Verbeter deze pagina", "Improve this page")


def html_pages(site: Path) -> list[Path]:
    return sampled(site.rglob("*.html"), site)


def lasting(page: Path, site: Path) -> bool:
    """Whether a page is no short address, which only leads on, and is not made for a frame."""
    return page.relative_to(site).parts[0] != "i" and "embed" not in page.parts[-4:-3]


def lasting_pages(site: Path) -> list[Path]:
    return [page for page in html_pages(site) if lasting(page, site)]


def base_of(site: Path, page: Path) -> str:
    address = page.relative_to(site).as_posix().removesuffix("index.html")
    return "https://innovatieatelier.github.io/" + ("" if address == "404.html" else address)


def test_every_link_leads_somewhere(real_site: Path) -> None:
    """No page links to a page or a place on a page that is not there."""
    ids: dict[Path, set[str]] = {}
    broken = []
    for page in html_pages(real_site):
        for element in parsed(page).iter():
            target = element.get("href") or element.get("src") or ""
            full, fragment = urldefrag(urljoin(base_of(real_site, page), target))
            parts = urlsplit(full)
            if not target or parts.netloc != "innovatieatelier.github.io" or parts.scheme == "mailto":
                continue
            file = real_site / parts.path.lstrip("/")
            file = file / "index.html" if parts.path.endswith("/") else file
            if not file.is_file():
                broken.append((page.relative_to(real_site).as_posix(), target))
            elif fragment and file.suffix == ".html":
                if file not in ids:
                    ids[file] = {e.get("id", "") for e in parsed(file).iter()}
                if fragment not in ids[file]:
                    broken.append((page.relative_to(real_site).as_posix(), target))

    assert broken == []


def test_nothing_is_loaded_from_another_host(real_site: Path) -> None:
    """Scripts, styles, images and fonts all come from the site itself."""
    foreign = []
    for page in html_pages(real_site):
        for element in parsed(page).iter():
            loads = element.get("src") or (element.get("href") if element.tag == "link" else None)
            if loads and urlsplit(loads).netloc not in ("", "innovatieatelier.github.io"):
                foreign.append((page.name, loads))
    for style in real_site.rglob("*.css"):
        foreign += [
            (style.name, found) for found in re.findall(r"url\([\"']?https?://[^)]*", style.read_text())
        ]

    assert foreign == []


def test_every_page_says_what_it_is(real_site: Path) -> None:
    """Title, description, canonical address, one heading, and a way to improve a page that is the city's."""
    titles: dict[str, str] = {}
    for page in lasting_pages(real_site):
        name = page.relative_to(real_site).as_posix()
        tree = parsed(page)
        if page.name == "404.html":
            continue
        metas = {meta.get("name"): meta.get("content", "") for meta in tree.iter("meta")}
        canonical = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
        (heading,) = tree.iter("h1")
        improve = [a.get("href", "") for a in tree.iter("a") if text_of(a) in IMPROVE]
        title = text_of(next(tree.iter("title")))

        assert "atelier-slot" not in page.read_text(encoding="utf-8"), name
        assert title.endswith(" - Innovatieatelier Groningen"), name
        # What is not translated has the same title in both languages.
        assert titles.setdefault(tree.get("lang", "") + title + metas["description"], name) == name
        assert text_of(heading), name
        assert metas["description"], name
        assert [base_of(real_site, page)] == canonical, name
        files = [address.partition("/edit/main/")[2] for address in improve]
        assert all((ROOT / file).is_file() for file in files), name
        # Nobody improves a page of the package here.
        address = name.removesuffix("/index.html").removeprefix("en/")
        lent = {f"docs/{address}.md", f"docs/{address.partition('/')[0]}.md"} & {*package_pages()}
        assert 1 == len(files) or lent, name


def test_pages_of_the_catalogue_show_the_way(real_site: Path) -> None:
    """Breadcrumbs lead home, and one tab is active."""
    for page in real_site.glob("*/*/index.html"):
        if page.parts[-3] in ("about", "help", "assets", "i", "embed", "en"):
            continue
        tree = parsed(page)
        crumbs = next(nav for nav in tree.iter("nav") if nav.get("class") == "crumbs")
        active = [li for li in tree.iter("li") if "md-tabs__item--active" in li.get("class", "")]

        assert ["Home"] == [text_of(a) for a in crumbs.iter("a")][:1]
        assert 1 == len(active), page


def test_the_sitemap_has_all_pages_and_no_shell(real_site: Path) -> None:
    """Instant navigation and search engines know every page."""
    sitemap = (real_site / "sitemap.xml").read_bytes()
    listed = [
        element.text for element in ElementTree.fromstring(sitemap).iter() if element.tag.endswith("loc")
    ]
    pages = [base_of(real_site, page) for page in real_site.rglob("index.html") if lasting(page, real_site)]

    assert sorted(pages) == sorted(str(address) for address in listed)
    assert sitemap == gzip.decompress((real_site / "sitemap.xml.gz").read_bytes())


def test_no_names_of_people_from_old_documents(real_site: Path) -> None:
    """The contact is an organisation; nobody of the letters is published again."""
    for page in html_pages(real_site):
        text = page.read_text(encoding="utf-8")
        assert not [name for name in PEOPLE if name in text], page
    for file in [
        *(ROOT / "initiatives").iterdir(),
        *(ROOT / "docs" / "partners").iterdir(),
        *(ROOT / "docs" / "questions").iterdir(),
    ]:
        assert "@" not in file.read_text(encoding="utf-8"), file


def test_previews_have_up_to_date_pictures() -> None:
    """Each pillar has the picture that `make social` draws of it today, of the right size, and no other is kept."""
    folder = ROOT / "docs" / PICTURES
    needed = {picture.file for picture in social.needed(ROOT)}

    assert needed == {file.name for file in folder.iterdir()}, "run `make social`"
    for name in needed:
        with Image.open(folder / name) as image:
            assert ("PNG", (WIDTH, HEIGHT)) == (image.format, image.size)
        assert (folder / name).stat().st_size < 60_000


def test_the_richest_initiatives_can_be_read_in_english(real_site: Path) -> None:
    """Whole: their pages say of nothing that it is not translated; and so do the front page and that about the catalogue."""
    translated = sorted(path.name.removesuffix(".en.md") for path in (ROOT / "initiatives").glob("*.en.md"))
    pages = [f"initiatives/{slug}/" for slug in translated] + ["", "about/", "pillars/ondernemerschap/"]
    for page in pages:
        text = (real_site / "en" / page / "index.html").read_text(encoding="utf-8")
        assert 'class="untranslated"' not in text, page
        assert '<html lang="en"' in text, page
        # With a picture of its own where it is shared: in the files that all languages share.
        assert 'og:image" content="https://innovatieatelier.github.io/assets/social/' in text, page
    assert len(translated) >= 10
