"""A sheet and its mapping: from a file to a plan, and a first mapping with all that is to be filled in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from atelier.catalogue.names import folded
from atelier.checks.standing import Standing
from atelier.content.front_matter import FrontMatter
from atelier.content.meant import choice_of
from atelier.i18n.translation import N_
from atelier.importing import mapping as kept
from atelier.importing.build import Builder
from atelier.importing.csv_file import read_csv
from atelier.importing.grid import FILE_LIMIT, Grid, NotReadError
from atelier.importing.guess import Guess, guessed, knows
from atelier.importing.partners import Register, guessed_kind
from atelier.importing.plan import plan_of
from atelier.importing.table import Table, table_of
from atelier.importing.targets import targets
from atelier.importing.workbook import is_workbook, read_workbook
from atelier.model.base import Record
from atelier.model.fields import leaves
from atelier.model.partner import Partner
from atelier.model.rules import Choice, RefersTo

MOST_WORDS = 30
"""How many words of one field are asked for: more are no choices."""

NOWHERE = FrontMatter(None, {}, {}, "", 1)


class First(NamedTuple):
    """A first mapping.

    Attributes:
        mapping: with what is to be filled in left empty.
        guess: what it was guessed from.
        needed: the fields that every record needs, and nothing fills.

    """

    mapping: kept.Mapping
    guess: Guess
    needed: Sequence[str]

    @property
    def is_complete(self) -> bool:
        """Whether nothing must be filled in."""
        open_words = any(word.value is None for word in self.mapping.words)
        return not self.needed and not open_words and all(new.kind for new in self.mapping.partners)


def read_grid(file: Path, sheet: str = "") -> Grid:
    """All cells of a file: of the sheet with a name, where it has several. Raises NotReadError."""
    try:
        with file.open("rb") as opened:
            data = opened.read(FILE_LIMIT + 1)
    except OSError as error:
        message = N_("This file cannot be read: %(reason)s.")
        raise NotReadError(message, reason=error.strerror or type(error).__name__) from None
    if len(data) > FILE_LIMIT:
        raise NotReadError(N_("This file is larger than %(limit)s MB."), limit=FILE_LIMIT // 1024**2)
    if is_workbook(data):
        return read_workbook(data, file.name, sheet)
    return read_csv(data, file.name)


def table_in(grid: Grid, kind: type[Record], head: int | None) -> Table:
    """The table in a sheet. Raises NotReadError."""
    return table_of(grid, lambda text: knows(kind, text), head)


def first_mapping(kind: type[Record], table: Table, standing: Standing, day: datetime.date) -> First:
    """What the columns of a sheet probably become, and what only its owner can say."""
    guess = guessed(kind, table)
    mapping = kept.Mapping.model_construct(
        kind=kind.collection,
        sheet=table.sheet or None,
        header=table.head or None,
        columns=tuple(guess.columns),
    )
    plan, _ = plan_of(mapping, NOWHERE, kind, table, "")
    register = Register(standing.collections(day), standing.root, plan.partners, "")
    builder = Builder(plan, register)
    for row in table.rows:
        builder.built(row)
    filled = {column.field for column in mapping.columns} | {
        ".".join((*targets(kind)[column.field].path[:-1], one.field))
        for column in mapping.columns
        for one in column.besides
    }
    needed = [
        ".".join(leaf.keys) for leaf in leaves(kind) if leaf.required and ".".join(leaf.keys) not in filled
    ]
    partners = tuple(
        kept.NewPartner(name=name, kind=register.near(name) or guessed_kind(name, register.kind) or None)
        for _, name in sorted(register.unknown.items())
    )
    mapping = mapping.model_copy(
        update={
            "fixed": tuple(kept.Given(field=path) for path in needed),
            "words": tuple(_unknown_words(kind, mapping, table, register)),
            "partners": partners,
        }
    )
    return First(mapping, guess, needed)


def _unknown_words(
    kind: type[Record], mapping: kept.Mapping, table: Table, register: Register
) -> list[kept.Word]:
    """The words that stand for no choice, and for no record of a kind that a sheet does not bring."""
    columns = {column.name: column for column in table.columns}
    found: list[kept.Word] = []
    for said in mapping.columns:
        target = targets(kind).get(said.field)
        rule = target.field.rule if target and target.field else None
        if target is None or target.many:
            continue
        if isinstance(rule, Choice):
            known = partial(choice_of, rule=rule)
        elif isinstance(rule, RefersTo) and Partner.collection not in rule.collections:
            known = partial(register.known, rule=rule)
        else:
            continue
        words = {folded(text): text for text in table.texts_of(columns[said.column])}
        unknown = [" ".join(text.split()) for text in words.values() if not known(text)]
        if len(unknown) <= MOST_WORDS:
            found += [kept.Word(field=said.field, word=text) for text in unknown]
    return found
