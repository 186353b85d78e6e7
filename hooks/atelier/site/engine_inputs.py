"""What the engine's output follows from: settings, editors' files, templates, and the code.

To import this is quick, as nothing here knows a kind of record: a build in which nothing changed needs no
more.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import yaml

from atelier.content.source import SETTINGS, SYNONYMS
from atelier.problems.failed import FailedError
from atelier.store.code import PACKAGE, code_digest
from atelier.store.fingerprint import fingerprint

INHERIT_LIMIT = 16
"""How many settings files may inherit from each other."""


class EngineError(FailedError):
    """The engine cannot render the site; the message says why, to whoever builds it."""


class DamagedError(EngineError):
    """A file that is kept is not what the engine rendered. What was kept with it is removed."""


def files_in(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): fingerprint(path.read_bytes()) for path in files_below(folder)
    }


def files_below(folder: Path, left_out: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Every file below a folder, in order, but for those in folders that are left out."""
    for here, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if name != "__pycache__" and Path(here, name).resolve() not in left_out
        )
        yield from (Path(here, name) for name in sorted(names))


def engine_key(root: Path, records: Collection[str]) -> str:
    """The fingerprint of all that the engine's output follows from: ``inputs``, and all code."""
    parts = [part for pair in inputs(root, records) for part in pair]
    return fingerprint(code_digest(), *parts)


def inputs(
    root: Path, records: Collection[str], *, without: Collection[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """The name and content of each thing that the engine reads.

    Those are the settings, the variables that they read (as ``$NAME``), the editors' pages and files, the
    city's own templates and hooks, and what the settings ask to ``watch``. Settings below ``extra`` that are
    named in ``without`` read none. What lies in the folders ``records`` is no input: the engine is told to
    leave it out.
    """
    settings = list(_settings(root / SETTINGS))
    for file, node in settings:
        yield os.path.relpath(file, root), _bytes(file)
        for name in sorted(_variables(node, without)):
            yield f"${name}", b"=" + os.environ[name].encode() if name in os.environ else b""
    left_out = frozenset((root / folder).resolve() for folder in records) | {PACKAGE.resolve()}
    for file in _inputs(root, [node for _, node in settings]):
        found = files_below(file, left_out) if file.is_dir() else [file]
        for path in found:
            name = os.path.relpath(path, root)
            if name != SYNONYMS:
                yield name, _bytes(path)


def _bytes(file: Path) -> bytes:
    """The content of a file; of one that cannot be read, that it cannot be."""
    try:
        return b"=" + file.read_bytes()
    except OSError as error:
        return str(error.errno).encode()


def _settings(file: Path) -> Iterator[tuple[Path, yaml.Node | None]]:
    """Each settings file with its values: the one named, and those that it inherits."""
    for _ in range(INHERIT_LIMIT):
        try:
            node = yaml.compose(_bytes(file)[1:], Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError):
            node = None  # the engine says what is wrong with it
        yield file, node
        parent = next(iter(_values(node, "INHERIT")), "")
        if not parent:
            return
        file = file.parent / parent


def watched(root: Path) -> set[Path]:
    """The city's folders and files that the engine reads, but for Python: that is only read at the start."""
    settings = list(_settings(root / SETTINGS))
    found = {*_inputs(root, [node for _, node in settings]), *(file for file, _ in settings)}
    return {path for path in found - {root / "hooks"} if path.suffix != ".py"}


def _inputs(root: Path, settings: Iterable[yaml.Node | None]) -> Iterator[Path]:
    """The folders and files besides the settings that the engine reads."""
    yield root / "docs"
    yield root / "hooks"
    for node in settings:
        named = [*_values(node, "hooks"), *_values(node, "watch"), *_values(node, "theme", "custom_dir")]
        yield from (root / name for name in named)


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """The value of a setting in a group; None if there is none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _values(node: yaml.Node | None, *path: str) -> list[str]:
    """The texts of a setting: of one value, or of each in a list."""
    for name in path:
        node = _value(node, name)
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [str(item.value) for item in items if isinstance(item, yaml.ScalarNode) and item.value]


def _variables(node: yaml.Node | None, without: Collection[str]) -> set[str]:
    """The variables of the environment that settings read, as ``!ENV NAME`` or ``!ENV [NAME, default]``."""
    names: set[str] = set()
    waiting: list[yaml.Node | None] = [node]
    seen = {id(_value(_value(node, "extra"), name)) for name in without}
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:  # an alias can stand in what it stands for
            continue
        seen.add(id(node))
        if node.tag == "!ENV":
            parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
            names.update(str(part.value) for part in parts if isinstance(part, yaml.ScalarNode))
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [item for pair in node.value for item in pair]
    return names
