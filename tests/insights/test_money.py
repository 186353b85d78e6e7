"""Questions about money: what pages and files answer is what stands in the books, and nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from atelier.catalogue.catalogue import Catalogue
from atelier.insights.money.cofinancing import cofinancing
from atelier.insights.money.ledger import Line, every_line
from atelier.insights.money.quarter_rule import Verdict, quarter_years
from atelier.render.page import PAGE_SIZE
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, content, files_of
from tests.fixtures.sites import ROOT, TODAY
from tests.fixtures.tables import Table, read_table

ROBOTS = "initiatives/robots-in-de-klas.md"
FUND = "docs/funds/proefpot.md"


class Answers(NamedTuple):
    """What is published of money: the pages by address, and the files as another program reads them."""

    pages: Mapping[str, str]
    files: Mapping[str, Table]


def answers(catalogue: Catalogue) -> Answers:
    book, renderer = Pages(catalogue, SITE, INTROS), Renderer(catalogue, SITE)
    pages = {page.url: renderer.content(page) for page in book if page.section == "money"}
    files = files_of(catalogue, folder="money/")
    tables = {url: read_table(text.decode()) for url, text in files.items()}
    return Answers(pages, tables)


def number(cell: str) -> Decimal:
    return Decimal(0) if cell in ("", "p.m.") else Decimal(cell.replace(",", "."))


def column(table: Table, name: str) -> Decimal:
    return sum((number(row[name]) for row in table), Decimal(0))


def front_matter(file: Path) -> dict[str, object]:
    """The fields of a file by PyYAML alone: none of our own reading."""
    found = yaml.load(file.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def by_year(root: Path) -> tuple[Counter[str], Counter[str]]:
    """Euros by year in all files of a catalogue, and how many amounts are p.m."""
    known: Counter[str] = Counter()
    unknown: Counter[str] = Counter()

    def add(year: str, amount: str | None) -> None:
        if amount in (None, "", "p.m."):
            unknown[year] += 1
        else:
            known[year] += int(Decimal(amount) * 100)

    for file in (root / "docs" / "funds").glob("*.md"):
        for year in front_matter(file)["years"]:  # type: ignore[attr-defined]
            for row in year.get("reservations") or ():
                add(year["year"], row.get("amount"))
    for file in (root / "initiatives").glob("*.md"):
        for row in front_matter(file).get("funding") or ():  # type: ignore[attr-defined]
            add(row["year"], row.get("amount"))
    return known, unknown


@pytest.fixture(scope="module")
def real() -> Answers:
    return answers(catalogue_of(ROOT))


WHOLE = ("money/money.csv", *(f"money/{name}/money-{name}.csv" for name in ("pillars", "funders", "years")))
"""The files that divide all of the money."""


@pytest.mark.parametrize("file", WHOLE)
@pytest.mark.parametrize("which", ["real", "small"])
def test_totals_are_those_of_the_books(file: str, which: str, small: Path, real: Answers) -> None:
    """However it is divided, each year adds up to the files to the cent, and so does what is not known."""
    table = (real if which == "real" else answers(catalogue_of(small))).files[file]
    known, unknown = by_year(ROOT if which == "real" else small)
    years = sorted({*known, *unknown})

    found = {year: [row for row in table if row["Jaar"] == year] for year in years}

    assert {year: Decimal(known[year]) / 100 for year in years} == {
        year: column(rows, "Gereserveerd") for year, rows in found.items()
    }
    assert {year: unknown[year] for year in years} == {
        year: column(rows, "Bedragen nog niet bekend") for year, rows in found.items()
    }


def test_the_letter_is_added_up(real: Answers) -> None:
    """What the letter of 2018 reserves in four years, and the two amounts that were not known."""
    for url in ("money/", "money/pillars/", "money/funders/", "money/years/"):
        assert "4.178.749 + p.m.</td>" in real.pages[url], url
        assert re.search("2 bedragen (?:zijn|is) nog niet bekend", real.pages[url]), url


def test_what_the_fund_states_stands_beside_its_sums(real: Answers) -> None:
    """The file has the books of each year: what was there, what else was spent, and what is left."""
    row = real.files["money/money.csv"][0]

    assert ("2018", "1178749", "8200", "1186949", "0") == (
        row["Jaar"], row["Gereserveerd"], row["Overige uitgaven"], row["Beschikbaar"], row["Blijft over"],
    )  # fmt: skip


@pytest.mark.parametrize("which", ["real", "small"])
def test_each_page_leads_to_its_file_and_to_the_others(which: str, small: Path, real: Answers) -> None:
    """No answer goes without a download, and none is hidden."""
    found = real if which == "real" else answers(catalogue_of(small))
    for url, html in found.pages.items():
        root = "../" * url.count("/")
        files = [file for file in found.files if file.rpartition("/")[0] + "/" == url]

        assert [f'href="{root}{file}" download' in html for file in files] == [True]
        assert all(f'href="{root}{other}"' in html for other in found.pages)


def test_not_known_is_never_nothing(small: Path) -> None:
    """A year of which no amount is known is p.m., in the file and on the page."""
    found = answers(catalogue_of(small))

    (row,) = (row for row in found.files["money/years/money-years.csv"] if row["Jaar"] == "2027")
    assert ("0", "p.m.", "p.m.", "1") == (
        row["Uit potten"], row["Partners zelf"], row["Gereserveerd"], row["Bedragen nog niet bekend"],
    )  # fmt: skip
    assert (
        '<tr><th scope="row">2027</th><td>p.m.</td><td>–</td><td>p.m.</td><td>1</td></tr>'
        in (found.pages["money/years/"])
    )


def test_names_in_files_run_no_formula(small: Path) -> None:
    """What a contributor calls something stays text in a spreadsheet."""
    file = small / ROBOTS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: 'Robots: in de klas'", "title: '=1+1;\"x\"'"), encoding="utf-8")
    plan = small / "initiatives" / "winkel-in-de-wijk.md"
    plan.write_text(plan.read_text().replace("- 'Robots: in de klas'", "- robots-in-de-klas"))

    (row,) = answers(catalogue_of(small)).files["money/together/money-together.csv"]

    assert '\'=1+1;"x"' == row["Initiatief"]


def test_long_lists_keep_their_totals(small: Path) -> None:
    """With more funders than a page lists, the others stand in one row, and all of them in the file."""
    partner = (small / "docs" / "partners" / "stichting-de-brug.md").read_text(encoding="utf-8")
    plan = small / "initiatives" / "oud-plan.md"
    lines = ""
    for count in range(PAGE_SIZE + 5):
        name = f"{partner.split('name:')[0]}name: School {count}\nkind: school\n---\n"
        (small / "docs" / "partners" / f"school-{count}.md").write_text(name, encoding="utf-8")
        lines += f"  - year: 2014\n    amount: {count + 1}.01\n    source: school-{count}\n"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("added:", f"funding:\n{lines}added:"), encoding="utf-8")

    found = answers(catalogue_of(small))
    page = found.pages["money/funders/"]
    total = Decimal(by_year(small)[0].total()) / 100

    assert PAGE_SIZE + 1 + 1 == page.count('<tr><th scope="row">') + page.count('<tr class="total">')
    assert "nog 7, in de download" in page
    assert f"{total:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".") in page
    assert total == column(found.files["money/funders/money-funders.csv"], "Gereserveerd")


# What others paid along


def paid(root: Path, *lines: str) -> Path:
    """The small site with other funding of its robots: ``year amount source`` a line."""
    file = root / ROBOTS
    before, _, rest = file.read_text(encoding="utf-8").partition("funding:\n")
    after = rest[rest.index("places:") :]
    rows = [line.split() for line in lines]
    funding = "".join(f"  - year: {y}\n    amount: {a}\n    source: {s}\n" for y, a, s in rows)
    file.write_text(f"{before}funding:\n{funding}{after}", encoding="utf-8")
    fund = (root / FUND).read_text(encoding="utf-8")
    stated = ("committed:", "remaining:")
    kept = [line for line in fund.splitlines(keepends=True) if not line.strip().startswith(stated)]
    (root / FUND).write_text("".join(kept), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("2025 200 proefpot", "2025 75 alfa-college"), "Minstens € 0,37 van anderen"),
        (("2025 200 proefpot", "2026 75.99 alfa-college"), "Minstens € 0,37 van anderen"),
        (
            ("2025 100 proefpot", "2025 100 gemeente-groningen", "2025 400 stichting-de-brug"),
            "Minstens € 2 van",
        ),
        (("2025 200 proefpot", "2025 1 alfa-college"), "minder dan een cent per euro bekend"),
        (("2025 200 proefpot", "2025 0 alfa-college"), "minder dan een cent per euro bekend"),
        (("2025 200 proefpot",), "Dat betekent niet dat zij niets betaalden"),
        (("2025 200 proefpot", "2025 p.m. alfa-college"), "Dat betekent niet dat zij niets betaalden"),
        (("2025 p.m. proefpot", "2025 75 alfa-college"), "geen initiatief waarvan het bedrag bekend is"),
        (("2025 75 alfa-college",), "geen initiatief waarvan het bedrag bekend is"),
    ],
)
def test_what_a_euro_brought_along(lines: Sequence[str], said: str, small: Path) -> None:
    """Others' money by the city's, whole cents, only where the city's is known; nothing is taken for zero."""
    page = answers(catalogue_of(paid(small, *lines))).pages["money/together/"]

    assert said in page.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_not_known_of_the_city_is_named(small: Path) -> None:
    """An initiative with an amount of the city that is p.m. is left out as a whole, and the page says which."""
    catalogue = catalogue_of(paid(small, "2025 100 proefpot", "2026 p.m. proefpot", "2026 50 alfa-college"))
    found = cofinancing(catalogue, list(every_line(catalogue)))
    page = answers(catalogue)

    assert (0, ["robots-in-de-klas"]) == (len(found.counted), [p.entry.slug for p in found.left_out])
    assert "Wat niet meetelt" in page.pages["money/together/"]
    (row,) = page.files["money/together/money-together.csv"]
    assert ("p.m.", "50", "", "nee") == (
        row["Van de stad"], row["Van anderen, voor zover bekend"], row["Per euro van de stad"], row["Telt mee"],
    )  # fmt: skip


def test_the_city_and_others_are_all_that_initiatives_get(real: Answers) -> None:
    """What the file says of the city is what the files of initiatives say of its fund."""
    table = real.files["money/together/money-together.csv"]
    claimed = Decimal(0)
    for file in (ROOT / "initiatives").glob("*.md"):
        amounts = [row["amount"] for row in front_matter(file).get("funding") or ()]  # type: ignore[attr-defined]
        if "p.m." not in amounts:
            claimed += sum(map(Decimal, amounts))

    assert claimed == column(table, "Van de stad")
    assert ["Ouderbetrokkenheid"] == [row["Initiatief"] for row in table if row["Telt mee"] == "nee"]


# The rule of the quarters

A, B, FREE, REST = "digitale-geletterdheid", "ondernemerschap", "vrije-ruimte", "nog-niet-ingedeeld"


def line(amount: str | None, *pillars: str) -> Line:
    return Line(2025, Decimal(amount) if amount else None, "proefpot", "x", "Rij", pillars, None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("25", A), line("25", B), line("50", FREE)], Verdict.KEPT),
        ([line("25.01", A), line("24.99", B), line("50", FREE)], Verdict.NOT_KEPT),
        ([line("100", FREE)], Verdict.NOT_KEPT),
        ([line("25", A), line("10", B), line("15", B), line("50", FREE)], Verdict.KEPT),
        ([line("25", A), line("24", B), line("51", A, B)], Verdict.UNDECIDED),
        ([line("25", A), line("24", B), line("51")], Verdict.UNDECIDED),
        ([line("25", A), line("25", B), line("50", A, B)], Verdict.KEPT),
        ([line("50", A), line("50", B), line(None, FREE)], Verdict.UNDECIDED),
        ([line("90", A), line("10", B), line(None, B)], Verdict.UNDECIDED),
        ([line(None, A, B)], Verdict.UNDECIDED),
        ([line("25", A), line("24", B), line("51", REST)], Verdict.UNDECIDED),
    ],
)
def test_the_rule_of_the_quarters(lines: list[Line], expected: Verdict, small: Path) -> None:
    """Each pillar a quarter to the cent; where an amount is shared or not known it cannot be decided."""
    (year,) = quarter_years(catalogue_of(small), lines)

    assert expected == year.verdict
    assert sum(ln.amount for ln in lines if ln.amount) == year.reserved


def test_the_letters_years_cannot_be_decided(real: Answers) -> None:
    """In every year an amount is for the three pillars together, and the page says which and how much."""
    page, table = real.pages["money/quarter-rule/"], real.files["money/quarter-rule/money-quarter-rule.csv"]

    assert 4 * 3 == len(table)
    assert {"Niet te zeggen"} == {row["De kwarten"] for row in table}
    for amount in ("243.243", "612.033", "817.033", "864.689"):
        assert f"Ambitie onderwijsinnovatie: €\N{NO-BREAK SPACE}{amount} is voor meer pijlers samen" in page
    assert "Ouderbetrokkenheid" not in page
    assert {"60810,75", "153008,25", "204258,25", "216172,25"} == {row["Een kwart daarvan"] for row in table}


def test_what_initiatives_get_is_no_part_of_the_quarters(small: Path) -> None:
    """The rule is for what is left after running projects: a claim of an initiative changes nothing."""
    catalogue = catalogue_of(small)
    claims = [ln for ln in every_line(catalogue) if ln.entry]
    rule = [line("25", A), line("25", B), line("50", FREE)]

    assert claims
    assert quarter_years(catalogue, [*rule, *claims]) == quarter_years(catalogue, rule)


# The answer in short


def said(page: str) -> str:
    """The text of a page, without marks."""
    text = unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r" (?=[.,])", "", " ".join(text.split()))


def test_three_sentences_answer_first(real: Answers) -> None:
    """How much, for what and what is not decided yet, before any picture; they add up to the letter's totals."""
    text = said(real.pages["money/"])
    whole, given, left = 4_178_749, 1_641_751, 2_536_998

    assert whole == given + left == 1_178_749 + 3 * 1_000_000
    assert left == 243_243 + 612_033 + 817_033 + 864_689
    assert (
        "€ 4.178.749 is gereserveerd, voor 2018 tot en met 2021. Het komt uit één pot: Intensiveringsmiddelen leren."
        in text
    )
    assert (
        "€ 1.641.751 daarvan is voor 16 initiatieven. Het meeste is voor Success for All, Ouderbetrokkenheid en"
        " Shelter City." in text
    )
    assert "€ 2.536.998 is nog niet beslist: het is nog niet voor één initiatief." in text
    assert "Van 2 bedragen is nog niet bekend hoe hoog ze zijn (p.m.)." in text
    assert text.index("nog niet beslist") < text.index("Per pot")


def test_what_money_achieved_stands_beside_it(real: Answers) -> None:
    """Only where results are known, and it says of how many they are."""
    text = said(real.pages["money/"])

    assert "Van 1 van de 16 initiatieven met geld is bekend wat het opleverde." in text
    assert "Success for All 428.901, 2018–2021" in text
    assert "Onderzoek in Groningen geeft de eerste gunstige uitkomsten." in text


def test_nothing_undecided_is_said_as_such(small: Path) -> None:
    """Without a reservation all of it is for initiatives."""
    fund = small / FUND
    text = fund.read_text(encoding="utf-8").replace("70000.50", "65000").replace("30000\n", "35000.50\n")
    start = text.index("    reservations:")
    end = text.index("  - year: 2026")
    fund.write_text(text[:start] + text[end:], encoding="utf-8")

    assert "Alles wat bekend is, is voor een initiatief." in said(
        answers(catalogue_of(small)).pages["money/"]
    )


def test_a_cut_is_a_row_of_the_books(small: Path) -> None:
    """It has a minus, lowers the total, and no picture draws it backwards."""
    fund = small / FUND
    text = fund.read_text(encoding="utf-8").replace("70000.50", "67000.50").replace("30000\n", "33000\n")
    row = "      - title: Korting\n        started: 2025\n        amount: -3000\n  - year: 2026"
    fund.write_text(text.replace("  - year: 2026", row), encoding="utf-8")
    page = content(small, "funds/proefpot/")

    assert "<td>-3.000</td>" in page
    assert "67.000,50" in page
    assert 'width="-' not in page


def test_questions_that_nothing_answers_are_not_asked(small: Path) -> None:
    """Without the rule and without a government's fund there are no such pages, and nothing leads there."""
    fund = small / FUND
    text = fund.read_text(encoding="utf-8").replace("quarter_rule: true\n", "")
    fund.write_text(text.replace("granter: Gemeente Groningen", "granter: alfa-college"), encoding="utf-8")

    found = answers(catalogue_of(small))

    assert not {"money/together/", "money/quarter-rule/"} & {*found.pages}
    assert not any(
        "together" in text or "quarter-rule" in text for text in (*found.pages.values(), *found.files)
    )


def test_a_catalogue_without_money_says_so() -> None:
    """Every page is there and tells that there is nothing yet."""
    found = answers(Catalogue(TODAY))

    assert {f"money/{name}" for name in ("", "pillars/", "funders/", "partners/", "years/")} == {*found.pages}
    assert all("Er staan nog geen bedragen in de catalogus." in html for html in found.pages.values())
    assert all([] == table for table in found.files.values())
