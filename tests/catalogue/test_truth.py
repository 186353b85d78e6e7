"""Rules of the content of Groningen, after `docs/about/content.md`: what no document says, no page says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import facts_from
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.entry import Entry
from atelier.contribute.sources_page import Citing, documents
from atelier.insights.money.ledger import every_line
from atelier.model.initiative import Initiative, Role, Status
from atelier.render.wording import Wording
from tests.fixtures.sites import ROOT

LETTER = "Brief van burgemeester en wethouders van Groningen over onderwijsinnovatie"
BROUGHT_IN = {
    "gemeente-groningen": """
        grenzeloos-leren hack-a-talent spacetime-app music4all ondernemersacademie
        keurmerk-ondernemende-professionals keurmerk-professionele-ondernemers
        lectoraat-ondernemen-in-verandering inspiratiedag-digitale-geletterdheid physical-internet
        programmeren-voor-meiden curriculaire-vrije-vrijdag futures-literacy-lab werkgroep-lerende-stad
    """,
    "lerende-stad": "ebu-programma pop-upschool-aalsmeer digisterker klik-en-tik",
    "openbaar-onderwijs-groningen": "aanvraag-techniek-vmbo samenwerking-vo-mbo",
    "roc-zadkine": """
        project-wijkbeheer belevingsroute printing-the-city techniekagenda-haaglanden sociaal-cohesion-design
    """,
    "gemeente-hengelo": "prachtfiets",
    "gemeente-delft": "plusscholen-delft techniekagenda-haaglanden",
}
"""Who only told of an initiative: the documents say nothing of its taking part."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    made = check(ROOT, today()).catalogue
    assert made is not None
    return made


@pytest.fixture(scope="module")
def old(catalogue: Catalogue) -> list[Entry[Initiative]]:
    """The initiatives that came from the documents: nobody has confirmed them since."""
    return [
        entry
        for entry in catalogue.initiatives.values()
        if entry.record.sources and entry.record.last_confirmed is None
    ]


@pytest.mark.parametrize("partner", BROUGHT_IN)
def test_who_only_told_of_an_initiative_takes_no_part_in_it(partner: str, catalogue: Catalogue) -> None:
    """It is no participant of it, in a list or in a sum."""
    told = {entry.slug for entry in catalogue.brought_in[partner]}
    taking = {involvement.entry.slug for involvement in catalogue.involvements.get(partner, ())}

    assert {*BROUGHT_IN[partner].split()} <= told
    assert not told & taking


def test_plans_of_who_was_to_join_stay_plans(catalogue: Catalogue) -> None:
    """Five partners of WIJS stand in its plans for 2020 only."""
    wijs = catalogue.initiatives["wijs"].record

    assert {
        "alfa-college",
        "digital-literacy-coalition",
        "faculteit-gedrags-en-maatschappijwetenschappen",
        "noorderpoort",
        "talentweb",
    } == {*wijs.planned_partners}
    assert not {*wijs.planned_partners} & {*wijs.taking_part}


def test_who_commissioned_the_exploration_is_its_client(catalogue: Catalogue) -> None:
    """Two regions gave the order."""
    partners = catalogue.initiatives["verkenning-onderwijs-bedrijfsleven"].record.partners

    assert ["regio-groningen-assen", "eemsdelta"] == [p.partner for p in partners if p.role is Role.CLIENT]


def test_only_the_letter_places_under_a_pillar(old: list[Entry[Initiative]], catalogue: Catalogue) -> None:
    """The other documents do not know the pillars, so what only they name is not placed; nothing is free."""
    themes = {slug for slug, pillar in catalogue.pillars.items() if pillar.record.is_theme}
    placed = [entry for entry in old if entry.record.pillar in themes]

    assert len(themes) == 3
    assert placed
    for entry in placed:
        assert LETTER in {source.title for source in entry.record.sources}, entry.slug
    assert {entry.record.pillar for entry in old} == {*themes, "nog-niet-ingedeeld"}


def test_an_old_document_does_not_say_how_it_is_now(old: list[Entry[Initiative]]) -> None:
    """What is old is not known today, unless it is over."""
    assert {entry.record.status for entry in old} == {Status.UNKNOWN, Status.COMPLETED}


def test_a_summary_of_2013_names_a_year(old: list[Entry[Initiative]]) -> None:
    """Cards, feeds and tables show it without the line that says how old it is."""
    of_2013 = [entry for entry in old if facts_from(entry.record, today()) == 2013]

    assert len(of_2013) > 25
    assert [] == [entry.slug for entry in of_2013 if not re.search(r"\b201[3-8]\b", entry.record.summary)]


def test_subjects_gather(old: list[Entry[Initiative]]) -> None:
    """At most forty-five subjects; a subject of one initiative is one that people look for by itself."""
    tags = Counter(tag for entry in old for tag in entry.record.tags)

    assert len(tags) <= 45
    assert sum(number == 1 for number in tags.values()) <= 15


def test_texts_have_one_kind_of_quotes(catalogue: Catalogue) -> None:
    """Quotes are “ ” and an apostrophe is ’, in titles, summaries and stories."""
    wrong = []
    for entry in catalogue.entries:
        file = ROOT / entry.record.folder / f"{entry.slug}.md"
        body = file.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        texts = (entry.title, str(getattr(entry.record, "summary", "")), body)
        wrong += [(entry.slug, text) for text in texts if re.search(r"['‘\"]", text)]

    assert wrong == []


def test_old_addresses_are_text(old: list[Entry[Initiative]]) -> None:
    """An address of 2013 is named, and is no link: it may lead to anybody by now."""
    assert [] == [entry.slug for entry in old if entry.record.links]


# What the editors' pages promise


def page(name: str) -> str:
    """The text of an editors' page."""
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The rows of the tables of a page, without their heads."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "|" in line
    ]
    return [
        row
        for n, row in enumerate(cells)
        if "---" not in row[0] and "---" not in cells[(n + 1) % len(cells)][0]
    ]


def test_the_five_documents_are_those_that_records_name(catalogue: Catalogue) -> None:
    """`about/content.md` lists each of them, and no other."""
    cited: list[Citing] = [
        *catalogue.initiatives.values(),
        *catalogue.partners.values(),
        *catalogue.funds.values(),
        *catalogue.questions.values(),
    ]
    named = {document.title for document in documents(cited)}
    listed = [row[0] for row in rows(page("about/content"))]

    assert len(listed) == len(named) == 5
    for title in listed:
        assert any(name.startswith(title) for name in named), title


def test_the_table_of_the_ambition_is_that_of_the_fund(catalogue: Catalogue) -> None:
    """`about/pillars.md` gives for each year what the books of the fund reserve for the three pillars."""
    wording = Wording("nl")
    fund = catalogue.funds["intensiveringsmiddelen-leren"].record
    reserved = [
        [str(year.year), f"{wording.cell(row.amount)} euro"]
        for year in fund.years
        for row in year.reservations
        if len(row.pillars) == 3
    ]

    assert len(reserved) == 4
    assert reserved == [row for row in rows(page("about/pillars")) if row[0].isdigit()]


def test_all_money_is_of_the_budget_of_2018(catalogue: Catalogue) -> None:
    """`money.md` says so. Once a school adds money of its own, that sentence must change."""
    assert "Het komt uit een begroting van 2018" in page("money")
    assert {"intensiveringsmiddelen-leren"} == {line.fund for line in every_line(catalogue)}


def test_every_partner_is_named_somewhere(catalogue: Catalogue) -> None:
    """`partners.md` says that they are named: by a document, or by an initiative."""
    involved = {*catalogue.involvements, *catalogue.brought_in, *catalogue.planned}

    assert [] == [
        slug
        for slug, entry in catalogue.partners.items()
        if not entry.record.sources and slug not in involved
    ]


def test_the_first_questions_are_those_of_the_session(catalogue: Catalogue) -> None:
    """`questions.md` names their day."""
    oldest = min(entry.record.date for entry in catalogue.questions.values() if entry.record.date)

    assert "De eerste vragen zijn van 10 oktober 2013" in page("questions")
    assert (oldest.year, oldest.month, oldest.day) == (2013, 10, 10)


def test_the_rule_of_the_quarters_is_a_basic_idea_everywhere() -> None:
    """For the money that is left after running projects: on the pages of pillars and of the fund alike."""
    texts = {name: page(name) for name in ("pillars", "about/pillars", "funds/intensiveringsmiddelen-leren")}

    for name, text in texts.items():
        assert "basisgedachte" in text, name
        assert "overblijft" in text, name
    for file in (ROOT / "docs").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?:krijgt|gaat) (?:steeds )?een kwart", text), file


def test_a_page_never_says_that_no_initiative_takes_part(real_site: Path) -> None:
    """A partner that takes part in nothing has no list of nothing."""
    for file in (real_site / "partners").glob("*/index.html"):
        assert not re.search(r"(?<![\d.])0 initiatieven", file.read_text(encoding="utf-8")), file


def test_old_facts_say_how_old_they_are(old: list[Entry[Initiative]], real_site: Path) -> None:
    """`about/content.md` promises it: the year, or the bounds of a document without a date."""
    for entry in old:
        text = (real_site / entry.url / "index.html").read_text(encoding="utf-8")
        assert re.search(r"Gegevens (?:uit|van) [^.<]*20\d\d", text), entry.slug
