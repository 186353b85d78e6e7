"""JSON and YAML of other catalogues as rows: a record is a row, the path of a value the head of its column.

Linked data (JSON-LD) is read without its vocabulary: names lose their prefix, and a reference is what it
refers to in the same file. Of a text in several languages one is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from atelier.content.source import decode
from atelier.i18n.translation import N_
from atelier.importing.grid import EMPTY, MOST_COLUMNS, MOST_ROWS, Cell, Grid, NotReadError
from atelier.importing.yaml_text import composed

DEEP = 8
"""How many levels of a record are read."""
TYPE, IDENTIFIER, VALUE, LANGUAGE = "@type", "@id", "@value", "@language"
TONGUE = re.compile("[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
"""The name of a language."""
BROKEN = N_("This file is no JSON that can be read (line %(line)s).")


def read_data(text: bytes, file: str, records: str, languages: Sequence[str]) -> Grid:
    """The records in a file of JSON or YAML as cells.

    ``records`` is the path of their list, such as ``data.projects``, or ``@`` and the type of each; empty
    for the longest list. ``languages`` are those in which texts are wanted, the first before all others.
    Raises NotReadError.
    """
    reader = _Reader(_parsed(text, file), languages)
    found = reader.records(records)
    if not found:
        message = N_("There are no records at “%(records)s” in this file.")
        raise NotReadError(message, records=records or file)
    if len(found) > MOST_ROWS:
        raise NotReadError(N_("This sheet has more than %(most)s rows."), most=MOST_ROWS)
    flat = [dict(reader.cells(record)) for record in found]
    heads = list(dict.fromkeys(head for cells in flat for head in cells))
    if len(heads) > MOST_COLUMNS:
        raise NotReadError(N_("This sheet has more than %(most)s columns."), most=MOST_COLUMNS)
    rows = [[cells.get(head, EMPTY) for head in heads] for cells in flat]
    # The heads are in row 0, so that the first record is row 1.
    return Grid(file, "", [[Cell(head) for head in heads], *rows], first=0)


def _parsed(data: bytes, file: str) -> Any:
    text, problems = decode(data, file)
    if text is None or problems:
        raise NotReadError(BROKEN, line=problems[0].line if problems else 1)
    try:
        if file.endswith((".yml", ".yaml")):
            node = composed(text)
            return _plain(node) if node else {}
        return json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise NotReadError(BROKEN, line=error.lineno) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotReadError(BROKEN, line=mark.line + 1 if mark else 1) from None
    except (RecursionError, ValueError):
        raise NotReadError(BROKEN, line=1) from None


def _plain(node: yaml.Node) -> Any:
    """A node of YAML as JSON would have it, every scalar as text."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


class _Reader:
    def __init__(self, data: Any, languages: Sequence[str]) -> None:
        self.data = data
        self.languages = languages
        self.known = {
            item[IDENTIFIER]: item
            for item in _objects(data)
            if isinstance(item.get(IDENTIFIER), str) and len(item) > 1
        }

    def records(self, path: str) -> list[Mapping[str, Any]]:
        """The records at a path, or of a type."""
        if path.startswith("@"):
            return [item for item in _objects(self.data) if path[1:] in _types(item)]
        if path:
            found = self.data
            for key in path.split("."):
                found = found.get(key) if isinstance(found, dict) else None
            return _dicts(found) if isinstance(found, list) else []
        if isinstance(self.data, list):
            return _dicts(self.data)
        lists = [_dicts(value) for value in _lists(self.data)]
        longest = max(lists, key=len, default=[])
        return longest if len(longest) > 1 or not isinstance(self.data, dict) else [self.data]

    def cells(self, record: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
        """The cells of a record, each with its path."""
        yield from self._cells(record, "", 0, frozenset())

    def _cells(self, value: Any, path: str, depth: int, above: frozenset[int]) -> Iterator[tuple[str, Cell]]:
        value = self._meant(value)
        if depth > DEEP or id(value) in above:  # a reference may lead back
            return
        above |= {id(value)}
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in (IDENTIFIER, TYPE, "@context"):
                    name = _short(key)
                    yield from self._cells(inner, f"{path}.{name}" if path else name, depth + 1, above)
        elif isinstance(value, list):
            yield from self._items([self._meant(item) for item in value], path, depth, above)
        elif value is not None and value != "" and path:
            yield path, _cell(value)

    def _items(
        self, items: Sequence[Any], path: str, depth: int, above: frozenset[int]
    ) -> Iterator[tuple[str, Cell]]:
        """The cells of a list: one with all its texts, or one for each field of its objects."""
        objects = [
            dict(self._cells(item, path, depth + 1, above)) for item in items if isinstance(item, dict)
        ]
        texts = [_cell(item).text for item in items if not isinstance(item, dict | list)]
        if texts:
            yield path, Cell("; ".join(filter(None, texts)), parts=tuple(filter(None, texts)))
        for head in dict.fromkeys(head for cells in objects for head in cells):
            # An object without the field keeps its place: what belongs together stays together.
            parts = tuple(cells.get(head, EMPTY).text for cells in objects)
            yield head, Cell("; ".join(filter(None, parts)), parts=parts)

    def _meant(self, value: Any) -> Any:
        """What a value of linked data stands for, in one language."""
        if isinstance(value, dict):
            if VALUE in value:
                return value[VALUE]
            if set(value) == {IDENTIFIER}:
                return self.known.get(str(value[IDENTIFIER]), value[IDENTIFIER])
            if value and all(TONGUE.fullmatch(key) for key in value):
                return self._best(list(value.items()))
        if isinstance(value, list) and value and all(isinstance(v, dict) and LANGUAGE in v for v in value):
            return self._best([(str(item[LANGUAGE]), item.get(VALUE, "")) for item in value])
        return value

    def _best(self, said: Sequence[tuple[str, Any]]) -> Any:
        """A text, or a group of them, in the language that is wanted most."""

        def wanted(pair: tuple[str, Any]) -> int:
            language = pair[0][:2].lower()
            return self.languages.index(language) if language in self.languages else len(self.languages)

        return min(said, key=wanted)[1]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, int | float):
        return Cell(format(value, ".15g"), number=float(value))
    # JSON can hold a lone surrogate, which no file can.
    text = str(value).encode("utf-8", "replace").decode()
    return Cell(text.replace("\r\n", "\n").replace("\r", "\n").strip())


def _short(name: str) -> str:
    """A name without the prefix or the address of its vocabulary."""
    return re.split("[:/#]", name.encode("utf-8", "replace").decode())[-1] or name


def _types(item: Mapping[str, Any]) -> set[str]:
    types = item.get(TYPE, ())
    return {_short(str(name)) for name in (types if isinstance(types, list) else [types])}


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if depth <= DEEP:
            yield from _objects(inner, depth + 1)


def _lists(value: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Every list in an object, but for those in a list."""
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth <= DEEP:
        for inner in value.values():
            yield from _lists(inner, depth + 1)


def _dicts(items: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [item for item in items if isinstance(item, dict)]
