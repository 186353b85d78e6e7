"""A new site in the place of the old one, as a whole: whoever looks finds the old one or the new one.

The new tree is made beside the site, verified, and exchanged with it. What did not change is a link to the
file of the former site. The tree that was the site before the last one is used again: only what differs in it
is written or linked, so an edit costs what it changed and not the size of the site.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from atelier.site.trees.errors import Message, explained
from atelier.site.trees.exchange import settle
from atelier.site.trees.place import Kept, Place, locked
from atelier.site.trees.tree import Differences, Entry, Head, Manifest, Writer, differences

Made = Callable[[Collection[str]], Iterable[tuple[str, bytes | Path]]]
"""Makes the files of some addresses: the content, or a file to copy."""


class Verify(Protocol):
    """Looks whether a site is fit to be seen.

    Attributes:
        key: the fingerprint of how it looks: what another key found is not used again.

    """

    key: str

    def keep(self, notes: bytes, same: Collection[str]) -> None:
        """Take over what was found in the files of some addresses, which are the same as then."""

    def read(self, address: str, content: bytes | Path) -> None:
        """Look at a file that was made. Raises OSError if it cannot be read."""

    def finish(self, addresses: Collection[str], content_of: Callable[[str], bytes]) -> list[Message]:
        """What to warn of, now that all files are there. Raises ReleaseError if the site is not fit."""

    def notes(self) -> bytes:
        """What was found, for ``keep`` of the next time."""


@dataclass(frozen=True)
class Summary:
    """What a release did.

    Attributes:
        head: of the site as it is now.
        written: the addresses of the files that are new or have other bytes.
        removed: the addresses that the former site had and this one has not.
        warnings: what the verification says that did not stop the site.

    """

    head: Head
    written: Collection[str]
    removed: Collection[str]
    warnings: list[Message]

    @property
    def unchanged(self) -> int:
        """How many files are as they were."""
        return self.head.files - len(self.written)


def release(
    target: Path | Place,
    made_of: Mapping[str, str],
    make: Made,
    *,
    keep: int = 1,
    verify: Verify | None = None,
    durable: bool = True,
) -> Summary:
    """Put a new site at ``target``, and keep the former ones.

    Args:
        target: the folder of the site, or the place of one whose lock is held.
        made_of: the fingerprint of all that its bytes follow from, for the address of every file.
        make: makes files; it is asked only for those whose fingerprint the site does not have yet.
        keep: how many former sites are kept.
        verify: looks at the new site before it is seen.
        durable: whether the site survives that the power fails; without, that is quicker.

    Returns what was done.

    Raises ReleaseError if the site cannot be written or is not fit, and whatever ``make`` raises. The site is
    as it was then.

    """
    if isinstance(target, Path):
        with locked(target) as place:
            return release(place, made_of, make, keep=keep, verify=verify, durable=durable)
    return _Release(target, made_of, make, verify).done(keep, durable)


class _New(NamedTuple):
    """A file that was made.

    Attributes:
        entry: what the manifest says of it.
        path: where it is until it gets its place.
        other: whether its bytes differ from those of the former site.

    """

    entry: Entry
    path: str
    other: bool


@dataclass(frozen=True)
class _Plan:
    """Where each file of the new tree comes from.

    Attributes:
        spare: the former tree that becomes the new one; None if that begins empty.
        found: how the spare tree differs from its manifest.
        gone: addresses of the spare tree that the new one has not.
        stays: files of the spare tree that are in the new one too.
        linked: addresses of files that the new tree shares with the base.
        wanted: addresses of files that are to be made.

    """

    spare: Kept | None
    found: Differences
    gone: Collection[str]
    stays: Mapping[str, Entry]
    linked: Collection[str]
    wanted: Collection[str]


class _Release:
    """One release.

    Attributes:
        live: the site as it is; None if no build made it.
        base: the tree with which the new one shares what did not change: the live one, or else the last.
        known: what is in the base.
        same: the addresses whose fingerprint is that of the base.

    """

    def __init__(self, place: Place, made_of: Mapping[str, str], make: Made, verify: Verify | None) -> None:
        self.place = place
        self.made_of = made_of
        self.make = make
        self.verify = verify
        self.live = place.live()
        self.formers = place.formers()
        self.base = self.live or (self.formers[-1] if self.formers else None)
        self.known = place.files(self.base)
        self.same = {
            address for address, entry in self.known.items() if made_of.get(address) == entry.made_of
        }

    def done(self, keep: int, durable: bool) -> Summary:
        """Release it."""
        kept = self.formers
        if self.live and self._is_fit(self.live):
            summary = Summary(self.live.head, (), (), [])
        else:
            # Of the trees that need not be kept, the last differs least from what it becomes.
            surplus = kept[: max(0, len(kept) + bool(self.live) - keep)]
            summary = self._replace(surplus[-1] if surplus else None, durable)
            kept = self.place.formers()
        for former in kept[: max(0, len(kept) - keep)]:
            self.place.remove(former.path)
        return summary

    def _is_fit(self, live: Kept) -> bool:
        """Whether the site is the one that is asked for, whole, and verified."""
        if not len(self.same) == len(self.known) == len(self.made_of):
            return False
        if self.verify and self.verify.key != live.head.verified:
            return False
        with explained(live.path):
            return not differences(live.path, self.known)

    def _replace(self, spare: Kept | None, durable: bool) -> Summary:
        """Make the new tree, and put it in the place of the site."""
        place = self.place
        with explained(place.builds):
            stage = place.new_tree()
        unfinished = [stage]
        try:
            with explained(place.builds):
                plan = self._plan(spare)
            new = self._make(plan, stage)
            warnings = self._verified(plan, new)
            tree = stage
            with explained(place.builds):
                if spare:
                    tree = spare.path
                    unfinished.append(tree)
                    self._renew(tree, plan, new)
                    place.remove(stage)
                self._link(plan, Writer(tree))
                head = self._seal(tree, plan, new)
                if durable:
                    settle(place.builds)
                with explained(place.site):
                    former = place.publish(tree)
        except BaseException:
            for folder in unfinished:
                place.remove(folder)
            raise
        if former and not self.live:
            place.remove(former)
        written = [address for address, file in new.items() if file.other]
        written += [address for address in plan.stays if address not in self.same]
        return Summary(head, written, self.known.keys() - self.made_of.keys(), warnings)

    def _plan(self, spare: Kept | None) -> _Plan:
        """Where each file comes from. Raises OSError."""
        found, gone, stays = Differences(), list[str](), dict[str, Entry]()
        if spare:
            files = self.place.files(spare)
            found = differences(spare.path, files)
            gone = [address for address in found.there if address not in self.made_of]
            stays = {
                address: entry
                for address, entry in files.items()
                if self.made_of.get(address) == entry.made_of and address not in found.wrong
            }
        # Files that somebody changed in the site are not shared, but made again.
        linked = {
            address
            for address in self.same
            if address not in stays and self.known[address].is_at(self._in_base(address))
        }
        wanted = [address for address in self.made_of if address not in stays and address not in linked]
        return _Plan(spare, found, gone, stays, linked, wanted)

    def _make(self, plan: _Plan, stage: Path) -> Mapping[str, _New]:
        """Make what is wanted, below ``stage``: at its address if that becomes the tree, else numbered."""
        writer, new = Writer(stage), dict[str, _New]()
        for address, content in self.make(plan.wanted) if plan.wanted else ():
            name = str(len(new)) if plan.spare else address
            known = self.known.get(address)
            with explained(stage):
                if self.verify:
                    self.verify.read(address, content)
                # Its fingerprint differs and its bytes do not: a visitor's browser need not load it again.
                if known and self._has_bytes(address, known, content):
                    writer.link(name, self._in_base(address))
                    size, changed, other = known.size, known.changed, False
                else:
                    size, changed = writer.write(name, content)
                    other = True
            new[address] = _New(Entry(self.made_of[address], size, changed), f"{stage}/{name}", other)
        missing = [address for address in plan.wanted if address not in new]
        if missing:
            raise ValueError(f"these files were not made: {', '.join(missing)}")
        return new

    def _has_bytes(self, address: str, known: Entry, content: bytes | Path) -> bool:
        """Whether a file of the base is whole and has this content."""
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        path = self._in_base(address)
        if size != known.size or not known.is_at(path):
            return False
        wanted = content.read_bytes() if isinstance(content, Path) else content
        return wanted == Path(path).read_bytes()

    def _verified(self, plan: _Plan, new: Mapping[str, _New]) -> list[Message]:
        """What the verification warns of. Raises ReleaseError if the site is not fit."""
        verify = self.verify
        if not verify:
            return []

        def content_of(address: str) -> bytes:
            if address in new:
                path = new[address].path
            elif plan.spare and address in plan.stays:
                path = f"{plan.spare.path}/{address}"
            else:
                path = self._in_base(address)
            return Path(path).read_bytes()

        if self.base and self.base.head.verified == verify.key:
            with suppress(OSError):
                notes = self.place.notes_file(self.base.path).read_bytes()
                verify.keep(notes, self.same - new.keys())
        return verify.finish(self.made_of.keys(), content_of)

    def _renew(self, tree: Path, plan: _Plan, new: Mapping[str, _New]) -> None:
        """Make the spare tree the new one, but for links. Raises OSError."""
        self.place.forget(tree)
        writer = Writer(tree)
        writer.remove(plan.found.strange)
        writer.remove(plan.gone)
        for folder in plan.found.empty:
            writer.tidy(folder)
        for address, file in new.items():
            writer.move(address, file.path)

    def _link(self, plan: _Plan, writer: Writer) -> None:
        """Share files with the base. Raises OSError."""
        for address in plan.linked:
            writer.link(address, self._in_base(address))

    def _seal(self, tree: Path, plan: _Plan, new: Mapping[str, _New]) -> Head:
        """Write the manifest of the new tree: from now on it is whole. Raises OSError."""
        files = {}
        for address in self.made_of:
            if address in new:
                files[address] = new[address].entry
            else:
                files[address] = plan.stays.get(address) or self.known[address]
        last = max([0, *(kept.head.number for kept in (*self.formers, self.live) if kept)])
        head = Head(
            number=last + 1,
            made=time.time(),
            pages=sum(address.endswith(".html") for address in files),
            files=len(files),
            verified=self.verify.key if self.verify else "",
        )
        if self.verify:
            self.place.notes_file(tree).write_bytes(self.verify.notes())
        Manifest(head, files).write(self.place.manifest_file(tree))
        return head

    def _in_base(self, address: str) -> str:
        """The path of a file in the base."""
        assert self.base  # noqa: S101 - what is known, is in it
        return f"{self.base.path}/{address}"
