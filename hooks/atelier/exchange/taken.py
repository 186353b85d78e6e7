"""What was taken from a neighbour, as a file: ``neighbours/SLUG.json`` beside the folder of initiatives.

Such a file is a catalogue by the standard itself, with one key more, ``taken``: from where, and when. A
record stands on one line, and the order is always the same: a pull request shows what changed and no more.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from pydantic import Field
from pydantic_core import to_json

from atelier.exchange.faults import Fault
from atelier.exchange.limits import FOLDER
from atelier.exchange.model import Address, Day, Known, Line, Term
from atelier.exchange.read import Strangers, UnreadableError, pieces_of, read_group, read_pieces
from atelier.i18n.translation import N_
from atelier.problems.problem import field_name

HERE = "http:"
"""How an address of this machine begins: that of any other begins with https."""
TAKEN = N_("From where and when it was taken. Run atelier harvest, which writes it.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from a neighbour.

    Attributes:
        url: the address it was asked for.
        date: the day on which it was taken.
        etag: what its server calls this version; empty if it gives no name.
        catalogue: what was in it.

    """

    url: str
    date: datetime.date
    etag: str
    catalogue: Strangers


class TakenError(Exception):
    """Some bytes are not what ``taken_bytes`` writes.

    Attributes:
        fault: the first thing that is wrong.

    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class Origin(Known):
    """Where a catalogue was taken from, and when."""

    url: Address = Field(
        alias="from", description=N_("The address it was taken from, beginning with https://.")
    )
    date: Day = Field(alias="on", description=N_("The day on which it was taken, as in 2026-03-01."))
    etag: Line | None = Field(None, description=N_("What the server of the neighbour calls this version."))


def taken_path(slug: str) -> str:
    """The path of the file of a neighbour, from the root of a catalogue."""
    return f"{FOLDER}/{slug}.json"


def ordered(catalogue: Strangers) -> Strangers:
    """A catalogue with its records in the order in which they are kept."""
    return replace(
        catalogue,
        initiatives=tuple(sorted(catalogue.initiatives, key=attrgetter("id"))),
        questions=tuple(sorted(catalogue.questions, key=attrgetter("id"))),
        partners=tuple(sorted(catalogue.partners, key=attrgetter("slug"))),
        pillars=tuple(sorted(catalogue.pillars, key=attrgetter("slug"))),
        removed=tuple(sorted(catalogue.removed, key=attrgetter("id"))),
        neighbours=tuple(sorted(catalogue.neighbours, key=attrgetter("url", "name"))),
    )


def taken_bytes(taken: Taken) -> bytes:
    """The content of the file: the same for the same records, in whatever order they came."""
    catalogue = ordered(taken.catalogue)
    origin = Origin.model_validate(
        {"from": taken.url, "on": taken.date.isoformat(), "etag": taken.etag or None}
    )
    parts = [b'"taken": ' + _line(origin)]
    parts += [_text(key) + b": " + to_json(value) for key, value in catalogue.about.model_dump().items()]
    lists: dict[str, Sequence[Known]] = {
        "initiatives": catalogue.initiatives,
        "questions": catalogue.questions,
        "partners": catalogue.partners,
        "pillars": catalogue.pillars,
        "removed": catalogue.removed,
        "neighbours": catalogue.neighbours,
    }
    for key, records in lists.items():
        if records or key == "initiatives":
            lines = b",".join(b"\n" + _line(record) for record in records)
            parts.append(_text(key) + b": [" + lines + b"\n]")
    if catalogue.terms:
        terms = (
            _text(kind) + b": {" + _terms(fields) + b"}" for kind, fields in sorted(catalogue.terms.items())
        )
        parts.append(b'"terms": {' + b",".join(b"\n" + term for term in terms) + b"\n}")
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


def _terms(fields: Mapping[str, Term]) -> bytes:
    return b",".join(b"\n" + _text(name) + b": " + _line(term) for name, term in sorted(fields.items()))


def _text(text: str) -> bytes:
    return to_json(text)


def _line(record: Known) -> bytes:
    """A group of fields on one line, without those that are not given."""
    return record.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def read_taken(content: bytes) -> Taken:
    """What was taken from a neighbour, by the content of its file.

    Somebody may have changed the file, so it is read as strictly as what comes from the neighbour itself.
    Raises TakenError.
    """
    faults: list[Fault] = []
    try:
        data = pieces_of(content)
        if data is None or "taken" not in data:
            raise TakenError(Fault("missing", "taken", {}, TAKEN))
        origin = read_group(Origin, data["taken"], ("taken",), faults)
        reading = read_pieces(data)
    except UnreadableError as error:
        raise TakenError(error.fault) from error
    faults += (fault for fault in reading.faults if not fault.remark)
    if faults or not origin or not reading.catalogue:
        raise TakenError(faults[0])
    local = leading_here(origin.url, reading.catalogue)
    if local:
        raise TakenError(local)
    return Taken(origin.url, origin.date, origin.etag or "", reading.catalogue)


def leading_here(url: str, catalogue: Strangers) -> Fault | None:
    """The fault of a catalogue that would lead visitors to their own machine; None if it has none.

    Where it was taken from this machine itself, somebody tries it out.
    """
    if url.startswith(HERE):
        return None
    if catalogue.about.url.startswith(HERE):
        return Fault("https", "url", {"value": catalogue.about.url})
    for key, records in (("initiatives", catalogue.initiatives), ("questions", catalogue.questions)):
        for number, one in enumerate(records):
            for name, address in (("id", one.id), ("page_url", one.page_url or "")):
                if address.startswith(HERE):
                    return Fault("https", field_name((key, number, name)), {"value": address})
    return None
