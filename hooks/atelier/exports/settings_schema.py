"""The JSON Schema of ``mkdocs.yml``, for editors that check settings while people type.

Made from the model. MkDocs and its theme have settings too, so other keys are allowed, and a value may come
from a variable of the environment (``!ENV``). It is never stricter than ``atelier check``.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from atelier.content.json_text import json_bytes
from atelier.content.settings import SHARED
from atelier.exports.front_matter_schema import DRAFT, Schema, value_of
from atelier.model.base import Fields
from atelier.model.fields import Field, Group, shape_of
from atelier.model.rules import Choice, OneLine, Rule, Truth, Written
from atelier.model.settings import InExtra, Listed, Only, Settings

ENVIRONMENT: Schema = {
    "anyOf": [
        {"type": "array", "minItems": 2, "items": {"type": ["string", "number", "boolean", "null"]}},
        {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$"},
    ]
}
"""What an editor sees of ``!ENV [NAME, value]`` and of ``!ENV NAME``."""
OPEN: frozenset[type[Fields]] = frozenset({Settings, *SHARED.values()})
"""Groups in which others have settings too."""


def settings_schema(translations: NullTranslations) -> str:
    """The schema as text, with titles and descriptions in one language."""
    gettext = translations.gettext
    schema = {
        "$schema": DRAFT,
        "title": Settings.__name__,
        "definitions": {"environment": ENVIRONMENT},
        **_group(shape_of(Settings), gettext),
    }
    # Settings may inherit those of another file, with what is needed in it.
    schema.pop("required", None)
    return f"{json_bytes(schema, indent=2).decode()}\n"


def _group(group: Group, gettext: Callable[[str], str]) -> Schema:
    required = [key for key, field in group.fields.items() if field.required]
    return {
        "type": "object",
        "additionalProperties": group.kind in OPEN,
        **({"required": required} if required else {}),
        "properties": {key: _field(field, gettext) for key, field in group.fields.items()},
    }


def _field(field: Field, gettext: Callable[[str], str]) -> Schema:
    described: Schema = {"title": gettext(field.label), "description": gettext(field.explanation)}
    if isinstance(field.rule, InExtra):
        return described | {"type": "null"}
    if field.example:
        listed = field.many or isinstance(field.rule, Listed)
        example = field.example_in(gettext)
        described["examples"] = [[example] if listed else example]
    value = _group(field.group, gettext) if field.group else _value(field.rule)
    if field.many:
        value = {"type": "array", "items": value}
    elif field.named:
        value = {"type": "object", "additionalProperties": value}
    return described | {"anyOf": [value, {"$ref": "#/definitions/environment"}, {"enum": [None, ""]}]}


def _value(rule: Rule | None) -> Schema:
    """The schema of a value; anything where only the check knows what it may be."""
    if isinstance(rule, Only):
        return {"enum": [rule.text, rule.text == "true"] if rule.text in ("true", "false") else [rule.text]}
    if isinstance(rule, Listed):
        return {"type": ["array", "object"] if rule.groups else "array"}
    return value_of(rule) if isinstance(rule, Choice | Truth | OneLine | Written) else {}
