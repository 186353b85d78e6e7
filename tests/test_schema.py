"""The JSON Schemas, read by a library that did not write them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from atelier.schema import schema_of, schemas
from atelier.shape import SHAPES
from atelier.translation import translations

from .conftest import ROOT, TESTS

FOLDERS = {"initiatives": "initiatives"} | {name: f"docs/{name}" for name in SHAPES if name != "initiatives"}


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: dates stay text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def checker(collection: str) -> jsonschema.Draft7Validator:
    schema = json.loads(schemas(translations("nl"))[f"{collection}.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def front_matter(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8").split("\n---", 1)[0], Yaml12)


@pytest.mark.parametrize("collection", FOLDERS)
def test_every_file_that_the_check_accepts_is_accepted(collection: str) -> None:
    """The real catalogue and the small one."""
    folder = FOLDERS[collection]
    files = [*(ROOT / folder).glob("*.md"), *(TESTS / "small" / folder).glob("*.md")]

    assert files
    for file in files:
        assert not [error.message for error in checker(collection).iter_errors(front_matter(file))], file


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
        for file in (TESTS / "broken" / code / folder).glob("*.md"):
            errors = checker(collection).iter_errors(front_matter(file))
            found |= {str(next(iter(error.absolute_path), "")) for error in errors}

    assert at in found if at is not None else not found


def test_a_schema_tells_what_each_field_is_for() -> None:
    """In the language of the site."""
    title = schema_of(SHAPES["initiatives"], translations("nl"))["properties"]["title"]

    assert title["title"] == "Naam"
    assert title["description"] == "Hoe het initiatief heet, hooguit 160 tekens."
    assert title["examples"] == ["Robots in de klas"]
