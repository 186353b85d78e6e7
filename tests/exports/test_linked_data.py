"""Linked data: what every page says of itself to machines, and that schema.org knows every word of it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.exports.schema_org import LinkedData, script
from atelier.exports.schema_org_pages import LinkedPages
from atelier.exports.terms import LEVELS
from atelier.model.initiative import Level
from atelier.render.page import PAGE_SIZE, Page
from atelier.site.head import Heads
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of
from tests.fixtures.schema_org import faults, many, nodes, supertypes
from tests.fixtures.sites import GOLDEN, SMALL, make_site

Node = dict[str, Any]
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graphs(site: Path) -> dict[str, list[Node]]:
    """The nodes of every page of a built site in its first language, by its canonical address."""
    found: dict[str, list[Node]] = {}
    for file in site.rglob("index.html"):
        if file.relative_to(site).parts[0] == "en":
            continue
        text = file.read_text(encoding="utf-8")
        if 'name="robots" content="noindex"' in text:
            continue
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
        (block,) = BLOCK.findall(text)
        data = json.loads(block)
        assert data["@context"] == "https://schema.org"
        found[canonical] = data["@graph"]
    return found


@pytest.fixture(scope="session", params=["small_site", "real_site"])
def linked(request: pytest.FixtureRequest) -> dict[str, list[Node]]:
    return graphs(request.getfixturevalue(request.param))


def types_of(linked: Mapping[str, list[Node]]) -> dict[str, set[str]]:
    """What each thing is, wherever a page says so."""
    types: dict[str, set[str]] = {}
    for node in nodes(list(linked.values())):
        if "@id" in node and "@type" in node:
            types.setdefault(node["@id"], set()).update(many(node["@type"]))
    return types


def test_every_page_says_what_it_is(linked: dict[str, list[Node]]) -> None:
    """The first node of a page is the page, at its own address, with a way to it from the home page."""
    for address, (page, *_) in linked.items():
        steps = page.get("breadcrumb", {}).get("itemListElement", [])
        home = min(linked, key=len)

        assert address == page["@id"]
        assert many(page["@type"])[0] in ("WebPage", "CollectionPage", "QAPage")
        assert list(range(1, len(steps) + 1)) == [step["position"] for step in steps]
        assert [] == steps if address == home else home == steps[0]["item"]["@id"]


def test_schema_org_knows_every_word(linked: dict[str, list[Node]]) -> None:
    """Every type and property is schema.org's own, stands where it may, and has a value that it may have."""
    types = types_of(linked)
    wrong = {fault for node in nodes(list(linked.values())) for fault in faults(node, types)}

    assert set() == wrong


def test_every_reference_leads_to_a_page_that_says_the_same(linked: dict[str, list[Node]]) -> None:
    """What one page calls another thing, its own page calls it too: together they are one graph."""
    own = {node["@id"]: node for graph in linked.values() for node in graph}
    for node in nodes(list(linked.values())):
        if "@id" in node:
            said = {key: value for key, value in node.items() if key != "@type"}

            assert node["@id"] in own
            assert said.items() <= own[node["@id"]].items()
            assert set(many(node.get("@type", []))) <= supertypes(many(own[node["@id"]]["@type"]))


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "Initiative"}, "Initiative: no type"),
        ({"@type": "Project", "naam": "x"}, "naam: no property"),
        ({"@type": "Project", "step": "x"}, "Project has no step"),
        ({"@type": "HowTo", "steps": "x"}, "steps: no property"),
        ({"@type": "Project", "foundingDate": "vorig jaar"}, "foundingDate: not 'vorig jaar'"),
        ({"@type": "Project", "sameAs": "../x/"}, "sameAs: not '../x/'"),
        ({"@type": "Project", "@id": "x y"}, "x y: no address"),
        ({"@type": "ItemList", "numberOfItems": "3"}, "numberOfItems: not '3'"),
        ({"@type": "ItemList", "numberOfItems": 3.5}, "numberOfItems: not 3.5"),
        ({"@type": "Project", "name": ""}, "name: says nothing"),
        ({"@id": "https://klein.example/#nergens"}, "no type: {'@id': 'https://klein.example/#nergens'}"),
        (
            {"@type": "Project", "funding": {"@type": "Place"}},
            "funding: not {'@type': 'Place'}",
        ),
    ],
)
def test_a_word_out_of_place_is_found(node: Node, fault: str) -> None:
    """The check of the vocabulary finds what is wrong; the same with the right words has no fault."""
    right = {"@type": "Project", "foundingDate": "2018-08", "funding": {"@type": "MonetaryGrant"}}

    assert fault in faults(node, {})
    assert [] == faults(right, {})


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(make_site(tmp_path_factory.mktemp("linked") / "site", SMALL))


def pages_of(catalogue: Catalogue) -> dict[str, Page]:
    return {page.url: page for page in Pages(catalogue, SITE, INTROS)}


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("home", ""),
        ("initiative", "initiatives/robots-in-de-klas/"),
        ("partner", "partners/alfa-college/"),
        ("fund", "funds/proefpot/"),
        ("question", "questions/hoe-bereik-je-ouders/"),
        ("level", "levels/po/"),
    ],
)
def test_nodes_are_as_expected(
    name: str, url: str, catalogue: Catalogue, golden: Callable[[Path, str], None]
) -> None:
    """What a page says to machines is what the golden file says."""
    site = replace(SITE, licence="https://licence.example/")
    graph = LinkedPages(LinkedData(catalogue, site)).graph(pages_of(catalogue)[url])

    golden(GOLDEN / f"linked-{name}.json", json.dumps(graph, ensure_ascii=False, indent=2) + "\n")


def test_no_person_is_named_to_machines(catalogue: Catalogue) -> None:
    """A contact's name stands on the page, with consent for the page, and nowhere in the linked data."""
    contact = catalogue.initiatives["robots-in-de-klas"].record.contact
    linked = LinkedPages(LinkedData(catalogue, SITE))
    everything = json.dumps([linked.graph(page) for page in pages_of(catalogue).values()])

    assert contact
    assert contact.email is not None
    assert contact.email in everything
    assert contact.name is not None
    assert contact.name not in everything


HOSTILE = "</script><script>alert(1)</script><!-- <script> \"'& ]]>"


def test_text_of_contributors_stays_text(small: Path) -> None:
    """Nothing that can be typed into a file ends the block of data or starts a tag."""
    file = small / "initiatives" / "oud-plan.md"
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    text = file.read_text(encoding="utf-8").replace("title: Oud plan", f"title: {quoted}")
    file.write_text(re.sub("summary: .*", f"summary: {quoted}", text), encoding="utf-8")
    catalogue = catalogue_of(small)
    head = Heads(catalogue, SITE, ()).of(pages_of(catalogue)["initiatives/oud-plan/"])

    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(
        f"<!doctype html><html><head>{head}<title>x</title></head><body><p>y</p></body></html>"
    )
    (block,) = tree.iter("script")
    titles = {meta.get("property"): meta.get("content") for meta in tree.iter("meta")}
    project = json.loads(block.text)["@graph"][1]

    assert HOSTILE == project["name"] == project["description"]
    assert HOSTILE == titles["og:title"] == titles["og:description"]
    assert ["p"] == [element.tag for element in tree.find("body")]


def test_line_separators_are_written_as_escapes() -> None:
    """A script that takes the block in sees no end of a line in the middle of a text."""
    block = script([{"@type": "Thing", "name": "a\u2028b\u2029c"}])

    assert "a\\u2028b\\u2029c" in block


def test_every_level_has_its_concept() -> None:
    """All levels but day care lead to the Onderwijsbegrippenkader, each to a concept of its own."""
    assert {Level.KINDEROPVANG} == set(Level) - set(LEVELS)
    assert len(LEVELS) == len(set(LEVELS.values()))


def test_items_of_a_long_list_are_counted_on(small: Path) -> None:
    """On the second page of a list the positions go on where the first page ended."""
    original = (small / "initiatives" / "oud-plan.md").read_text(encoding="utf-8")
    for number in range(PAGE_SIZE):
        (small / "initiatives" / f"oud-plan-{number}.md").write_text(original, encoding="utf-8")
    catalogue = catalogue_of(small)
    linked = LinkedPages(LinkedData(catalogue, SITE))
    first, second = (
        linked.graph(pages_of(catalogue)[url])[0]["mainEntity"]
        for url in ("initiatives/", "initiatives/page/2/")
    )
    positions = [item["position"] for part in (first, second) for item in part["itemListElement"]]

    assert list(range(1, len(catalogue.initiatives) + 1)) == positions
    assert len(catalogue.initiatives) == first["numberOfItems"] == second["numberOfItems"]


def test_an_amount_that_is_not_known_has_no_value(catalogue: Catalogue) -> None:
    """Nothing is made up: p.m. is an amount in euros without a value, and 0 is 0."""
    entry = catalogue.initiatives["robots-in-de-klas"]
    amounts = [grant["amount"] for grant in LinkedData(catalogue, SITE).initiative(entry)["funding"]]

    assert [65000, 20000, 1234.5, None] == [amount.get("value") for amount in amounts]


def test_days_of_a_page_are_those_of_its_record(catalogue: Catalogue) -> None:
    """When an initiative came in and when it was last confirmed can be read by machines."""
    record = catalogue.initiatives["robots-in-de-klas"].record
    page = LinkedPages(LinkedData(catalogue, SITE)).graph(
        pages_of(catalogue)["initiatives/robots-in-de-klas/"]
    )[0]

    assert record.added == datetime.date.fromisoformat(page["datePublished"])
    assert record.last_confirmed == datetime.date.fromisoformat(page["lastReviewed"])
