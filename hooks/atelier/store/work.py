"""Work handed to an executor: this machine with all its cores, or a cluster.

What is handed over is a function of a module and plain data, and so is what comes back: so it does not matter
where it runs. What comes of it does not depend on that either.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from atelier.store.code import package_digest

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

DASK = "dask://"
CHUNK = 64
"""Files that are handed over together: they take some 50 ms, and the way there and back a few."""
PR_SET_PDEATHSIG = 1
"""See prctl(2)."""
AHEAD = 4
"""Chunks that are handed over for each core before the first has come back, so that none of them waits."""
PAYS = {"fork": 0.3, "spawn": 1.5}
"""The seconds of work after which processes pay, by how they are started: a copy of this one takes 30 ms, and
one that has to load the code 400 ms."""
WAIT = "10s"
"""How long a cluster may take to answer."""


class Reason(Enum):
    """Why there is no executor."""

    UNKNOWN = auto()
    PACKAGE = auto()
    UNREACHABLE = auto()
    OTHER_CODE = auto()


class NoExecutorError(Exception):
    """What was asked for cannot do the work.

    Attributes:
        reason: why not.

    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.name)
        self.reason = reason


class Cores(Executor):
    """The cores of this machine.

    The first work is done in this process, when it is handed over. Once it has taken so long that others pay,
    there is one for each core.
    """

    def __init__(self, count: int | None = None) -> None:
        """``count`` is how many cores it may use, all if it is not given; with one it starts no process."""
        self._count = count or cores()
        self._spent = 0.0
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Hand over a call. What it raises is in the future."""
        if self._pool is None and (self._count == 1 or self._spent < PAYS[_start()]):
            return self._done(fn, *args, **kwargs)
        if self._pool is None:
            # Imported here, as most runs have too little work for it.
            from concurrent.futures import ProcessPoolExecutor

            context = _context(_start())
            self._pool = ProcessPoolExecutor(self._count, context, initializer=die_with_parent)
        return self._pool.submit(fn, *args, **kwargs)

    def _done(self, fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        started = time.perf_counter()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # whatever it raises, as of any executor
            future.set_exception(error)
        self._spent += time.perf_counter() - started
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        if self._pool:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)


def die_with_parent() -> None:
    """End this process when the one that started it is killed, which cannot end it itself. On Linux only."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def copies_itself() -> bool:
    """Whether another process is a copy of this one, with all that is in its memory."""
    return _start() == "fork"


def _start() -> str:
    """How other processes are started. A copy of this one is safe on Linux, and while it has one thread."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _context(start: str) -> BaseContext:
    import multiprocessing

    return multiprocessing.get_context(start)


def spread(
    function: Callable[[list[T]], R], items: Iterable[T], executor: Executor, size: int = CHUNK
) -> Iterator[tuple[list[T], R]]:
    """Chunks of the items, in their order, each with what ``function`` makes of it.

    The items are taken as the work goes on, so they are never all in memory. Raises what ``function`` does.
    """
    waiting: deque[tuple[list[T], Future[R]]] = deque()
    items = iter(items)
    while chunk := list(islice(items, size)):
        waiting.append((chunk, executor.submit(function, chunk)))
        while waiting and (waiting[0][1].done() or len(waiting) > AHEAD * cores()):
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()


@contextmanager
def executor_of(text: str) -> Iterator[Executor]:
    """The executor that ``--executor`` names: ``dask://HOST:PORT``, or nothing for the cores of this machine.

    Raises NoExecutorError.
    """
    if not text:
        with Cores() as executor:
            yield executor
        return
    address = text.removeprefix(DASK)
    if address == text or not address.rpartition(":")[0] or not address.rpartition(":")[2].isdecimal():
        raise NoExecutorError(Reason.UNKNOWN)
    with _cluster(f"tcp://{address}") as client:
        yield client.get_executor(retries=2)


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """A client of Dask's scheduler, of which every worker has this same code. Raises NoExecutorError."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise NoExecutorError(Reason.PACKAGE) from None
    try:
        client = distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError):
        raise NoExecutorError(Reason.UNREACHABLE) from None
    with client:
        try:
            digests = set(client.run(package_digest).values())
        except Exception:  # without our package a worker fails in a way of its own
            raise NoExecutorError(Reason.OTHER_CODE) from None
        if not digests:
            raise NoExecutorError(Reason.UNREACHABLE)
        if digests != {package_digest()}:
            raise NoExecutorError(Reason.OTHER_CODE)
        yield client
