"""GitHub's REST API, as far as the workflows of main need it."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

AUTHOR = "github-actions[bot]"
"""The author of our comments: others may have copied their mark."""

ANSWER_LIMIT = 16 * 1024 * 1024
PAGE_SIZE = 100
PAGES = 20


class RefusedError(Exception):
    """GitHub refused a request, or its answer is not as expected; the text says which."""


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository as GitHub's REST API knows it (https://docs.github.com/rest).

    Attributes:
        api: the address of the API, without a slash at the end.
        repository: as ``owner/name``.
        token: the access token.

    """

    api: str
    repository: str
    token: str

    def ask(self, method: str, path: str, data: object = None, *, limit: int = ANSWER_LIMIT) -> bytes:
        """The answer of the API, at most ``limit`` bytes. Raises RefusedError."""
        request = urllib.request.Request(  # noqa: S310 - the address comes from GitHub's own runner
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
        )
        # GitHub redirects to another host for artifacts, which must not get the token.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - likewise
                body: bytes = answer.read(limit + 1)
        except (OSError, ValueError) as error:
            raise RefusedError(f"{method} {path}: {error}") from error
        if len(body) > limit:
            raise RefusedError(f"{method} {path}: more than {limit} bytes")
        return body

    def get(self, path: str, **query: object) -> Any:
        """The answer of the API as JSON. Raises RefusedError."""
        return json.loads(self.ask("GET", f"{path}?{urlencode(query)}" if query else path))

    def post(self, path: str, data: object) -> Any:
        """The answer of the API to new data, as JSON. Raises RefusedError."""
        return json.loads(self.ask("POST", path, data))

    def pages(self, path: str, **query: object) -> Iterable[dict[str, Any]]:
        """Every item of a list that comes in pages."""
        for number in range(1, PAGES + 1):
            items = self.get(path, **query, per_page=PAGE_SIZE, page=number)
            yield from items
            if len(items) < PAGE_SIZE:
                return


def put_comment(github: GitHub, number: int, mark: str, text: str, *, worth: bool = True) -> None:
    """Write the comment that starts with ``mark``, or change the one that exists.

    A new one is written only if it is ``worth`` it.
    """
    for comment in github.pages(f"issues/{number}/comments"):
        if comment["user"]["login"] == AUTHOR and comment["body"].startswith(mark):
            github.ask("PATCH", f"issues/comments/{comment['id']}", {"body": text})
            return
    if worth:
        github.ask("POST", f"issues/{number}/comments", {"body": text})


def repository() -> GitHub:
    """The repository of the workflow that runs this."""
    return GitHub(os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"])


def event() -> Any:
    """The event that started the workflow that runs this."""
    return json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
