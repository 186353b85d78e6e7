"""A city that makes every choice of the model as data: what it chose goes the whole way, as what is ours does.

The site is Riverton's (``tests/sites/choices``): another country's schools, kinds of partners and fields of its
own, and initiatives without a summary, a partner or a contact.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from atelier.checks.check import check
from atelier.content.reader import read_collections
from atelier.contribute.from_issue import from_issue
from atelier.contribute.issue_form import issue_form
from atelier.exports.front_matter_schema import schemas
from atelier.i18n.translation import translations
from atelier.render.wording import Wording
from atelier.report.explain import explain
from atelier.report.text import as_text
from tests.fixtures.choices import built
from tests.fixtures.sites import CHOICES, TODAY, make_site

MAPS, OVEN = "initiatives/maps-of-the-stream", "initiatives/bread-oven"


@pytest.fixture
def root(choices_root: Path) -> Path:
    """The catalogue of Riverton."""
    return choices_root


@pytest.fixture
def site(choices_root: Path) -> Path:
    """Its site."""
    return choices_root / "site"


def page(site: Path, url: str) -> str:
    return (site / url / "index.html").read_text(encoding="utf-8")


def test_a_page_lists_the_facts_of_a_citys_own(site: Path) -> None:
    """Each with its label and its value in words; a choice leads to all with the same one."""
    maps = page(site, MAPS)

    for said in (
        'href="../../initiatives/?licence=cc0" dir="auto">Free to use</a>',
        'href="../../initiatives/?goals=13-climate" dir="auto">Climate action</a>',
        'href="../../initiatives/?tools=measuring-tape" dir="auto">Measuring tape</a>',
        'href="https://hill.example/handbook" rel="nofollow" dir="auto">hill.example/handbook</a>',
        "<bdi>March 2026</bdi>",
        "<bdi>1,200</bdi>",
        "5 to 6 years (Year 1)",
    ):
        assert said in maps
    for url, said in (
        ("pillars/nature", "Ms Brook"),
        ("partners/hill-school", "240"),
        ("festivals/river-day", "Water"),
        ("questions/who-lends-tablets", "Soon"),
        ("funds/river-fund", "fund.example/report"),
    ):
        assert said in page(site, url), url


def test_what_a_city_does_without_is_not_there(site: Path) -> None:
    """No empty summary, list of partners or contact, on its page, its card or in the data."""
    oven = page(site, OVEN)
    data = json.loads((site / "data" / f"{OVEN}.json").read_text(encoding="utf-8"))

    assert '<meta name="description" content="An oven in the yard.">' in oven
    assert "lead__summary" not in oven
    assert "_contact" not in oven
    assert "None" not in oven
    assert "0 partners" not in page(site, ".")
    assert (None, [], None) == (data["summary"], data["partners"], data["contact"])


def test_lists_are_filtered_by_fields_levels_and_groups_of_a_city(site: Path) -> None:
    """A filter for each field that asks for one, with the city's levels and groups in place of ours."""
    facets = json.loads((site / "find/columns.json").read_text(encoding="utf-8"))["facets"]
    found = {facet["key"]: facet["names"] for facet in facets}

    assert ["CC BY", "Free to use"] == found["licence"]
    assert ["Measuring tape", "Tablet", "Not known"] == found["tools"]
    assert ["2024", "Not known"] == found["first_year"]
    assert ["Primary school", "Secondary school"] == found["level"]
    assert ["Year 1 (5 to 6 years)", "8 years and older"] == found["age"]
    assert not {"motto", "handbook", "devices"} & found.keys()


def test_cards_have_what_a_city_wants_there(site: Path) -> None:
    """Only the fields that it says so of."""
    cards = page(site, "initiatives").partition("card__facts")[2].partition("</li>")[0]

    assert "Free to use" in cards
    assert "Measuring tape" not in cards


def test_data_has_the_fields_of_a_city(site: Path) -> None:
    """A column each, but for those that it leaves out, and all of them in the data, as its schema says."""
    table = (site / "data/initiatives.csv").read_text(encoding="utf-8-sig")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(table))}
    partners = (site / "data/partners.csv").read_text(encoding="utf-8-sig")
    schema = json.loads((site / "data/catalogue.schema.json").read_text(encoding="utf-8"))

    assert "4-education | 13-climate" == rows["maps-of-the-stream"]["goals"]
    assert "2026-03" == rows["maps-of-the-stream"]["reviewed"]
    assert "devices" not in rows["maps-of-the-stream"]
    assert "pupils" in partners.split("\n")[0]
    jsonschema.validate(json.loads((site / "data/catalogue.json").read_text(encoding="utf-8")), schema)


def test_an_editor_knows_the_fields_of_a_city(root: Path) -> None:
    """The schemas take every file of the catalogue, and no word that is none of its choices."""
    kinds = read_collections(root)[0].kinds
    texts = schemas(kinds, translations("en"))
    for kind in kinds.shapes:
        schema = jsonschema.Draft7Validator(json.loads(texts[f"{kind}.json"]))
        for file in [*root.glob(f"{kind}/*.md"), *root.glob(f"docs/{kind}/*.md")]:
            written = next(yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
            assert [] == list(schema.iter_errors(written)), file
            assert list(schema.iter_errors({**written, "licence": "perhaps"})), file


def test_the_guide_explains_the_fields_of_a_city(site: Path) -> None:
    """In the language of the site, with what can be chosen."""
    guide = page(site, "help/fields")

    assert "<code>licence</code>" in guide
    assert "Under which licence the material may be used." in guide
    assert "<code>cc-by</code> (CC BY)" in guide


def test_a_search_finds_the_words_of_a_citys_fields(site: Path) -> None:
    """What is chosen by its label, and what is written."""
    terms = json.loads((site / "find/text/terms.json").read_text(encoding="utf-8"))
    words = {word for name in terms["names"] for word in name["words"]}

    assert {"elementary school", "second year", "year 1"} <= words


ANSWERS = {
    "title": "Kites",
    "pillar": "Nature",
    "status": "Idea",
    "licence": "Free to use",
    "levels": "- [x] Nursery\n- [ ] Primary school",
    "goals": "- [X] Climate action",
    "tools": "Rope\nCloth",
    "first-year": "2025",
}


def test_the_form_for_an_issue_asks_for_the_fields_of_a_city(root: Path) -> None:
    """What it answers becomes a file that passes the check."""
    read = read_collections(root)[0]
    form: dict[str, Any] = yaml.safe_load(
        issue_form(["Nature"], read.kinds, Wording("en"), "https://a.example/")
    )
    asked = {one["id"]: one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown"}
    body = "\n\n".join(f"### {label}\n\n{ANSWERS[key]}" for key, label in asked.items() if key in ANSWERS)

    outcome = from_issue(body, root, TODAY, translations("en"))

    assert outcome.well, [one.explanation.message for one in outcome.explained]
    text = (outcome.files["initiatives/kites.md"] or b"").decode()
    assert "licence: cc0\n" in text
    assert "goals:\n  - 13-climate\ntools:\n  - Rope\n  - Cloth\nfirst_year: 2025\n" in text
    assert {one["id"] for one in form["body"] if one.get("validations", {}).get("required")} >= {"licence"}


def test_a_mistake_in_a_field_of_a_city_is_told_like_ours(root: Path, tmp_path: Path) -> None:
    """With the line, the label, what was meant and what to write."""
    wrong = make_site(tmp_path / "wrong", CHOICES)
    maps = wrong / f"{MAPS}.md"
    text = maps.read_text(encoding="utf-8")
    maps.write_text(
        text.replace("licence: cc0", "licence: Vrij te gebruiken").replace(
            "first_year: 2024", "frist_year: 2024"
        )
    )
    oven = wrong / f"{OVEN}.md"
    oven.write_text(oven.read_text(encoding="utf-8").replace("licence: cc-by\n", ""))

    problems = check(wrong, TODAY).problems
    explained = explain(problems, wrong, translations("en"), "https://riverton.example/")
    said = as_text(explained, 1, translations("en"))

    assert [
        ("missing", f"{OVEN}.md", 1, ""),
        ("not-a-choice", f"{MAPS}.md", 17, "cc0"),
        ("unknown-key", f"{MAPS}.md", 24, "first_year"),
    ] == [(one.code, one.path, one.line, one.meant) for one in problems]
    assert "Licence (licence)" in said
    assert "licence: cc-by" in said.partition("not-a-choice")[0]


@pytest.mark.slow
def test_a_build_follows_from_the_choices(tmp_path: Path) -> None:
    """Nothing is made anew where nothing changed; a word of a choice is changed on every page that has it."""
    root = make_site(tmp_path / "root", CHOICES)
    built(root)
    again = built(root).summary
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("en: Free to use", "en: Public domain"))
    built(root)

    assert not again.written
    assert "Public domain" in page(root / "site", MAPS)
    assert "Public domain" in page(root / "site", "initiatives")
    assert "Public domain" in (root / "site/find/columns.json").read_text(encoding="utf-8")
    assert not [
        file for file in (root / "site").rglob("*.html") if "Free to use" in file.read_text(encoding="utf-8")
    ]
