"""The files that a pull request changes, read from GitHub as data: nothing of it is run or unpacked."""

from __future__ import annotations

import base64

from atelier.hosts.github import GitHub

MOST = 300
"""How many files are read; nobody looks at more by hand."""


def changed_files(github: GitHub, number: int) -> dict[str, bytes | None] | None:
    """The content of each file that a pull request changes, by its path; None for one that it removes.

    Not even the paths if there are more than ``MOST``: None. Raises RefusedError.
    """
    found: dict[str, bytes | None] = {}
    for file in github.pages(f"pulls/{number}/files"):
        if len(found) >= MOST:
            return None
        path, former = str(file["filename"]), str(file.get("previous_filename") or "")
        if former:
            found.setdefault(former, None)
        # By the hash of its content: if it were asked for by its path, GitHub would follow a link.
        blob = None if file["status"] == "removed" else github.get(f"git/blobs/{file['sha']}")
        found[path] = None if blob is None else base64.b64decode(blob["content"])
    return found
