"""A field of YAML called otherwise, or moved to another group; every other byte stays as it was.

The text is changed, and not written anew from its data, so comments, order, quotes and the form of values
stay. What comes out is read again and compared: it says the same, but for that field. Else nothing comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

import yaml

from atelier.content.yaml.scalar import as_scalar
from atelier.problems.problem import FieldPath

INDENT = 2
NOT_LINES = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""At these YAML may end a line, where nobody else does."""


Move = tuple[FieldPath, FieldPath]
"""Where a field stands, and where it belongs."""


def with_moved_keys(text: str, moves: Iterable[Move]) -> str:
    """YAML with fields put at other paths, one after another; lines end in a line feed alone.

    A move is left out that cannot be done by lines: the field shares its lines with others, say, or something
    stands at its new place already.
    """
    for _, alike in groupby(moves, _names):
        text = _all_moved(text, [*alike])
    return text


def _names(move: Move) -> list[tuple[str, ...]]:
    """What moves have in common that are of one field in several items of a list."""
    return [tuple(key for key in path if isinstance(key, str)) for path in move]


def _all_moved(text: str, moves: Sequence[Move]) -> str:
    """The same, for one field in many items of a list: the text is read once for all of them."""
    after = _moved(text, moves)
    if after is None and len(moves) > 1:
        for move in moves:
            text = _all_moved(text, [move])
    return text if after is None else after


def _moved(text: str, moves: Sequence[Move]) -> str | None:
    """The text after some moves; None if one cannot be done."""
    if NOT_LINES.search(text):
        return None
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        found = [(_found(root, was), now) for was, now in moves]
        if root is None or any(_found(root, now) for _, now in found):
            return None
        if all(was[:-1] == now[:-1] for was, now in moves):
            changed = _called_otherwise(text.split("\n"), found)
        else:
            changed = _elsewhere(text.split("\n"), root, *moves[0]) if len(moves) == 1 else None
        if changed is None:
            return None
        after = "\n".join(changed)
        same = _data(yaml.compose(after, Loader=yaml.CSafeLoader)) == _with(_data(root), moves)
    except yaml.YAMLError:
        return None
    return after if same else None


Pair = tuple[yaml.Node, yaml.Node]


def _found(node: yaml.Node | None, path: FieldPath) -> Pair | None:
    """The name and the value of the field at a path."""
    pair: Pair | None = None
    for key in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key] if key < len(node.value) else None
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == key), None)
            node = pair[1] if pair else None
        else:
            return None
        if node is None:
            return None
    return pair


def _called_otherwise(
    lines: Sequence[str], fields: Sequence[tuple[Pair | None, FieldPath]]
) -> list[str] | None:
    """The lines with other names in place of some; None if one of the fields is not there."""
    keys = [(pair[0].start_mark, pair[0].end_mark, str(now[-1])) for pair, now in fields if pair]
    if len(keys) < len(fields):
        return None
    changed = [*lines]
    # From the last on, so that the others stay where they are on their line.
    for start, end, name in sorted(keys, key=lambda key: key[0].index, reverse=True):
        line = changed[start.line]
        changed[start.line] = line[: start.column] + as_scalar(name, flow=True) + line[end.column :]
    return changed


def _elsewhere(lines: list[str], root: yaml.Node, was: FieldPath, now: FieldPath) -> list[str] | None:
    """The lines with those of a field behind the last of another group, which is made if it is not there."""
    found = _found(root, was)
    renamed = _called_otherwise(lines, [(found, now)])
    block = _block(lines, found[0]) if found else None
    if found is None or block is None or renamed is None:
        return None
    key, (first, last) = found[0], block
    moved = renamed[first:last]
    above = now[:-1]
    while above and not _found(root, above):
        above = above[:-1]
    group = (_found(root, above) or (None, None))[1] if above else root
    if not isinstance(group, yaml.MappingNode) or group.flow_style or not group.value:
        return None
    indent = group.value[0][0].start_mark.column
    new = [str(name) for name in now[len(above) : -1]]
    heads = [f"{' ' * (indent + INDENT * deep)}{as_scalar(name)}:" for deep, name in enumerate(new)]
    put = [*heads, *_indented(moved, indent + INDENT * len(new) - key.start_mark.column)]
    if above == was[:-1]:  # the new group stands where the field stood
        return [*lines[:first], *put, *lines[last:]]
    end = _block(lines, group.value[-1][0])
    taken = _block(lines, _highest_alone(root, was) or key)
    if end is None or taken is None:
        return None
    kept = [None if taken[0] <= number < taken[1] else line for number, line in enumerate(lines)]
    return [line for line in [*kept[: end[1]], *put, *kept[end[1] :]] if line is not None]


def _highest_alone(root: yaml.Node, was: FieldPath) -> yaml.Node | None:
    """The name of the highest group that holds nothing but a field."""
    alone = None
    for length in range(len(was) - 1, 0, -1):
        key, group = _found(root, was[:length]) or (None, None)
        if not isinstance(group, yaml.MappingNode) or len(group.value) > 1:
            break
        alone = key
    return alone


def _block(lines: Sequence[str], key: yaml.Node) -> tuple[int, int] | None:
    """The first line of a field, with the comments right above it, and the line behind its last.

    None where something else stands before it on its line.
    """
    column, first = key.start_mark.column, key.start_mark.line
    if lines[first][:column].strip(" "):
        return None
    last = first + 1
    for number in range(first + 1, len(lines)):
        text = lines[number].lstrip(" ")
        indent = len(lines[number]) - len(text)
        if text and not text.startswith("#"):
            if indent < column or (indent == column and not re.match("-( |$)", text)):
                break
            last = number + 1
        elif text and indent > column and number == last:
            last = number + 1
    top = first
    while top and re.fullmatch(f" {{{column}}}#.*", lines[top - 1]):
        top -= 1
    # Comments on the first lines are about the file.
    return top or first, last


def _indented(lines: Sequence[str], by: int) -> list[str]:
    """Lines with more spaces before them, or with fewer."""
    if by < 0:
        return [line[-by:] if not line[:-by].strip(" ") else line for line in lines]
    return [" " * by + line if line else line for line in lines]


Data = Any
"""What YAML says: groups and lists as dictionaries, by name or number, and values with their tag."""


def _data(node: yaml.Node | None) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return {"": node.tag, **{number: _data(item) for number, item in enumerate(node.value)}}
    return (node.tag, node.value) if node else {}


def _with(data: Data, moves: Sequence[Move]) -> Data:
    """The same with fields at other paths, and without a group that held nothing else."""
    data = deepcopy(data)
    for was, now in moves:
        groups = [data]
        for key in was[:-1]:
            groups.append(groups[-1][key])
        value = groups[-1].pop(was[-1])
        group = data
        for key in now[:-1]:
            group = group.setdefault(key, {})
        group[now[-1]] = value
        for above, key, below in reversed([*zip(groups, was, groups[1:], strict=False)]):
            if not below:
                del above[key]
    return data
