"""What the engine of the site renders: the shells, the editors' pages and the files of the theme.

Nothing of it follows from the records of the catalogue. So it is kept from one build to the next, by the hash
of all that it follows from (``engine_key``), and the engine runs only where that changed. Which engine it is,
only ``mkdocs_adapter`` knows. That module is imported only where the engine runs; where shells are frozen it
never does (``frozen``).
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from atelier.checks.files import FROZEN
from atelier.i18n.translation import N_
from atelier.model.records import FOLDERS as RECORDS
from atelier.render.page import Crumb, Intro, Page
from atelier.search.texts import EditorsPage
from atelier.site.engine_inputs import DamagedError, EngineError, engine_key, files_below
from atelier.site.shell import Shell
from atelier.site.theme_files import theme_files
from atelier.store.fingerprint import fingerprint
from atelier.store.store import ABANDONED, Store

log = logging.getLogger("atelier")

FOLDER = ".cache/engine"
"""Where the files are kept, from the root: a folder for each key."""
KEPT = 2
"""The newest folders that are kept: another build may still read the one before."""
SLOTS = ("head", "banner", "languages")
"""The slots of a page that the engine makes whole, in their order."""
MAIN, LOST_PAGE = "main", "404"
"""The kinds of pages that the engine makes whole: an editors' page, and that of what is not found."""
UNFINISHED = "."
"""How the names of folders begin that are not finished."""
NAME = "engine"
"""Under which the rest is kept in the store."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page that the engine renders whole, but for what the catalogue puts into its head.

    Attributes:
        url: from the home page in its language.
        kind: ``main`` for an editors' page, ``404`` for the page of addresses that lead nowhere.
        title: plain text.
        description: plain text; empty if it has none.
        source: the file that it is made of, from the root; empty if there is none.
        crumbs: the breadcrumbs, without the page itself.
        shell: its HTML, with the slots ``SLOTS``.

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

    def filled(self, head: str, banner: str, languages: str) -> str:
        """Its HTML with the tags for its head, a banner and the way to other languages, which are HTML."""
        return self.shell.fill(0, {"head": head, "banner": banner, "languages": languages})


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
        folders: where those files are; the generator's own styles and scripts need not be there.
        name: of the site, plain text.
        language: of all this.
        further: the same in each further language, but for the files, which are there once.

    """

    shells: Mapping[str, Shell]
    intros: Mapping[str, Intro]
    documents: Sequence[Document]
    editors: Sequence[EditorsPage]
    listed: Sequence[str]
    hashes: frozenset[str]
    files: Mapping[str, str]
    warnings: Sequence[str]
    folders: Sequence[Path]
    name: str
    language: str
    further: Sequence[Rendered] = ()

    @cached_property
    def made_of(self) -> str:
        """The fingerprint of all that pages take from it."""
        parts = (self.shells, self.intros, self.documents, self.listed, sorted(self.hashes), self.files)
        return fingerprint(repr(parts))

    def content(self, address: str) -> bytes:
        """The content of one of the ``files``. Raises DamagedError if it changed on the disk."""
        wanted = self.files[address]
        for folder in self.folders:
            with suppress(OSError):
                data = (folder / address).read_bytes()
                if fingerprint(data) == wanted:
                    return data
        ours = theme_files().get(address, "").encode()
        if fingerprint(ours) == wanted:
            return ours
        for folder in self.folders:
            if folder.parent.as_posix().endswith(f"/{FOLDER}"):
                shutil.rmtree(folder, ignore_errors=True)
        raise DamagedError(f"{self.folders[0] / address} was changed or removed: build again")


def rendered(root: Path, store: Store, *, strict: bool = False) -> Rendered:
    """What the engine renders of the site in ``root``: what is frozen, or kept, or else what it renders now.

    Raises EngineError if there is none of it, and if the engine warned of something and that is not allowed
    (``strict``).
    """
    found = _frozen(root) or from_engine(root, store)
    if strict and found.warnings:
        raise EngineError("\n".join(found.warnings))
    return found


def from_engine(root: Path, store: Store) -> Rendered:
    """What the engine renders of the site in ``root``: what is kept, or else what it renders now.

    Raises EngineError.
    """
    key = engine_key(root, RECORDS)
    return _kept(root, store, key) or _render(root, store, key)


def _frozen(root: Path) -> Rendered | None:
    """What is frozen, if that is up to date; else None, if there is an engine. Raises EngineError."""
    if not (root / FROZEN).is_dir():
        return None
    from atelier.site.frozen import Frozen  # which needs this module

    frozen = Frozen(root)
    if not frozen.outdated:
        return frozen.rendered()
    if not engine_installed():
        raise EngineError(frozen.outdated_text)
    log.warning(frozen.outdated_text)
    return None


def engine_installed() -> bool:
    """Whether MkDocs or ProperDocs is there."""
    return any(find_spec(name) for name in ("mkdocs", "properdocs"))


def _kept(root: Path, store: Store, key: str) -> Rendered | None:
    """What is kept for a key, if all its files are there; ``content`` compares them."""
    kept = store.get(NAME, key)
    if not isinstance(kept, Rendered):
        return None
    folder = root / FOLDER / key
    found = {path.relative_to(folder).as_posix() for path in files_below(folder)}
    return replace(kept, folders=(folder,)) if found == kept.files.keys() else None


NO_ENGINE = N_(
    "The program that lays out the pages (MkDocs) is not installed, and no shells are frozen: "
    "pip install 'innovatieatelier[engine]'"
)


def _render(root: Path, store: Store, key: str) -> Rendered:
    """Let the engine render, and keep that where something can be kept."""
    if not engine_installed():
        raise EngineError(NO_ENGINE)
    if find_spec("mkdocs") is None:
        import_module("properdocs.replacement")  # from here on it stands for MkDocs
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
    store.put(NAME, key, replace(made, folders=()))
    return replace(made, folders=(place,))


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
