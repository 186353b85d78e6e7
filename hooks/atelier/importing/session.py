"""A sheet and its mapping: from a file to a plan, and a first mapping with all that is to be filled in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from atelier.catalogue.names import folded
from atelier.checks.standing import Standing
from atelier.content.front_matter import FrontMatter
from atelier.content.meant import choice_of
from atelier.i18n.translation import N_
from atelier.importing import mapping as kept
from atelier.importing.build import Builder
from atelier.importing.csv_file import read_csv
from atelier.importing.data_file import read_data
from atelier.importing.grid import FILE_LIMIT, Grid, NotReadError
from atelier.importing.guess import chosen, guessed, knows
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

DATA = (".json", ".jsonld", ".yml", ".yaml")
"""How the names of files end that hold data."""

NOWHERE = FrontMatter(None, {}, {}, "", 1)


def read_grid(file: Path, sheet: str = "", records: str = "", languages: Sequence[str] = ()) -> Grid:
    """All cells of a file: of the sheet with a name, where it has several. Raises NotReadError.

    ``records`` is where the records of data stand; texts of data are taken in the first of ``languages``.
    """
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
    if file.suffix.lower() in DATA:
        return read_data(data, file.name.lower(), records, languages)
    return read_csv(data, file.name)


def table_in(grid: Grid, kind: type[Record], head: int | None) -> Table:
    """The table in a sheet. Raises NotReadError."""
    return table_of(grid, lambda text: knows(kind, text), head)


class Opener:
    """Knows a sheet and a catalogue, and says what only the owner of the sheet can fill in."""

    def __init__(
        self,
        kind: type[Record],
        table: Table,
        standing: Standing,
        day: datetime.date,
        begun: kept.Mapping | None = None,
    ) -> None:
        """``begun`` is a mapping of the package: the columns then become what that says."""
        self.kind, self.table, self.begun = kind, table, begun
        self.guess = chosen(kind, table, begun) if begun else guessed(kind, table)
        self._collections, self._root = standing.collections(day), standing.root

    def opened(self, columns: Sequence[kept.MappedColumn]) -> kept.Mapping:
        """The mapping with some columns, in which all that must be filled in is empty."""
        mapping = kept.Mapping.model_construct(
            kind=self.kind.collection,
            sheet=self.table.sheet or None,
            header=self.table.head or None,
            records=self.begun.records if self.begun else None,
            columns=tuple(columns),
        )
        plan, _ = plan_of(mapping, NOWHERE, self.kind, self.table, "")
        register = Register(self._collections, self._root, plan.partners, "")
        builder = Builder(plan, register)
        for row in self.table.rows:
            builder.built(row)
        partners = (
            kept.NewPartner(name=name, kind=register.near(name) or guessed_kind(name, register.kind) or None)
            for _, name in sorted(register.unknown.items())
        )
        return mapping.model_copy(
            update={
                "fixed": tuple(kept.Given(field=path) for path in self._needed(columns)),
                "words": tuple(_words(self.kind, mapping, self.table, register, self.begun)),
                "partners": tuple(partners),
            }
        )

    def _needed(self, columns: Sequence[kept.MappedColumn]) -> Iterator[str]:
        """The fields that every record needs, and nothing fills."""
        filled = {column.field for column in columns} | {
            ".".join((*targets(self.kind)[column.field].path[:-1], one.field))
            for column in columns
            for one in column.besides
        }
        for leaf in leaves(self.kind):
            path = ".".join(leaf.keys)
            if leaf.required and path not in filled:
                yield path


def _words(
    kind: type[Record],
    mapping: kept.Mapping,
    table: Table,
    register: Register,
    begun: kept.Mapping | None,
) -> list[kept.Word]:
    """The words that stand for no choice, and for no record of a kind that a sheet does not bring."""
    columns = {column.name: column for column in table.columns}
    found = list(begun.words) if begun else []
    said_already = {(word.field, folded(word.word)) for word in found}
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
        unknown = [
            " ".join(text.split())
            for word, text in words.items()
            if not known(text) and (said.field, word) not in said_already
        ]
        if len(unknown) <= MOST_WORDS:
            found += [kept.Word(field=said.field, word=text) for text in unknown]
    return found
