"""The time of an initiative as a picture: where its bars lie, and which of them stay open."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.model.dates import PartialDate
from atelier.model.initiative import Period
from atelier.render.charts.bars import FULL
from atelier.render.charts.timeline import LAST_TICK, MOST_TICKS, THINNEST, Span, Stretch, Timeline, timeline

TODAY = datetime.date(2026, 7, 2)


def date(text: str) -> PartialDate | None:
    return PartialDate(*map(int, text.split("-"))) if text else None


def dates(text: str) -> Period:
    """A period, written ``start/end``; each of them may be left out."""
    start, _, end = text.partition("/")
    return Period.model_construct(start=date(start), end=date(end))


def line(period: str, *phases: str, runs: bool = False) -> Timeline | None:
    return timeline(dates(period) if period else None, list(map(dates, phases)), TODAY, runs=runs)


def drawn(period: str, *phases: str, runs: bool = False) -> Timeline:
    made = line(period, *phases, runs=runs)
    assert made is not None
    return made


def test_a_period_of_years_fills_its_years() -> None:
    """From the first day of the first year to the last day of the last."""
    made = drawn("2014/2017")

    assert Span(Stretch(0, FULL)) == made.period
    assert [2014, 2015, 2016, 2017] == [year for year, _ in made.ticks]
    assert made.today is None


@pytest.mark.parametrize("phase, expected", [
    ("2018/2018", Stretch(0, 5_000)),
    ("2018-07/2018-12", Stretch(2_479, 2_521)),
    ("2019-01-01/2019-07-01", Stretch(5_000, 2_493)),
])  # fmt: skip
def test_dates_of_any_precision_have_their_place(phase: str, expected: Stretch) -> None:
    """A year, a month or a day: a bar lasts to the end of what its end names."""
    assert (Span(expected),) == drawn("2018/2019", phase).phases


def test_an_open_end_of_what_runs_goes_on_after_today() -> None:
    """What runs is drawn until today, which is marked, and stays open for a year."""
    made = drawn("2024", "2024", runs=True)

    assert made.period is not None
    known, after = made.period.known, made.period.after
    assert after is not None
    assert made.today is not None
    assert (0, after.start) == (known.start, known.width)
    assert 0 <= after.start - made.today <= FULL // 365
    assert made.period.before is None
    assert (made.period,) == made.phases


def test_an_open_end_of_what_does_not_run_starts_after_what_is_known() -> None:
    """Of a start without an end only the start is sure."""
    made = drawn("", "2018", "2020/2020")
    phase = made.phases[0]

    assert phase is not None
    assert phase.after is not None
    assert phase.known == Stretch(0, phase.after.start)
    assert (3_330, 3_331) == (phase.known.width, phase.after.width)


def test_an_open_start_stays_open() -> None:
    """Of an end without a start only the end is sure."""
    made = drawn("", "/2019")

    assert (Span(Stretch(5_000, 5_000), before=Stretch(0, 5_000)),) == made.phases


def test_the_whole_is_open_until_its_last_phase() -> None:
    """A period without an end is not drawn shorter than the phases in it."""
    made = drawn("2015", "2016/2017", "2020/2021")

    assert made.period is not None
    assert made.period.after is not None
    assert FULL == made.period.after.start + made.period.after.width


def test_a_phase_without_dates_has_no_bar() -> None:
    """It keeps its place among the phases that have one."""
    first, second = drawn("", "", "2018/2019").phases

    assert first is None
    assert second is not None


def test_what_has_not_begun_is_not_drawn_until_today() -> None:
    """A phase to come starts after the mark of today."""
    made = drawn("2026-01", "2027", runs=True)
    (phase,) = made.phases

    assert phase is not None
    assert made.today is not None
    assert made.today < phase.known.start


def test_one_day_in_thirty_years_can_be_seen() -> None:
    """No bar is thinner than a line."""
    made = drawn("1997/2026", "2026-12-31/2026-12-31", "1997-01-01/1997-01-01")

    assert (Span(Stretch(FULL - THINNEST, THINNEST)), Span(Stretch(0, THINNEST))) == made.phases
    assert [2000, 2005, 2010, 2015, 2020] == [year for year, _ in made.ticks]


@pytest.mark.parametrize("period, phases", [
    ("", ()), ("2018", ()), ("/2018", ()), ("2018/2018", ()), ("2018-03-01/2018-09", ()), ("2018", ("", "")),
])  # fmt: skip
def test_where_there_is_nothing_to_look_at_there_is_no_picture(period: str, phases: tuple[str, ...]) -> None:
    """One date, or a part of one year, is said in words."""
    assert line(period, *phases) is None


DATES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | DATES), draw(st.none() | DATES)
    if start and end and end.last < start.first:
        start, end = end, start
    return Period.model_construct(start=start, end=end)


@given(periods(), st.lists(periods(), max_size=4), st.dates(), st.booleans())
def test_every_bar_lies_in_the_picture(
    period: Period, phases: list[Period], now: datetime.date, runs: bool
) -> None:
    """Whatever the dates: no bar beyond an edge, no piece over another, and no more years than there is room for."""
    made = timeline(period, phases, now, runs=runs)

    if made is None:
        assert not any(phase.start or phase.end for phase in phases)
        return
    assert len(phases) == len(made.phases)
    assert len(made.ticks) <= MOST_TICKS
    assert all(0 <= place <= LAST_TICK for _, place in made.ticks)
    assert runs == (made.today is not None)
    assert 0 <= (made.today or 0) <= FULL
    for span in (made.period, *made.phases):
        if span:
            assert span.known.width >= THINNEST
            for piece in filter(None, (span.before, span.known, span.after)):
                assert 0 <= piece.start <= piece.start + piece.width <= FULL
