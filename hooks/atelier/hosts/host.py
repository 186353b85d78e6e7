"""What every host can do: the words that the modules beside this one share."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

State = Literal["open", "merged", "closed"]

BRANCH = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")
NO_PATH = re.compile(r"[\\\x00-\x1f\x7f\ud800-\udfff]")


class UnreachableError(Exception):
    """The host cannot be reached or is too busy: trying again later may help.

    Attributes:
        after: how many seconds the host asks to wait; None if it does not say.

    """

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class RefusedError(Exception):
    """The host refuses: trying again does not help. The text says why."""


class TakenOverError(RefusedError):
    """Editors have changed the branch of a proposal themselves, so it is not written over.

    Attributes:
        proposed: the proposal as it is now.

    """

    def __init__(self, proposed: Proposed) -> None:
        super().__init__(f"Editors have changed {proposed.branch} themselves.")
        self.proposed = proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the catalogue that is asked for. Raises ValueError for a branch or a path it may not have.

    Attributes:
        branch: such as ``inzending/4f2a``: the same branch is the same proposal, however often proposed.
        title: only words: hosts act on # and @.
        text: Markdown in which nothing of a sender is markup, a link or a mention.
        message: of the commit, without any text of a sender, because hosts act on some words.
        files: the content of each file by its path from the root; None removes the file.
        labels: the names of its labels.

    """

    branch: str
    title: str
    text: str
    message: str
    files: Mapping[str, bytes | None]
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not BRANCH.fullmatch(self.branch):
            raise ValueError(f"no branch of a proposal: {self.branch!r}")
        for path in self.files:
            if not {"", ".", "..", ".git"}.isdisjoint(path.split("/")) or NO_PATH.search(path):
                raise ValueError(f"no path of a proposal: {path!r}")
        if not self.files:
            raise ValueError("a proposal without files")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as the host has it.

    Attributes:
        number: by which the host knows it.
        address: of its page.
        branch: as in ``Proposal``.
        state: whether it waits, or what became of it.
        commit: the newest commit of its branch.
        title: as it is now; editors may have changed it.
        labels: the names of its labels.
        opened: when it was made.

    """

    number: int
    address: str
    branch: str
    state: State
    commit: str
    title: str
    labels: tuple[str, ...]
    opened: datetime.datetime


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that somebody opened.

    Attributes:
        number: by which the host knows it.
        text: what is written in it, by anyone.
        labels: the names of its labels.

    """

    number: int
    text: str
    labels: tuple[str, ...] = ()


class Host(Protocol):
    """The repository of a catalogue at a host.

    Every method raises UnreachableError or RefusedError where it cannot do its work.

    Attributes:
        kind: as in the settings (``extra.repository.host``); ``folder`` for a repository on this machine.

    """

    kind: ClassVar[str]

    def propose(self, proposal: Proposal) -> Proposed:
        """Make a proposal with all its files in one commit on top of the main branch, or bring it up to date.

        Nothing is changed if the files are what they were, or if the proposal is merged or closed: it is
        returned as it is, for the caller to look at its ``state``. Labels are only given to one that has
        none, and as far as the token may.

        Raises TakenOverError if the newest commit of its branch was not made here.
        """
        ...

    def find(self, branch: str) -> Proposed | None:
        """The newest proposal of a branch, open or not; None if there never was one."""
        ...

    def waiting(self) -> Iterator[Proposed]:
        """All open proposals, also those that people made on branches of their own; the oldest first."""
        ...

    def read(self, path: str, at: str = "") -> bytes | None:
        """A file of a branch or commit, without ``at`` of the main branch; None if there is none."""
        ...

    def label(self, number: int, labels: Collection[str], among: Collection[str]) -> None:
        """Give a proposal exactly these labels of those in ``among``; its other labels stay."""
        ...

    def comment(self, number: int, mark: str, text: str) -> None:
        """Write or change the one comment on a proposal that begins with ``mark``; ``text`` goes below it."""
        ...

    def issues(self) -> Iterator[Issue]:
        """All open issues, whoever made them; the oldest first."""
        ...

    def reply(self, number: int, mark: str, text: str) -> None:
        """Write or change the one comment on an issue that begins with ``mark``; ``text`` goes below it."""
        ...

    def merge(self, number: int, commit: str) -> None:
        """Merge a proposal. Raises RefusedError if its newest commit is no longer ``commit``."""
        ...

    def issue(self, mark: str, title: str, text: str) -> str | None:
        """Keep the one issue whose text begins with ``mark`` up to date, and return its address.

        It is made, changed or opened again for a ``text``, which goes below the mark. An empty text closes
        it; None if there is none to close.
        """
        ...


TRAILER = "Atelier-Files"
"""Stands in the message of a commit that was made here, before the hash of its files."""


def message_of(proposal: Proposal) -> str:
    """The message of the commit of a proposal: it says of which files it is, and that it was made here."""
    hashed = hashlib.sha256()
    for path, data in sorted(proposal.files.items()):
        hashed.update(f"{path}\0{-1 if data is None else len(data)}\0".encode())
        hashed.update(data or b"")
    return f"{proposal.message}\n\n{TRAILER}: {hashed.hexdigest()}\n"


def made_here(message: str) -> bool:
    """Whether a commit with this message was made here, and not by editors."""
    return message.strip().split("\n")[-1].startswith(f"{TRAILER}: ")


def is_up_to_date(message: str, proposal: Proposal) -> bool:
    """Whether a commit with this message holds just what is proposed."""
    return message.strip().split("\n")[-1] == message_of(proposal).strip().split("\n")[-1]


def must_be_ours(proposal: Proposal, proposed: Proposed | None, message: str) -> None:
    """Raise TakenOverError if editors made the newest commit of a branch; RefusedError without a proposal."""
    if made_here(message):
        return
    if proposed:
        raise TakenOverError(proposed)
    raise RefusedError(f"There is a branch {proposal.branch} already that is no proposal.")


def with_labels(there: Collection[str], labels: Collection[str], among: Collection[str]) -> tuple[str, ...]:
    """The labels of a proposal once it has exactly ``labels`` of those in ``among``."""
    kept = [label for label in there if label in labels or label not in among]
    return (*kept, *(label for label in labels if label not in kept))


NOTHING_CHANGES = "The files are on the main branch already: nothing would change."
