"""Gitea and Forgejo as a host of proposals (https://docs.gitea.com/api/), such as Codeberg."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote

from atelier.hosts.host import (
    NOTHING_CHANGES,
    Issue,
    Proposal,
    Proposed,
    RefusedError,
    State,
    is_up_to_date,
    message_of,
    must_be_ours,
    with_labels,
)
from atelier.hosts.web import Web

COLOUR = "#ededed"
"""Of a new label, which must have one."""


@dataclass(frozen=True)
class Gitea:
    """A repository at Gitea, as a host. See ``Host`` for what each method does.

    Gitea makes a commit only on top of what is there. So a proposal that is brought up to date gets one more
    commit on its branch, where the others get a branch made anew.

    Attributes:
        api: the address of the API, without a slash at the end.
        repository: as ``owner/name``.
        token: the access token.
        base: the main branch; Gitea is asked without.

    """

    kind: ClassVar[str] = "gitea"
    api: str
    repository: str
    token: str = field(repr=False)
    base: str = ""

    @cached_property
    def web(self) -> Web:
        """The API."""
        return Web(self.api, f"token {self.token}", self.token)

    def propose(self, proposal: Proposal) -> Proposed:
        """Make a proposal, or bring it up to date."""
        proposed = self.find(proposal.branch)
        if proposed and proposed.state != "open":
            return proposed
        branch = self.web.maybe(f"{self._repo}/branches/{proposal.branch}")
        message = branch["commit"]["message"] if branch else ""
        if branch:
            must_be_ours(proposal, proposed, message)
        if not is_up_to_date(message, proposal):
            files = dict(proposal.files)
            if branch:
                # What was sent before and is not sent any more becomes again as it is on the main branch.
                files = {path: self.read(path) for path in self._changed(proposal.branch)} | files
            else:
                changed = [path for path, data in files.items() if data != self.read(path)]
                if not changed:
                    raise RefusedError(NOTHING_CHANGES)
            if proposed:
                # Before the branch: whoever tries again after this finds that the branch is not up to date.
                said = {"title": proposal.title, "body": proposal.text}
                self._json("PATCH", f"pulls/{proposed.number}", said)
            data: dict[str, Any] = {
                "branch": proposal.branch if branch else self.main,
                "message": message_of(proposal),
                "files": list(self._operations(files, proposal.branch if branch else "")),
            }
            self._json("POST", "contents", data if branch else {**data, "new_branch": proposal.branch})
        elif proposed and (proposed.labels or not proposal.labels):
            return proposed
        number = proposed.number if proposed else self._make(proposal)
        if proposal.labels and not (proposed and proposed.labels):
            # Who may only propose may give no labels.
            with suppress(RefusedError):
                self.label(number, proposal.labels, ())
        return _proposed(self._json("GET", f"pulls/{number}"))

    def find(self, branch: str) -> Proposed | None:
        """The proposal of a branch."""
        found = self.web.maybe(f"{self._repo}/pulls/{quote(self.main, safe='')}/{branch}")
        return _proposed(found) if found else None

    def waiting(self) -> Iterator[Proposed]:
        """All open proposals."""
        for pull in self.web.pages(f"{self._repo}/pulls", state="open", sort="oldest"):
            yield _proposed(pull)

    def read(self, path: str, at: str = "") -> bytes | None:
        """A file of a branch or commit."""
        found = self._contents(path, at)
        return None if found is None else base64.b64decode(found["content"])

    def label(self, number: int, labels: Collection[str], among: Collection[str]) -> None:
        """Give a proposal exactly these labels of those in ``among``."""
        there = [label["name"] for label in self._json("GET", f"issues/{number}/labels")]
        wanted = with_labels(there, labels, among)
        if {*there} == {*wanted}:
            return
        known = {label["name"]: label["id"] for label in self.web.pages(f"{self._repo}/labels")}
        for name in wanted:
            if name not in known:
                known[name] = self._json("POST", "labels", {"name": name, "color": COLOUR})["id"]
        self._json("PUT", f"issues/{number}/labels", {"labels": [known[name] for name in wanted]})

    def comment(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark."""
        body = f"{mark}\n{text}"
        for comment in self._json("GET", f"issues/{number}/comments"):
            if comment["user"]["login"] == self.me and comment["body"].startswith(mark):
                if comment["body"] != body:
                    self._json("PATCH", f"issues/comments/{comment['id']}", {"body": body})
                return
        self._json("POST", f"issues/{number}/comments", {"body": body})

    def issues(self) -> Iterator[Issue]:
        """All open issues."""
        found = self.web.pages(f"{self._repo}/issues", state="open", type="issues")
        issues = (
            Issue(
                int(issue["number"]), issue["body"] or "", tuple(one["name"] for one in issue["labels"] or ())
            )
            for issue in found
        )
        # Gitea lists the newest first.
        yield from sorted(issues, key=lambda issue: issue.number)

    def reply(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark: issues and pull requests have them alike."""
        self.comment(number, mark, text)

    def merge(self, number: int, commit: str) -> None:
        """Merge a proposal if its newest commit is still ``commit``."""
        pull = self._json("GET", f"pulls/{number}")
        if pull["merged"] and pull["head"]["sha"] == commit:
            return
        self._json("POST", f"pulls/{number}/merge", {"Do": "merge", "head_commit_id": commit})

    def issue(self, mark: str, title: str, text: str) -> str | None:
        """Keep the issue with this mark up to date."""
        query = {"state": "all", "type": "issues", "created_by": self.me}
        issues = self.web.pages(f"{self._repo}/issues", **query)
        issue = next((one for one in issues if (one["body"] or "").startswith(mark)), None)
        if issue is None and not text:
            return None
        said: dict[str, Any] = {"title": title, "body": f"{mark}\n{text}"}
        if issue is None:
            return str(self._json("POST", "issues", said)["html_url"])
        said = {**said, "state": "open"} if text else {"state": "closed"}
        if any(issue[key] != value for key, value in said.items()):
            self._json("PATCH", f"issues/{int(issue['number'])}", said)
        return str(issue["html_url"])

    @cached_property
    def me(self) -> str:
        """Who we are, as the author of comments: others may have copied their mark."""
        return str(self.web.json("GET", "user")["login"])

    @cached_property
    def main(self) -> str:
        """The main branch."""
        return self.base or str(self.web.json("GET", self._repo)["default_branch"])

    @property
    def _repo(self) -> str:
        return f"repos/{self.repository}"

    def _json(self, method: str, path: str, data: object = None) -> Any:
        return self.web.json(method, f"{self._repo}/{path}", data)

    def _contents(self, path: str, at: str) -> Mapping[str, Any] | None:
        """A file as Gitea has it; None if there is none."""
        query = {"ref": at} if at else {}
        found = self.web.maybe(f"{self._repo}/contents/{quote(path)}", **query)
        return found if isinstance(found, dict) and found["type"] == "file" else None

    def _changed(self, branch: str) -> Iterator[str]:
        """The files that a branch changes."""
        compared = self._json("GET", f"compare/{quote(self.main, safe='')}...{branch}")
        for commit in compared["commits"]:
            yield from (file["filename"] for file in commit["files"] or ())

    def _operations(self, files: Mapping[str, bytes | None], at: str) -> Iterator[dict[str, str]]:
        """What is to be done to the files of a branch, so that they are as they should."""
        for path, data in files.items():
            before = self._contents(path, at)
            if data is None and before is None:
                continue
            operation = {"path": path, "operation": "update" if before else "create"}
            if before:
                operation["sha"] = before["sha"]
            if data is None:
                yield {**operation, "operation": "delete"}
            elif before is None or base64.b64decode(before["content"]) != data:
                yield {**operation, "content": base64.b64encode(data).decode()}

    def _make(self, proposal: Proposal) -> int:
        """The number of a new pull request for a branch, or of the one that came at the same moment."""
        said = {"title": proposal.title, "body": proposal.text}
        try:
            made = self._json("POST", "pulls", {**said, "head": proposal.branch, "base": self.main})
            return int(made["number"])
        except RefusedError:
            found = self.find(proposal.branch)
            if found is None:
                raise
            return found.number


def _proposed(pull: Mapping[str, Any]) -> Proposed:
    state: State = "merged" if pull["merged"] else pull["state"]
    return Proposed(
        number=int(pull["number"]),
        address=pull["html_url"],
        branch=pull["head"]["ref"],
        state=state,
        commit=pull["head"]["sha"],
        title=pull["title"],
        labels=tuple(label["name"] for label in pull["labels"] or ()),
        opened=datetime.datetime.fromisoformat(pull["created_at"]),
    )
