"""Two folders that change names: in one step where the system can, else in two."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h
RENAME_SWAP = 2  # sys/stdio.h of macOS
CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a system answers that has no exchange, or none on this file system."""


def exchange(first: Path, second: Path) -> bool:
    """Let two folders on one file system change names in one step; False where the system cannot.

    Raises OSError if they may not be renamed; it names the second, which is not ours alone.
    """
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(second))


@cache
def _system_call() -> Callable[[bytes, bytes], int] | None:
    """The call by which two names are exchanged, of two paths; None where there is none."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform)
    found = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if found is None:
        return None
    if sys.platform == "darwin":
        return lambda first, second: int(found(first, second, ctypes.c_uint(RENAME_SWAP)))
    return lambda first, second: int(found(AT_FDCWD, first, AT_FDCWD, second, ctypes.c_uint(RENAME_EXCHANGE)))


def settle(folder: Path) -> None:
    """Wait until all that was written on the file system of ``folder`` is on the disk.

    One call for all files: to settle each by itself takes longer, for a whole site minutes. Windows has no
    such call; there the next build puts right what was lost.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "syncfs"):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            library.syncfs(descriptor)
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()
