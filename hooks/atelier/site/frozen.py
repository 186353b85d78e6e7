"""Frozen shells: what the engine rendered, kept in the repository, so that a site needs no engine any more.

``atelier shells --freeze`` writes them to ``frozen/`` as HTML that people can read and compare, with slots as
the theme rendered them. ``manifest.json`` has the hash of each file and of all that they follow from.
Nothing in the folder is run or loaded as code. It is still part of every page: whoever changes it changes the
site. So the check of a proposal refuses any change in it, see ``checks/editors.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from markupsafe import Markup
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from atelier.checks.files import FROZEN as FOLDER
from atelier.model.records import FOLDERS as RECORDS
from atelier.render.csp import script_hashes
from atelier.render.page import Crumb, Intro
from atelier.search.texts import EditorsPage
from atelier.site.engine import SLOTS, Document, Rendered
from atelier.site.engine_inputs import EngineError, inputs
from atelier.site.pages import SECTIONS
from atelier.site.shell import cut, cut_at, joined
from atelier.site.theme_files import theme_files
from atelier.store.files import replace_folder
from atelier.store.fingerprint import fingerprint

MANIFEST = "manifest.json"
SHOWN = 5
"""How many names a message has."""
FREEZE = "atelier shells --freeze"
"""The command that makes them."""
ENGINES = ("mkdocs", "properdocs", "mkdocs-material", "mkdocs-materialx")
FILLED = ("editors", "search", "preview")
"""Settings below ``extra`` of which the engine reads nothing: a proposal and a published site may differ."""
PART = re.compile(r"(?!\.{1,2}/|\.{1,2}$)[^/\\\0]+")
"""A part of an address that leads to no folder above."""


def address(value: str) -> str:
    """An address from the root of the site. Raises ValueError if it leads out of it."""
    if value and not all(map(PART.fullmatch, value.removesuffix("/").split("/"))):
        raise ValueError("this is no address from the root of the site")
    return value


Address = Annotated[str, AfterValidator(address)]


Language = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]


class Written(BaseModel):
    """A part of the manifest."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FrozenIntro(Written):
    """The introduction of a section; its HTML is in ``intros/``."""

    title: str
    description: str
    source: str = ""
    hash: str


class FrozenPage(Written):
    """A page that is whole but for its slots; its HTML is in ``pages/``."""

    url: Address
    kind: Literal["main", "404"]
    title: str
    description: str
    source: str
    crumbs: tuple[tuple[str, Address], ...]
    hash: str


class FrozenText(Written):
    """A page as it is searched; its HTML is in ``texts/``."""

    url: Address
    title: str
    hash: str


class FrozenEdition(Written):
    """What is frozen in one language.

    Attributes:
        name: of the site.
        shells: the hash of each shell, by section.
        intros: by section.
        pages: in the order of the engine.
        texts: in the order of the engine.
        listed: the addresses for the sitemap.

    """

    name: str
    shells: dict[str, str]
    intros: dict[str, FrozenIntro]
    pages: tuple[FrozenPage, ...]
    texts: tuple[FrozenText, ...]
    listed: tuple[Address, ...]


class Manifest(FrozenEdition):
    """What is frozen, in the first language of the site.

    Attributes:
        format: of the folder.
        engines: the names and versions of what rendered it.
        made_of: the hash of each thing that it follows from, by name, as ``inputs`` has it.
        files: the hash of each other file, by its address. Those of the theme are in ``files/``, those of the
            editors in ``docs/``; those of the generator are not named.
        language: the first of the site.
        further: the same in each further language; its files are in a folder named by its code.

    """

    format: Literal[2] = 2
    engines: tuple[str, ...]
    made_of: dict[str, str]
    files: dict[Address, str]
    language: str
    further: dict[Language, FrozenEdition] = {}


class Differences(NamedTuple):
    """How what is frozen is not what the engine renders now: paths from the folder."""

    changed: Sequence[str]
    missing: Sequence[str]
    needless: Sequence[str]


def frozen_files(rendered: Rendered, root: Path) -> dict[str, bytes]:
    """The files of the folder for what the engine rendered, by their path in it."""
    ours = {name: fingerprint(text.encode()) for name, text in theme_files().items()}
    files = {name: digest for name, digest in rendered.files.items() if ours.get(name) != digest}
    first, texts = _frozen(rendered)
    further = {other.language: _frozen(other, f"{other.language}/") for other in rendered.further}
    manifest = Manifest(
        engines=tuple(f"{name} {found}" for name in ENGINES if (found := _version(name))),
        made_of=made_of(root),
        files=files,
        language=rendered.language,
        further={language: edition for language, (edition, _) in further.items()},
        **dict(first),
    )
    for _, others in further.values():
        texts |= others
    said = manifest.model_dump(exclude=set() if further else {"further"})
    texts[MANIFEST] = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    of_theme = {name: rendered.content(name) for name in files if not _is_editors(name, files[name], root)}
    return {
        **{name: text.encode() for name, text in texts.items()},
        **{f"files/{name}": data for name, data in of_theme.items()},
    }


def _frozen(rendered: Rendered, folder: str = "") -> tuple[FrozenEdition, dict[str, str]]:
    """What the manifest says of one language, and the texts of its files by their path."""
    shells = {name: joined(shell) for name, shell in rendered.shells.items()}
    pages = [(document, joined(document.shell)) for document in rendered.documents]
    edition = FrozenEdition(
        name=rendered.name,
        shells={name: fingerprint(html.encode()) for name, html in shells.items()},
        intros={
            name: FrozenIntro(
                title=of.title,
                description=of.description,
                source=of.source,
                hash=fingerprint(of.html.encode()),
            )
            for name, of in rendered.intros.items()
        },
        pages=tuple(
            FrozenPage(
                url=of.url,
                kind=of.kind,
                title=of.title,
                description=of.description,
                source=of.source,
                crumbs=tuple((crumb.title, crumb.url) for crumb in of.crumbs),
                hash=fingerprint(html.encode()),
            )
            for of, html in pages
        ),
        texts=tuple(
            FrozenText(url=of.url, title=of.title, hash=fingerprint(of.html.encode()))
            for of in rendered.editors
        ),
        listed=tuple(rendered.listed),
    )
    texts = {
        **{_shell(name): html for name, html in shells.items()},
        **{_intro(name): str(of.html) for name, of in rendered.intros.items()},
        **{_page(of.url): html for of, html in pages},
        **{_text(of.url): of.html for of in rendered.editors},
    }
    return edition, {folder + name: text for name, text in texts.items()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _is_editors(name: str, digest: str, root: Path) -> bool:
    """Whether a file is one of ``docs/`` as it is."""
    file = root / "docs" / name
    return file.is_file() and fingerprint(file.read_bytes()) == digest


def _shell(section: str) -> str:
    return f"shells/{section or '_'}.html"


def _intro(section: str) -> str:
    return f"intros/{section or '_'}.html"


def _page(url: str) -> str:
    return f"pages/{url}" if url.endswith(".html") else f"pages/{url}index.html"


def _text(url: str) -> str:
    return f"texts/{url}index.html"


def made_of(root: Path) -> dict[str, str]:
    """The hash of each thing that the engine's output follows from, but for the code."""
    return {name: fingerprint(data) for name, data in inputs(root, RECORDS, without=FILLED)}


def freeze(rendered: Rendered, root: Path) -> None:
    """Write the folder, in place of what is in it. Raises OSError."""
    replace_folder(root / FOLDER, frozen_files(rendered, root))


def differences(rendered: Rendered, root: Path) -> Differences:
    """How the folder is not what would be written now."""
    wanted, folder = frozen_files(rendered, root), root / FOLDER
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    changed = [name for name in sorted(found & wanted.keys()) if (folder / name).read_bytes() != wanted[name]]
    return Differences(changed, sorted(wanted.keys() - found), sorted(found - wanted.keys()))


class Frozen:
    """What is frozen in a catalogue. Raises EngineError if its manifest cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / FOLDER
        try:
            self.manifest = Manifest.model_validate_json((self.folder / MANIFEST).read_bytes())
        except OSError as error:
            raise EngineError(f"{FOLDER}/{MANIFEST} cannot be read: {error.strerror}") from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise EngineError(
                f"{FOLDER}/{MANIFEST}: {place}: {first['msg']}. `{FREEZE}` makes it anew."
            ) from error

    @cached_property
    def outdated(self) -> Sequence[str]:
        """What changed since: files from the root, and variables of the environment as ``$NAME``."""
        before, now = self.manifest.made_of, made_of(self.root)
        return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))

    @property
    def outdated_text(self) -> str:
        """What to say of it to whoever builds."""
        names = ", ".join(self.outdated[:SHOWN])
        more = f" and {len(self.outdated) - SHOWN} more" if len(self.outdated) > SHOWN else ""
        return (
            f"The shells in {FOLDER}/ are out of date: what they follow from changed ({names}{more}). "
            f"Run `{FREEZE}` where MkDocs is installed, and commit {FOLDER}/; or undo the change."
        )

    def rendered(self) -> Rendered:
        """What the engine rendered. Raises EngineError if a file is not what the manifest says."""
        manifest = self.manifest
        further = tuple(
            self._edition(edition, language, f"{language}/") for language, edition in manifest.further.items()
        )
        first = self._edition(manifest, manifest.language, "")
        files = {
            **{name: fingerprint(text.encode()) for name, text in theme_files().items()},
            **manifest.files,
        }
        folders = (self.folder / "files", self.root / "docs")
        return replace(first, files=files, folders=folders, further=further)

    def _edition(self, manifest: FrozenEdition, language: str, folder: str) -> Rendered:
        """What the engine rendered in one language, without the other files. Raises EngineError."""
        missing = SECTIONS.keys() - manifest.shells.keys()
        if missing:
            raise EngineError(
                f"{FOLDER}/ was made by another version of the generator, and has no shell for "
                f"{', '.join(sorted(missing))}: use that version, or `{FREEZE}` where MkDocs is installed"
            )
        shells = {name: self._read(folder + _shell(name), hash_) for name, hash_ in manifest.shells.items()}
        pages = [(page, self._read(folder + _page(page.url), page.hash)) for page in manifest.pages]
        return Rendered(
            shells={name: cut(html) for name, html in shells.items()},
            intros={
                name: Intro(
                    of.title,
                    of.description,
                    Markup(self._read(folder + _intro(name), of.hash)),  # noqa: S704 - by editors
                    of.source,
                )
                for name, of in manifest.intros.items()
            },
            documents=tuple(
                Document(
                    url=page.url,
                    kind=page.kind,
                    title=page.title,
                    description=page.description,
                    source=page.source,
                    crumbs=tuple(Crumb(*crumb) for crumb in page.crumbs),
                    shell=cut_at(html, *SLOTS),
                )
                for page, html in pages
            ),
            editors=tuple(
                EditorsPage(of.url, of.title, self._read(folder + _text(of.url), of.hash))
                for of in manifest.texts
            ),
            listed=manifest.listed,
            hashes=frozenset().union(*map(script_hashes, [*shells.values(), *(html for _, html in pages)])),
            files={},
            warnings=(),
            folders=(),
            name=manifest.name,
            language=language,
        )

    def _read(self, name: str, digest: str) -> str:
        """A file of the folder."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError as error:
            raise EngineError(f"{FOLDER}/{name} cannot be read: {error.strerror}") from error
        if fingerprint(data) != digest:
            raise EngineError(
                f"{FOLDER}/{name} is not what {FOLDER}/{MANIFEST} says: `{FREEZE}` makes both anew"
            )
        return data.decode()
