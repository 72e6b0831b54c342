"""A round goes through every list, and any interruption leaves it where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stashlog.domain import refresh
from stashlog.domain.directory import Kind, Record
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.refresh_state import CENSUS, CHANGES, ORDER, RefreshState, Walk

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARKS = dict.fromkeys(Kind, "2026-01-01")


def people(*changed: str) -> list[Record]:
    return [Record(f"ct_{n}", Kind.CONTACT, updated_at=time) for n, time in enumerate(changed)]


def test_the_first_round_walks_through_all_changes_and_counts_as_a_census() -> None:
    state = refresh.begun(RefreshState(), NOON, known=0)
    assert state.todo == ORDER
    assert state.full
    assert refresh.next_walk(state) == Walk(Kind.COMPANY, CHANGES)


def test_a_census_comes_once_a_week() -> None:
    counted = RefreshState(marks=MARKS, counted_at=NOON, census=1)
    soon = refresh.begun(counted, NOON + timedelta(days=6), known=9)
    assert (soon.full, soon.census, refresh.next_walk(soon).order) == (False, 1, CHANGES)
    late = refresh.begun(counted, NOON + timedelta(days=7), known=9)
    assert (late.full, late.census, refresh.next_walk(late).order) == (True, 2, CENSUS)
    assert late.estimate == 9


def test_a_census_from_the_future_was_dated_by_a_wrong_clock() -> None:
    counted = RefreshState(marks=MARKS, counted_at=NOON + timedelta(days=400))
    assert refresh.begun(counted, NOON, known=0).full


def test_a_round_ends_after_the_last_walk_of_the_last_list() -> None:
    state = refresh.begun(RefreshState(), NOON, known=0)
    for kind in ORDER:
        assert state.under_way
        walk = refresh.next_walk(state)
        assert walk.kind is kind
        state = refresh.walk_ended(state, walk, people("3", "2"), NOON)
    assert not state.under_way
    assert (state.ended_at, state.counted_at, state.done) == (NOON, NOON, 6)
    assert state.marks == dict.fromkeys(ORDER, "3")


def test_the_mark_is_the_latest_change_of_the_first_page() -> None:
    state = replace(RefreshState(), todo=(Kind.CONTACT,))
    state = refresh.walked_on(state, refresh.next_walk(state), people("9", "8"), "two")
    assert state.walk == Walk(Kind.CONTACT, CHANGES, "two", newest="9")
    state = refresh.walk_ended(state, refresh.next_walk(state), people("7", "6"), NOON)
    assert state.marks == {Kind.CONTACT: "9"}


@pytest.mark.parametrize(
    ("changed", "same", "reached"),
    [
        (("7", "6"), False, False),
        (("7", "5"), False, False),
        (("7", "5"), True, True),
        (("7", "4"), False, True),
        (("4", "7"), True, False),
        (("7", ""), True, False),
        ((), True, False),
    ],
)
def test_a_walk_stops_at_what_an_earlier_one_has_seen_to_its_end(
    changed: tuple[str, ...], *, same: bool, reached: bool
) -> None:
    walk = Walk(Kind.CONTACT, CHANGES)
    assert refresh.reaches_the_known(walk, people(*changed), "5", same=same) is reached
    assert not refresh.reaches_the_known(walk, people(*changed), "", same=same)
    census = Walk(Kind.CONTACT, CENSUS)
    assert not refresh.reaches_the_known(census, people(*changed), "5", same=same)


def test_troubles_wait_longer_each_time_and_keep_the_cursor() -> None:
    state = RefreshState(todo=(Kind.CONTACT,))
    walk, waits = Walk(Kind.CONTACT, CHANGES, "cursor"), []
    for _ in range(12):
        state = refresh.troubled(state, walk, Reason(ReasonCode.OFFLINE), NOON, chance=0.5)
        assert state.walk == walk
        assert state.retry_at is not None
        waits.append((state.retry_at - NOON).total_seconds())
    assert waits == sorted(waits)
    assert 10 < waits[0] < 60
    assert waits[-1] <= refresh.TROUBLE_CAP
    fine = refresh.walked_on(state, walk, people("1"), "next")
    assert (fine.strikes, fine.trouble, fine.retry_at) == (0, None, None)


def test_after_unreadable_answers_less_is_asked_for_at_once() -> None:
    sizes = [RefreshState(strikes=strikes).page_size for strikes in range(5)]
    assert sizes == [100, 20, 5, 5, 5]


def test_a_walk_begins_again_a_few_times_only() -> None:
    state = RefreshState(todo=(Kind.CONTACT,), walk=Walk(Kind.CONTACT, CENSUS, "gone", "9"))
    for restarts in range(1, refresh.MOST_RESTARTS + 1):
        again = refresh.walk_restarted(state, refresh.next_walk(state))
        assert again is not None
        assert again.walk == Walk(Kind.CONTACT, CENSUS, restarts=restarts)
        state = again
    assert refresh.walk_restarted(state, refresh.next_walk(state)) is None


def test_a_list_that_may_not_be_read_is_left_out_for_a_day() -> None:
    state = refresh.left_out(refresh.begun(RefreshState(), NOON, known=0), NOON)
    assert state.todo == (Kind.CONTACT, Kind.DEAL)
    hours = timedelta(hours=23)
    assert refresh.begun(state, NOON + hours, known=0).todo == (Kind.CONTACT, Kind.DEAL)
    assert refresh.begun(state, NOON + hours + hours, known=0).todo == ORDER


def test_where_nothing_may_be_read_a_round_ends_as_it_begins() -> None:
    forbidden = RefreshState(forbidden=dict.fromkeys(Kind, NOON + timedelta(hours=2)))
    state = refresh.begun(forbidden, NOON, known=0)
    assert not state.under_way
    assert state.ended_at == NOON


def test_another_key_ends_the_round_and_asks_for_a_census() -> None:
    state = RefreshState(todo=(Kind.DEAL,), key_mark="a", counted_at=NOON, strikes=3)
    assert refresh.with_key(state, "a") == state
    other = refresh.with_key(state, "b")
    assert (other.todo, other.counted_at, other.strikes) == ((), None, 0)
    first = refresh.with_key(replace(state, key_mark=""), "a")
    assert first.todo == (Kind.DEAL,)
