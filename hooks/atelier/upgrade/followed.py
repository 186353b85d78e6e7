"""The files of a catalogue that follow the package, such as workflows: what an upgrade does with each.

A file that nobody changed since it was written is replaced. What a person changed is never lost: both changes
come together where they touch other lines, and else the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atelier.starter.files import Written
from atelier.starter.state import digest
from atelier.upgrade.merge import former_text, merged, with_ends_of
from atelier.upgrade.steps import Fate, Step


@dataclass(frozen=True)
class Wanted:
    """What is known of the files before an upgrade, and what is asked of it.

    Attributes:
        root: the folder of the catalogue.
        written: the digest of each file when it was written, by path; empty if that is not known.
        files: what the package writes now, by path.
        dropped: the paths of what it wrote before, and does not write any more.
        keep: paths that stay as they are, and count as brought up to date.
        take: paths that become what the package writes, whatever somebody changed in them.
        texts: what the package wrote before, by path, as far as the catalogue remembers it.
        former: finds what a file was, by its path and its digest; None where that is not known.

    """

    root: Path
    written: Mapping[str, str]
    files: Mapping[str, Written]
    dropped: Collection[str] = field(default=())
    keep: Collection[str] = field(default=())
    take: Collection[str] = field(default=())
    texts: Mapping[str, str] = field(default_factory=dict)
    former: Callable[[Path, str, str], bytes | None] = former_text


@dataclass(frozen=True, slots=True)
class Followed:
    """What becomes of one file.

    Attributes:
        path: from the root.
        step: what to do with it; None if nothing.
        digest: of what the package wrote, to remember; empty to forget the file.
        text: that itself, to remember where the file is another; else empty.

    """

    path: str
    step: Step | None
    digest: str
    text: str = ""


def followed_files(wanted: Wanted) -> Iterator[Followed]:
    """What becomes of each file. Raises OSError if one cannot be read."""
    new = {path: file.content for path, file in wanted.files.items() if file.follows}
    for path in sorted(new.keys() | wanted.written.keys()):
        own, was = _content(wanted.root / path), wanted.written.get(path, "")
        if path in new:
            step = _step(path, own, was, new[path], wanted)
            yield _remembered(path, step, step.after if step else own, was, new[path], wanted.texts)
        elif path in wanted.dropped:
            yield Followed(path, _step_without(path, own, was), "")
        else:  # written once, and the city's own since
            yield Followed(path, None, was)


def _remembered(
    path: str, step: Step | None, after: bytes | None, was: str, new: bytes, texts: Mapping[str, str]
) -> Followed:
    """What becomes of a file that the package writes, and what to remember for the next time."""
    written = digest(new)
    if (step and step.fate is Fate.CHANGED) or was == written:
        return Followed(path, step, was, texts.get(path, ""))
    # Git will only have what the two changes made together.
    other = after is not None and digest(after) != written
    return Followed(path, step, written, new.decode() if other else "")


def _content(file: Path) -> bytes | None:
    """The content of a file; None if there is nothing. Raises OSError if it is no regular file."""
    if not file.exists() and not file.is_symlink():
        return None
    return file.read_bytes()


def _step(path: str, own: bytes | None, was: str, new: bytes, wanted: Wanted) -> Step | None:
    """What to do with a file that the package writes; None if nothing."""
    if path in wanted.take:
        return Step(path, Fate.TAKEN, own, new) if own != new else None
    if own is None:
        return Step(path, Fate.GONE, None, None) if was else Step(path, Fate.ADDED, None, new)
    if digest(own) == digest(new) or was == digest(new):  # the same, or only the city changed it
        return None
    if path in wanted.keep:
        return Step(path, Fate.KEPT, own, own)
    if digest(own) == was:
        return Step(path, Fate.REPLACED, own, with_ends_of(own, new))
    former = _former(path, was, wanted)
    both = None if former is None else merged(own, former, new)
    if both is None:
        return Step(path, Fate.CHANGED, own, own, package=new)
    return Step(path, Fate.MERGED, own, both) if both != own else None


def _former(path: str, was: str, wanted: Wanted) -> bytes | None:
    """What the package wrote the last time; None if nobody knows."""
    text = wanted.texts.get(path, "").encode()
    if digest(text) == was:
        return text
    return wanted.former(wanted.root, path, was) if was else None


def _step_without(path: str, own: bytes | None, was: str) -> Step | None:
    """What to do with a file that the package does not write any more; None if it is gone."""
    if own is None:
        return None
    return Step(path, Fate.REMOVED, own, None) if digest(own) == was else Step(path, Fate.UNUSED, own, own)
