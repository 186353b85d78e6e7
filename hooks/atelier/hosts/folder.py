"""A repository in a folder of this machine, through the program git: to try out what needs a host.

What git has no place for is kept in it too, as JSON under refs of our own: ``refs/proposals/BRANCH`` says
what is known of a proposal, ``refs/numbers/N`` which branch has that number, ``refs/issues/N`` what an issue
says. Git changes several refs in one step: whatever stops a program, a proposal is there whole or not at all.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from atelier.hosts.host import (
    NOTHING_CHANGES,
    Issue,
    Proposal,
    Proposed,
    RefusedError,
    State,
    UnreachableError,
    is_up_to_date,
    message_of,
    must_be_ours,
    with_labels,
)

TRIES = 20
"""How often a change is tried again because another one came first."""

WAIT = 60
"""How many seconds one command of git may take."""

NONE = "0" * 40
"""Stands for no commit where git compares what a ref was."""

COMMIT = re.compile("[0-9a-f]{40,64}")

WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Innovatieatelier"), ("EMAIL", "atelier@localhost"))
}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
"""The settings of whoever runs it play no part, and what git says is in one language."""

NEVER = ("not a git repository", "dubious ownership", "Needed a single revision")
"""What git says of a folder in which no other try helps."""

NOTHING: Mapping[str, str] = {}

Known = dict[str, Any]
"""What is kept of a proposal or an issue, as JSON."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A repository of git in a folder, as a host. See ``Host`` for what each method does.

    Attributes:
        path: of the folder; a bare repository, or one with a working copy, in which nothing is merged.

    """

    kind: ClassVar[str] = "folder"
    path: Path

    def propose(self, proposal: Proposal) -> Proposed:
        """Make a proposal, or bring it up to date."""
        for _ in range(TRIES):
            kept, known = self._known(f"refs/proposals/{proposal.branch}")
            tip = self._tip(proposal.branch)
            proposed = self._proposed(proposal.branch, known, tip) if known else None
            if proposed and proposed.state != "open":
                return proposed
            if tip:
                message = self._message(tip)
                must_be_ours(proposal, proposed, message)
                if proposed and is_up_to_date(message, proposal):
                    return proposed
            main = self._tip("")
            commit = self._commit(proposal, main)
            said = {"title": proposal.title, "text": proposal.text, "commit": commit}
            changes = [(f"refs/heads/{proposal.branch}", commit, tip)]
            if not known:
                number, counted = self._next("proposals", proposal.branch)
                changes += counted
                known = {"number": number, "opened": _now(), "labels": list(proposal.labels), "comments": {}}
            known |= said
            if self._change([*changes, (f"refs/proposals/{proposal.branch}", self._keep(known), kept)]):
                return self._as_proposed(proposal.branch, known, commit, "open")
        raise UnreachableError("Others change the repository all the time.")

    def find(self, branch: str) -> Proposed | None:
        """The proposal of a branch."""
        _, known = self._known(f"refs/proposals/{branch}")
        return self._proposed(branch, known, self._tip(branch)) if known else None

    def waiting(self) -> Iterator[Proposed]:
        """All open proposals."""
        main = self._tip("")
        waiting = dict(self._refs("refs/heads/", f"--no-merged={main}"))
        kept = {branch: blob for branch, blob in self._refs("refs/proposals/") if branch in waiting}
        found = zip(kept, self._objects(kept.values()), strict=True)
        known = {branch: json.loads(data or b"{}") for branch, data in found}
        for branch in sorted(known, key=lambda branch: int(known[branch]["number"])):
            yield self._as_proposed(branch, known[branch], waiting[branch], "open")

    def read(self, path: str, at: str = "") -> bytes | None:
        """A file of a branch or commit."""
        where = at if not at or COMMIT.fullmatch(at) else f"refs/heads/{at}"
        return next(self._objects([f"{where or 'HEAD'}:{path}"]))

    def label(self, number: int, labels: Collection[str], among: Collection[str]) -> None:
        """Give a proposal exactly these labels of those in ``among``."""

        def change(known: Known) -> Known:
            return {**known, "labels": list(with_labels(known["labels"], labels, among))}

        self._change_known(f"refs/proposals/{self._branch(number)}", change)

    def comment(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark."""

        def change(known: Known) -> Known:
            return {**known, "comments": {**known["comments"], mark: text}}

        self._change_known(f"refs/proposals/{self._branch(number)}", change)

    def issues(self) -> Iterator[Issue]:
        """None: nobody but us opens one here."""
        return iter(())

    def reply(self, number: int, mark: str, text: str) -> None:
        """Refuses: there is no issue that somebody opened."""
        raise RefusedError(f"There is no issue {number}.")

    def merge(self, number: int, commit: str) -> None:
        """Merge a proposal if its newest commit is still ``commit``."""
        if self._git("rev-parse", "--is-bare-repository").strip() != b"true":
            raise RefusedError(f"{self.path} has a working copy: merge it there.")
        branch = self._branch(number)
        for _ in range(TRIES):
            main, tip = self._tip(""), self._tip(branch)
            if tip != commit:
                raise RefusedError(f"The newest commit of {branch} is no longer {commit}.")
            if self._is_in(commit, main):
                return
            # 1: they do not go together.
            tree = self._git("merge-tree", "--write-tree", main, commit, well=(0, 1)).decode().split("\n")
            if len(tree) > 2:
                raise RefusedError(f"{branch} does not go together with what changed since.")
            made = self._git(
                *("commit-tree", tree[0], "-p", main, "-p", commit), stdin=f"Merge {branch}\n".encode()
            )
            if self._change([(self._main(), made.decode().strip(), main)]):
                return
        raise UnreachableError("Others change the repository all the time.")

    def issue(self, mark: str, title: str, text: str) -> str | None:
        """Keep the issue with this mark up to date."""
        for _ in range(TRIES):
            number, kept, known = next(
                (found for found in self._issues() if found[2]["mark"] == mark), ("", "", None)
            )
            if not known and not text:
                return None
            counted: list[tuple[str, str, str]] = []
            if not known:
                new, counted = self._next("issues", mark)
                number = str(new)
            state = {"state": "open", "title": title, "text": text} if text else {"state": "closed"}
            blob = self._keep({"mark": mark, **(known or {}), **state})
            if blob == kept or self._change([*counted, (f"refs/issues/{number}", blob, kept)]):
                return f"folder:{self.path}#issue-{number}"
        raise UnreachableError("Others change the repository all the time.")

    def _issues(self) -> Iterator[tuple[str, str, Known]]:
        kept = dict(self._refs("refs/issues/"))
        for (number, blob), data in zip(kept.items(), self._objects(kept.values()), strict=True):
            yield number, blob, json.loads(data or b"{}")

    def _proposed(self, branch: str, known: Known, tip: str) -> Proposed:
        state: State = "open" if tip else "closed"
        if self._is_in(tip or known["commit"], self._tip("")):
            state = "merged"
        return self._as_proposed(branch, known, tip or known["commit"], state)

    def _as_proposed(self, branch: str, known: Known, commit: str, state: State) -> Proposed:
        return Proposed(
            number=known["number"],
            address=f"folder:{self.path}#{branch}",
            branch=branch,
            state=state,
            commit=commit,
            title=known["title"],
            labels=tuple(known["labels"]),
            opened=datetime.datetime.fromisoformat(known["opened"]),
        )

    def _commit(self, proposal: Proposal, main: str) -> str:
        """A commit with the files of a proposal on top of ``main``."""
        before = self._git("rev-parse", f"{main}^{{tree}}")
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": f"{folder}/index"}
            self._git("read-tree", main, also=index)
            entries = [
                # Without a mode, the file goes.
                f"0 {NONE}\t{path}\0" if data is None else f"100644 {self._blob(data)}\t{path}\0"
                for path, data in proposal.files.items()
            ]
            self._git("update-index", "-z", "--index-info", stdin="".join(entries).encode(), also=index)
            tree = self._git("write-tree", also=index)
        if tree == before:
            raise RefusedError(NOTHING_CHANGES)
        message = message_of(proposal).encode()
        return self._git("commit-tree", tree.decode().strip(), "-p", main, stdin=message).decode().strip()

    def _tip(self, branch: str) -> str:
        """The newest commit of a branch; empty if there is none. Of the main branch without a name."""
        if not branch:
            return self._git("rev-parse", "--verify", "HEAD").decode().strip()
        return next((tip for _, tip in self._refs(f"refs/heads/{branch}")), "")

    def _main(self) -> str:
        return self._git("symbolic-ref", "HEAD").decode().strip()

    def _message(self, commit: str) -> str:
        return self._git("show", "--no-patch", "--format=%B", commit).decode("utf-8", "replace")

    def _is_in(self, commit: str, main: str) -> bool:
        """Whether a commit is part of another."""
        return self._git("rev-list", "--max-count=1", commit, f"^{main}") == b""

    def _branch(self, number: int) -> str:
        branch = next(self._objects([f"refs/numbers/{int(number)}"]))
        if branch is None:
            raise RefusedError(f"There is no proposal {number}.")
        return branch.decode()

    def _next(self, kind: str, name: str) -> tuple[int, list[tuple[str, str, str]]]:
        """The next number of a kind, and the changes of refs that take it."""
        ref = f"refs/count/{kind}"
        before = next((blob for _, blob in self._refs(ref)), "")
        number = int(next(self._objects([before])) or b"0") + 1 if before else 1
        changes = [(ref, self._blob(str(number).encode()), before)]
        if kind == "proposals":
            changes.append((f"refs/numbers/{number}", self._blob(name.encode()), ""))
        return number, changes

    def _known(self, ref: str) -> tuple[str, Known]:
        """What is kept under a ref, and its hash; empty if nothing is."""
        blob = next((blob for _, blob in self._refs(ref)), "")
        return blob, json.loads(next(self._objects([blob])) or b"{}") if blob else {}

    def _change_known(self, ref: str, change: Callable[[Known], Known]) -> None:
        for _ in range(TRIES):
            kept, known = self._known(ref)
            blob = self._keep(change(known))
            if blob == kept or self._change([(ref, blob, kept)]):
                return
        raise UnreachableError("Others change the repository all the time.")

    def _keep(self, known: Mapping[str, Any]) -> str:
        return self._blob(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True).encode())

    def _blob(self, data: bytes) -> str:
        return self._git("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def _change(self, changes: Iterable[tuple[str, str, str]]) -> bool:
        """Give refs other values, all or none; False if one is no longer what it was."""
        lines = [f"update {ref} {new} {old or NONE}\n" for ref, new, old in changes]
        try:
            self._git("update-ref", "--stdin", stdin="".join(lines).encode())
        except UnreachableError as error:
            # Another one holds it, or changed it.
            if "cannot lock ref" in str(error) or "reference already exists" in str(error):
                return False
            raise
        return True

    def _refs(self, prefix: str, *options: str) -> Iterator[tuple[str, str]]:
        """The refs at or below a prefix, as the rest of their name, and what they lead to."""
        said = self._git("for-each-ref", "--format=%(objectname) %(refname)", *options, prefix).decode()
        for line in said.splitlines():
            target, _, name = line.partition(" ")
            yield name.removeprefix(prefix), target

    def _objects(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The content of each object; None for one that is not there or is no file."""
        asked = list(names)
        said = self._git("cat-file", "--batch", "-z", stdin="".join(f"{name}\0" for name in asked).encode())
        at = 0
        for _ in asked:
            line, at = said[at : said.index(b"\n", at)], said.index(b"\n", at) + 1
            parts = line.rsplit(b" ", 2)
            if line.endswith(b" missing") or not parts[-1].isdigit():
                yield None
                continue
            size = int(parts[-1])
            yield said[at : at + size] if parts[-2] == b"blob" else None
            at += size + 1

    def _git(
        self,
        *command: str,
        stdin: bytes = b"",
        well: Collection[int] = (0,),
        also: Mapping[str, str] = NOTHING,
    ) -> bytes:
        """What git answers. Raises RefusedError if this is no repository, else UnreachableError."""
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and no text of a sender is an option
                ["git", *command],  # noqa: S607 - as everywhere: whichever git this machine has
                cwd=self.path,
                env={**self._environment(), **also},
                input=stdin,
                capture_output=True,
                timeout=WAIT,
                check=False,
            )
        except (FileNotFoundError, NotADirectoryError) as error:
            raise RefusedError(f"{self.path}: {error}") from error
        except (OSError, subprocess.SubprocessError) as error:
            raise UnreachableError(f"git {command[0]}: {error}") from error
        if done.returncode not in well:
            said = done.stderr.decode("utf-8", "replace").strip()
            refused = any(words in said for words in NEVER)
            raise (RefusedError if refused else UnreachableError)(f"git {command[0]}: {said}")
        return done.stdout

    def _environment(self) -> Mapping[str, str]:
        """The environment of git, in which nothing of who runs this plays a part."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        # Of a folder in another repository it is not that one which is meant.
        return {**outside, **WHO, **ALONE, "GIT_CEILING_DIRECTORIES": str(self.path.resolve().parent)}


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
