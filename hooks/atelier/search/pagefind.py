"""Runs Pagefind (https://pagefind.app): from pages to the files of an index.

The program runs once. As with Pagefind's own packages for Python and Node, messages are JSON in base64, each
followed by a comma, on standard input and output. Two other ways were tried (Pagefind 1.5.2). The Python
package waits a tenth of a second before it reads each answer: 23 s for 230 pages, against 0.1 s. With a
folder, Pagefind takes the pages in the order of the file system, so the same pages give another index on
another file system; the command line then takes a quarter less time (5.5 CPU seconds for 5,650 pages, against
7.6), the package the same.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from atelier.problems.failed import FailedError

ENOUGH = 1 << 20
"""How many bytes are read at once."""


class IndexingFailedError(FailedError):
    """The index could not be made; the message says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The search index could not be made. {reason}")


def index_of(pages: Sequence[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of an index, by name. Each page is an address and HTML; their order matters.

    ``language`` decides how Pagefind stems words. Raises IndexingFailedError.
    """
    requests: list[Mapping[str, object]] = [{"type": "NewIndex", "config": {"force_language": language}}]
    requests += [{"type": "AddFile", "index_id": 0, "url": url, "file_contents": html} for url, html in pages]
    requests.append({"type": "GetFiles", "index_id": 0})
    try:
        running = _started()
    except OSError as error:
        raise IndexingFailedError(f"Pagefind does not start: {error.strerror}: {error.filename}") from error
    answer: Mapping[str, Any] = {}
    with running:
        assert running.stdin and running.stdout  # noqa: S101 - both are pipes
        # Read while writing: otherwise each side could wait for the other.
        writer = threading.Thread(target=_ask, args=(running.stdin, requests), daemon=True)
        writer.start()
        try:
            for answer in _answers(running.stdout):
                if answer["type"] in ("Error", "GetFiles"):
                    break
        finally:
            running.kill()
            writer.join()
            with suppress(OSError):  # unread output is of no use any more
                running.stdin.close()
    if answer.get("type") != "GetFiles":
        said = answer.get("message") or "it ended before its time"
        raise IndexingFailedError(f"Pagefind made no index: {said}")
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def _started() -> subprocess.Popen[bytes]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - our own program
        [program(), "--service"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=settings
    )


def program() -> Path:
    """The path of Pagefind's program. Raises IndexingFailedError if it is not installed."""
    # It imports asyncio, which only an index needs.
    from pagefind.service import get_executable

    try:
        found = get_executable()
    except FileNotFoundError:
        found = None
    if found is None:
        raise IndexingFailedError("the program of Pagefind is missing: pip install 'pagefind[bin]'")
    return found


def _ask(to: IO[bytes], requests: Sequence[Mapping[str, object]]) -> None:
    """Send messages. The pipe stays open: Pagefind ends when it is closed, even with answers left."""
    try:
        for number, request in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": request})
            to.write(base64.b64encode(message.encode()) + b",")
        to.flush()
    except OSError:
        return  # it ended too early, which the reader of the answers sees as well


def _answers(source: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    """The answers of Pagefind, until it ends."""
    pending: list[bytes] = []
    while data := os.read(source.fileno(), ENOUGH):
        first, *others = data.split(b",")
        pending.append(first)
        for other in others:
            message: Mapping[str, Any] = json.loads(base64.b64decode(b"".join(pending)))["payload"]
            yield message
            pending = [other]
