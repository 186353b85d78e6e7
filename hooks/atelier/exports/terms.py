"""The terms of a catalogue: the choices of each field, and the fields of a city's own, with their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from atelier.exports.open_fields import is_open
from atelier.model.fields import Field, Group
from atelier.model.initiative import Level
from atelier.model.kinds import Kinds
from atelier.model.labelled import Labelled
from atelier.model.parts import Parts
from atelier.model.records import BY_COLLECTION
from atelier.model.rules import Choice
from atelier.render.wording import Wording

EDUSTANDAARD = "http://purl.edustandaard.nl/begrippenkader/"
LEVELS: Mapping[Level, str] = {
    Level.VVE: "15d693b8-fbe1-4112-8135-4a20aba5101c",
    Level.PO: "512e4729-03a4-43a2-95ba-758071d1b725",
    Level.SO: "e7f1c08f-08fb-48ab-be8e-c131b1bce54a",
    Level.VO: "2a1401e9-c223-493b-9b86-78f6993b1a8d",
    Level.VSO: "dbbc3e87-a848-4425-912a-d494e43e5e59",
    Level.PRO: "d6f1bbf7-c1a6-4431-bcbd-f33126d851ef",
    Level.VMBO: "c7942bb1-bf4f-409f-bc98-9a0b02f175dc",
    Level.HAVO: "a3ddbe60-8478-4204-b769-6f5e9f4cbca2",
    Level.VWO: "ad9872e5-edc4-4a62-9ee7-ba7daceba2e0",
    Level.MBO: "f3ac3fbb-5eae-49e0-8494-0a44855fff25",
    Level.HBO: "be140797-803f-4b9e-81cc-5572c711e09c",
    Level.WO: "bbbd99c6-cf49-4980-baed-12388f8dcff4",
    Level.VOLWASSENEN: "431f5942-4c61-42a5-b33d-638b82e0c4f6",
}
"""Concepts of the Onderwijsbegrippenkader, which has none for day care."""


def terms(kinds: Kinds, parts: Parts, wording: Wording) -> Mapping[str, Mapping[str, Any]]:
    """What the choices of each field mean, and the fields of the city's own, by collection and by field.

    A field in a group is called by both names: ``partners.role``. Words are in the language of ``wording``.
    """
    found = {}
    for collection, group in kinds.shapes.items():
        if parts.shows(BY_COLLECTION[collection]):
            own = {key for key, _ in kinds.choices.fields_of(BY_COLLECTION[collection])}
            gettext = wording.texts.gettext
            found[collection] = {
                path: {"label": gettext(field.label), "explanation": gettext(field.explanation)}
                | {"own": path in own, "choices": _choices(field, wording)}
                for path, field in _fields(group)
                if isinstance(field.rule, Choice) or path in own
                if path not in parts.fields
            }
    return found


def _fields(group: Group, above: str = "") -> Iterator[tuple[str, Field]]:
    """Every published field that holds a value, by its names."""
    for key, field in group.fields.items():
        if not is_open(group.kind, key):
            continue
        if field.group:
            yield from _fields(field.group, f"{above}{key}.")
        else:
            yield above + key, field


def _choices(field: Field, wording: Wording) -> list[Mapping[str, Any]]:
    return [_choice(one, wording) for one in field.rule.of] if isinstance(field.rule, Choice) else []


def _choice(one: Labelled, wording: Wording) -> Mapping[str, Any]:
    concept = LEVELS.get(one) if isinstance(one, Level) else None
    said = {"value": one.value, "label": wording.label(one)}
    return said | ({"same_as": [EDUSTANDAARD + concept]} if concept else {})
