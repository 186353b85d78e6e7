"""The service that takes what the form sends: killed at any moment, under load, and sent what no form sends."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.fixtures.receive import receiving
from tests.fixtures.storms import OPTIONS, killed, steady
from tests.receive.test_service import HOSTILE, branches

KILLS, POSTS = 50, 200
RATE, SECONDS = 50, 60
HOSTILES = 1_000
MEMORY = 400 * 1024**2
"""The most bytes of memory that the service may use."""


def main() -> int:
    """Measure and print it; 1 where a target does not hold."""
    return int(not all([*map(_measured, (kills, load, hostile))]))


def _measured(measure: Callable[[Path], bool]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder))


def kills(folder: Path) -> bool:
    """Kill it at so many moments: every post is one proposal."""
    proposed, tries = killed(folder, POSTS, KILLS)
    once = sum(times == 1 for times in proposed.values())
    print(
        f"{POSTS} posts in {tries} tries, killed {KILLS} times: {once} proposals, {len(proposed) - once} doubles"
    )
    return once == len(proposed) == POSTS


def load(folder: Path) -> bool:
    """Send at a steady rate for a while."""
    with receiving(folder, *OPTIONS) as service:
        found = steady(service, RATE, SECONDS)
    half, most = found.seconds[len(found.seconds) // 2], found.seconds[int(len(found.seconds) * 0.99)]
    print(
        f"{RATE} posts a second for {SECONDS} s: answers {dict(found.answers)}, {half * 1000:.0f} ms in the middle, "
        f"{most * 1000:.0f} ms for 99 of 100; {found.missing} lost or doubled; all were proposals "
        f"{found.drained:.0f} s later; {found.memory // 1024**2} MB of memory"
    )
    return found.missing == 0 and set(found.answers) == {202} and found.memory < MEMORY


def hostile(folder: Path) -> bool:
    """Send what no form sends, in any order."""
    order = random.Random(1)
    names = list(HOSTILE)
    with receiving(folder, *OPTIONS) as service:
        work = service.work()
        said = Counter(
            service.post(HOSTILE[order.choice(names)](), work=work if order.random() < 0.1 else None)[0]
            for _ in range(HOSTILES)
        )
        through, memory = len(branches(service)), service.memory()
        well = service.ask("GET", "health")[0] == 200
    print(
        f"{HOSTILES} hostile posts: answers {dict(said)}, {through} got through; {memory // 1024**2} MB of memory"
    )
    return well and not through and memory < MEMORY
