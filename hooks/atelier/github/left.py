"""What a run of a stranger's code left, read within limits: one file of an archive that is never unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from atelier.hosts.github import GitHub
from atelier.hosts.host import RefusedError


def archive_of_run(github: GitHub, run: int, artifact: str, limit: int) -> bytes | None:
    """The archive of an artifact that a run left; None if it left none. Raises RefusedError."""
    found = github.get(f"actions/runs/{run}/artifacts", name=artifact)["artifacts"]
    left = next((item for item in found if item["name"] == artifact and not item["expired"]), None)
    if left is None:
        return None
    return github.ask("GET", f"actions/artifacts/{int(left['id'])}/zip", limit=limit, follows=True)


def file_in(archive: bytes, name: str, limit: int) -> bytes:
    """A file in an archive by a stranger: it is read, nothing is written. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise RefusedError(f"The archive holds no {name} that can be read: {error!r}") from error
    if len(data) > limit:
        raise RefusedError(f"{name} is larger than {limit} bytes.")
    return data
