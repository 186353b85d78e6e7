"""A row of a sheet becomes the fields of a record, and it is known from which column each came."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from atelier.content.front_matter import Value
from atelier.content.meant import as_meant
from atelier.importing.built import Built
from atelier.importing.plan import Filler, Plan
from atelier.importing.table import Row
from atelier.importing.targets import Target
from atelier.importing.values import BULLET, References, Values, rule_of
from atelier.model.rules import Euros, RefersTo
from atelier.problems.problem import FieldPath

SIGN = re.compile(r"^[*•·–▪○‣][ \t]+")


class Builder:
    """Makes records of rows.

    Attributes:
        values: reads their cells.

    """

    def __init__(self, plan: Plan, references: References) -> None:
        self.plan = plan
        self.values = Values(plan, references)

    def built(self, row: Row) -> Built:
        """What a row becomes."""
        made = Built(row)
        items: dict[tuple[tuple[str, ...], tuple[tuple[Target, str], ...]], list[_Values]] = {}
        stories: list[str] = []
        for filler in self.plan.fillers:
            values = self.values.of(made, filler, row.at(filler.column))
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
        # Who has a role comes before those of whom only the name is said.
        for (path, besides), found in sorted(items.items(), key=lambda item: not item[0][1]):
            self._add_items(made, path, found, besides)
        self._fill_fixed(made)
        made.body = "\n\n".join(map(_story, stories))
        return made

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
            if item not in there and not _said(item, there):
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
        rule = rule_of(target)
        if isinstance(rule, RefersTo):
            value = self.values.reference(made, rule, value, None)
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
        return len(self.values) == 1 and not isinstance(rule_of(self.filler.target), Euros)

    def at(self, number: int) -> str:
        """The value for an item."""
        return self.values[number if len(self.values) > 1 else 0]


def _said(item: dict[str, Value], there: Sequence[Value]) -> bool:
    """Whether an item of one field only, such as a name, is said with more already."""
    return len(item) == 1 and any(isinstance(one, dict) and item.items() <= one.items() for one in there)


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
