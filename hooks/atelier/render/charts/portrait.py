"""The figure of an initiative without a picture: with whom, for which education, and in which years.

It is drawn from the record alone, so it says nothing that the record does not: partners are dots round the
initiative, levels are steps of the stairs of a school career, and years are a stretch on a line. Where no
level is known, the steps and the results that one can read stand in their place, as lines. What is not known
is not drawn. Lengths are units of a drawing of ``WIDTH`` by ``HEIGHT``.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from atelier.catalogue.currency import years_running
from atelier.model.initiative import Initiative, Level, Role

WIDTH, HEIGHT = 320, 128
MOST_PARTNERS = 24
"""More dots than this touch each other."""

MARGIN = 20
MIDDLE = 60
"""How far below the top the middle of the partners is."""
RADIUS = 38
LEAD, PARTNER = 7, 4.5
STAIRS = (140, WIDTH - MARGIN)
"""Where the stairs begin and end."""
FLOOR = 98
LOWEST, HIGHEST = 14, 76
YEARS = (MARGIN, WIDTH - MARGIN)
MOST_LINES = 6
LONGEST = 120
"""How many characters a line is long at most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A partner: its centre and its radius, which is larger if it leads."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Step:
    """A level of education, and whether the initiative is for it."""

    x: float
    y: float
    width: float
    height: float
    reached: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Something that one can read: its place, its length, and whether it is a step or a result."""

    x: float
    y: float
    width: float
    step: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """The drawing of an initiative.

    Attributes:
        centre: the place of the initiative itself.
        dots: its partners, round it.
        steps: every level, from day care to adults; empty if no level is known.
        lines: the steps and then the results, if no level is known.
        running: the first and the last year in which it ran; None if they are not known.
        years: where these begin and end on the line of years that the drawings share.
        partners: how many there are, also if not all of them are drawn.

    """

    centre: tuple[float, float]
    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    running: tuple[int, int] | None
    years: tuple[float, float] | None
    partners: int


def portrait(
    initiative: Initiative, span: tuple[int, int], today: datetime.date, levels: type[Level] = Level
) -> Portrait:
    """The drawing of an initiative; ``span`` has the first and the last year of all drawings.

    ``levels`` are all steps of the stairs.
    """
    told = [(text, True) for text in (initiative.recipe.steps if initiative.recipe else ())]
    told += [(text, False) for text in initiative.results]
    x = (MARGIN + STAIRS[0]) / 2 - 10 if initiative.levels or told else WIDTH / 2
    roles: dict[str, list[Role]] = {}
    for participation in initiative.participations:
        roles.setdefault(participation.partner, []).append(participation.role)
    leads = [Role.LEAD in played for played in roles.values()]
    years = years_running(initiative, today)
    running = (years[0], years[-1]) if years else None
    return Portrait(
        centre=(x, MIDDLE),
        dots=tuple(_dots(leads[:MOST_PARTNERS], x)),
        steps=tuple(_stairs(initiative.levels, levels)) if initiative.levels else (),
        lines=() if initiative.levels else tuple(_lines(told[:MOST_LINES])),
        running=running,
        years=_years(running, span) if running else None,
        partners=len(leads),
    )


def year_span(initiatives: Sequence[Initiative], today: datetime.date) -> tuple[int, int]:
    """The first year in which one of these runs, and the last, which is this year at least."""
    years = [year for initiative in initiatives for year in years_running(initiative, today)]
    return min([*years, today.year]), max([*years, today.year])


def _dots(leads: Sequence[bool], x: float) -> list[Dot]:
    """Partners on a circle, the first one at the top."""
    dots = []
    for number, leading in enumerate(leads):
        angle = 2 * math.pi * number / len(leads) - math.pi / 2
        dots.append(
            Dot(
                round(x + RADIUS * math.cos(angle), 1),
                round(MIDDLE + RADIUS * math.sin(angle), 1),
                LEAD if leading else PARTNER,
            )
        )
    return dots


def _stairs(levels: Sequence[Level], among: type[Level]) -> list[Step]:
    begin, end = STAIRS
    every = (end - begin) / len(among)
    rise = (HIGHEST - LOWEST) / max(len(among) - 1, 1)
    return [
        Step(
            round(begin + number * every, 1),
            round(FLOOR - LOWEST - number * rise, 1),
            round(every - 2, 1),
            round(LOWEST + number * rise, 1),
            level in levels,
        )
        for number, level in enumerate(among)
    ]


def _lines(told: Sequence[tuple[str, bool]]) -> list[Line]:
    """A line for each text, as long as the text is; together they stand in the middle of their side."""
    begin, end = STAIRS
    every = min(18, (HIGHEST + LOWEST) / max(len(told), 1))
    top = MIDDLE - every * (len(told) - 1) / 2
    return [
        Line(
            begin + 14,
            round(top + number * every, 1),
            round((end - begin - 14) * (0.3 + 0.7 * min(len(text), LONGEST) / LONGEST), 1),
            step,
        )
        for number, (text, step) in enumerate(told)
    ]


def _years(running: tuple[int, int], span: tuple[int, int]) -> tuple[float, float]:
    begin, end = YEARS
    every = (end - begin) / (span[1] - span[0] + 1)
    first, last = running
    return round(begin + (first - span[0]) * every, 1), round(begin + (last + 1 - span[0]) * every, 1)
