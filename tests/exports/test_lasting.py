"""What others keep of a record: an id for good, when it changed, and where it went."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema

from atelier.exports.json_records import CATALOGUE
from atelier.exports.json_schema import strict_schema
from tests.fixtures.catalogues import SITE, files_of
from tests.fixtures.initiatives import add
from tests.fixtures.repository import PLAN, catalogue_of, change, commit, rename
from tests.fixtures.sites import CHOICES, SMALL, make_site


def data_of(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files_of(catalogue_of(root), folder="data/")[CATALOGUE])
    return found


def initiatives(data: dict[str, Any]) -> dict[str, Any]:
    return {record["slug"]: record for record in data["initiatives"]}


def test_an_id_stays_through_every_new_name_and_says_where_the_others_went(repository: Path) -> None:
    """Who kept the first address finds the record; who kept one in between is led to it, with the day."""
    rename(repository, "oud-plan", "nieuw-plan")
    commit(repository, "2026-08-02")
    file = repository / "initiatives" / "nieuw-plan.md"
    text = file.read_text(encoding="utf-8").replace("  - oud-plan\n", "  - oud-plan\n  - nieuw-plan\n", 1)
    file.unlink()
    file.with_stem("nieuwer-plan").write_text(text, encoding="utf-8")
    commit(repository, "2026-08-03")

    data = data_of(repository)
    first = SITE.url + "initiatives/oud-plan/"

    plan = initiatives(data)["nieuwer-plan"]
    assert (first, SITE.url + "initiatives/nieuwer-plan/") == (plan["id"], plan["page_url"])
    assert "2026-08-03" == plan["modified"]
    assert [{"id": SITE.url + "initiatives/nieuw-plan/", "date": "2026-08-03", "moved_to": first}] == data[
        "removed"
    ]


def test_what_is_gone_is_told_with_the_day_on_which_it_went(repository: Path) -> None:
    """And is no more once it is back; a translation that goes is no record that goes."""
    text = (repository / PLAN).read_text(encoding="utf-8")
    (repository / "initiatives" / "oud-plan.en.md").write_text("---\ntitle: Old\n---\n", encoding="utf-8")
    commit(repository, "2026-08-02")
    (repository / "initiatives" / "oud-plan.en.md").unlink()
    (repository / PLAN).unlink()
    commit(repository, "2026-08-03")

    assert [{"id": SITE.url + "initiatives/oud-plan/", "date": "2026-08-03", "moved_to": None}] == data_of(
        repository
    )["removed"]

    (repository / PLAN).write_text(text, encoding="utf-8")
    commit(repository, "2026-08-04")
    assert [] == data_of(repository)["removed"]


def test_every_record_says_when_it_changed(repository: Path, tmp_path: Path) -> None:
    """By git, a partner too; without git by its own dates, and nothing where there are none."""
    change(repository, "docs/partners/alfa-college.md")
    commit(repository, "2026-08-02")
    by_git, by_file = data_of(repository), data_of(make_site(tmp_path / "other", SMALL))

    assert "2026-08-02" == next(p["modified"] for p in by_git["partners"] if p["slug"] == "alfa-college")
    assert {None} == {partner["modified"] for partner in by_file["partners"]}
    assert "2026-09-01" == initiatives(by_file)["robots-in-de-klas"]["modified"]


def test_the_terms_say_what_each_choice_means(tmp_path: Path) -> None:
    """Ours in the language of the site and with the concept that a level is; and all that a city adds."""
    small = initiatives_terms(data_of(make_site(tmp_path / "small", SMALL)))
    own = initiatives_terms(data_of(make_site(tmp_path / "choices", CHOICES)))

    assert {"value": "active", "label": "Loopt nu"} in small["status"]["choices"]
    assert "Rol" == small["partners.role"]["label"]
    assert any("same_as" in level for level in small["levels"]["choices"])
    assert {key for key, term in own.items() if term["own"]}
    assert not {key for key, term in small.items() if term["own"]}


def initiatives_terms(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["terms"]["initiatives"]
    return found


def test_what_is_of_another_city_is_named_by_its_address(small: Path) -> None:
    """An example, an answer and what is the same: each in every format, and as the schema has it."""
    there, same = (f"https://leren.buurstad.example/initiatives/{name}/" for name in ("robots", "kopie"))
    add(small, "kopie", adapted_from=f"[oud-plan, {there}]", same_as=f"[{same}]")
    partner, question = (small / "docs" / name for name in ("partners/alfa-college.md", "questions/q.md"))
    lines = partner.read_text(encoding="utf-8").replace("\n---\n", f"\nsame_as: [{same}]\n---\n", 1)
    partner.write_text(lines, encoding="utf-8")
    question.write_text(f"---\ntitle: Wie weet het?\nanswered_by: [{there}]\n---\n", encoding="utf-8")

    catalogue = catalogue_of(small)
    files = files_of(catalogue, folder="data/")
    data = json.loads(files[CATALOGUE])
    rows = csv.DictReader(io.StringIO(files["data/initiatives.csv"].decode("utf-8-sig")), delimiter=";")
    nodes = {
        node["@id"]: node for node in json.loads(files["data/catalogue.jsonld"])["@graph"] if "@id" in node
    }

    jsonschema.validate(data, strict_schema(SITE, catalogue.kinds))
    copy = initiatives(data)["kopie"]
    assert (["oud-plan", there], [same]) == (copy["adapted_from"], copy["same_as"])
    assert [same] == next(one["same_as"] for one in data["partners"] if one["slug"] == "alfa-college")
    assert [there] == [
        one["initiative"] for q in data["questions"] if q["slug"] == "q" for one in q["answered_by"]
    ]
    row = next(row for row in rows if row["slug"] == "kopie")
    assert (f"oud-plan | {there}", same) == (row["adapted_from"], row["same_as"])
    page = SITE.url + "initiatives/kopie/"
    assert [same] == nodes[f"{page}#initiative"]["sameAs"]
    assert [{"@id": SITE.url + "initiatives/oud-plan/"}, {"@id": there}] == nodes[page]["isBasedOn"]
    answer = nodes[SITE.url + "questions/q/#question"]["suggestedAnswer"][0]
    assert ("leren.buurstad.example", there) == (answer["name"], answer["url"])
