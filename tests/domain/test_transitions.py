"""The table of transitions, written down a second time: a change to it has to be meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import (
    DISCARD_DAYS,
    TRANSITIONS,
    UNSENT,
    IllegalTransitionError,
    Item,
    State,
    check_transition,
)

ALLOWED = """
draft     -> waiting discarded
waiting   -> sending draft discarded
sending   -> sent waiting checking needs_you
checking  -> sent waiting needs_you discarded
needs_you -> waiting checking draft sent discarded
sent      -> discarded
discarded -> draft waiting checking needs_you
"""


def test_the_table_allows_exactly_this() -> None:
    expected = {}
    for line in ALLOWED.strip().splitlines():
        current, _, wanted = line.partition("->")
        expected[current.strip()] = set(wanted.split())
    assert {str(state): set(map(str, to)) for state, to in TRANSITIONS.items()} == expected


def test_what_the_user_wants_sent_and_nobody_confirmed_is_unsent() -> None:
    assert set(map(str, UNSENT)) == {"waiting", "sending", "checking", "needs_you"}


def test_what_was_discarded_can_be_restored_for_thirty_days() -> None:
    assert DISCARD_DAYS == 30


def test_of_a_new_item_nothing_is_said_or_wished_yet() -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    item = Item("id-1", State.DRAFT, Entry(), created_at=now, updated_at=now)
    assert (item.revision, item.attempts, item.maybe_delivered, item.take_back) == (
        1,
        0,
        False,
        False,
    )


def test_a_refused_change_names_the_item_and_both_states() -> None:
    with pytest.raises(IllegalTransitionError) as caught:
        check_transition("id-1", State.SENT, State.WAITING)
    error = caught.value
    assert str(error) == "Item id-1 is sent; it cannot become waiting."
    assert (error.item_id, error.current, error.wanted) == ("id-1", State.SENT, State.WAITING)
