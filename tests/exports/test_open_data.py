"""Open data: everything that records say, read by programs that did not write it, and nothing of persons."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import rdflib
from rdflib.term import Variable

from atelier.catalogue.catalogue import Catalogue
from atelier.exports.csv_tables import FundingExport, InitiativesExport, PartnersExport
from atelier.exports.export import every_export
from atelier.exports.json_records import CATALOGUE, SCHEMA, plain
from atelier.exports.json_schema import strict_schema
from atelier.exports.jsonld import GraphExport
from atelier.exports.open_fields import is_open
from atelier.exports.spreadsheet import FORMULA
from atelier.insights.money.ledger import every_line, ledger
from atelier.model.initiative import Contact, Initiative
from atelier.model.records import RECORDS
from atelier.render.headers import rules
from atelier.render.renderer import Renderer
from atelier.site.head import Heads
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of, files_of
from tests.fixtures.schema_org import faults, many, nodes
from tests.fixtures.sites import ROOT, SMALL, TODAY, make_site

SCHEMA_ORG = rdflib.Namespace("http://schema.org/")
EXAMPLE = re.compile(r'<code data-example="([a-z]+)">(.*?)</code>', re.DOTALL)


class Published(NamedTuple):
    """What is published of a catalogue: its open data by address, and the page about it."""

    catalogue: Catalogue
    files: Mapping[str, bytes]
    page: str

    @property
    def all_text(self) -> str:
        """All that the files hold, those in a workbook too."""
        zipped = [
            zipfile.ZipFile(io.BytesIO(data)) for url, data in self.files.items() if url.endswith(".xlsx")
        ]
        parts = [book.read(name) for book in zipped for name in book.namelist()]
        parts += [data for url, data in self.files.items() if not url.endswith(".xlsx")]
        return b"".join(parts).decode()

    def json(self, url: str) -> Any:
        return json.loads(self.files[url])

    def table(self, url: str) -> list[dict[str, str]]:
        text = io.StringIO(self.files[url].decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text, delimiter=";", strict=True))

    def example(self, language: str) -> str:
        return {name: html.unescape(text) for name, text in EXAMPLE.findall(self.page)}[language]


def published(catalogue: Catalogue) -> Published:
    book, renderer = Pages(catalogue, SITE, INTROS), Renderer(catalogue, SITE)
    (page,) = (page for page in book if page.section == "data")
    files = files_of(catalogue, folder="data/")
    return Published(catalogue, files, renderer.content(page))


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(catalogue_of(make_site(tmp_path_factory.mktemp("data") / "site", SMALL)))


@pytest.fixture(scope="module")
def real_data() -> Published:
    return published(catalogue_of(ROOT))


@pytest.fixture(params=["small_data", "real_data"])
def data(request: pytest.FixtureRequest) -> Published:
    found: Published = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def graphs(small_data: Published, real_data: Published) -> Mapping[int, rdflib.Graph]:
    """The linked data of both, as rdflib reads it."""
    return {
        id(data): rdflib.Graph().parse(data=data.files[GraphExport.url], format="json-ld")
        for data in (small_data, real_data)
    }


def described_by(head: str) -> list[str]:
    return re.findall('<link rel="describedby" type="application/json" href="([^"]+)">', head)


def strict(data: Published) -> jsonschema.Draft202012Validator:
    """Checks that a file holds what this version writes, and nothing else."""
    return jsonschema.Draft202012Validator(strict_schema(SITE, data.catalogue.kinds))


def euros(amounts: Sequence[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def total(catalogue: Catalogue) -> Decimal:
    return euros([line.amount for line in ledger(catalogue)])


# Everything is there


def test_the_schema_says_what_the_file_holds(data: Published) -> None:
    """A validator that knows nothing of us finds the schema right, and every record as it says."""
    schema = data.json(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)

    assert SITE.url + SCHEMA == data.json(CATALOGUE)["$schema"] == schema["$id"]
    assert [] == [error.message for error in checker.iter_errors(data.json(CATALOGUE))]
    assert [] == [error.message for error in strict(data).iter_errors(data.json(CATALOGUE))]


def test_readers_pass_over_what_a_later_version_adds(small_data: Published) -> None:
    """Who checks by the published schema is not broken by a new key, at the top, in a record or in a group."""
    whole = small_data.json(CATALOGUE) | {"version": "1.7", "weather": "mild"}
    whole["initiatives"][0] |= {"mood": {"today": 3}}
    whole["initiatives"][0]["contact"] = {"organisation": "alfa-college", "colour": "red"}

    assert jsonschema.Draft202012Validator(small_data.json(SCHEMA)).is_valid(whole)
    assert not strict(small_data).is_valid(whole)
    assert not jsonschema.Draft202012Validator(small_data.json(SCHEMA)).is_valid(whole | {"version": "2.0"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), None),
        (("pillar",), "Digitale geletterdheid"),
        (("status",), "bezig"),
        (("contact", "name"), "Jan"),
        (("funding", 0, "amount"), "12.50"),
        (("funding", 0, "amount"), -1),
        (("added",), "gisteren"),
        (("tags",), "techniek"),
    ],
)
def test_the_schema_refuses_what_is_no_data(
    path: tuple[str | int, ...], value: object, small_data: Published
) -> None:
    """The schema is not so wide that anything passes."""
    whole = small_data.json(CATALOGUE)
    (robots,) = (record for record in whole["initiatives"] if record["slug"] == "robots-in-de-klas")
    *before, last = path
    at: Any = robots
    for part in before:
        at = at[part]
    at[last] = value

    assert not strict(small_data).is_valid(whole)


def test_every_record_and_every_field_is_there(data: Published) -> None:
    """All kinds of records, each with every field of the model, empty or not, but those that are left out."""
    whole = data.json(CATALOGUE)
    for kind in RECORDS:
        records = whole[kind.collection]
        expected = sorted(e.slug for e in data.catalogue.entries if e.record.collection == kind.collection)
        fields = {info.alias or name for name, info in kind.model_fields.items()}

        assert expected == [record["slug"] for record in records]
        assert all(fields - {"image", "thanks"} <= {*record} for record in records)
        assert all(
            SITE.url + f"{kind.collection}/{record['slug']}/" == record["page_url"] for record in records
        )


def test_each_record_has_a_file_with_the_same(data: Published) -> None:
    """What one file says of a record is what the whole says; also where it stood before it was renamed."""
    whole = data.json(CATALOGUE)
    for kind in RECORDS:
        for record in whole[kind.collection]:
            for slug in (record["slug"], *record["former_slugs"]):
                assert record == data.json(f"data/{kind.collection}/{slug}.json")


def test_values_are_those_of_the_file(small_data: Published) -> None:
    """Slugs for references, dates as they are written, amounts as numbers, null for p.m."""
    robots = small_data.json("data/initiatives/robots-in-de-klas.json")
    record = small_data.catalogue.initiatives["robots-in-de-klas"].record
    assert record.period is not None

    assert record.pillar == robots["pillar"]
    assert str(record.period.start) == robots["period"]["start"]
    assert [65000, 20000, 1234.5, None] == [line["amount"] for line in robots["funding"]]
    assert re.fullmatch(re.escape(SITE.url) + "i/[0-9a-z]{5}/", robots["short_url"])


def test_amounts_are_exact_to_the_cent() -> None:
    """The largest amount that a file can hold, with cents, comes back whole from JSON."""
    amount = Decimal("999999999999.99")

    assert amount == Decimal(json.dumps(plain(amount)))
    assert "100" == json.dumps(plain(Decimal("100.00")))


def test_totals_are_those_of_the_catalogue(data: Published, graphs: Mapping[int, rdflib.Graph]) -> None:
    """However it is read, the records are as many, and the money adds up to the same cents."""
    whole = json.loads(data.files[CATALOGUE], parse_float=Decimal, parse_int=Decimal)
    rows = [line for initiative in whole["initiatives"] for line in initiative["funding"]]
    rows += [row for fund in whole["funds"] for year in fund["years"] for row in year["reservations"]]
    cells = data.table(FundingExport.url)
    graph = graphs[id(data)]
    grants = list(graph.subjects(rdflib.RDF.type, SCHEMA_ORG.MonetaryGrant))
    values = [
        Decimal(str(value))
        for grant in grants
        for value in graph.objects(graph.value(grant, SCHEMA_ORG.amount), SCHEMA_ORG.value)
    ]
    expected = total(data.catalogue)

    assert len(list(every_line(data.catalogue))) == len(rows) == len(cells) == len(grants)
    assert expected == euros([row["amount"] for row in rows])
    assert expected == euros([Decimal(c["amount"].replace(",", ".")) for c in cells if c["amount"]])
    assert expected == euros(values)
    assert len(data.catalogue.initiatives) == len(data.table(InitiativesExport.url))
    assert len(data.catalogue.initiatives) == len(set(graph.subjects(rdflib.RDF.type, SCHEMA_ORG.Project)))
    assert len(data.catalogue.partners) == len(data.table(PartnersExport.url))


def test_tables_say_what_the_records_say(data: Published) -> None:
    """A row of a table and the record beside it agree."""
    records = {record["slug"]: record for record in data.json(CATALOGUE)["initiatives"]}
    for row in data.table(InitiativesExport.url):
        record = records[row["slug"]]
        known = [line["amount"] for line in record["funding"] if line["amount"] is not None]

        assert (record["title"], record["pillar"], record["status"]) == (
            row["title"].removeprefix("'"), row["pillar"], row["status"],
        )  # fmt: skip
        assert " | ".join(record["tags"]) == row["tags"].removeprefix("'")
        assert (f"{sum(known):.2f}" if known else "") == (
            f"{Decimal(row['amount'].replace(',', '.')):.2f}" if row["amount"] else ""
        )
        assert len(record["funding"]) - len(known) == int(row["amounts_unknown"])


def test_tables_open_in_a_dutch_excel_and_run_nothing(small: Path) -> None:
    """A byte order mark, semicolons, CRLF, comma decimals; a text that would be a formula stays text."""
    file = small / "initiatives" / "oud-plan.md"
    text = file.read_text(encoding="utf-8").replace("title: Oud plan", "title: '=cmd();\"x\"'")
    file.write_text(text, encoding="utf-8")
    data = published(catalogue_of(small))

    for url in (InitiativesExport.url, PartnersExport.url, FundingExport.url):
        content = data.files[url]
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") == len(data.table(url)) + 1
        assert not [c for row in data.table(url) for c in row.values() if FORMULA.match(c)]
    assert '\'=cmd();"x"' in {row["title"] for row in data.table(InitiativesExport.url)}
    assert "1234,50" in {row["amount"] for row in data.table(FundingExport.url)}


# The same catalogue, the same bytes


def test_files_do_not_depend_on_the_day(small_data: Published) -> None:
    """A build on another day makes the same files, though what is current then comes in another order."""
    later = replace(
        small_data.catalogue,
        today=TODAY.replace(year=2040),
        records={
            kind: dict(sorted(entries.items(), reverse=True))
            for kind, entries in small_data.catalogue.records.items()
        },
    )

    assert small_data.files == published(later).files


# Persons


def test_no_person_is_in_the_data(small_data: Published) -> None:
    """Of a contact the organisation is there, and nothing that leads to a person, in any of the files."""
    contact = small_data.catalogue.initiatives["robots-in-de-klas"].record.contact
    assert contact
    everything = small_data.all_text

    for value in (contact.name, contact.email, contact.phone, contact.role):
        assert value
        assert value not in everything
        assert json.dumps(value)[1:-1] not in everything
    assert {"organisation": contact.organisation} == plain(contact)


def test_a_new_field_of_a_contact_stays_out() -> None:
    """Whoever adds a field to a contact does not publish it by that."""
    assert [] == [key for key in ("name", "mastodon") if is_open(Contact, key)]
    assert is_open(Contact, "organisation")


def test_stories_and_pictures_are_not_in_the_data(small_data: Published) -> None:
    """They are not CC0: the body and the picture of a page are on the page only."""
    entry = small_data.catalogue.initiatives["robots-in-de-klas"]
    everything = small_data.all_text
    words = re.findall(r"<p>([^<]{20,60})", entry.body.html)

    assert words
    assert not [text for text in words if html.unescape(text) in everything]
    assert entry.record.image
    assert entry.record.image.file not in everything


# Linked data


def test_the_graph_is_schema_orgs_own(data: Published) -> None:
    """Every type and property is one of schema.org, where it may stand."""
    graph = data.json(GraphExport.url)["@graph"]
    types: dict[str, set[str]] = {}
    for node in nodes(graph):
        if "@id" in node and "@type" in node:
            types.setdefault(node["@id"], set()).update(many(node["@type"]))
    amounts = [node for node in nodes(graph) if "@value" in node]
    for amount in amounts:
        assert re.fullmatch(r"\d+\.\d\d", amount["@value"])
    plain_graph = json.loads(re.sub(r'\{"@type":"[^"]+decimal","@value":"([^"]+)"\}', r"\1", json.dumps(
        graph, separators=(",", ":"))))  # fmt: skip

    assert set() == {fault for node in nodes(plain_graph) for fault in faults(node, types)}


def test_the_question_on_the_page_gives_money_by_pillar(
    data: Published, graphs: Mapping[int, rdflib.Graph]
) -> None:
    """The very SPARQL that the page shows answers with what initiatives get, to the cent."""
    catalogue = data.catalogue
    expected = {
        pillar.record.name: euros([c.amount for c in catalogue.claims if c.entry.record.pillar == slug])
        for slug, pillar in catalogue.pillars.items()
    }
    answer = graphs[id(data)].query(data.example("sparql")).bindings
    found = {str(row[Variable("name")]): Decimal(str(row[Variable("amount")])) for row in answer}

    assert {name: amount for name, amount in expected.items() if amount} == {
        name: amount for name, amount in found.items() if amount
    }
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_every_kind_of_record_is_in_the_graph(data: Published, graphs: Mapping[int, rdflib.Graph]) -> None:
    """Each record is a thing with an address of its own that begins with that of its page."""
    found = {str(subject) for subject in graphs[id(data)].subjects(rdflib.RDF.type)}
    for entry in data.catalogue.entries:
        assert [one for one in found if one.startswith(f"{SITE.url}{entry.url}#")], entry.url


def test_every_initiative_is_something_to_learn_from(data: Published) -> None:
    """What collections of material, such as TeSS, look for: a name, an address, a description and subjects."""
    resources = {
        node["url"]: node
        for node in data.json(GraphExport.url)["@graph"]
        if "LearningResource" in many(node["@type"]) and "url" in node
    }

    assert {SITE.url + entry.url for entry in data.catalogue.initiatives.values()} == {*resources}
    for node in resources.values():
        assert {"name", "description", "keywords", "inLanguage", "mainEntity"} <= {*node}


# The page


def test_the_page_lists_every_file(data: Published) -> None:
    """No file of the whole goes untold, and the columns of every table are explained."""
    for url in (export.url for export in every_export()):
        assert url in data.files
        assert f'<a href="../{url}" download dir="auto">' in data.page
    for url in (InitiativesExport.url, PartnersExport.url, FundingExport.url):
        for column in data.table(url)[0]:
            assert f"<dt><code>{column}</code></dt><dd>" in data.page
    linked = re.findall(r'href="\.\./(data/[^"]+)"', data.page)
    assert {*linked} <= {*data.files}


def test_the_python_of_the_page_runs(real_data: Published, tmp_path: Path) -> None:
    """Who copies the example gets the money by pillar, most first."""
    code = real_data.example("python")
    assert f'"{SITE.url}{CATALOGUE}"' in code
    (tmp_path / "catalogue.json").write_bytes(real_data.files[CATALOGUE])
    code = code.replace(SITE.url + CATALOGUE, (tmp_path / "catalogue.json").as_uri())
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected: Counter[str] = Counter()
    for claim in real_data.catalogue.claims:
        expected[claim.entry.record.pillar] += int(claim.amount or 0)

    assert [f"{pillar} {amount}" for pillar, amount in expected.most_common()] == run.stdout.splitlines()


def test_the_r_of_the_page_names_what_is_there(small_data: Published) -> None:
    """read.csv2 reads semicolons and comma decimals; the file and the columns that it names are there."""
    code = small_data.example("r")
    found = re.search(r'read\.csv2\("([^"]+)", fileEncoding = "UTF-8-BOM"\)', code)
    names = re.search(r"aggregate\((\w+) ~ (\w+), ", code)

    assert found
    assert found[1].removeprefix(SITE.url) in small_data.files
    assert names
    assert {*names.groups()} <= {*small_data.table(FundingExport.url)[0]}


def test_the_formula_of_the_page_adds_up_a_year(real_data: Published) -> None:
    """In a Dutch Excel; A and B are the columns that it takes them for."""
    formula = re.fullmatch(r"=SOMMEN\.ALS\(B:B;A:A;(\d{4})\)", real_data.example("excel"))
    year, amount, *_ = real_data.table(FundingExport.url)[0]

    assert formula
    assert ("year", "amount") == (year, amount)
    assert formula[1] in {row["year"] for row in real_data.table(FundingExport.url)}


def test_pages_lead_to_their_data(small_data: Published) -> None:
    """Every page of a record has a link to its data, for people and for programs, and every page to all."""
    renderer = Renderer(small_data.catalogue, SITE)
    heads = Heads(small_data.catalogue, SITE, ())
    every = list(Pages(small_data.catalogue, SITE, INTROS))
    pages = [page for page in every if page.entry]

    assert {"initiatives", "partners", "pillars", "funds"} <= {page.section for page in pages}
    for page in pages:
        assert page.entry
        url = page.entry.data_url
        assert url in small_data.files
        assert f'href="../../{url}"' in renderer.content(page)
        assert described_by(heads.of(page)) == [SITE.url + url, SITE.url + CATALOGUE]
    assert all(described_by(heads.of(page))[-1] == SITE.url + CATALOGUE for page in every)


def test_pages_of_others_may_read_the_data() -> None:
    """A host that reads the headers lets any site fetch the data, and nothing else."""
    allowing = [rule.folders for rule in rules([], []) if "Access-Control-Allow-Origin" in rule.headers]

    assert [("data/",)] == allowing


def test_data_is_no_page(small_site: Path) -> None:
    """Files of data are published, and are no pages: the page that explains them is in the sitemap, they are not."""
    sitemap = (small_site / "sitemap.xml").read_text(encoding="utf-8")

    assert (small_site / CATALOGUE).is_file()
    assert (small_site / "data" / "initiatives" / "robots-in-de-klas.json").is_file()
    assert "https://klein.example/data/</loc>" in sitemap
    assert ".json" not in sitemap
    assert not list((small_site / "data").rglob("*/index.html"))


def test_a_catalogue_of_nothing_is_still_valid() -> None:
    """A new city has no records yet: the files are there, and are what the schema says."""
    data = published(Catalogue(TODAY))

    jsonschema.Draft202012Validator(data.json(SCHEMA)).validate(data.json(CATALOGUE))
    assert [] == data.json(CATALOGUE)[Initiative.collection]
