"""Reads the catalogue of another: bytes become what is taken of it, and all that is wrong with it.

A fault in one record says nothing of the others: whoever reads decides whether to take what is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from atelier.exchange.faults import Fault
from atelier.exchange.limits import LARGEST
from atelier.exchange.model import (
    About,
    Known,
    Named,
    Neighbour,
    Removed,
    StrangersInitiative,
    StrangersPartner,
    StrangersQuestion,
    Term,
)
from atelier.exchange.pieces import Items, TooMuchError, pieces
from atelier.i18n.translation import N_
from atelier.model.initiative import Level, Status
from atelier.problems.problem import field_name

K = TypeVar("K", bound=Known)

MOST_FAULTS = 1000
"""How many faults are told: who has more has made one mistake many times."""

CODES: Mapping[str, str] = {
    "missing": "missing",
    "string_type": "text",
    "list_type": "list",
    "model_type": "group",
    "dict_type": "group",
    "int_type": "whole",
    "greater_than_equal": "whole",
    "less_than_equal": "whole",
    "date_type": "day",
    "too_long": "many",
}
"""What is said of an error of pydantic."""
BETTER: Mapping[str, str] = {
    "summary": N_("What happens, and for whom: one or two sentences, at most 300 characters."),
    "levels": N_("For which education: a list of words, such as po and vo."),
    "modified": N_("The day on which it last changed, as in 2026-03-01."),
}
"""Fields of an initiative that others can hardly do without, and what goes into them."""
PERSONAL = ("name", "email", "phone", "role")
"""Fields of a contact that are of a person."""
CHOICES: Mapping[str, Sequence[str]] = {"levels": tuple(Level), "status": tuple(Status)}
"""Fields of which the words are known to everyone."""
BOM = b"\xef\xbb\xbf"
INITIATIVES = N_("A list of initiatives, between [ and ].")


class UnreadableError(Exception):
    """Nothing can be taken from some bytes.

    Attributes:
        fault: why.

    """

    def __init__(self, code: str, place: str = "", **values: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, place, values)


@dataclass(frozen=True, slots=True)
class Strangers:
    """The catalogue of another: all in it that could be read."""

    about: About
    initiatives: tuple[StrangersInitiative, ...] = ()
    questions: tuple[StrangersQuestion, ...] = ()
    partners: tuple[StrangersPartner, ...] = ()
    pillars: tuple[Named, ...] = ()
    removed: tuple[Removed, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading.

    Attributes:
        catalogue: None if nothing can be taken at all.
        faults: what is wrong, in the order in which it stands there, at most ``MOST_FAULTS``.

    """

    catalogue: Strangers | None
    faults: tuple[Fault, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether it is as the standard says, remarks apart."""
        return all(fault.remark for fault in self.faults)


def read(content: bytes) -> Reading:
    """The catalogue in some bytes, and all that is wrong with it. Raises nothing."""
    try:
        data = pieces_of(content)
        return Reading(None, (Fault("group"),)) if data is None else read_pieces(data)
    except UnreadableError as error:
        return Reading(None, (error.fault,))


def read_pieces(data: Mapping[str, Any]) -> Reading:
    """The same, of what ``pieces_of`` gave. Raises UnreadableError."""
    faults: list[Fault] = []
    about = read_group(About, data, (), faults)
    if not isinstance(data.get("initiatives"), Items):
        code = "list" if "initiatives" in data else "missing"
        faults.append(Fault(code, "initiatives", {}, INITIATIVES))
    initiatives = _records(StrangersInitiative, data, "initiatives", faults)
    questions = _records(StrangersQuestion, data, "questions", faults)
    partners = _records(StrangersPartner, data, "partners", faults)
    pillars = _records(Named, data, "pillars", faults)
    removed = _records(Removed, data, "removed", faults)
    neighbours = _records(Neighbour, data, "neighbours", faults)
    terms = _terms(data.get("terms"), faults)
    faults += _twice({"initiatives": initiatives, "questions": questions})
    faults += _nowhere(initiatives)
    faults += _unknown(initiatives, terms.get("initiatives", {}))
    faults += _personal(data)
    faults += _better(initiatives)
    if about is None:
        return Reading(None, _sorted(faults))
    catalogue = Strangers(
        about,
        tuple(initiatives.values()),
        tuple(questions.values()),
        tuple(partners.values()),
        tuple(pillars.values()),
        tuple(removed.values()),
        tuple(neighbours.values()),
        terms,
    )
    return Reading(catalogue, _sorted(faults))


def _sorted(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """What must be mended first, then remarks, each kind in the order in which it stands there."""
    return tuple(sorted(faults, key=lambda fault: fault.remark)[:MOST_FAULTS])


def pieces_of(content: bytes) -> Mapping[str, Any] | None:
    """The values of a catalogue, of a list its ``Items``; None if it is no group. Raises UnreadableError."""
    if len(content) > LARGEST:
        raise UnreadableError("large", limit=LARGEST // 1024 // 1024)
    start = content[:1000].removeprefix(BOM).lstrip()[:1]
    if start == b"<":
        raise UnreadableError("page")
    try:
        return pieces(content[len(BOM) :] if content.startswith(BOM) else content)
    except TooMuchError as error:
        place = field_name(error.path)
        if error.limit:
            raise UnreadableError("big", place, limit=error.limit // 1024) from None
        raise UnreadableError("many", place) from None
    except ValueError as error:
        raise UnreadableError("json", reason=error) from None


def _records(kind: type[K], data: Mapping[str, Any], key: str, faults: list[Fault]) -> dict[int, K]:
    """The records of a list that could be read, by their place in it, until there are too many faults."""
    listed = data.get(key)
    if not isinstance(listed, Items):
        if listed is not None and key != "initiatives":
            faults.append(Fault("list", key))
        return {}
    found: dict[int, K] = {}
    for number, piece in enumerate(listed):
        if len(faults) >= MOST_FAULTS:
            break  # who has so many is told enough, and a million wrong records are not worth the time
        try:
            found[number] = kind.model_validate_json(piece)
        except ValidationError:
            # Once more, for what is wrong with it, which may be that it is no JSON.
            read_group(kind, _value(listed, number), (key, number), faults)
    return found


def _value(items: Items, number: int) -> Any:
    try:
        return items.value(number)
    except ValueError as error:
        raise UnreadableError("json", reason=error) from None


def read_group(kind: type[K], value: object, above: tuple[str | int, ...], faults: list[Fault]) -> K | None:
    """A group of fields; None if something in it is wrong, which is then added to ``faults``."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            faults.append(_fault(kind, detail, above))
        return None


def _fault(kind: type[Known], detail: ErrorDetails, above: tuple[str | int, ...]) -> Fault:
    code = CODES.get(detail["type"], detail["type"])
    place = field_name((*above, *detail["loc"]))
    return Fault(code, place, detail.get("ctx", {}), _explanation(kind, detail["loc"]))


def _explanation(kind: type[Known], path: Sequence[str | int]) -> str:
    """What belongs at a place in a group."""
    said = ""
    group: type[Known] | None = kind
    for key in path:
        if isinstance(key, int):
            continue
        fields = {info.alias or name: info for name, info in group.model_fields.items()} if group else {}
        if key not in fields:
            break
        said = fields[key].description or said
        group = next(_groups_in(fields[key].annotation), None)
    return said


def _groups_in(annotation: Any) -> Iterator[type[Known]]:
    """The groups of fields that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, Known):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _groups_in(inner)


def _terms(value: object, faults: list[Fault]) -> Mapping[str, Mapping[str, Term]]:
    """The terms, by kind of record and by field."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        faults.append(Fault("group", "terms"))
        return {}
    found: dict[str, dict[str, Term]] = {}
    for collection, fields in value.items():
        if not isinstance(fields, dict):
            faults.append(Fault("group", field_name(("terms", str(collection)))))
            continue
        for name, term in fields.items():
            read_ = read_group(Term, term, ("terms", collection, name), faults)
            if read_:
                found.setdefault(collection, {})[name] = read_
    return found


def _twice(
    records: Mapping[str, Mapping[int, StrangersInitiative] | Mapping[int, StrangersQuestion]],
) -> Iterator[Fault]:
    """A fault for each id that two records have."""
    known: dict[str, str] = {}
    for key, listed in records.items():
        for number, record in listed.items():
            place = field_name((key, number, "id"))
            other = known.setdefault(record.id, place)
            if other != place:
                yield Fault("twice", place, {"other": other, "value": record.id})


def _nowhere(initiatives: Mapping[int, StrangersInitiative]) -> Iterator[Fault]:
    """A fault for each example that is neither an address nor an initiative of the catalogue."""
    slugs = {one.slug for one in initiatives.values()}
    for number, one in initiatives.items():
        for index, origin in enumerate(one.adapted_from):
            if "://" not in origin and origin not in slugs:
                place = field_name(("initiatives", number, "adapted_from", index))
                yield Fault("nowhere", place, {"value": origin})


def _unknown(initiatives: Mapping[int, StrangersInitiative], terms: Mapping[str, Term]) -> Iterator[Fault]:
    """A remark for each word that is a choice of nobody."""
    known = {
        key: {*choices, *(choice.value for choice in terms[key].choices)} if key in terms else {*choices}
        for key, choices in CHOICES.items()
    }
    for number, one in initiatives.items():
        words: list[tuple[tuple[str | int, ...], str]] = [
            (("levels", index), level) for index, level in enumerate(one.levels)
        ]
        if one.status:
            words.append((("status",), one.status))
        for path, word in words:
            key = str(path[0])
            if word not in known[key]:
                values = {"value": word, "choices": ", ".join(CHOICES[key])}
                yield Fault("unknown", field_name(("initiatives", number, *path)), values)


def _personal(data: Mapping[str, Any]) -> Iterator[Fault]:
    """A remark for each field of a contact that is of a person."""
    listed = data.get("initiatives")
    if not isinstance(listed, Items):
        return
    for number, piece in enumerate(listed):
        one = _value(listed, number) if b'"contact"' in piece else None
        contact = one.get("contact") if isinstance(one, dict) else None
        given = contact if isinstance(contact, dict) else {}
        for key in PERSONAL:
            if given.get(key):
                yield Fault("person", field_name(("initiatives", number, "contact", key)))


def _better(initiatives: Mapping[int, StrangersInitiative]) -> Iterator[Fault]:
    """A remark for each field that others can hardly do without."""
    for number, one in initiatives.items():
        for key, explanation in BETTER.items():
            if not getattr(one, key):
                yield Fault("better", field_name(("initiatives", number, key)), {}, explanation)
