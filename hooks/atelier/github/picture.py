"""The picture of a proposal, made anew: ``python -m atelier.github.picture FILE``, in a workflow of main.

A stranger's code drew the pages before and after, and what it left may be anything. So its pixels alone are
taken, within limits, and written as a PNG of our own: whoever opens the picture gets no other kind of file,
and nothing that was hidden beside the pixels.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from atelier.github.left import archive_of_run, file_in
from atelier.hosts.github import GitHub, event, of_workflow
from atelier.hosts.host import RefusedError, UnreachableError

ARTIFACT = "pictures"
FILE = "before-and-after.png"
LIMIT = 24 * 1024 * 1024
"""The most bytes of a picture, packed or not."""
PIXELS = 60_000_000
"""The most pixels: four pages of the largest size, each at two widths before and after."""


def made_anew(data: bytes) -> bytes:
    """A PNG with the pixels of another and nothing else of it. Raises RefusedError."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            if opened.width * opened.height > PIXELS:
                raise RefusedError(f"The picture has more than {PIXELS} pixels.")
            pixels = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RefusedError(f"This is no PNG that can be read: {error!r}") from error
    clean = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    made = io.BytesIO()
    clean.save(made, "PNG", optimize=False)
    return made.getvalue()


def fetch(github: GitHub, run: int, target: Path) -> str:
    """Write the picture that a run left to ``target``, if it left one; returns a line for the log.

    Raises RefusedError.
    """
    archive = archive_of_run(github, run, ARTIFACT, LIMIT)
    if archive is None:
        return "The run left no picture."
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made_anew(file_in(archive, FILE, LIMIT)))
    return f"The picture is in {target}."


def main() -> int:
    """Run it for the workflow run in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        print(fetch(of_workflow(), event()["workflow_run"]["id"], Path(sys.argv[1])))
    except (RefusedError, UnreachableError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
