"""A list of a record in a table beside its file, as spreadsheet programs write it (CSV, RFC 4180).

A list such as a programme of hundreds of parts does not fit in front matter, and organisers have it in a
spreadsheet. So ``SLUG.csv`` beside ``SLUG.md`` may hold it: a line of heads, and a row for each item. It
becomes the same data as front matter, with the line and column of each cell, so the same rules and checks
follow. A cell is text: what looks like a formula is never worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from atelier.content.former import former_problem
from atelier.content.front_matter import Place, Value
from atelier.content.meant import labels
from atelier.content.nearest import nearest
from atelier.content.source import FORBIDDEN, REPLACED, SourceFile, character_name
from atelier.i18n.translation import LANGUAGES, N_, translations
from atelier.model.fields import Field, Group
from atelier.model.rules import DAY, Choice, Clock, Rule
from atelier.model.several import SIGNS, split
from atelier.problems.problem import FieldPath, Problem

MOST_ROWS = 2000
"""How many rows a table may have: twice the programme of one of the largest meetings there are."""

DAY_HEADS = ("day", N_("Day"))
"""The heads of a column that holds the day of a row whose times have none."""

SEPARATORS = ";,\t"
CELL = r'[ ]*"((?:[^"]|"")*)"[ ]*(?=[%(sign)s\n]|$)|([^\n]*?)(?=[%(sign)s\n]|$)'
"""A cell, between quotes or not, and before the sign between cells."""


class Cell(NamedTuple):
    """A cell: its text without quotes or spaces around it, and where it starts."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table as data.

    Attributes:
        path: of its file, from the root.
        rows: its items, every value as text.
        places: line and column of every value, by the list's field, the number of the item and the field.
        problems: what is wrong with the table itself, not with the values.

    """

    path: str
    rows: list[Value]
    places: Mapping[FieldPath, Place]
    problems: Sequence[Problem]


def read_table(source: SourceFile, field: Field) -> Table:
    """The items of a list of groups of fields, out of the text of a table."""
    group = _group(field)
    rows: list[Value] = []
    places: dict[FieldPath, Place] = {(field.key,): (1, 1)}
    problems: list[Problem] = []
    lines = _lines(source, field.key, problems)
    heads = next(lines, [])
    columns = _columns(source.path, heads, field, problems)
    if all(known.required is False or known.key in columns.values() for known in group.fields.values()):
        for line in lines:
            if len(rows) == MOST_ROWS:
                problems.append(
                    Problem(
                        "table-too-big", source.path, "file", line[0].place[0], values={"most": MOST_ROWS}
                    )
                )
                break
            here = (field.key, len(rows))
            row = _row(source.path, here, line, columns, group, places, problems)
            if row:
                places[here] = line[0].place
                rows.append(row)
    return Table(source.path, rows, places, problems)


def _group(field: Field) -> Group:
    if field.group is None:
        raise TypeError(field.key)
    return field.group


def _lines(source: SourceFile, key: str, problems: list[Problem]) -> Iterator[list[Cell]]:
    """The lines of a table as cells, without empty ones; ends at a quote that does not close."""
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    number = 1
    if text.lower().startswith("sep=") and "\n" in text:
        # Excel writes so which sign stands between cells.
        separator, start, number = text[4], text.index("\n") + 1, 2
    else:
        first = text.partition("\n")[0]
        separator, start = max(SEPARATORS, key=first.count), 0
    opening, position = start, start
    line: list[Cell] = []
    cell = re.compile(CELL % {"sign": re.escape(separator)})
    while position <= len(text):
        found = cell.match(text, position)
        place = (number, position - opening + 1)
        if found is None or (found[1] is None and found[2].lstrip().startswith('"')):
            problems.append(Problem("table-quote", source.path, key, *place))
            return
        written = found[1] if found[1] is not None else found[2]
        content = written.replace('""', '"') if found[1] is not None else written
        line.append(Cell(content.strip(), place))
        broken = found[0].count("\n")
        if broken:
            number += broken
            opening = position + found[0].rindex("\n") + 1
        position = found.end() + 1
        if position > len(text) or text[position - 1] == "\n":
            if any(cell.text for cell in line):
                yield line
            line, opening, number = [], position, number + 1


def _columns(path: str, heads: Sequence[Cell], field: Field, problems: list[Problem]) -> dict[int, str]:
    """The field of each column with a head, by its number; ``day`` for the day of the times, or nothing."""
    group = _group(field)
    known = {name.casefold(): key for key in group.fields for name in _names(key, group.fields[key].label)}
    known |= {name.casefold(): DAY_HEADS[0] for name in _names(*DAY_HEADS)}
    former = {mark.name: (key, mark) for key, inner in group.fields.items() for mark in inner.formerly}
    columns: dict[int, str] = {}
    for number, head in enumerate(heads):
        key = known.get(head.text.casefold())
        values = {"value": head.text}
        if not head.text:
            continue
        if key is None and head.text.casefold() in former:
            key, mark = former[head.text.casefold()]
            was, now = (field.key, head.text), (field.key, key)
            taken = key in columns.values()
            problems.append(former_problem(mark, path, was, now, head.place, taken=taken))
            columns[number] = "" if taken else key
        elif key is None:
            meant = nearest(head.text.casefold(), known)
            values |= {"meant": meant, "choices": ", ".join(group.fields)}
            problems.append(Problem("table-column", path, field.key, *head.place, values))
            # What stands below it is checked as if it were called so.
            columns[number] = known[meant] if known.get(meant, "") not in (*columns.values(), "") else ""
        elif key in columns.values():
            problems.append(Problem("table-column-twice", path, field.key, *head.place, values))
            columns[number] = ""
        else:
            columns[number] = key
    for key, inner in group.fields.items():
        if inner.required and key not in columns.values():
            problems.append(Problem("table-column-missing", path, field.key, values={"key": key}))
    return columns


def _names(key: str, label: str) -> Iterator[str]:
    """The names of a column: that of the field, and what the field is called in each language."""
    yield key
    for language in LANGUAGES:
        yield translations(language).gettext(label)


def _row(
    path: str,
    here: FieldPath,
    line: Sequence[Cell],
    columns: Mapping[int, str],
    group: Group,
    places: dict[FieldPath, Place],
    problems: list[Problem],
) -> dict[str, Value]:
    """One item, with its values as front matter would have them; adds places and problems."""
    row: dict[str, Value] = {}
    day = None
    for number, cell in enumerate(line):
        if cell.text and number not in columns:
            problems.append(Problem("table-cell", path, str(here[0]), *cell.place, {"value": cell.text}))
        key = columns.get(number)
        if not key or not cell.text:
            continue
        text = _clean(path, str(here[0]), cell, problems)
        if key == DAY_HEADS[0]:
            day = Cell(text, cell.place)
            continue
        field = group.fields[key]
        places[*here, key] = cell.place
        if field.many:
            items: list[Value] = [*split(text.replace("\n", ";"), SIGNS)]
            places.update({(*here, key, n): cell.place for n in range(len(items))})
            row[key] = items
        else:
            row[key] = _as_written(text, field.rule)
    start = row.get("start")
    if day and isinstance(start, str) and " " not in start:
        row["start"] = f"{DAY.meant(day.text) or day.text} {start}"
        if not DAY.meant(day.text):
            places[*here, "start"] = day.place
    return row


def _as_written(text: str, rule: Rule | None) -> str:
    """A cell as front matter has it: a time as programs write it, and a choice by its label, are clear."""
    if isinstance(rule, Clock):
        return rule.certain(text) or text
    if isinstance(rule, Choice):
        return labels(rule.of).get(text.casefold(), text)
    return text


def _clean(path: str, key: str, cell: Cell, problems: list[Problem]) -> str:
    """The text of a cell, with a mark for each character that no text may hold."""
    for character in dict.fromkeys(FORBIDDEN.findall(cell.text)):
        problems.append(
            Problem("control-character", path, key, *cell.place, {"name": character_name(character)})
        )
    return FORBIDDEN.sub(REPLACED, cell.text)
