"""The bytes of a file, and whether it is one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from atelier.store.contents import read_content


@pytest.mark.parametrize("windows", [False, True])
def test_a_link_is_no_file(windows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could lead out of the catalogue; also where the system cannot refuse it while it opens a file."""
    file, link = tmp_path / "file.md", tmp_path / "link.md"
    file.write_bytes(b"Tekst.\n")
    link.symlink_to(file)
    if windows:
        monkeypatch.delattr(os, "O_NOFOLLOW", raising=False)
    with pytest.raises(OSError) as error:
        read_content(link, 100)

    assert errno.ELOOP == error.value.errno
    assert b"Tekst.\n" == read_content(file, 100).data
