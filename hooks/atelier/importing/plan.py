"""A mapping tied to a sheet: which column fills which field; or all that is wrong between the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from atelier.catalogue.names import folded
from atelier.content.front_matter import FrontMatter, place_of
from atelier.content.meant import as_meant
from atelier.content.nearest import nearest
from atelier.i18n.translation import N_
from atelier.i18n.words import EURO
from atelier.importing import mapping as kept
from atelier.importing.grid import Note
from atelier.importing.rest_name import is_reason
from atelier.importing.table import Column, Table
from atelier.importing.targets import BODY, NOTHING, Target, targets
from atelier.model.base import Record
from atelier.model.fields import leaves
from atelier.model.rules import Choice, OneLine, Written
from atelier.problems.codes import CODES
from atelier.problems.problem import FieldPath

DATED = ("added",)
"""Fields that get the day of the import where nothing else fills them."""


class Filler(NamedTuple):
    """A column, and the field that it fills.

    Attributes:
        column: in the sheet.
        target: the field.
        besides: other fields of the same item of a list, with their values.
        split: the signs between several values in a cell; empty for the usual ones.
        value: what a mark in the column means; empty where the cells say it themselves.
        shorten: whether a text that is too long is cut after a sentence.

    """

    column: Column
    target: Target
    besides: tuple[tuple[Target, str], ...] = ()
    split: str = ""
    value: str = ""
    shorten: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rows of a sheet become.

    Attributes:
        kind: of record.
        fillers: in the order of the mapping.
        fixed: fields with a value for each row where no column fills them.
        words: what a word in a column means, by the path of the field and the word in small letters.
        partners: the kind of a new partner, or the partner that is meant, by its name in small letters.
        currency: the code of the money of the catalogue.

    """

    kind: type[Record]
    fillers: Sequence[Filler]
    fixed: Sequence[tuple[Target, str]]
    words: Mapping[tuple[str, str], str]
    partners: Mapping[str, str]
    currency: str = EURO


def plan_of(
    mapping: kept.Mapping,
    front: FrontMatter,
    kind: type[Record],
    table: Table,
    *,
    file: str,
    currency: str = EURO,
) -> tuple[Plan, list[Note]]:
    """The plan of a mapping for a sheet, and what is wrong between the two: the plan is then without that.

    ``front`` says where the fields of the mapping stand in the file with the name ``file``, ``currency`` is
    the money of the catalogue.
    """
    tying = _Tying(kind, table, file, front)
    fillers = tuple(filter(None, map(tying.filler, range(len(mapping.columns)), mapping.columns)))
    fixed = list(tying.given(("fixed",), mapping.fixed))
    for number, word in enumerate(mapping.words):
        tying.target(("words", number, "field"), word.field)
    tying.twice(fillers)
    tying.nothing_fills(mapping, fillers, fixed)
    words = {(word.field, folded(word.word)): word.value for word in mapping.words if word.value}
    partners = {folded(partner.name): partner.kind or "" for partner in mapping.partners}
    return Plan(kind, fillers, fixed, words, partners, currency), tying.wrong


def left_out(mapping: kept.Mapping, table: Table) -> list[Note]:
    """A note for each column of a sheet that no line of the mapping names."""
    named = {folded(column.column) for column in mapping.columns}
    return [
        Note(
            N_("Column %(column)s (“%(head)s”) is in no line of the mapping: it is left out."),
            {"column": column.letter, "head": column.head},
        )
        for column in table.columns
        if folded(column.name) not in named and not is_reason(column.head)
    ]


class _Tying:
    def __init__(self, kind: type[Record], table: Table, file: str, front: FrontMatter) -> None:
        self.kind, self.table, self.file, self.front = kind, table, file, front
        self.columns = {folded(column.name): column for column in table.columns}
        self.wrong: list[Note] = []

    def say(self, path: FieldPath, message: str, **values: object) -> None:
        """Add what is wrong at a place in the mapping."""
        _, (line, _) = place_of(path, self.front.places)
        self.wrong.append(Note(message, {"file": self.file, "line": line, **values}))

    def filler(self, number: int, said: kept.MappedColumn) -> Filler | None:
        """What a column fills; None where it is left out, or something is wrong with it."""
        at: FieldPath = ("columns", number)
        if said.field == NOTHING:
            return None
        column = self.columns.get(folded(said.column))
        if column is None:
            meant = nearest(folded(said.column), self.columns)
            there = [self.columns[meant]] if meant else self.table.columns
            self.say(
                (*at, "column"),
                N_("%(file)s:%(line)s: there is no column “%(column)s” in the sheet. There is: %(heads)s."),
                column=said.column,
                heads=", ".join(f"“{one.name}”" for one in there),
            )
        target = self.target((*at, "field"), said.field)
        if target is None or column is None:
            return None
        besides = tuple(self.given((*at, "with"), said.besides, target))
        for place, one in enumerate(said.besides):
            if not one.value:
                self.say(
                    (*at, "with", place),
                    N_("%(file)s:%(line)s: fill in “%(field)s” for column “%(column)s”."),
                    field=one.field,
                    column=column.head,
                )
        if said.value:
            self.fits((*at, "value"), target, said.value)
        return Filler(column, target, besides, said.split or "", said.value or "", said.shorten)

    def target(self, at: FieldPath, name: str, above: str = "") -> Target | None:
        """The field with a name, below the list ``above``; None where there is none."""
        known = targets(self.kind)
        found = known.get(f"{above}{name}")
        if found is None:
            names = [key.removeprefix(above) for key in known if key.startswith(above)]
            meant = nearest(name, names)
            self.say(
                at,
                N_("%(file)s:%(line)s: “%(field)s” is no field that can be filled. There is: %(fields)s."),
                field=name,
                fields=meant or ", ".join(names),
            )
        return found

    def given(
        self, at: FieldPath, said: Sequence[kept.Given], beside: Target | None = None
    ) -> Iterator[tuple[Target, str]]:
        """Fields with a value; below the list of the field ``beside``, if that is given."""
        above = ".".join(beside.path[: beside.listed]) + "." if beside else ""
        for number, one in enumerate(said):
            if beside and not beside.listed:
                self.say(
                    (*at, number),
                    N_("%(file)s:%(line)s: “with” is for an item of a list, and %(field)s is in none."),
                    field=beside.name,
                )
                continue
            target = self.target((*at, number, "field"), one.field, above)
            if target and one.value:
                self.fits((*at, number, "value"), target, one.value)
                yield target, one.value

    def fits(self, at: FieldPath, target: Target, value: str) -> None:
        """Say where a value cannot stand in a field; a reference is for the check of each row."""
        rule = target.field.rule if target.field else None
        if not isinstance(rule, Choice | Written):
            return
        try:
            for part in value.split(";") if target.many else [value]:
                rule.read(as_meant(part.strip(), rule))
        except PydanticCustomError as error:
            code = CODES[error.type]
            values = dict.fromkeys(("value", "choices", "meant"), "") | dict(error.context or {})
            if isinstance(rule, Choice):
                values["choices"] = ", ".join(rule.of)
            self.say(
                at,
                N_("%(file)s:%(line)s: %(what)s %(how)s"),
                what=Note(code.message, values),
                how=Note(code.hint, values),
            )

    def twice(self, fillers: Sequence[Filler]) -> None:
        """Say which fields can hold one value only, and are filled by two columns."""
        single = (
            (filler.target.name, tuple(filler.besides))
            for filler in fillers
            if not filler.target.many and not (filler.target.field is None or _joins(filler.target))
        )
        for (name, _), count in Counter(single).items():
            if count > 1:
                self.say(
                    ("columns",),
                    N_("%(file)s:%(line)s: %(count)s columns fill “%(field)s”, which can hold one value."),
                    count=count,
                    field=name,
                )

    def nothing_fills(
        self,
        mapping: kept.Mapping,
        fillers: Sequence[Filler],
        fixed: Sequence[tuple[Target, str]],
    ) -> None:
        """Say which fields every record needs, and nothing fills."""
        filled = {filler.target.name for filler in fillers} | {target.name for target, _ in fixed}
        filled |= {target.name for filler in fillers for target, _ in filler.besides}
        known = targets(self.kind)
        for leaf in leaves(self.kind):
            name = ".".join(leaf.keys)
            if leaf.required and name not in filled and name in known:
                said = next((n for n, one in enumerate(mapping.fixed) if one.field == name), None)
                self.say(
                    () if said is None else ("fixed", said),
                    N_(
                        "%(file)s:%(line)s: nothing fills “%(field)s”, which every record needs. Name a"
                        " column for it, or a value for all rows under “fixed”."
                    ),
                    field=name,
                )


def _joins(target: Target) -> bool:
    """Whether the texts of two columns can stand in a field one after the other."""
    return target.name == BODY or (target.field is not None and type(target.field.rule) is OneLine)
