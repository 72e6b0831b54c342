"""The time of day against seconds that never go back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stashlog.domain.activity import Json
from stashlog.sandbox import Fault
from stashlog.services.steady_clock import FACT, SteadyClock, forget
from tests.support.workbench import Workbench


def clock_of(bench: Workbench) -> SteadyClock:
    """As a program has it that was just started."""
    return SteadyClock(bench.store, bench.time.surroundings())


def test_a_clock_that_nobody_sets_is_steady_since_it_was_looked_at_first(bench: Workbench) -> None:
    first = clock_of(bench).since()
    bench.time.advance(86_400)
    assert clock_of(bench).since() == first == bench.time.day - timedelta(days=1)


@pytest.mark.parametrize("seconds", [-31_536_000, -60, -3, 3, 60, 172_800])
def test_a_clock_that_was_set_is_steady_from_then_on(bench: Workbench, seconds: int) -> None:
    clock_of(bench).since()
    bench.time.advance(10)
    bench.time.day += timedelta(seconds=seconds)
    was_set_at = bench.time.day
    assert clock_of(bench).since() == was_set_at
    bench.time.advance(10)
    assert clock_of(bench).since() == was_set_at


@pytest.mark.parametrize("seconds", [-2, 2])
def test_the_small_corrections_that_computers_make_do_not_count(
    bench: Workbench, seconds: int
) -> None:
    first = clock_of(bench).since()
    bench.time.day += timedelta(seconds=seconds)
    assert clock_of(bench).since() == first


def test_after_a_restart_of_the_computer_nothing_is_known(bench: Workbench) -> None:
    clock_of(bench).since()
    bench.time.advance(3600)
    bench.time.passed = 20.0
    assert clock_of(bench).since() == bench.time.day


@pytest.mark.parametrize(
    "noted",
    [
        None,
        "text",
        [1],
        {},
        {"day": "x", "seconds": 1.0},
        {"day": 5, "seconds": 1.0},
        {"day": "2026-11-24T10:00:00+00:00", "seconds": "x"},
        {"day": "2026-11-24T10:00:00+00:00", "seconds": None},
        {"day": "2026-11-24T10:00:00", "seconds": 1000.0},
        {"day": "2026-11-24T10:00:00+00:00", "seconds": "nan"},
        {"day": "2026-11-24T10:00:00+00:00", "seconds": "1e999"},
    ],
)
def test_what_was_noted_and_cannot_be_read_is_noted_anew(bench: Workbench, noted: Json) -> None:
    bench.store.facts.put(FACT, noted)
    bench.time.advance(5)
    assert clock_of(bench).since() == bench.time.day
    assert clock_of(bench).since() == bench.time.day


@pytest.mark.parametrize("seconds", [-31_536_000, -60, 60])
def test_requests_from_before_the_clock_was_set_show_as_older(
    bench: Workbench, seconds: int
) -> None:
    bench.sandbox.faults.add(Fault.drop_answer().on("POST"))
    item = bench.log()
    bench.delivery.step()
    before = bench.item(item).attempted_at
    bench.time.day += timedelta(seconds=seconds)
    since = clock_of(bench).since()
    after = bench.item(item).attempted_at
    assert before is not None
    assert after is not None
    assert after == min(before, since - timedelta(microseconds=1))


def test_the_pair_is_noted_under_a_name_that_never_changes(bench: Workbench) -> None:
    since = clock_of(bench).since()
    noted = {"day": since.isoformat(), "seconds": bench.time.passed}
    assert bench.store.facts.get("steady_clock") == noted


def test_after_times_of_another_clock_came_in_every_request_shows_as_older(
    bench: Workbench,
) -> None:
    first = clock_of(bench).since()
    bench.sandbox.faults.add(Fault.drop_answer().on("POST"))
    item = bench.log()
    bench.delivery.step()
    bench.time.advance(5)
    forget(bench.store)
    since = clock_of(bench).since()
    assert first < since == bench.time.day
    attempted = bench.item(item).attempted_at
    assert attempted is not None
    assert attempted < since
