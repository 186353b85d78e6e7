"""The JSON Schemas, read by a library that did not write them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from atelier.content.translated import original_of
from atelier.exports.front_matter_schema import schema_of, schemas
from atelier.i18n.translation import translations
from atelier.model.kinds import OURS
from tests.fixtures import node
from tests.fixtures.sites import BROKEN, ROOT, SMALL

FOLDERS = {"initiatives": "initiatives"} | {
    name: f"docs/{name}" for name in OURS.shapes if name != "initiatives"
}


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: dates stay text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def checker(collection: str) -> jsonschema.Draft7Validator:
    schema = json.loads(schemas(OURS, translations("nl"), translated=True)[f"{collection}.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def front_matter(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8").split("\n---", 1)[0], Yaml12)


@pytest.mark.parametrize("collection", FOLDERS)
def test_every_file_that_the_check_accepts_is_accepted(collection: str) -> None:
    """The real catalogue and the small one."""
    folder = FOLDERS[collection]
    found = [*(ROOT / folder).glob("*.md"), *(SMALL / folder).glob("*.md")]
    files = [file for file in found if not original_of(file.name)]

    assert files
    for file in files:
        schema = f"{collection}.translation" if "." in file.stem else collection
        assert not [error.message for error in checker(schema).iter_errors(front_matter(file))], file


@pytest.mark.parametrize(
    ("code", "at"),
    [
        ("ages-reversed", None),
        ("amount", "funding"),
        ("boolean", "flexible"),
        ("colour", "colour"),
        ("consent-missing", "contact"),
        ("date", "added"),
        ("email", "contact"),
        ("empty-list", "partners"),
        ("expected-fields", "contact"),
        ("expected-list", "tags"),
        ("identifier", "identifiers"),
        ("missing", ""),
        ("not-a-choice", "levels"),
        ("number", "recipe"),
        ("phone", "contact"),
        ("slug", "former_slugs"),
        ("source-bounds", None),
        ("source-dated", "sources"),
        ("stopped-because", "status"),
        ("too-long", "title"),
        ("unknown-key", ""),
        ("url", "links"),
        ("year-range", "funding"),
    ],
)
def test_what_a_schema_can_know_is_refused(code: str, at: str | None) -> None:
    """At the field that is wrong; None is a rule that a schema cannot know."""
    found = set()
    for collection, folder in FOLDERS.items():
        for file in (BROKEN / code / folder).glob("*.md"):
            errors = checker(collection).iter_errors(front_matter(file))
            found |= {str(next(iter(error.absolute_path), "")) for error in errors}

    assert at in found if at is not None else not found


def test_a_schema_tells_what_each_field_is_for() -> None:
    """In the language of the site."""
    title = schema_of(OURS.shapes["initiatives"], translations("nl"))["properties"]["title"]

    assert title["title"] == "Naam"
    assert title["description"] == "Hoe het initiatief heet, hooguit 160 tekens."
    assert title["examples"] == ["Robots in de klas"]


def test_the_schemas_are_part_of_the_site(small_site: Path) -> None:
    """Other editors than ours can read them at their address."""
    published = {file.name: file.read_text(encoding="utf-8") for file in (small_site / "schema").iterdir()}

    assert published == schemas(OURS, translations("nl"))


def patterns(part: object) -> Iterator[str]:
    """Every pattern in a schema."""
    if isinstance(part, dict):
        yield from [part["pattern"]] if isinstance(part.get("pattern"), str) else []
        for inner in part.values():
            yield from patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from patterns(inner)


def examples(part: object) -> Iterator[str]:
    """Every example in a schema."""
    if isinstance(part, dict):
        for key, inner in part.items():
            found = inner if key == "examples" else []
            yield from (item for some in found for item in (some if isinstance(some, list) else [some]))
            yield from examples(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from examples(inner)


if node.wanted():

    @pytest.mark.slow
    def test_an_editor_reads_patterns_as_we_do() -> None:
        """Editors match them by ECMAScript, the check by Python: both say the same of each text."""
        read = [json.loads(text) for text in schemas(OURS, translations("nl")).values()]
        found = sorted({pattern for schema in read for pattern in patterns(schema)})
        odd = [
            "",
            " ",
            "1\n",
            "٣",
            "１２",
            "a@b.c\n",
            "https://é.example/",
            "https://a.b/\u2028",
            "p.m.",
            "P.M",
            "12,50",
        ]
        texts = sorted({text for schema in read for text in examples(schema)}) + odd
        script = (
            "const [found, texts] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
            "console.log(JSON.stringify(found.map((p) => texts.map((t) => new RegExp(p, 'u').test(t)))))"
        )
        assert node.NODE
        said = subprocess.run(
            [node.NODE, "-e", script],
            input=json.dumps([found, texts]),
            capture_output=True,
            text=True,
            check=True,
        )
        # The check takes the whole text; "$" of Python may have a line end behind it.
        ours = [[bool(re.fullmatch(pattern, text)) for text in texts] for pattern in found]

        assert len(found) > 10
        assert ours == json.loads(said.stdout)
        assert all(any(row) and not all(row) for row in ours)
