"""Counts of the service, as Prometheus reads them (text format 0.0.4): how many, and never of whom."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence

from atelier.receive.queue import Sent

OUTCOMES = (
    *("accepted", "remarks", "not_taken", "malformed", "too_much"),
    *("too_often", "no_work", "origin", "link", "busy", "full"),
)
"""What becomes of a post."""


class Counts:
    """Counts since the start."""

    def __init__(self) -> None:
        self._posts = Counter[str]()
        self._lock = threading.Lock()

    def post(self, outcome: str) -> None:
        """Count a post by its outcome."""
        with self._lock:
            self._posts[outcome] += 1

    def text(self, things: Sequence[Sent], oldest: float, *, reached: bool) -> str:
        """All of it. ``oldest`` is how many seconds the oldest thing waits."""
        return "\n".join(self._lines(things, oldest, reached)) + "\n"

    def _lines(self, things: Sequence[Sent], oldest: float, reached: bool) -> Iterator[str]:
        yield "# TYPE atelier_posts_total counter"
        for outcome in OUTCOMES:
            yield f'atelier_posts_total{{outcome="{outcome}"}} {self._posts[outcome]}'
        states = Counter[str](
            "waiting" if sent.due and sent.state != "refused" else sent.state for sent in things
        )
        yield "# TYPE atelier_proposals gauge"
        for state in ("waiting", "refused", "open", "merged", "closed"):
            yield f'atelier_proposals{{state="{state}"}} {states[state]}'
        yield "# TYPE atelier_oldest_waiting_seconds gauge"
        yield f"atelier_oldest_waiting_seconds {oldest:.0f}"
        yield "# TYPE atelier_host_reached gauge"
        yield f"atelier_host_reached {int(reached)}"
