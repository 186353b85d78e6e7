"""A mapping guessed from the heads of a sheet and from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from atelier.content.meant import choice_of
from atelier.content.nearest import nearest
from atelier.importing import mapping as kept
from atelier.importing.rest_name import is_reason
from atelier.importing.table import Column, Table
from atelier.importing.targets import (
    BODY,
    BRACKETS,
    HEADS,
    NOTHING,
    Target,
    folded_head,
    known_heads,
    targets,
)
from atelier.importing.values import MARKS, NO_MARKS
from atelier.model.base import Record
from atelier.model.fields import leaves
from atelier.model.rules import CalendarYear, Choice, Euros, NeededFor, OneLine, RefersTo, Written
from atelier.model.several import SIGNS, split

ALIKE = 0.8
"""How much a head is like a known one to be guessed."""
OWN_USE = frozenset(
    "nr|nummer|no|number|id|volgnummer|opmerking|opmerkingen|notitie|notities|remarks|notes|comments".split(
        "|"
    )
)
"""Heads of columns that the owner of a sheet keeps for own use."""
SMALL = re.compile(r"\b(?:van|voor|de|het|een|of|for|the|an?)\b", re.IGNORECASE)
"""Words that make no difference in a head."""
INSTEAD = {"pillar": "tags"}
"""What a column becomes whose field the catalogue does not have."""
NONE: Mapping[str, str] = {}
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def knows(kind: type[Record], head: str) -> bool:
    """Whether a head is one of a column that is known."""
    return any(name in known_heads(kind) for name in _readings(head)) or is_reason(head)


def _readings(head: str) -> Iterator[str]:
    """The ways to read a head: whole, without what is in brackets, without a year, one of two names."""
    yield folded_head(head)
    short = BRACKETS.sub(" ", head)
    yield folded_head(short)
    yield folded_head(YEAR.sub(" ", short))
    yield folded_head(SMALL.sub(" ", short))
    for part in re.split(r"[/|&+]|\ben\b|\band\b", short):
        yield folded_head(part)


@dataclass(slots=True)
class Guess:
    """A guessed mapping.

    Attributes:
        columns: what each column becomes, in the order of the sheet.
        unsure: the columns of which the head is only like a known one.
        personal: the columns that hold names of persons, which need the date on which they agreed.

    """

    columns: list[kept.MappedColumn] = field(default_factory=list)
    unsure: list[Column] = field(default_factory=list)
    personal: list[Column] = field(default_factory=list)


def guessed(
    kind: type[Record],
    table: Table,
    *,
    absent: Collection[str] = (),
    own: Mapping[str, str] = NONE,
) -> Guess:
    """What each column of a sheet probably becomes.

    ``absent`` are fields that are not in the catalogue, ``own`` the fields by what its city calls them.
    """
    guess, used = Guess(), set[str]()
    columns = [column for column in table.columns if not is_reason(column.head)]
    found = {column.name: _exact(kind, column, own) for column in columns}
    for column in columns:
        said = found[column.name]
        special = _by_marks(kind, column, table) or _by_year(kind, column, table)
        if said is None and not special and folded_head(column.head) not in OWN_USE:
            near = nearest(folded_head(column.head), known_heads(kind), ALIKE)
            said = _filling(kind, known_heads(kind).get(near, ""), column)
            guess.unsure += [column] if said else []
        said = special or said
        if said and any(f"{said.field}.".startswith(f"{path}.") for path in absent):
            other = INSTEAD.get(said.field)
            said = _column(column.name, other) if other else None
        target = targets(kind).get(said.field) if said else None
        if said is None or target is None or (_single(target) and target.name in used):
            guess.columns.append(_column(column.name, NOTHING))
            continue
        if _needs_consent(kind, target, found):
            guess.personal.append(column)
            guess.columns.append(_column(column.name, NOTHING))
            continue
        said = _as_stands(kind, said, target, table, column, used)
        used.add(said.field)
        guess.columns.append(said)
    guess.columns = [completed(kind, said, guess.columns) for said in guess.columns]
    _second_uses(kind, guess, used, table)
    return guess


def chosen(kind: type[Record], table: Table, begun: kept.Mapping) -> Guess:
    """What a mapping of the package says of the columns of a sheet; the others are left out."""
    guess, used = Guess(), set[str]()
    for column in table.columns:
        said = [one for one in begun.columns if one.column == column.name and one.field in targets(kind)]
        fills = [one for one in said if not (_single(targets(kind)[one.field]) and one.field in used)]
        used.update(one.field for one in fills)
        guess.columns += fills or [_column(column.name, NOTHING)]
    return guess


def _single(target: Target) -> bool:
    """Whether one column at most can fill a field."""
    return not target.many and not target.listed and target.name != BODY


def _exact(kind: type[Record], column: Column, own: Mapping[str, str]) -> kept.MappedColumn | None:
    """What a column becomes of which the head is known."""
    heads = {**known_heads(kind), **own}
    for name in _readings(column.head):
        if name in heads:
            return _filling(kind, heads[name], column)
    return _by_choice(kind, column)


def _by_choice(kind: type[Record], column: Column) -> kept.MappedColumn | None:
    """The field of a list for a head that says what its items are, as a role does: “Financier”."""
    for target in targets(kind).values():
        if not target.listed or target.group is None or target.path[-1] != target.group.alone:
            continue
        for key, beside in target.group.fields.items():
            # “Lead” or, word by word, “Lead organisation”.
            for name in (*_readings(column.head), *folded_head(column.head).split()):
                chosen = choice_of(name, beside.rule) if isinstance(beside.rule, Choice) else ""
                if chosen:
                    return _column(column.name, target.name, kept.Given(field=key, value=chosen))
    return None


def _by_marks(kind: type[Record], column: Column, table: Table) -> kept.MappedColumn | None:
    """The list of choices to which a column adds the one above it, where there is a mark below it: “PO”."""
    marks = {text.casefold() for text in table.texts_of(column)}
    for target in targets(kind).values() if marks and marks <= MARKS | NO_MARKS else ():
        rule = target.field.rule if target.field else None
        chosen = choice_of(folded_head(column.head), rule) if isinstance(rule, Choice) else ""
        if chosen and target.many and not target.listed:
            return _column(column.name, target.name).model_copy(update={"value": chosen})
    return None


def _by_year(kind: type[Record], column: Column, table: Table) -> kept.MappedColumn | None:
    """The amounts of a year, where a year is all that stands above them."""
    texts = list(table.texts_of(column))
    for target in targets(kind).values() if texts and YEAR.fullmatch(column.head) else ():
        rule = target.field.rule if target.field else None
        if target.listed and isinstance(rule, Euros) and all(_reads(rule, text) for text in texts):
            return _filling(kind, target.name, column)
    return None


def _reads(rule: Written, text: str) -> bool:
    """Whether a text is a value of a rule, or is meant as one."""
    return bool(rule.pattern.fullmatch(text) or rule.meant(text))


def _filling(kind: type[Record], path: str, column: Column) -> kept.MappedColumn | None:
    """A column that fills a field, with what else an item of its list needs and the head says."""
    target = targets(kind).get(path)
    if target is None:
        return None
    besides: list[kept.Given] = []
    year = YEAR.search(column.head)
    for key, beside in (target.group.fields if target.listed and target.group else {}).items():
        if key == target.path[-1]:
            continue
        if year and isinstance(beside.rule, CalendarYear):
            besides.append(kept.Given(field=key, value=year[0]))
        elif beside.required and isinstance(beside.rule, OneLine) and not isinstance(beside.rule, RefersTo):
            # A page to read on is called as its column is.
            besides.append(kept.Given(field=key, value=column.head))
    return _column(column.name, path, *besides)


def _column(name: str, path: str, *besides: kept.Given) -> kept.MappedColumn:
    return kept.MappedColumn.model_construct(column=name, field=path, besides=besides)


def _needs_consent(kind: type[Record], target: Target, found: dict[str, kept.MappedColumn | None]) -> bool:
    """Whether a field may be there only with another that no column fills, as a name with a consent."""
    named = {said.field for said in found.values() if said}
    above = ".".join(target.path[:-1])
    for key, beside in (target.group.fields if target.group else {}).items():
        for other, rule in beside.between:
            if isinstance(rule, NeededFor) and other == target.path[-1]:
                return f"{above}.{key}" not in named
    return False


def _as_stands(
    kind: type[Record],
    said: kept.MappedColumn,
    target: Target,
    table: Table,
    column: Column,
    used: set[str],
) -> kept.MappedColumn:
    """A guess made better by what stands in the column."""
    rule = target.field.rule if target.field else None
    if isinstance(rule, Choice) and not target.listed:
        # "groep 7 en 8" below a head such as "doelgroep" are no levels but ages.
        texts = list(table.texts_of(column))
        chosen = sum(bool(choice_of(text, rule)) for text in texts)
        for other in targets(kind).values():
            both = other.field.from_to if other.field else None
            if both and not other.listed and other.name not in used:
                read = sum(bool(both.meant(text)) for text in texts)
                if read > chosen and read * 2 > len(texts):
                    return _column(column.name, other.name)
    if isinstance(rule, OneLine) and rule.limit and not target.listed and target.name != kind.called_by:
        longest = max((len(text) for text in table.texts_of(column)), default=0)
        if longest > rule.limit:
            return said.model_copy(update={"shorten": True})
    return said


def completed(
    kind: type[Record], said: kept.MappedColumn, columns: Sequence[kept.MappedColumn]
) -> kept.MappedColumn:
    """A column of a list with what its items need besides, to be filled in; left out if that is no use."""
    target = targets(kind).get(said.field)
    if target is None or not target.listed or target.group is None:
        return said
    above = ".".join(target.path[:-1])
    there = {one.field for one in said.besides} | {target.path[-1]}
    there |= {
        one.field.removeprefix(f"{above}.")
        for one in columns
        if one.besides == said.besides and one.field.startswith(f"{above}.")
    }
    needed = [key for key, field in target.group.fields.items() if field.required and key not in there]
    if not needed:
        return said
    if target.name not in HEADS:
        return _column(said.column, NOTHING)
    return said.model_copy(update={"besides": (*said.besides, *(kept.Given(field=key) for key in needed))})


def _second_uses(kind: type[Record], guess: Guess, used: set[str], table: Table) -> None:
    """Let a column fill a needed field besides, where no other does.

    A text that is too long goes below the fields whole. The partner to turn to is the one that leads.
    """
    for said in list(guess.columns):
        if said.shorten and BODY not in used:
            guess.columns.insert(guess.columns.index(said) + 1, _column(said.column, BODY))
            used.add(BODY)
    needed = [leaf for leaf in leaves(kind) if leaf.required and ".".join(leaf.keys) not in used]
    for leaf in needed:
        target = targets(kind).get(".".join(leaf.keys))
        rule = target.field.rule if target and target.field else None
        if target is None or target.listed or not isinstance(rule, RefersTo):
            continue
        alike = [
            said for said in guess.columns if _refers_alike(kind, said, rule) and _single_names(said, table)
        ]
        best = sorted(alike, key=lambda said: not said.besides)[:1]
        if len(alike) > 1 and not best[0].besides:
            continue  # which of them it is, only the owner of the sheet knows
        for said in best:
            guess.columns.insert(guess.columns.index(said) + 1, _column(said.column, target.name))
            used.add(target.name)


def _single_names(said: kept.MappedColumn, table: Table) -> bool:
    """Whether no cell of a column holds several names."""
    column = next(column for column in table.columns if column.name == said.column)
    return all(len(split(text.replace("\n", ";"), SIGNS)) < 2 for text in table.texts_of(column))


def _refers_alike(kind: type[Record], said: kept.MappedColumn, rule: RefersTo) -> bool:
    target = targets(kind).get(said.field)
    other = target.field.rule if target and target.field else None
    return isinstance(other, RefersTo) and other.collections == rule.collections
