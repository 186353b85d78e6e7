"""The JSON Schema of every kind of record, for editors that check front matter while people type.

Made from the model. A schema checks less than ``atelier check``: not the other files, not the order of dates.
It is never stricter, except for spaces around a value between quotes. Editors support draft 7 best:
https://json-schema.org/draft-07.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Any

from atelier.content.json_text import json_bytes
from atelier.model.fields import Field, Group, translation_of
from atelier.model.kinds import Kinds
from atelier.model.rules import Choice, Euros, NeededFor, OneLine, OnlyWith, Rule, Truth, Whole, Written
from atelier.problems.codes import CODES

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
RENAMED = CODES["former-name"].message
FOLDER = "schema/"
"""The folder of the schemas, from the root of the site."""
TRANSLATION = "translation"
"""What stands in the name of the schema of a translation."""


def schemas(kinds: Kinds, translations: NullTranslations, *, translated: bool = False) -> Mapping[str, str]:
    """The schema of each kind of record as text, by the name of its file.

    With ``translated`` also those of its translations in the further languages of a catalogue.
    """
    groups = {f"{collection}.json": group for collection, group in kinds.shapes.items()}
    if translated:
        groups |= {
            f"{collection}.{TRANSLATION}.json": translation_of(group)
            for collection, group in kinds.shapes.items()
        }
    return {
        name: f"{json_bytes(schema_of(group, translations), indent=2).decode()}\n"
        for name, group in groups.items()
    }


def schema_of(group: Group, translations: NullTranslations) -> Schema:
    """The schema of one kind of record, with titles and descriptions in one language."""
    return {"$schema": DRAFT, "title": group.kind.__name__} | _group(group, translations.gettext)


def _group(group: Group, gettext: Callable[[str], str]) -> Schema:
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, field in group.fields.items() if field.required and not field.formerly],
        "properties": {key: _field(field, gettext) for key, field in group.fields.items()},
    }
    needed: dict[str, list[str]] = {}
    together: list[Schema] = []
    for key, field in group.fields.items():
        former = {mark.name: mark for mark in field.formerly if "." not in mark.name}
        for name, mark in former.items():
            text = gettext(RENAMED) % {"was": name, "now": key, "version": mark.version}
            schema["properties"][name] = _field(field, gettext) | {"deprecationMessage": text}
        if former and field.required:
            together.append({"anyOf": [{"required": [name]} for name in (key, *former)]})
        for other, rule in field.between:
            if isinstance(rule, NeededFor) and not former:
                needed.setdefault(other, []).append(key)
            elif isinstance(rule, OnlyWith):
                said = {"required": [key], "properties": {key: {"not": {"type": "null"}}}}
                allowed = {"properties": {other: {"const": rule.is_ and rule.is_.value}}}
                together.append({"if": said, "then": allowed})
    schema |= {"allOf": together} if together else {}
    return schema | ({"dependencies": needed} if needed else {})


def _field(field: Field, gettext: Callable[[str], str]) -> Schema:
    described: Schema = {"title": gettext(field.label), "description": gettext(field.explanation)}
    if field.example:
        example = field.example_in(gettext)
        described["examples"] = [[example] if field.many else example]
    if field.default:
        described["default"] = field.default
    value = _group(field.group, gettext) if field.group else value_of(field.rule)
    if field.group and field.group.alone:
        value = {"anyOf": [value_of(field.group.fields[field.group.alone].rule), value]}
    if field.many:
        value = {"type": "array", "items": value}
        if field.many.at_least_one:
            value["minItems"] = 1
        if field.many.differ:
            value["uniqueItems"] = True
    return described | (value if field.required else {"anyOf": [value, {"type": "null"}]})


def value_of(rule: Rule | None) -> Schema:
    """The schema of a scalar, in YAML's own types: a year without quotes is a number."""
    if isinstance(rule, Choice):
        return {"enum": rule.data()["choices"]}
    if isinstance(rule, Truth):
        return {"enum": [True, False, "true", "false"]}
    if isinstance(rule, OneLine):
        return {"type": ["string", "number", "boolean"], "minLength": 1} | (
            {"maxLength": rule.limit} if rule.limit else {}
        )
    assert isinstance(rule, Written)  # noqa: S101 - for the type checker
    schema: Schema = {"type": ["string", "number"], "pattern": f"^(?:{rule.pattern.pattern})$"}
    if isinstance(rule, Whole):
        schema |= {"type": ["string", "integer"], "minimum": rule.low, "maximum": rule.high}
    elif isinstance(rule, Euros) and not rule.signed:
        schema["minimum"] = 0
    return schema
