"""GitLab as a host of proposals (https://docs.gitlab.com/api/), also of an organisation's own server."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

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
from atelier.hosts.web import NotFoundError, Web

STATES: Mapping[str, State] = {"opened": "open", "locked": "open", "merged": "merged", "closed": "closed"}

NOT_YET = frozenset({"unchecked", "checking", "preparing", "approvals_syncing", "ci_still_running"})
"""What is said of a merge request that may be merged in a moment."""


@dataclass(frozen=True)
class GitLab:
    """A repository at GitLab, as a host. See ``Host`` for what each method does.

    Attributes:
        api: the address of the API, without a slash at the end.
        repository: as ``group/name``, of which a group may have groups.
        token: the access token.
        base: the main branch; GitLab is asked without.
        fork: as ``group/name``, if branches are made there and not in the repository.

    """

    kind: ClassVar[str] = "gitlab"
    api: str
    repository: str
    token: str = field(repr=False)
    base: str = ""
    fork: str = ""

    @cached_property
    def web(self) -> Web:
        """The API."""
        return Web(self.api, f"Bearer {self.token}", self.token)

    def propose(self, proposal: Proposal) -> Proposed:
        """Make a proposal, or bring it up to date."""
        proposed = self.find(proposal.branch)
        if proposed and proposed.state != "open":
            return proposed
        branch = self.web.maybe(f"{self._ours}/repository/branches/{quote(proposal.branch, safe='')}")
        message = branch["commit"]["message"] if branch else ""
        if branch:
            must_be_ours(proposal, proposed, message)
        if not is_up_to_date(message, proposal):
            actions = list(self._actions(proposal))
            if not actions:
                raise RefusedError(NOTHING_CHANGES)
            if proposed:
                # Before the branch: whoever tries again after this finds that the branch is not up to date.
                said = {"title": proposal.title, "description": proposal.text}
                self.web.json("PUT", f"{self._project}/merge_requests/{proposed.number}", said)
            data: dict[str, Any] = {
                "branch": proposal.branch,
                "start_branch": self.main,
                "commit_message": message_of(proposal),
                "actions": actions,
                # In place of what was proposed before.
                "force": bool(branch),
            }
            if self.fork:
                data["start_project"] = self.repository
            self.web.json("POST", f"{self._ours}/repository/commits", data)
        elif proposed:
            return proposed
        number = proposed.number if proposed else self._make(proposal)
        return _proposed(self.web.json("GET", f"{self._project}/merge_requests/{number}"))

    def find(self, branch: str) -> Proposed | None:
        """The newest proposal of a branch."""
        query = {"source_branch": branch, "state": "all", "order_by": "created_at", "sort": "desc"}
        found = self.web.json("GET", f"{self._project}/merge_requests", **query)
        # Others may have made a branch of this name in a fork of theirs.
        mine = next((one for one in found if one["source_project_id"] == self._source), None)
        return _proposed(mine) if mine else None

    def waiting(self) -> Iterator[Proposed]:
        """All open proposals."""
        query = {"state": "opened", "order_by": "created_at", "sort": "asc"}
        for request in self.web.pages(f"{self._project}/merge_requests", **query):
            yield _proposed(request)

    def read(self, path: str, at: str = "") -> bytes | None:
        """A file of a branch or commit."""
        project = self._ours if at else self._project
        query = urlencode({"ref": at or self.main})
        try:
            return self.web.ask("GET", f"{project}/repository/files/{quote(path, safe='')}/raw?{query}")
        except NotFoundError:
            return None

    def label(self, number: int, labels: Collection[str], among: Collection[str]) -> None:
        """Give a proposal exactly these labels of those in ``among``."""
        path = f"{self._project}/merge_requests/{number}"
        there = self.web.json("GET", path)["labels"]
        wanted = with_labels(there, labels, among)
        if {*there} != {*wanted}:
            self.web.json("PUT", path, {"labels": ",".join(wanted)})

    def comment(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark."""
        self._note(f"merge_requests/{number}", mark, text)

    def issues(self) -> Iterator[Issue]:
        """All open issues."""
        query = {"state": "opened", "scope": "all", "order_by": "created_at", "sort": "asc"}
        for issue in self.web.pages(f"{self._project}/issues", **query):
            yield Issue(int(issue["iid"]), issue["description"] or "", tuple(issue["labels"]))

    def reply(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark."""
        self._note(f"issues/{number}", mark, text)

    def _note(self, about: str, mark: str, text: str) -> None:
        notes, body = f"{self._project}/{about}/notes", f"{mark}\n{text}"
        for note in self.web.pages(notes, sort="asc"):
            if note["author"]["id"] == self.me and note["body"].startswith(mark):
                if note["body"] != body:
                    self.web.json("PUT", f"{notes}/{note['id']}", {"body": body})
                return
        self.web.json("POST", notes, {"body": body})

    def merge(self, number: int, commit: str) -> None:
        """Merge a proposal if its newest commit is still ``commit``."""
        path = f"{self._project}/merge_requests/{number}"
        request = self.web.json("GET", path)
        if request["sha"] == commit and request["state"] == "merged":
            return
        if request.get("detailed_merge_status") in NOT_YET:
            raise UnreachableError(f"{number} cannot be merged yet: {request['detailed_merge_status']}", 10)
        self.web.json("PUT", f"{path}/merge", {"sha": commit})

    def issue(self, mark: str, title: str, text: str) -> str | None:
        """Keep the issue with this mark up to date."""
        issues = self.web.pages(f"{self._project}/issues", author_id=self.me, scope="all")
        issue = next((one for one in issues if (one["description"] or "").startswith(mark)), None)
        if issue is None and not text:
            return None
        said: dict[str, Any] = {"title": title, "description": f"{mark}\n{text}"}
        if issue is None:
            return str(self.web.json("POST", f"{self._project}/issues", said)["web_url"])
        path, is_open = f"{self._project}/issues/{int(issue['iid'])}", issue["state"] == "opened"
        if not text and is_open:
            self.web.json("PUT", path, {"state_event": "close"})
        elif text and not (is_open and all(issue[key] == value for key, value in said.items())):
            self.web.json("PUT", path, said if is_open else {**said, "state_event": "reopen"})
        return str(issue["web_url"])

    @cached_property
    def me(self) -> int:
        """Who we are, as the author of comments: others may have copied their mark."""
        return int(self.web.json("GET", "user")["id"])

    @cached_property
    def main(self) -> str:
        """The main branch."""
        return self.base or str(self._about["default_branch"])

    @cached_property
    def _about(self) -> Mapping[str, Any]:
        return dict(self.web.json("GET", self._project))

    @cached_property
    def _source(self) -> int:
        """The number of the project in which branches are made."""
        return int(self.web.json("GET", self._ours)["id"] if self.fork else self._about["id"])

    @property
    def _project(self) -> str:
        return f"projects/{quote(self.repository, safe='')}"

    @property
    def _ours(self) -> str:
        """The project in which branches are made."""
        return f"projects/{quote(self.fork or self.repository, safe='')}"

    def _actions(self, proposal: Proposal) -> Iterator[dict[str, str]]:
        """What is to be done to each file of the main branch that changes."""
        for path, data in proposal.files.items():
            before = self.read(path)
            if data == before:
                continue
            action = {"action": "update" if before is not None else "create", "file_path": path}
            if data is None:
                yield {**action, "action": "delete"}
            else:
                yield {**action, "content": base64.b64encode(data).decode(), "encoding": "base64"}

    def _make(self, proposal: Proposal) -> int:
        """The number of a new merge request for a branch, or of the one that came at the same moment."""
        data: dict[str, Any] = {
            "source_branch": proposal.branch,
            "target_branch": self.main,
            "title": proposal.title,
            "description": proposal.text,
            "labels": ",".join(proposal.labels),
        }
        if self.fork:
            data["target_project_id"] = self._about["id"]
        try:
            return int(self.web.json("POST", f"{self._ours}/merge_requests", data)["iid"])
        except RefusedError:
            found = self.find(proposal.branch)
            if found is None:
                raise
            return found.number


def _proposed(request: Mapping[str, Any]) -> Proposed:
    return Proposed(
        number=int(request["iid"]),
        address=request["web_url"],
        branch=request["source_branch"],
        state=STATES[request["state"]],
        commit=request["sha"],
        title=request["title"],
        labels=tuple(request["labels"]),
        opened=datetime.datetime.fromisoformat(request["created_at"]),
    )
