"""All files of an import, or none of them."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from atelier.store.files import create


def write_all(root: Path, files: Mapping[str, str], changed: frozenset[str]) -> None:
    """Write files, by their path from the root; only those that are ``changed`` may be there already.

    Where one cannot be written, all are again as they were. Raises OSError.
    """
    made: list[Path] = []
    before: dict[Path, bytes] = {}
    waiting: dict[Path, Path] = {}
    try:
        # The disk is full here, if it is, before anything changed.
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if path not in changed and file.exists():
                raise FileExistsError(17, "File exists", path)
            waiting[file] = file.with_name(f".{secrets.token_hex(8)}.tmp")
            create(waiting[file], text)
        for file, temporary in waiting.items():
            if file.exists():
                before[file] = file.read_bytes()
            else:
                made.append(file)
            temporary.replace(file)
    except BaseException:
        for file in made:
            file.unlink(missing_ok=True)
        for file, data in before.items():
            file.write_bytes(data)
        raise
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
