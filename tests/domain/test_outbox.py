"""States and what may become of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import (
    TRANSITIONS,
    IllegalTransitionError,
    Item,
    State,
    check_transition,
)

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ITEM = Item("id-1", State.WAITING, Entry(type="call"), created_at=NOW, updated_at=NOW)


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize("current", list(State))
@pytest.mark.parametrize("wanted", list(State))
def test_only_what_the_table_names_is_allowed(current: State, wanted: State) -> None:
    if wanted in TRANSITIONS[current]:
        check_transition("id-1", current, wanted)
    else:
        with pytest.raises(IllegalTransitionError, match="id-1"):
            check_transition("id-1", current, wanted)


def test_only_the_user_or_the_server_ends_an_item() -> None:
    """Sent is final unless it is taken back; a claimed, checked or decided item leads there."""
    assert TRANSITIONS[State.SENT] == {State.DISCARDED}
    leads_to_sent = {state for state in State if State.SENT in TRANSITIONS[state]}
    assert leads_to_sent == {State.SENDING, State.CHECKING, State.NEEDS_YOU}


def test_what_may_have_arrived_is_never_sent_without_a_look() -> None:
    assert State.SENDING not in TRANSITIONS[State.CHECKING]
    assert State.DRAFT not in TRANSITIONS[State.CHECKING]


@pytest.mark.parametrize(
    ("revision", "key"),
    [
        (1, "stashlog-activity-id-1"),
        (2, "stashlog-activity-id-1-2"),
        (3, "stashlog-activity-id-1-3"),
    ],
)
def test_the_idempotency_key_names_the_edit(revision: int, key: str) -> None:
    assert replace(ITEM, revision=revision).idempotency_key == key


@pytest.mark.parametrize(
    ("state", "editable"),
    [
        (State.DRAFT, True),
        (State.WAITING, True),
        (State.SENDING, False),
        (State.CHECKING, False),
        (State.NEEDS_YOU, True),
        (State.SENT, False),
        (State.DISCARDED, False),
    ],
)
def test_an_item_can_be_edited_unless_it_is_claimed_or_gone(state: State, editable: bool) -> None:
    assert replace(ITEM, state=state).editable is editable


@pytest.mark.parametrize("state", [State.WAITING, State.NEEDS_YOU])
def test_what_may_have_arrived_cannot_be_edited(state: State) -> None:
    assert not replace(ITEM, state=state, maybe_delivered=True).editable
