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
from atelier.exports.json_records import SCHEMA, VERSION, is_open
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
ADDRESSES: Mapping[str, str] = {
    "slug": N_("Its lasting name. If it changes, the old one stands in former_slugs."),
    "page_url": N_("The address of its page."),
    "short_url": N_("A short address that stays good, for print."),
}
ADDRESS: Schema = {"type": "string", "format": "uri"}
NAME: Schema = {"type": "string", "pattern": f"^(?:{SLUG.pattern})$"}


def open_data_schema(site: Site, kinds: Kinds) -> bytes:
    """The schema as a file, in the language of the site."""
    gettext = translations(site.language).gettext
    text = {"type": "string"}
    about = {"$schema": ADDRESS, "version": {"const": VERSION}, "name": text, "url": ADDRESS}
    about |= {"language": text, "licence": ADDRESS}
    shapes = {name: group for name, group in kinds.shapes.items() if site.parts.shows(BY_COLLECTION[name])}
    lists: Schema = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "title": _title(name, gettext)}
        for name in shapes
    }
    schema = {
        "$schema": DRAFT,
        "$id": site.url + SCHEMA,
        "title": site.name,
        "description": gettext(WHOLE),
        **_object(about | lists),
        "$defs": {name: _record(name, group, gettext) for name, group in shapes.items()},
    }
    initiative = schema["$defs"]["initiatives"]
    for path in site.parts.fields:
        _leave_out(initiative, *path.split("."))
    return json_bytes(schema, indent=2) + b"\n"


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
    keys = ADDRESSES if name == "initiatives" else [key for key in ADDRESSES if key != "short_url"]
    known: dict[str, Schema] = {
        key: {"description": gettext(ADDRESSES[key]), **(NAME if key == "slug" else ADDRESS)} for key in keys
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
        return NAME
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
