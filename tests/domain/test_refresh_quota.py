"""The refresh leaves the day's requests to those who log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain import refresh_quota as quota
from stashlog.domain.directory import Kind
from stashlog.domain.outcome import RateLimits
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.refresh_state import RefreshState

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def left(remaining: int, limit: int = 1000, resets_at: datetime = MIDNIGHT) -> RateLimits:
    return RateLimits(limit=limit, remaining=remaining, resets_at=resets_at)


@given(found=st.integers(0, 1000), later=st.integers(0, 1000))
def test_half_of_what_was_found_and_a_quarter_of_the_day_stay(found: int, later: int) -> None:
    state = quota.on_this_day(RefreshState(), left(found))
    state = quota.on_this_day(state, left(min(found, later)))
    assert state.floor == max(found // 2, 250)
    assert quota.saves(state, left(later)) is (later <= state.floor)


def test_a_new_day_has_a_new_floor() -> None:
    state = quota.on_this_day(RefreshState(), left(400))
    tomorrow = left(1000, resets_at=MIDNIGHT + timedelta(days=1))
    assert quota.on_this_day(state, tomorrow).floor == 500


def test_without_a_limit_nothing_is_saved() -> None:
    for limits in (None, RateLimits(), RateLimits(limit=1000)):
        state = quota.on_this_day(RefreshState(), limits)
        assert not quota.saves(state, limits)


@pytest.mark.parametrize(
    ("limit", "hours"), [(1_000, 1.92), (25_000, 0.25), (2_000_000, 0.25), (10, 24.0)]
)
def test_rounds_are_as_far_apart_as_the_plan_is_small(limit: int, hours: float) -> None:
    assert quota.rest_between_rounds(left(limit, limit)) == timedelta(hours=hours)
    assert quota.rest_between_rounds(None) == quota.SHORTEST_REST


def due_in(state: RefreshState, limits: RateLimits | None, *, wanted: bool = False) -> timedelta:
    return max(quota.due(state, limits, NOON, wanted=wanted) - NOON, timedelta(0))


def test_a_round_begins_when_its_time_has_come_or_the_user_wishes() -> None:
    rested = RefreshState(ended_at=NOON - timedelta(minutes=5))
    assert due_in(RefreshState(), None) == timedelta(0)
    assert due_in(rested, None) == timedelta(minutes=10)
    assert due_in(rested, None, wanted=True) == timedelta(0)
    assert due_in(replace(rested, todo=(Kind.DEAL,)), None) == timedelta(0)


def test_clocks_that_were_wrong_hold_nothing() -> None:
    assert due_in(RefreshState(ended_at=NOON + timedelta(days=300)), None) == timedelta(0)
    stuck = RefreshState(todo=(Kind.DEAL,), retry_at=NOON + timedelta(days=300))
    assert due_in(stuck, None) == timedelta(0)


def test_saving_lasts_until_the_day_ends() -> None:
    state = quota.on_this_day(RefreshState(todo=(Kind.DEAL,)), left(400))
    assert due_in(state, left(250)) == MIDNIGHT - NOON
    assert due_in(state, left(250), wanted=True) == MIDNIGHT - NOON


def test_progress_tells_what_holds_it() -> None:
    state = RefreshState(todo=(Kind.DEAL,), done=70, forbidden={Kind.COMPANY: MIDNIGHT}, floor=5)
    shown = quota.progress(state, left(5), NOON, paused=True)
    assert (shown.running, shown.done, shown.estimate) == (True, 70, None)
    assert shown.paused
    assert shown.saving
    assert shown.trouble == Reason(ReasonCode.KEY_TOO_NARROW, "companies:read")
    offline = Reason(ReasonCode.OFFLINE)
    later = quota.progress(replace(state, estimate=50, trouble=offline), None, NOON, paused=False)
    assert (later.estimate, later.trouble) == (70, offline)
