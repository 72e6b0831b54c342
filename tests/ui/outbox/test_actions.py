"""What each state allows is what the services accept."""

from __future__ import annotations

import pytest

from stashlog.domain.outbox import TRANSITIONS, Item, State
from stashlog.ui.outbox.actions import Action, allowed_actions
from tests.support.items import made_item

CASES: list[tuple[State, bool, set[str]]] = [
    (State.DRAFT, False, {"open", "discard"}),
    (State.WAITING, False, {"open", "retry", "discard"}),
    (State.WAITING, True, {"retry", "discard"}),
    (State.SENDING, False, set()),
    (State.CHECKING, True, {"retry", "discard"}),
    (State.NEEDS_YOU, False, {"open", "retry", "discard"}),
    (State.NEEDS_YOU, True, {"send_again", "mark_sent", "retry", "discard"}),
    (State.SENT, False, set()),
    (State.DISCARDED, False, {"restore"}),
]


def item(state: State, *, maybe: bool = False, **changes: str) -> Item:
    return made_item(state=state, maybe_delivered=maybe, **changes)


@pytest.mark.parametrize(("state", "maybe", "actions"), CASES)
def test_a_row_offers_what_its_state_allows(
    state: State, *, maybe: bool, actions: set[str]
) -> None:
    repeatable = set() if state in (State.DRAFT, State.DISCARDED) else {"repeat"}
    assert set(allowed_actions(item(state, maybe=maybe))) == actions | repeatable


def test_every_state_is_covered() -> None:
    assert {state for state, _, _ in CASES} == set(State)


@pytest.mark.parametrize("state", list(State))
def test_what_can_be_discarded_is_what_the_domain_lets_go(state: State) -> None:
    offered = Action.DISCARD in allowed_actions(item(state))
    # What was sent leaves that state only by being taken back, which is offered beside the form.
    assert offered == (State.DISCARDED in TRANSITIONS[state] and state is not State.SENT)


@pytest.mark.parametrize("state", list(State))
def test_ids_can_be_copied_once_they_are_there(state: State) -> None:
    known = allowed_actions(item(state, server_id="act_1", request_id="req_1"))
    assert {Action.COPY_SERVER_ID, Action.COPY_REQUEST_ID} <= set(known)
    assert Action.COPY_SERVER_ID not in allowed_actions(item(state, request_id="req_1"))
