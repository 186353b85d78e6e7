"""GitHub as a host of proposals (https://docs.github.com/rest), also of a company's own server."""

from __future__ import annotations

import base64
import datetime
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
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
from atelier.hosts.web import ANSWER_LIMIT, Web

AUTHOR = "github-actions[bot]"
"""Who we are in a workflow."""

HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


@dataclass(frozen=True)
class GitHub:
    """A repository at GitHub, as a host. See ``Host`` for what each method does.

    Attributes:
        api: the address of the API, without a slash at the end.
        repository: as ``owner/name``.
        token: the access token.
        base: the main branch; GitHub is asked without.
        author: who we are, as the author of comments: others may have copied their mark. GitHub is asked
            without.
        fork: as ``owner/name``, if branches are made there and not in the repository.

    """

    kind: ClassVar[str] = "github"
    api: str
    repository: str
    token: str = field(repr=False)
    base: str = ""
    author: str = ""
    fork: str = ""

    @cached_property
    def web(self) -> Web:
        """The API."""
        return Web(self.api, f"Bearer {self.token}", self.token, HEADERS)

    def ask(
        self, method: str, path: str, data: object = None, *, limit: int = ANSWER_LIMIT, follows: bool = False
    ) -> bytes:
        """The answer about the repository, at most ``limit`` bytes."""
        return self.web.ask(method, f"repos/{self.repository}/{path}", data, limit=limit, follows=follows)

    def get(self, path: str, **query: object) -> Any:
        """The answer about the repository, as JSON."""
        return self.web.json("GET", f"repos/{self.repository}/{path}", **query)

    def pages(self, path: str, **query: object) -> Iterable[dict[str, Any]]:
        """Every item of a list that comes in pages."""
        return self.web.pages(f"repos/{self.repository}/{path}", **query)

    def propose(self, proposal: Proposal) -> Proposed:
        """Make a proposal, or bring it up to date."""
        proposed = self.find(proposal.branch)
        if proposed and proposed.state != "open":
            return proposed
        tip = self._tip(proposal.branch)
        message = self._ours("GET", f"git/commits/{tip}")["message"] if tip else ""
        if tip:
            must_be_ours(proposal, proposed, message)
        if not is_up_to_date(message, proposal):
            commit = self._commit(proposal)
            if proposed:
                # Before the branch: whoever tries again after this finds that the branch is not up to date.
                said = {"title": proposal.title, "body": proposal.text}
                self._json("PATCH", f"pulls/{proposed.number}", said)
            if tip:
                self._ours("PATCH", f"git/refs/heads/{proposal.branch}", {"sha": commit, "force": True})
            else:
                self._ours("POST", "git/refs", {"ref": f"refs/heads/{proposal.branch}", "sha": commit})
        elif proposed and (proposed.labels or not proposal.labels):
            return proposed
        number = proposed.number if proposed else self._make(proposal)
        if proposal.labels and not (proposed and proposed.labels):
            # Who may only propose may give no labels; those of the workflows come anyway.
            with suppress(RefusedError):
                self._json("POST", f"issues/{number}/labels", {"labels": list(proposal.labels)})
        return _proposed(self._json("GET", f"pulls/{number}"))

    def find(self, branch: str) -> Proposed | None:
        """The newest proposal of a branch."""
        owner = (self.fork or self.repository).partition("/")[0]
        found = self.get("pulls", state="all", head=f"{owner}:{branch}", sort="created", direction="desc")
        return _proposed(found[0]) if found else None

    def waiting(self) -> Iterator[Proposed]:
        """All open proposals."""
        for pull in self.pages("pulls", state="open", sort="created", direction="asc"):
            yield _proposed(pull)

    def read(self, path: str, at: str = "") -> bytes | None:
        """A file of a branch or commit."""
        repository = self.fork if self.fork and at else self.repository
        query = {"ref": at} if at else {}
        found = self.web.maybe(f"repos/{repository}/contents/{quote(path)}", **query)
        if not isinstance(found, dict) or found["type"] != "file":
            return None
        if found["encoding"] != "base64":  # of more than a megabyte it is not here
            found = self.web.json("GET", f"repos/{repository}/git/blobs/{found['sha']}")
        return base64.b64decode(found["content"])

    def label(self, number: int, labels: Collection[str], among: Collection[str]) -> None:
        """Give a proposal exactly these labels of those in ``among``."""
        there = [label["name"] for label in self.pages(f"issues/{number}/labels")]
        wanted = with_labels(there, labels, among)
        if {*there} != {*wanted}:
            self._json("PUT", f"issues/{number}/labels", {"labels": list(wanted)})

    def comment(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark."""
        self.put_comment(number, mark, f"{mark}\n{text}")

    def issues(self) -> Iterator[Issue]:
        """All open issues: GitHub lists pull requests among them."""
        for issue in self.pages("issues", state="open", sort="created", direction="asc"):
            if "pull_request" not in issue:
                labels = tuple(label["name"] for label in issue["labels"])
                yield Issue(int(issue["number"]), issue["body"] or "", labels)

    def reply(self, number: int, mark: str, text: str) -> None:
        """Write or change the comment with this mark: issues and pull requests have them alike."""
        self.comment(number, mark, text)

    def put_comment(self, number: int, mark: str, body: str, *, worth: bool = True) -> None:
        """Change our comment that begins with ``mark``; write a new one only if it is ``worth`` it."""
        for comment in self.pages(f"issues/{number}/comments"):
            if comment["user"]["login"] == self.me and comment["body"].startswith(mark):
                if comment["body"] != body:
                    self._json("PATCH", f"issues/comments/{comment['id']}", {"body": body})
                return
        if worth:
            self._json("POST", f"issues/{number}/comments", {"body": body})

    def merge(self, number: int, commit: str) -> None:
        """Merge a proposal if its newest commit is still ``commit``."""
        pull = self._json("GET", f"pulls/{number}")
        if pull["merged_at"] and pull["head"]["sha"] == commit:
            return
        self._json("PUT", f"pulls/{number}/merge", {"sha": commit, "merge_method": self._method()})

    def issue(self, mark: str, title: str, text: str) -> str | None:
        """Keep the issue with this mark up to date."""
        issues = self.pages("issues", state="all", creator=self.me)
        mine = (i for i in issues if i["user"]["login"] == self.me and "pull_request" not in i)
        issue = next((one for one in mine if (one["body"] or "").startswith(mark)), None)
        if issue is None and not text:
            return None
        said: dict[str, Any] = {"title": title, "body": f"{mark}\n{text}"}
        if issue is None:
            return str(self._json("POST", "issues", said)["html_url"])
        said = {**said, "state": "open"} if text else {"state": "closed", "state_reason": "completed"}
        if any(issue[key] != value for key, value in said.items() if key != "state_reason"):
            self._json("PATCH", f"issues/{int(issue['number'])}", said)
        return str(issue["html_url"])

    @cached_property
    def me(self) -> str:
        """Who we are; an app has no user that could be asked for."""
        if self.author:
            return self.author
        graphql = Web(self.api.removesuffix("/v3"), f"Bearer {self.token}", self.token, HEADERS)
        said = graphql.json("POST", "graphql", {"query": "{viewer{login}}"})
        return str(said["data"]["viewer"]["login"])

    @cached_property
    def main(self) -> str:
        """The main branch."""
        return self.base or str(self._about["default_branch"])

    @cached_property
    def _about(self) -> Mapping[str, Any]:
        return dict(self.web.json("GET", f"repos/{self.repository}"))

    def _method(self) -> str:
        """How this repository merges."""
        ways = {"merge": "merge_commit", "squash": "squash_merge", "rebase": "rebase_merge"}
        return next((way for way, key in ways.items() if self._about.get(f"allow_{key}", True)), "merge")

    def _json(self, method: str, path: str, data: object = None) -> Any:
        return self.web.json(method, f"repos/{self.repository}/{path}", data)

    def _ours(self, method: str, path: str, data: object = None) -> Any:
        """As ``_json``, in the repository in which branches are made."""
        return self.web.json(method, f"repos/{self.fork or self.repository}/{path}", data)

    def _tip(self, branch: str) -> str:
        """The newest commit of a branch; empty if there is none."""
        found = self.web.maybe(f"repos/{self.fork or self.repository}/git/ref/heads/{branch}")
        return str(found["object"]["sha"]) if found else ""

    def _commit(self, proposal: Proposal) -> str:
        """A commit with the files of a proposal on top of the main branch. A fork knows its commits too."""
        newest = self._json("GET", f"git/ref/heads/{self.main}")["object"]["sha"]
        below = self._json("GET", f"git/commits/{newest}")["tree"]["sha"]
        # GitHub refuses to remove what is not there.
        entries = [
            self._entry(path, data)
            for path, data in proposal.files.items()
            if data is not None or self.read(path) is not None
        ]
        made = self._ours("POST", "git/trees", {"base_tree": below, "tree": entries}) if entries else None
        if made is None or made["sha"] == below:
            raise RefusedError(NOTHING_CHANGES)
        data = {"message": message_of(proposal), "tree": made["sha"], "parents": [newest]}
        return str(self._ours("POST", "git/commits", data)["sha"])

    def _entry(self, path: str, data: bytes | None) -> dict[str, Any]:
        """A file in a new tree: a text as it is, and other bytes as a blob that is sent before."""
        entry: dict[str, Any] = {"path": path, "mode": "100644", "type": "blob"}
        if data is None:
            return {**entry, "sha": None}
        try:
            if b"\0" not in data:
                return {**entry, "content": data.decode()}
        except UnicodeDecodeError:
            pass
        blob = {"content": base64.b64encode(data).decode(), "encoding": "base64"}
        return {**entry, "sha": self._ours("POST", "git/blobs", blob)["sha"]}

    def _make(self, proposal: Proposal) -> int:
        """The number of a new pull request for a branch, or of the one that came at the same moment."""
        owner = f"{self.fork.partition('/')[0]}:" if self.fork else ""
        said = {"title": proposal.title, "body": proposal.text}
        data = {**said, "head": f"{owner}{proposal.branch}", "base": self.main}
        try:
            return int(self._json("POST", "pulls", data)["number"])
        except RefusedError:
            found = self.find(proposal.branch)
            if found is None:
                raise
            return found.number


def _proposed(pull: Mapping[str, Any]) -> Proposed:
    state: State = "merged" if pull["merged_at"] else pull["state"]
    return Proposed(
        number=int(pull["number"]),
        address=pull["html_url"],
        branch=pull["head"]["ref"],
        state=state,
        commit=pull["head"]["sha"],
        title=pull["title"],
        labels=tuple(label["name"] for label in pull["labels"]),
        opened=datetime.datetime.fromisoformat(pull["created_at"]),
    )


def of_workflow(environ: Mapping[str, str] = os.environ) -> GitHub:
    """The repository of the workflow that runs this."""
    api, repository = environ["GITHUB_API_URL"], environ["GITHUB_REPOSITORY"]
    return GitHub(api, repository, environ["GITHUB_TOKEN"], author=AUTHOR)


def event(environ: Mapping[str, str] = os.environ) -> Any:
    """The event that started the workflow that runs this."""
    return json.loads(Path(environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
