"""How often somebody may send: by connection, in a window that slides, in a table that does not grow."""

from __future__ import annotations

import pytest

from atelier.receive.limits import Rate, TooOftenError, network_of
from atelier.receive.links import Links
from atelier.receive.work import Work, WorkError
from tests.fixtures.receive import work_of


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_window_slides() -> None:
    """Each counts until its own time is over, and what was refused does not count."""
    clock = Clock()
    rate = Rate(2, 60, clock=clock)
    for clock.now in (0.0, 30.0):
        rate.count("203.0.113.7")
    with pytest.raises(TooOftenError) as refused:
        rate.count("203.0.113.7")
    rate.count("203.0.113.8")
    clock.now = 60.0
    rate.count("203.0.113.7")

    assert 31 == refused.value.after
    with pytest.raises(TooOftenError):
        rate.count("203.0.113.7")


def test_the_table_is_bounded() -> None:
    rate = Rate(2, 60, most=100)
    for number in range(10_000):
        rate.count(f"10.0.{number // 256}.{number % 256}")

    assert 100 == len(rate)


def test_a_home_is_one_connection() -> None:
    """It has more addresses of IPv6 than anybody can count."""
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1")
    assert network_of("2001:db8::1") != network_of("2001:db8:0:1::1")
    assert "203.0.113.7" == network_of("203.0.113.7") == network_of("::ffff:203.0.113.7")
    assert "" == network_of("'; DROP TABLE")


def test_work_ends_after_half_an_hour() -> None:
    clock = Clock()
    clock.now = 1_800_000_000.0
    work = Work(Links(["a secret of more than 32 characters"], clock), bits=1)
    done = work_of(work.challenge(), 1, 8)

    work.check(done)
    clock.now += 31 * 60
    with pytest.raises(WorkError):
        work.check(done)
