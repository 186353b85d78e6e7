"""The proposals that wait, the riskiest first and then the oldest, as a table and as JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from atelier.hosts.host import Proposed
from atelier.model.risk import Risk
from atelier.problems.problem import shown
from atelier.proposals.labels import risks_in

ORDER = tuple(Risk)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits.

    Attributes:
        proposed: as the host has it.
        risks: those that its labels name, the highest first; empty if it has no label yet.
        days: how many whole days it waits.

    """

    proposed: Proposed
    risks: tuple[Risk, ...]
    days: int


def queue(proposals: Iterable[Proposed], now: datetime.datetime) -> list[Waiting]:
    """What waits at ``now``, in the order to look at it.

    What has no label yet may be anything, and comes first. Then the highest risk, and of the same risk what
    waits longest.
    """
    waiting = [Waiting(one, risks_in(one.labels), max((now - one.opened).days, 0)) for one in proposals]

    def key(one: Waiting) -> tuple[object, ...]:
        return [ORDER.index(risk) for risk in one.risks[:1]], one.proposed.opened, one.proposed.number

    return sorted(waiting, key=key)


def rows(waiting: Sequence[Waiting], texts: NullTranslations) -> list[tuple[str, ...]]:
    """A row of words for each proposal, below a row of heads."""
    _ = texts.gettext
    head = (_("Number"), _("Risk"), _("Waits"), _("Title"), _("Address"))
    return [head, *(_row(one, texts) for one in waiting)]


def _row(one: Waiting, texts: NullTranslations) -> tuple[str, ...]:
    risks = ", ".join(texts.gettext(risk.label) for risk in one.risks) or texts.gettext("no label yet")
    days = texts.ngettext("%(n)s day", "%(n)s days", one.days) % {"n": one.days}
    proposed = one.proposed
    return str(proposed.number), risks, days, shown(proposed.title), shown(proposed.address, 500)


def as_json(waiting: Sequence[Waiting]) -> str:
    """What waits as JSON. Its form stands in the README; keys may be added, but none changes or goes."""
    found = [
        {
            "number": one.proposed.number,
            "risks": list(one.risks),
            "days": one.days,
            "title": one.proposed.title,
            "address": one.proposed.address,
            "branch": one.proposed.branch,
            "commit": one.proposed.commit,
            "opened": one.proposed.opened.isoformat(),
            "labels": list(one.proposed.labels),
        }
        for one in waiting
    ]
    return json.dumps({"waiting": found}, indent=2)
