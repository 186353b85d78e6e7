"""A row of a sheet becomes the fields of a record, and it is known from which column each came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from atelier.catalogue.names import folded
from atelier.content.front_matter import Value
from atelier.content.meant import as_meant, choice_of
from atelier.content.source import FORBIDDEN, character_name
from atelier.i18n.translation import N_
from atelier.importing.grid import Cell, Note
from atelier.importing.plan import Filler, Plan
from atelier.importing.table import Column, Row
from atelier.importing.targets import NOTHING, Target
from atelier.model.partner import Partner
from atelier.model.rules import Choice, Dated, Euros, OneLine, RefersTo, Rule, Sluggable, Written
from atelier.model.several import ANY, SIGNS, WORDS, split, terms_meant
from atelier.model.slug import slugify
from atelier.problems.problem import FieldPath, Problem

EMPTY_WORDS = frozenset({"-", "–", "—", "n.v.t.", "nvt", "n.v.t", "n/a", "n.a."})
"""What people write in a cell that says nothing."""
LINES = re.compile(r"[ ]*[\n;|\t][ ]*")
BULLET = re.compile(r"^(?:[-*•·–▪○‣]|[0-9]{1,2}[.)])[ \t]+")
WITHOUT_ZERO = re.compile("[1-9][0-9]{8}")
"""A Dutch telephone number of which a spreadsheet took the 0 away."""
SIGN = re.compile(r"^[*•·–▪○‣][ \t]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Trouble(NamedTuple):
    """What is wrong in a row.

    Attributes:
        row: its number.
        column: where; None where no column is about it.
        field: the path of the field.
        what: what is wrong, and what to do.

    """

    row: int
    column: Column | None
    field: FieldPath
    what: Note | Problem


@dataclass(slots=True)
class Built:
    """What a row becomes.

    Attributes:
        row: the row.
        data: the fields of the record, every scalar as text.
        body: the text below them.
        columns: from which column a field came.
        troubles: what was wrong before any check of the record.
        partners: the new partners that it names, by their slugs.
        unknown: the names that are no record, of which a trouble says so.

    """

    row: Row
    data: dict[str, Value] = field(default_factory=dict)
    body: str = ""
    columns: dict[FieldPath, Column] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def column_of(self, path: FieldPath) -> Column | None:
        """The column from which a field, or the group or list around it, came."""
        while path:
            if path in self.columns:
                return self.columns[path]
            path = path[:-1]
        return None


class References(Protocol):
    """What knows the records of the catalogue, and the new partners."""

    def known(self, text: str, rule: RefersTo) -> str:
        """The slug of the record that a name stands for; empty if it is not known."""

    def slug(self, text: str, rule: RefersTo) -> tuple[str, bool] | Note:
        """The slug for a name and whether that partner is new, or what is wrong with it."""


class Builder:
    """Makes records of rows.

    Attributes:
        unknown: the words that stand for no choice, and for no record of a kind that a sheet does not bring,
            by the path of their field and the word in small letters.

    """

    def __init__(self, plan: Plan, references: References) -> None:
        self.plan = plan
        self.references = references
        self.unknown: dict[tuple[str, str], str] = {}

    def built(self, row: Row) -> Built:
        """What a row becomes."""
        made = Built(row)
        items: dict[tuple[tuple[str, ...], tuple[tuple[Target, str], ...]], list[_Values]] = {}
        stories: list[str] = []
        for filler in self.plan.fillers:
            values = self._values(made, filler, row.at(filler.column))
            if not values:
                continue
            target = filler.target
            if target.field is None:
                stories += values
                made.columns.setdefault(target.path, filler.column)
            elif target.listed:
                key = target.path[: target.listed], filler.besides
                items.setdefault(key, []).append(_Values(filler, values))
            else:
                self._put(made, filler, values)
        for (path, besides), found in items.items():
            self._add_items(made, path, found, besides)
        self._fill_fixed(made)
        made.body = "\n\n".join(map(_story, stories))
        return made

    # The values of a cell

    def _values(self, made: Built, filler: Filler, cell: Cell) -> list[str]:
        """The values in a cell, in the form of their field; empty if it says nothing."""
        target, rule = filler.target, _rule(filler.target)
        if cell.wrong:
            self._trouble(
                made, filler, N_("The formula in this cell came to an error. Type the value itself.")
            )
            return []
        if cell.day and _is_no_date(target, rule):
            message = N_(
                "A spreadsheet made a date of this cell (%(value)s). Make the column a text column, and type"
                " again what was meant."
            )
            self._trouble(made, filler, message, value=cell.text)
            return []
        if isinstance(rule, Written) and rule.code == "phone" and WITHOUT_ZERO.fullmatch(cell.text):
            message = N_(
                "A spreadsheet took this telephone number for a number (%(value)s), without the 0 before it."
                " Make the column a text column, and type it again."
            )
            self._trouble(made, filler, message, value=cell.text)
            return []
        text = FORBIDDEN.sub("", cell.text).strip()
        if text != cell.text.strip():
            name = character_name(FORBIDDEN.findall(cell.text)[0])
            self._trouble(
                made,
                filler,
                N_("There is a character in it that cannot be seen: %(name)s. Type it again."),
                name=name,
            )
        if isinstance(rule, Euros) and cell.number is not None:
            # The sheet shows cents; what a formula has behind them is no money.
            amount = round(Decimal(text), 2)
            text = f"{amount:f}" if amount % 1 else f"{amount:.0f}"
        parts = cell.parts or tuple(self._parts(filler, rule, text))
        found = [self._value(made, filler, rule, part) if part else "" for part in parts]
        if cell.parts and target.listed and not target.many:
            # What belongs to one object of data stays together, also where another has less.
            return found if any(found) else []
        many = target.field.many if target.field else None
        unique: dict[str, str] = {}
        for value in filter(None, found):
            unique.setdefault(slugify(value) if many and many.differ == "slug" else value, value)
        return list(unique.values())

    def _parts(self, filler: Filler, rule: Rule | None, text: str) -> Iterator[str]:
        """The parts of a cell, where its field can hold several."""
        target = filler.target
        word = self.plan.words.get((target.name, folded(text)))
        if not text or word is not None or not (target.many or target.listed) or target.field is None:
            yield from filter(None, [text])
        elif filler.split:
            yield from filter(None, map(str.strip, re.split(f"[{re.escape(filler.split)}\n]", text)))
        elif isinstance(rule, RefersTo):
            yield from self._names(rule, text)
        elif isinstance(rule, Choice):
            parts = split(text.replace("\n", ";"), ANY)
            chosen = all(choice_of(part, rule) or self._word(target, part) for part in parts)
            alone = bool(choice_of(text, rule)) or not parts
            yield from (text,) if alone else parts if chosen else split(text.replace("\n", ";"), SIGNS)
        elif isinstance(rule, Sluggable):
            yield from terms_meant(text.replace("\n", ";"))
        else:
            for part in LINES.split(text):
                yield BULLET.sub("", part).strip()

    def _names(self, rule: RefersTo, text: str) -> Iterator[str]:
        """The names of records in a text: "en" separates two only where both are known."""
        if self._knows(rule, text):
            yield text
            return
        parts = split(text.replace("\n", ";"), ANY)
        if len(parts) > 1 and all(self._knows(rule, part) for part in parts):
            yield from parts
            return
        for part in split(text.replace("\n", ";"), SIGNS):
            both = split(part, WORDS)
            names = both if len(both) > 1 and all(self._knows(rule, one) for one in both) else (part,)
            yield from (BULLET.sub("", name) for name in names)

    def _knows(self, rule: RefersTo, name: str) -> bool:
        return bool(self.references.known(name, rule)) or folded(name) in self.plan.partners

    def _word(self, target: Target, text: str) -> str:
        return self.plan.words.get((target.name, folded(text)), "")

    def _value(self, made: Built, filler: Filler, rule: Rule | None, text: str) -> str:
        """A value in the form of its field; empty if it says nothing or cannot be meant."""
        target = filler.target
        meant = self._word(target, text)
        if meant == NOTHING:
            return ""
        text = meant or text
        if text.casefold() in EMPTY_WORDS and not (isinstance(rule, Choice) and choice_of(text, rule)):
            return ""
        if target.field and target.field.from_to:
            return text
        if isinstance(rule, RefersTo):
            return self._reference(made, rule, text, filler)
        if isinstance(rule, Choice) and not choice_of(text, rule):
            self.unknown.setdefault((target.name, folded(text)), text)
        if filler.shorten and isinstance(rule, OneLine) and rule.limit:
            text = _shortened(text, rule.limit)
        return as_meant(" ".join(text.split()) if rule else text, rule)

    def _reference(self, made: Built, rule: RefersTo, text: str, filler: Filler | None) -> str:
        found = self.references.slug(text, rule)
        if filler and Partner.collection not in rule.collections and not self.references.known(text, rule):
            self.unknown.setdefault((filler.target.name, folded(text)), text)
        if isinstance(found, Note):
            column = filler.column if filler else None
            path: FieldPath = filler.target.path if filler else ()
            made.troubles.append(Trouble(made.row.number, column, path, found))
            made.unknown.add(text)
            # The name stays, so that the field is not said to be missing besides.
            return text
        slug, new = found
        if new:
            made.partners.add(slug)
        return slug

    def _trouble(self, made: Built, filler: Filler, message: str, **values: object) -> None:
        made.troubles.append(
            Trouble(made.row.number, filler.column, filler.target.path, Note(message, values))
        )

    # Where they go

    def _put(self, made: Built, filler: Filler, values: list[str]) -> None:
        """Put values into a field that is in no list of groups."""
        target = filler.target
        inner = _group(made.data, target.path[:-1])
        key = target.path[-1]
        if target.many:
            there = inner.setdefault(key, [])
            assert isinstance(there, list)  # noqa: S101 - it is a list
            for value in values:
                if value not in there:
                    made.columns[*target.path, len(there)] = filler.column
                    there.append(value)
        else:
            before = inner.get(key)
            text = "; ".join(values)
            text = f"{before} {text}" if isinstance(before, str) else text
            inner[key] = _whole(target, text)
        made.columns[target.path] = filler.column

    def _add_items(
        self,
        made: Built,
        path: tuple[str, ...],
        found: Sequence[_Values],
        besides: Sequence[tuple[Target, str]],
    ) -> None:
        """Add the items of a list of groups that some columns say together."""
        inner = _group(made.data, path[:-1])
        there = inner.setdefault(path[-1], [])
        assert isinstance(there, list)  # noqa: S101 - it is a list
        count = max((len(one.values) for one in found if not one.filler.target.many), default=1)
        together = all(one.fits(count) for one in found)
        for number in range(count if together else 1):
            item: dict[str, Value] = {}
            at: FieldPath = (*path, len(there))
            made.columns.setdefault((*path,), found[0].filler.column)
            made.columns[at] = found[0].filler.column
            for one in found:
                target = one.filler.target
                inside = target.path[target.listed :]
                group = _group(item, inside[:-1])
                if target.many:
                    group[inside[-1]] = [*one.values]
                else:
                    text = one.at(number) if together else "; ".join(one.values)
                    if text:
                        group[inside[-1]] = _whole(target, text)
                made.columns[*at, *inside] = one.filler.column
            for target, value in besides:
                inside = target.path[target.listed :]
                _group(item, inside[:-1]).setdefault(inside[-1], self._given(made, target, value))
            if item not in there:
                there.append(item)

    def _fill_fixed(self, made: Built) -> None:
        """Put the fixed values where no column said anything."""
        begun: dict[tuple[str, ...], dict[str, Value]] = {}
        for target, value in self.plan.fixed:
            given = self._given(made, target, value)
            if target.field is None:
                made.body = made.body or value
                continue
            if target.listed:
                path = target.path[: target.listed]
                if path not in begun:
                    inner = _group(made.data, path[:-1])
                    if inner.get(path[-1]):
                        continue
                    begun[path] = {}
                    inner[path[-1]] = [begun[path]]
                inside = target.path[target.listed :]
                _group(begun[path], inside[:-1])[inside[-1]] = given
            else:
                _group(made.data, target.path[:-1]).setdefault(target.path[-1], given)

    def _given(self, made: Built, target: Target, value: str) -> Value:
        """A value of the mapping in the form of its field."""
        rule = _rule(target)
        if isinstance(rule, RefersTo):
            value = self._reference(made, rule, value, None)
        given = as_meant(value, rule)
        if target.many:
            return [as_meant(part.strip(), rule) for part in value.split(";") if part.strip()]
        return _whole(target, given)


class _Values(NamedTuple):
    """The values of a column in a row."""

    filler: Filler
    values: list[str]

    def fits(self, count: int) -> bool:
        """Whether there is a value for each of some items; an amount for several would count twice."""
        if self.filler.target.many or len(self.values) == count:
            return True
        return len(self.values) == 1 and not isinstance(_rule(self.filler.target), Euros)

    def at(self, number: int) -> str:
        """The value for an item."""
        return self.values[number if len(self.values) > 1 else 0]


def _rule(target: Target) -> Rule | None:
    return target.field.rule if target.field else None


def _is_no_date(target: Target, rule: Rule | None) -> bool:
    """Whether a date can never be meant in a field."""
    if target.field and target.field.from_to:
        return not isinstance(target.field.from_to.rule, Dated)
    return isinstance(rule, Written) and not isinstance(rule, Dated)


def _whole(target: Target, text: str) -> Value:
    """A text as the value of a field: a group of two, if it is one."""
    both = target.field.from_to if target.field else None
    return (dict(both.meant(text)) or text) if both else text


def _group(data: dict[str, Value], path: Sequence[str]) -> dict[str, Value]:
    """The group of fields at a path, made where it is not there."""
    for key in path:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):  # a text stands for the group
            inner = data[key] = {}
        data = inner
    return data


def _shortened(text: str, limit: int) -> str:
    """As many whole sentences of a text as fit; the text where not even one does."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept or text


def _story(text: str) -> str:
    """A text of a cell as Markdown: each line a paragraph, or an item of a list."""
    lines = [SIGN.sub("- ", line.strip()) for line in text.split("\n") if line.strip()]
    story = ""
    for line in lines:
        both = BULLET.match(line) and BULLET.match(story.rpartition("\n")[2])
        story += ("\n" if both else "\n\n" if story else "") + line
    return story


def title_of(data: Mapping[str, Value], called_by: str) -> str:
    """The name or title in the fields of a record; empty if it has none."""
    title = data.get(called_by)
    return title if isinstance(title, str) else ""
