"""The JSON Schema of the open data: every field of each file, with its explanation.

Made from the model, as the schemas of what contributors write (``atelier.exports.front_matter_schema``). But
here every field is there, references are slugs, and amounts are numbers.
https://json-schema.org/draft/2020-12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from atelier.content.json_text import json_bytes
from atelier.exports.export import Export
from atelier.exports.json_records import SCHEMA
from atelier.exports.open_fields import is_open
from atelier.i18n.translation import N_, translations
from atelier.model.fields import Field, Group
from atelier.model.initiative import Contact
from atelier.model.kinds import Kinds
from atelier.model.records import BY_COLLECTION
from atelier.model.rules import Choice, Euros, OneLine, RefersTo, Rule, Truth, Whole, Written
from atelier.model.slug import SLUG
from atelier.render.page import Site

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
CONTACT = N_("The organisation only: a person agrees to stand on the page, not in files that others copy.")
WHOLE = N_(
    "All records of the catalogue. The stories and pictures of the pages are not in it. Of a contact "
    "there is the organisation only."
)
AMOUNT = N_("In euros, exact to the cent. Empty (null) means: not known yet (p.m.).")
ADDRESS: Schema = {"type": "string", "format": "uri"}
NAME: Schema = {"type": "string", "pattern": f"^(?:{SLUG.pattern})$"}
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
BESIDES: Mapping[str, tuple[str, Schema]] = {
    "slug": (N_("Its lasting name. If it changes, the old one stands in former_slugs."), NAME),
    "id": (N_("The address that never changes, by which others know it."), ADDRESS),
    "page_url": (N_("The address of its page."), ADDRESS),
    "short_url": (N_("A short address that stays good, for print."), ADDRESS),
    "modified": (N_("The day on which it last changed. Empty (null) means: not known."), DAY),
    "language": (N_("The language of its texts, as a code of two or three letters."), TEXT),
    "same_as": (
        N_("Addresses elsewhere that stand for the same thing, such as that in a public register."),
        {"type": "array", "items": ADDRESS},
    ),
}
"""What stands with every record besides its fields: what it is, and its schema."""
REMOVED = N_("Ids that no record has any more: the day on which each went, and what took its place.")
TERMS = N_("What the choices of fields mean, and the fields of the city itself, by kind of record.")
READERS = N_("Whoever reads it passes over what they do not know: version 1.x may get more keys.")


def open_data_schema(site: Site, kinds: Kinds) -> bytes:
    """The schema as a file, in the language of the site.

    It lets pass what it does not know, as every reader must: a later version may have it.
    """
    return json_bytes(_open(strict_schema(site, kinds)), indent=2) + b"\n"


def _open(schema: Any) -> Any:
    """The same schema, for objects with any further key."""
    if isinstance(schema, dict):
        return {key: _open(value) for key, value in schema.items() if value is not False}
    return [*map(_open, schema)] if isinstance(schema, list) else schema


def strict_schema(site: Site, kinds: Kinds) -> Schema:
    """The schema of exactly what this version writes."""
    gettext = translations(site.language).gettext
    version = {"type": "string", "pattern": r"^1\.[0-9]+$"}
    about: Schema = {"$schema": ADDRESS, "version": version, "name": TEXT, "url": ADDRESS}
    about |= {"language": TEXT, "licence": ADDRESS}
    shapes = {name: group for name, group in kinds.shapes.items() if site.parts.shows(BY_COLLECTION[name])}
    lists: Schema = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "title": _title(name, gettext)}
        for name in shapes
    }
    schema = {
        "$schema": DRAFT,
        "$id": site.url + SCHEMA,
        "title": site.name,
        "description": f"{gettext(WHOLE)} {gettext(READERS)}",
        **_object(about | lists | _besides(gettext)),
        "$defs": {name: _record(name, group, gettext) for name, group in shapes.items()},
    }
    initiative = schema["$defs"]["initiatives"]
    for path in site.parts.fields:
        _leave_out(initiative, *path.split("."))
    return schema


def _besides(gettext: Callable[[str], str]) -> Schema:
    """What stands in the file besides its records."""
    removed = {"id": ADDRESS, "date": DAY, "moved_to": {"anyOf": [ADDRESS, {"type": "null"}]}}
    choice = _object({"value": TEXT, "label": TEXT, "same_as": {"type": "array", "items": ADDRESS}})
    choice["required"].remove("same_as")
    choices = {"type": "array", "items": choice}
    term = _object({"label": TEXT, "explanation": TEXT, "own": {"type": "boolean"}, "choices": choices})
    by_name = {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": term}}
    return {
        "removed": {"description": gettext(REMOVED), "type": "array", "items": _object(removed)},
        "terms": {"description": gettext(TERMS), **by_name},
    }


def _leave_out(schema: Schema, *path: str) -> None:
    """Take a property out of the schema of an object."""
    key, *inner = path
    if inner:
        of = schema["properties"][key]
        _leave_out(of["anyOf"][0] if "anyOf" in of else of, *inner)
        return
    schema["properties"].pop(key)
    schema["required"].remove(key)


def _title(name: str, gettext: Callable[[str], str]) -> str:
    return gettext(BY_COLLECTION[name].many)


def _object(properties: Mapping[str, Schema]) -> Schema:
    """The schema of an object with exactly these keys."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }


def _record(name: str, group: Group, gettext: Callable[[str], str]) -> Schema:
    known: dict[str, Schema] = {
        key: {"description": gettext(said), **schema}
        for key, (said, schema) in BESIDES.items()
        if key != "short_url" or name == "initiatives"
    }
    return {"title": _title(name, gettext), **_object(known | _properties(group, gettext))}


def _properties(group: Group, gettext: Callable[[str], str]) -> dict[str, Schema]:
    return {key: _field(field, gettext) for key, field in group.fields.items() if is_open(group.kind, key)}


def _field(field: Field, gettext: Callable[[str], str]) -> Schema:
    explanation = field.explanation
    if isinstance(field.rule, Euros):
        explanation = AMOUNT
    elif field.group and field.group.kind is Contact:
        explanation = CONTACT
    described: Schema = {"title": gettext(field.label), "description": gettext(explanation)}
    value = _object(_properties(field.group, gettext)) if field.group else _value(field.rule)
    if field.many:
        return described | {"type": "array", "items": value}
    surely = field.required or field.default
    return described | (value if surely else {"anyOf": [value, {"type": "null"}]})


def _value(rule: Rule | None) -> Schema:
    if isinstance(rule, Choice):
        return {"enum": rule.data()["choices"]}
    if isinstance(rule, Truth):
        return {"type": "boolean"}
    if isinstance(rule, Whole):
        return {"type": "integer", "minimum": rule.low, "maximum": rule.high}
    if isinstance(rule, Euros):
        return {"type": "number"} | ({} if rule.signed else {"minimum": 0})
    if isinstance(rule, RefersTo):
        return {"anyOf": [NAME, ADDRESS]} if rule.elsewhere else NAME
    if isinstance(rule, OneLine):
        return {"type": "string", "minLength": 1} | ({"maxLength": rule.limit} if rule.limit else {})
    assert isinstance(rule, Written)  # noqa: S101 - for the type checker
    return {"type": "string", "pattern": f"^(?:{rule.pattern.pattern})$"}


class SchemaExport(Export):
    """What each field of the whole catalogue holds."""

    url = SCHEMA
    title = N_("The form of catalogue.json")
    what = N_("What each field of catalogue.json holds (JSON Schema).")
    media_type = "application/schema+json"
    file_type = "JSON"
    dataset = None
    rank = 50

    def content(self) -> bytes:
        """The schema, in the language of the site."""
        return open_data_schema(self.site, self.catalogue.kinds)
