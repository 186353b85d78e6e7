"""A field of YAML called otherwise, or moved to another group; every other byte stays as it was.

The text is changed, and not written anew from its data, so comments, order, quotes and the form of values
stay. What comes out is read again and compared: it says the same, but for that field. Else nothing comes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import yaml

from atelier.content.yaml.scalar import as_scalar
from atelier.problems.problem import FieldPath

INDENT = 2
NOT_LINES = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""At these YAML may end a line, where nobody else does."""


def with_moved_key(text: str, was: FieldPath, now: FieldPath) -> str | None:
    """YAML with the field at one path put at another; lines end in a line feed alone.

    None where that cannot be done by lines: the field shares its lines with others, say, or something stands
    at its new place already.
    """
    if NOT_LINES.search(text):
        return None
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        found = _found(root, was)
        if root is None or found is None or _found(root, now):
            return None
        lines = text.split("\n")
        changed: list[str] | None
        if was[:-1] == now[:-1]:
            changed = _called_otherwise(lines, found[0], str(now[-1]))
        else:
            changed = _elsewhere(lines, root, was, now)
        if changed is None:
            return None
        after = "\n".join(changed)
        same = _data(yaml.compose(after, Loader=yaml.CSafeLoader)) == _with(_data(root), was, now)
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


def _called_otherwise(lines: Sequence[str], key: yaml.Node, name: str) -> list[str]:
    """The lines with another name in place of one."""
    line, start, end = key.start_mark.line, key.start_mark.column, key.end_mark.column
    changed = [*lines]
    changed[line] = lines[line][:start] + as_scalar(name, flow=True) + lines[line][end:]
    return changed


def _elsewhere(lines: list[str], root: yaml.Node, was: FieldPath, now: FieldPath) -> list[str] | None:
    """The lines with those of a field behind the last of another group, which is made if it is not there."""
    key, _ = _found(root, was) or (root, root)
    block = _block(lines, key)
    if block is None:
        return None
    first, last = block
    moved = _called_otherwise(lines, key, str(now[-1]))[first:last]
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


def _with(data: Data, was: FieldPath, now: FieldPath) -> Data:
    """The same with a field at another path, and without a group that held nothing else."""
    data = deepcopy(data)
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
