"""Where a site stands, and the folder beside it in which its trees are made and kept.

Beside ``site/`` stands ``.site.builds/``, on the same file system, with the lock, the former trees, and a
manifest for each tree. A manifest is named after the number that the file system gave to the folder of its
tree, which stays the same when the folder is renamed: no kill comes between a tree and its manifest. A tree
without a manifest is one that was not made to its end, and is removed.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from atelier.i18n.translation import N_
from atelier.site.trees.errors import Message, ReleaseError, explained, message
from atelier.site.trees.exchange import exchange
from atelier.site.trees.lock import lock
from atelier.site.trees.tree import Entry, Head, read_head, read_manifest
from atelier.store.files import write_whole

log = logging.getLogger("atelier")

LOCK = "lock"
SWAP = "swap"
"""The file that names the tree which becomes the site, where that takes two steps."""
NOTES = ".notes"
"""What a verification found in a tree, beside its manifest."""
MADE_BY_A_BUILD = {"index.html", "sitemap.xml"}
"""What every site has at its root, whichever program made it."""
SHOWN = 3

NO_FOLDER = N_("%(path)s is not a folder. Move it away, or build into another folder (--site-dir).")
MOUNTED = N_(
    "%(path)s is a mount point, so a new site cannot take its place in one step. Mount the folder above it "
    "instead, or build into a folder inside it (--site-dir)."
)
LAYER = N_(
    "%(path)s is in the image of this container, where a folder cannot be renamed. Remove it and %(builds)s, "
    "and build again."
)
CHECKOUT = N_(
    "%(path)s is a checkout of git, which a build would move away. Build into another folder (--site-dir), "
    "and copy the site into the checkout."
)
NO_SITE = N_(
    "%(path)s holds files that no build made (%(names)s). They would be lost: move them away, or build into "
    "another folder (--site-dir)."
)


@dataclass(frozen=True)
class Kept:
    """A tree with its manifest.

    Attributes:
        path: its folder.
        head: what a person is told of it.

    """

    path: Path
    head: Head


@dataclass(frozen=True)
class Place:
    """A site whose lock is held.

    Attributes:
        site: the folder of the site, which need not exist; no link.
        builds: the folder beside it.

    """

    site: Path
    builds: Path

    def manifest_file(self, tree: Path) -> Path:
        """The file of the manifest of a tree. Raises OSError if there is no such tree."""
        return self.builds / f"{os.lstat(tree).st_ino}.json"

    def notes_file(self, tree: Path) -> Path:
        """The file of what a verification found in a tree. Raises OSError if there is no such tree."""
        return self.manifest_file(tree).with_suffix(NOTES)

    def files(self, kept: Kept | None) -> Mapping[str, Entry]:
        """The files of a tree; none if there is no tree, or if its manifest cannot be read."""
        manifest = read_manifest(self.manifest_file(kept.path)) if kept else None
        return manifest.files if manifest else {}

    def live(self) -> Kept | None:
        """The site as it is, if a build made it."""
        return self._kept(self.site)

    def formers(self) -> list[Kept]:
        """The trees that are kept beside the site, the oldest first."""
        trees = list(self.builds.iterdir()) if self.builds.is_dir() else []
        found = filter(None, map(self._kept, trees))
        return sorted(found, key=lambda kept: kept.head.number)

    def _kept(self, tree: Path) -> Kept | None:
        """A tree with its manifest; None if it was not made to its end, or is gone."""
        try:
            head = read_head(self.manifest_file(tree)) if tree.is_dir() else None
        except FileNotFoundError:
            return None
        return Kept(tree, head) if head else None

    def new_tree(self) -> Path:
        """A new, empty folder for a tree. Raises OSError."""
        tree = self.builds / secrets.token_hex(8)
        tree.mkdir()
        # The file system may give a number again that a folder had which somebody removed.
        self.forget(tree)
        return tree

    def forget(self, tree: Path) -> None:
        """Remove the manifest of a tree, which is not made to its end from now on. Raises OSError."""
        file = self.manifest_file(tree)
        file.unlink(missing_ok=True)
        file.with_suffix(NOTES).unlink(missing_ok=True)

    def remove(self, tree: Path) -> None:
        """Remove a tree. What cannot be removed is left for the next build."""
        with suppress(OSError):
            self.forget(tree)
        shutil.rmtree(tree, ignore_errors=True)

    def publish(self, tree: Path) -> Path | None:
        """Put a tree in the place of the site; where the former site is now, if there was one.

        Raises OSError and ReleaseError; the site is as it was then.
        """
        try:
            return self._publish(tree)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            # https://docs.kernel.org/filesystems/overlayfs.html#renaming-directories
            told = message(LAYER, path=str(self.site), builds=str(self.builds))
            raise ReleaseError(told) from error

    def _publish(self, tree: Path) -> Path | None:
        if not self.site.exists():
            tree.rename(self.site)
            return None
        if exchange(tree, self.site):
            return tree
        # A kill between the two renames leaves no site: the next build finishes what this file says.
        write_whole(self.builds / SWAP, tree.name)
        aside = self.builds / secrets.token_hex(8)
        self.site.rename(aside)
        try:
            tree.rename(self.site)
        except BaseException:
            aside.rename(self.site)
            raise
        finally:
            (self.builds / SWAP).unlink(missing_ok=True)
        return aside

    def recover(self) -> None:
        """Finish an exchange that was cut off; remove trees that were not finished. Raises OSError."""
        swap = self.builds / SWAP
        if swap.exists():
            tree = self.builds / swap.read_text(encoding="utf-8")
            if tree.is_dir() and not self.site.exists():
                tree.rename(self.site)
            swap.unlink()
        trees = {tree: self.manifest_file(tree) for tree in self.builds.iterdir() if tree.is_dir()}
        for tree, file in trees.items():
            if read_head(file) is None:
                self.remove(tree)
        known = {file.stem for file in trees.values()}
        if self.site.is_dir():
            known.add(self.manifest_file(self.site).stem)
        for file in self.builds.iterdir():
            if file.suffix in (".json", ".tmp", NOTES) and file.stem not in known:
                file.unlink(missing_ok=True)

    def must_be_replaceable(self) -> None:
        """Raise ReleaseError if what is at the place of the site may not be put aside."""
        if not os.path.lexists(self.site):
            return
        if not self.site.is_dir():
            raise ReleaseError(message(NO_FOLDER, path=str(self.site)))
        if is_mounted(self.site):
            raise ReleaseError(message(MOUNTED, path=str(self.site)))
        with explained(self.site):
            names = sorted(path.name for path in self.site.iterdir())
        if ".git" in names:
            raise ReleaseError(message(CHECKOUT, path=str(self.site)))
        if names and not names_of_a_site(names) and not self._ours():
            shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
            raise ReleaseError(message(NO_SITE, path=str(self.site), names=shown))

    def _ours(self) -> bool:
        """Whether at least one file of the site is one that a build wrote."""
        files = self.files(self.live())
        return any(entry.is_at(f"{self.site}/{address}") for address, entry in files.items())


def names_of_a_site(names: list[str]) -> bool:
    """Whether a folder with these names in it is a site, also one that another program made."""
    return set(names) >= MADE_BY_A_BUILD


def is_mounted(folder: Path) -> bool:
    """Whether a folder is a mount point, also one of the same file system (``mount --bind``)."""
    if os.path.ismount(folder):
        return True
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    escaped = str(folder).replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011")
    return any(line.split(" ")[4] == escaped for line in mounts.splitlines())


def place_of(target: Path) -> Place:
    """Where a site stands; its lock is not held, so it may only be looked at."""
    site = Path(os.path.realpath(target))
    return Place(site, site.parent / f".{site.name}.builds")


@contextmanager
def locked(
    target: Path, *, wait: bool = True, say: Callable[[Message], object] = log.warning
) -> Iterator[Place]:
    """Hold the lock of a site; where that stands, with what was cut off put right.

    If another build holds the lock, ``say`` is called once with what to tell, and this one waits; without
    ``wait`` it is raised. Raises ReleaseError too if there may be no site at ``target``.
    """
    place = place_of(target)
    # Before anything is made beside somebody's folder.
    place.must_be_replaceable()
    builds = place.builds
    with explained(builds):
        builds.mkdir(parents=True, exist_ok=True)
    with lock(builds / LOCK, wait=wait, say=say):
        with explained(builds):
            place.recover()
        place.must_be_replaceable()
        yield place
