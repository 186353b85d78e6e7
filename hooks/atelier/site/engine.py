"""What the engine of the site renders: the shells, the editors' pages and the files of the theme.

Nothing of it follows from the records of the catalogue. So it is kept from one build to the next, by the hash
of all that it follows from (``engine_key``), and the engine runs only where that changed. Which engine it is,
only ``mkdocs_adapter`` knows. That module is imported only where the engine runs.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from atelier.content.settings import FILE as SETTINGS
from atelier.content.synonyms import FILE as SYNONYMS
from atelier.model.records import RECORDS
from atelier.render.page import Crumb, Intro, Page
from atelier.search.texts import EditorsPage
from atelier.site.shell import Shell
from atelier.store.code import PACKAGE, code_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import ABANDONED, Store

FOLDER = ".cache/engine"
"""Where the files are kept, from the root: a folder for each key."""
KEPT = 2
"""The newest folders that are kept: another build may still read the one before."""
MAIN, LOST_PAGE = "main", "404"
"""The kinds of pages that the engine makes whole: an editors' page, and that of what is not found."""
UNFINISHED = "."
"""How the names of folders begin that are not finished."""
NAME = "engine"
"""Under which the rest is kept in the store."""
INHERIT_LIMIT = 16
"""How many settings files may inherit from each other."""


class EngineError(Exception):
    """The engine cannot render the site; the message says why, to whoever builds it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page that the engine renders whole, but for what the catalogue puts into its head.

    Attributes:
        url: from the root of the site.
        kind: ``main`` for an editors' page, ``404`` for the page of addresses that lead nowhere.
        title: plain text.
        description: plain text; empty if it has none.
        source: the file that it is made of, from the root; empty if there is none.
        crumbs: the breadcrumbs, without the page itself.
        shell: its HTML, with one slot: ``head``.

    """

    url: str
    kind: str
    title: str
    description: str
    source: str
    crumbs: tuple[Crumb, ...]
    shell: Shell

    @property
    def page(self) -> Page:
        """What the catalogue makes its head of."""
        return Page(
            url=self.url,
            kind=self.kind,
            title=self.title,
            description=self.description,
            source=self.source,
            crumbs=self.crumbs,
        )

    def filled(self, head: str) -> str:
        """Its HTML with the tags for its head, which are HTML."""
        return self.shell.fill(0, {"head": head})


@dataclass(frozen=True)
class Rendered:
    """What the engine rendered.

    Attributes:
        shells: by section.
        intros: what editors wrote at the head of a section's page, by section.
        documents: the pages that the engine renders whole.
        editors: the editors' pages and the introductions, as they are searched.
        listed: the addresses of all pages that the engine knows, in its order, for the sitemap.
        hashes: of the inline scripts of all those pages, as a policy names them.
        files: the hash of each other file, by its address: styles, scripts, pictures, what editors publish.
        warnings: what the engine said while it rendered.
        folder: where those files are.

    """

    shells: Mapping[str, Shell]
    intros: Mapping[str, Intro]
    documents: Sequence[Document]
    editors: Sequence[EditorsPage]
    listed: Sequence[str]
    hashes: frozenset[str]
    files: Mapping[str, str]
    warnings: Sequence[str]
    folder: Path

    def content(self, address: str) -> bytes:
        """The content of one of the ``files``. Raises EngineError if it changed on the disk."""
        with suppress(OSError):
            data = (self.folder / address).read_bytes()
            if fingerprint(data) == self.files[address]:
                return data
        raise EngineError(f"{self.folder / address} was changed or removed during the build: build again")


def rendered(root: Path, store: Store, *, strict: bool = False) -> Rendered:
    """What the engine renders of the site in ``root``: what is kept, or else what it renders now.

    Raises EngineError if it cannot, and if it warned of something and that is not allowed (``strict``).
    """
    key = engine_key(root)
    found = _kept(root, store, key) or _render(root, store, key)
    if strict and found.warnings:
        raise EngineError("\n".join(found.warnings))
    return found


def _kept(root: Path, store: Store, key: str) -> Rendered | None:
    """What is kept for a key, if all its files are there; ``content`` compares them."""
    kept = store.get(NAME, key)
    if not isinstance(kept, Rendered):
        return None
    folder = root / FOLDER / key
    found = {path.relative_to(folder).as_posix() for path in _files(folder)}
    return replace(kept, folder=folder) if found == kept.files.keys() else None


def _render(root: Path, store: Store, key: str) -> Rendered:
    """Let the engine render, and keep that where something can be kept."""
    from atelier.site.mkdocs_adapter import render

    cache = root / FOLDER
    folder = _new_folder(cache)
    try:
        made = render(root, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if folder.parent != cache:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return made
    place = cache / key
    shutil.rmtree(place, ignore_errors=True)
    folder.rename(place)
    _sweep(cache)
    store.put(NAME, key, replace(made, folder=Path()))
    return replace(made, folder=place)


def _new_folder(cache: Path) -> Path:
    """An empty folder in the cache; elsewhere if that cannot be written."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=cache))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="atelier-"))


def _sweep(cache: Path) -> None:
    """Remove old folders, and those that a process left when it was killed."""
    by_age = sorted(((item.stat().st_mtime, item) for item in cache.iterdir()), reverse=True)
    finished = [item for _, item in by_age if not item.name.startswith(UNFINISHED)]
    lost = time.time() - ABANDONED
    unfinished = [item for age, item in by_age if item.name.startswith(UNFINISHED) and age < lost]
    for item in finished[KEPT:] + unfinished:
        shutil.rmtree(item, ignore_errors=True)


def files_in(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder, by its path from there."""
    return {path.relative_to(folder).as_posix(): fingerprint(path.read_bytes()) for path in _files(folder)}


def _files(folder: Path, left_out: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Every file below a folder, in order, but for those in folders that are left out."""
    for here, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if name != "__pycache__" and Path(here, name).resolve() not in left_out
        )
        yield from (Path(here, name) for name in sorted(names))


def engine_key(root: Path) -> str:
    """The fingerprint of all that the engine's output follows from.

    Those are the settings with the variables that they read, the editors' pages and files, the city's own
    templates and hooks, what the settings ask to ``watch``, the code, and the versions of all packages.
    """
    parts: list[str | bytes] = [code_digest()]
    settings = list(_settings(root / SETTINGS))
    for file, node in settings:
        parts += [os.path.relpath(file, root), _bytes(file)]
        for name in sorted(_variables(node)):
            parts += [name, os.environ.get(name, ""), str(name in os.environ)]
    # Records are no input of the engine: it is told to leave them out.
    records = frozenset((root / kind.folder).resolve() for kind in RECORDS)
    for file in _inputs(root, [node for _, node in settings]):
        found = _files(file, records | {PACKAGE.resolve()}) if file.is_dir() else [file]
        for path in found:
            name = os.path.relpath(path, root)
            if name != SYNONYMS:
                parts += [name, _bytes(path)]
    return fingerprint(*parts)


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


def _inputs(root: Path, settings: Iterable[yaml.Node | None]) -> Iterator[Path]:
    """The folders and files besides the settings that the engine reads."""
    yield root / "docs"
    yield root / "hooks"
    for node in settings:
        named = [*_values(node, "hooks"), *_values(node, "watch"), *_values(node, "theme", "custom_dir")]
        yield from (root / name for name in named)


def _values(node: yaml.Node | None, *path: str) -> list[str]:
    """The texts of a setting: of one value, or of each in a list."""
    for name in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for key, value in pairs if key.value == name), None)
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [str(item.value) for item in items if isinstance(item, yaml.ScalarNode) and item.value]


def _variables(node: yaml.Node | None) -> set[str]:
    """The variables of the environment that settings read, as ``!ENV NAME`` or ``!ENV [NAME, default]``."""
    names: set[str] = set()
    waiting, seen = [node], set()
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
