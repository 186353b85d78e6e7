"""What a program costs: processor, time and memory of all its processes; and on which machine."""

from __future__ import annotations

import contextlib
import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MEMORY = Path("/dev/shm")
"""Sites are built in memory where the system has such a folder: the disk's moods are no one's merit."""
OFTEN = 0.05
"""Seconds between two looks at the memory of what runs."""
BUSY = 0.1
"""The part of the processor that others may use: with more, figures mean little."""
PROC = Path("/proc")


class Cost(NamedTuple):
    """What one run of a program cost.

    Attributes:
        cpu: seconds of the processor, of the program and all that it started.
        wall: seconds on the clock.
        memory: megabytes at the highest, of all its processes together.
        others: the part of the machine's processor that other programs used meanwhile.

    """

    cpu: float
    wall: float
    memory: float
    others: float


class FailedError(Exception):
    """A program that is measured failed; the message has what it said."""


def measured(command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program and return what it cost. Raises FailedError."""
    log = cwd.with_suffix(".log")
    busy, start = _busy(), time.perf_counter()
    with log.open("wb") as said:
        started = subprocess.Popen(
            list(map(str, command)),
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        with _watched(started.pid) as memory:
            _, status, usage = os.wait4(started.pid, 0)
    wall, busy = time.perf_counter() - start, _busy() - busy
    # It is waited for already: a Popen that does not know would complain.
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise FailedError(f"{command[0]} failed:\n{log.read_text(errors='replace')[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, wall, max(memory) / 1e6, max(0.0, busy - cpu) / (wall * cores()))


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """Look at the memory of a process and its children until the block ends, in bytes."""
    seen, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(OFTEN):
            # A process may end while it is looked at.
            with contextlib.suppress(OSError, ValueError):
                tree = list(_tree(pid))
                # Pages that processes share count once.
                seen.append(max(_highest(pid), sum(map(_proportional, tree)) if len(tree) > 1 else 0))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in (PROC / str(pid) / "task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _tree(int(child))


def _highest(pid: int) -> int:
    """The most memory that a process had; not that of ``getrusage``, which starts with its parent's."""
    return _kilobytes(PROC / str(pid) / "status", "VmHWM:")


def _proportional(pid: int) -> int:
    return _kilobytes(PROC / str(pid) / "smaps_rollup", "Pss:")


def _kilobytes(file: Path, name: str) -> int:
    lines = file.read_text().splitlines()
    return 1024 * next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def _busy() -> float:
    """Seconds for which processors of this machine were busy, since it started."""
    user, nice, system, _, _, interrupts, soft, *_ = map(
        int, (PROC / "stat").read_text().splitlines()[0].split()[1:]
    )
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def quiet() -> bool:
    """Whether nothing else works on this machine now."""
    return os.getloadavg()[0] < BUSY * cores()


def cores() -> int:
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Machine:
    """What figures were measured on, without what tells whose it is."""

    processor: str
    cores: int
    memory: int
    system: str
    python: str

    def __str__(self) -> str:
        return f"{self.processor}, {self.cores} cores, {self.memory} GB, {self.system}, Python {self.python}"


def this_machine() -> Machine:
    lines = (PROC / "cpuinfo").read_text().splitlines()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        processor=next(models, platform.machine()),
        cores=cores(),
        memory=round(size / 1024**3),
        system=platform.system(),
        python=platform.python_version(),
    )
