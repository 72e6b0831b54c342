"""How fast to send, and how long to wait."""

import pytest

from stashlog.domain.backoff import full_jitter
from stashlog.domain.pace import SLOWEST, Pace


def spend(pace: Pace, times: int, now: float) -> Pace:
    for _ in range(times):
        pace = pace.spend(now)
    return pace


def test_the_first_request_leaves_at_once() -> None:
    assert Pace(at=100.0).wait(100.0) == 0.0


def test_after_a_burst_a_request_waits_for_its_share_of_a_second() -> None:
    pace = Pace(tokens=5.0, at=0.0)
    assert spend(pace, 4, 0.0).wait(0.0) == 0.0
    assert spend(pace, 5, 0.0).wait(0.0) == pytest.approx(0.2)


def test_no_more_than_one_second_is_saved_up() -> None:
    idle = Pace(at=0.0)
    assert spend(idle, 5, 1000.0).wait(1000.0) == pytest.approx(0.2)


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    assert Pace(tokens=1.0, at=100.0).wait(50.0) == 0.0


def test_the_burst_limit_of_an_answer_becomes_the_ceiling_slowly() -> None:
    pace = Pace().learn(50)
    assert pace.ceiling == 50.0
    assert pace.rate == pytest.approx(10.0)
    for _ in range(20):
        pace = pace.learn(50)
    assert pace.rate == 50.0


@pytest.mark.parametrize("junk", [None, 0, -5])
def test_a_burst_limit_without_sense_changes_no_ceiling(junk: int | None) -> None:
    assert Pace().learn(junk).ceiling == Pace().ceiling


def test_a_refusal_for_speed_halves_the_rate_down_to_a_floor() -> None:
    pace = Pace(tokens=3.0).slow_down()
    assert pace.rate == pytest.approx(2.5)
    assert pace.tokens == 0.0
    for _ in range(20):
        pace = pace.slow_down()
    assert pace.rate == SLOWEST


@pytest.mark.parametrize(
    ("strikes", "limit"), [(1, 2.0), (2, 4.0), (5, 32.0), (9, 300.0), (10_000, 300.0)]
)
def test_the_back_off_doubles_up_to_its_cap(strikes: int, limit: float) -> None:
    assert full_jitter(strikes, first=2.0, cap=300.0, chance=0.0) == 0.0
    assert full_jitter(strikes, first=2.0, cap=300.0, chance=0.5) == limit / 2


def test_rounding_never_makes_a_request_wait() -> None:
    pace = Pace(tokens=0.0, at=1000.3)
    assert pace.wait(1000.3 + pace.wait(1000.3)) == 0.0
