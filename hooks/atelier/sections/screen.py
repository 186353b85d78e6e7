"""The screen of a festival, which shows its programme in turns: one file, for the site or a USB stick.

Style and script are inline and the same in every screen, so the policy names them by their hashes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from atelier.content.entry import Entry
from atelier.model.festival import Slot, SlotKind, Timed
from atelier.model.initiative import Initiative
from atelier.render.csp import text_hash

_TEMPLATES = files("atelier") / "templates"
STYLE_HASH, SCRIPT_HASH = (
    # A template that includes a file drops its last line end.
    text_hash((_TEMPLATES / name).read_text(encoding="utf-8").removesuffix("\n"))
    for name in ("festivals/screen.css", "festivals/screen.js")
)
POLICY = (
    f"default-src 'none'; style-src {STYLE_HASH}; script-src {SCRIPT_HASH}; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of a screen: only its own style, script and pictures."""


class Stand(NamedTuple):
    """An initiative that shows itself at a festival.

    Attributes:
        entry: the initiative.
        parts: its parts of the programme.
        partners: the partners at the stand, each once.

    """

    entry: Entry[Initiative]
    parts: Sequence[Timed]
    partners: Sequence[str]


def stands(
    parts: Sequence[Timed],
    initiatives: Mapping[str, Entry[Initiative]],
    standing: Callable[[Slot], Sequence[str]],
) -> Sequence[Stand]:
    """Every initiative of a programme once, in the order of the programme, without breaks."""
    found: dict[str, list[Timed]] = {}
    for part in parts:
        if part.slot.initiative and part.slot.kind is not SlotKind.BREAK:
            found.setdefault(part.slot.initiative, []).append(part)
    return [
        Stand(initiatives[slug], shown, list(dict.fromkeys(p for part in shown for p in standing(part.slot))))
        for slug, shown in found.items()
    ]


def instant(zone: ZoneInfo, time: datetime.datetime) -> int:
    """A time of the programme by the clock of a zone, in milliseconds since 1970, in UTC."""
    return int(time.replace(tzinfo=zone).timestamp() * 1000)
