"""What a user can decide about an item, in which state, and what comes of it at the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from stashlog.domain.outbox import Item, State
from stashlog.sandbox import Fault
from stashlog.services.errors import ActionRefusedError, UnknownItemError
from stashlog.services.outbox_actions import OutboxActions
from tests.support.items import made_item
from tests.support.workbench import Workbench

WAYS: dict[State, tuple[State, ...]] = {
    State.WAITING: (),
    State.DRAFT: (State.DRAFT,),
    State.SENDING: (State.SENDING,),
    State.CHECKING: (State.SENDING, State.CHECKING),
    State.NEEDS_YOU: (State.SENDING, State.NEEDS_YOU),
    State.SENT: (State.SENDING, State.SENT),
    State.DISCARDED: (State.DISCARDED,),
}
"""By which states an item that was logged comes to each state."""


def item_in(bench: Workbench, state: State, **facts: object) -> Item:
    """Store an item that stands in this state, with these facts about it."""
    item = bench.log()
    for following in WAYS[state]:
        changed = replace(item, state=following, updated_at=bench.time.day)
        bench.store.outbox.replace(changed, item)
        item = changed
    if facts:
        told = replace(item, **facts)  # type: ignore[arg-type]  # fields of Item
        bench.store.outbox.replace(told, item)
    return bench.item(item)


Act = Callable[[OutboxActions, str], Item]
RETRY: Act = OutboxActions.retry
DISCARD: Act = OutboxActions.discard
RESTORE: Act = OutboxActions.restore
MARK_SENT: Act = OutboxActions.mark_sent
SEND_AGAIN: Act = OutboxActions.send_again
OPEN: Act = OutboxActions.open

ALLOWED: dict[str, tuple[Act, frozenset[State]]] = {
    "retry": (RETRY, frozenset({State.WAITING, State.CHECKING, State.NEEDS_YOU})),
    "discard": (
        DISCARD,
        frozenset({State.DRAFT, State.WAITING, State.CHECKING, State.NEEDS_YOU}),
    ),
    "restore": (RESTORE, frozenset({State.DISCARDED})),
    "mark as sent": (MARK_SENT, frozenset()),
    "send again": (SEND_AGAIN, frozenset()),
    "open": (OPEN, frozenset({State.DRAFT, State.WAITING, State.NEEDS_YOU})),
}
"""What is possible with an item of which nothing can have arrived."""


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("name", list(ALLOWED))
def test_each_action_is_possible_in_its_states_and_changes_nothing_in_the_others(
    bench: Workbench, name: str, state: State
) -> None:
    act, allowed = ALLOWED[name]
    item = item_in(bench, state)
    if state in allowed:
        act(bench.actions, item.id)
        return
    with pytest.raises(ActionRefusedError) as refused:
        act(bench.actions, item.id)
    assert refused.value.title
    assert bench.item(item) == item


@pytest.mark.parametrize("act", [MARK_SENT, SEND_AGAIN], ids=["mark as sent", "send again"])
def test_the_question_whether_it_arrived_is_answered_by_the_user_alone(
    bench: Workbench, act: Act
) -> None:
    """A key that can write but not look: nobody else knows."""
    bench.use_key(bench.sandbox.keys.write_only)
    bench.sandbox.faults.add(Fault.drop_answer().on("POST"))
    item = bench.log("Perhaps there")
    bench.deliver()
    asked = bench.item(item)
    assert (asked.state, asked.maybe_delivered) == (State.NEEDS_YOU, True)
    with pytest.raises(ActionRefusedError):
        bench.actions.open(item.id)
    decided = act(bench.actions, item.id)
    assert not decided.maybe_delivered
    bench.deliver()
    first, *others = bench.sandbox.ledger.matching("POST")
    assert bench.states() == [State.SENT]
    if act is MARK_SENT:
        assert others == []
    else:
        (again,) = others
        assert (again.body, again.idempotency_key) == (first.body, first.idempotency_key)


def test_what_may_have_arrived_is_looked_for_when_it_is_tried_again(bench: Workbench) -> None:
    item = item_in(bench, State.NEEDS_YOU, maybe_delivered=True)
    assert bench.actions.retry(item.id).state is State.CHECKING


def test_what_was_discarded_goes_back_to_where_it_was(bench: Workbench) -> None:
    for state in (State.DRAFT, State.WAITING, State.CHECKING, State.NEEDS_YOU):
        item = item_in(bench, state)
        gone = bench.actions.discard(item.id)
        assert gone.discarded_from is state
        back = bench.actions.restore(item.id)
        assert replace(back, updated_at=item.updated_at) == item


def test_a_discarded_item_is_never_sent(bench: Workbench) -> None:
    bench.actions.discard(bench.log("Not wanted").id)
    bench.deliver()
    assert bench.sandbox.ledger.matching("POST") == []


def test_a_retry_does_not_wait_for_the_next_attempt(bench: Workbench) -> None:
    later = bench.time.day.replace(year=2027)
    item = item_in(bench, State.WAITING, not_before=later)
    assert bench.actions.retry(item.id).not_before is None
    bench.deliver(within=5)
    assert bench.states() == [State.SENT]


def test_an_item_is_named_by_the_beginning_of_its_id(bench: Workbench) -> None:
    for item_id in ("abc-1", "abd-2"):
        bench.store.outbox.add(made_item(item_id, id=item_id))
    assert bench.actions.find("abc").id == "abc-1"
    assert bench.actions.find("  abd-2\n").id == "abd-2"
    for text, said in (("ab", "ab"), ("nowhere", "nowhere"), ("", ""), ("%", "%"), ("_bc", "_bc")):
        with pytest.raises(UnknownItemError) as refused:
            bench.actions.find(text)
        assert said in refused.value.title


def test_a_hold_ends_when_its_item_is_let_go(bench: Workbench) -> None:
    item = bench.actions.open(bench.log("Open in a form").id)
    bench.deliver(within=60)
    assert bench.states() == [State.WAITING]
    bench.actions.release(item.id)
    bench.deliver(within=5)
    assert bench.states() == [State.SENT]


def test_an_opened_item_can_be_opened_again_and_stays_held(bench: Workbench) -> None:
    item = bench.log()
    bench.actions.open(item.id)
    held = bench.item(item).held_until
    bench.time.advance(30)
    bench.actions.open(item.id)
    again = bench.item(item).held_until
    assert held is not None
    assert again is not None
    assert again > held


def test_two_who_decide_at_once_do_not_undo_each_other(bench: Workbench) -> None:
    """The window discards what the command line just tried again: the last word counts, once."""
    item = bench.log()
    bench.actions.retry(item.id)
    bench.actions.discard(item.id)
    with pytest.raises(ActionRefusedError):
        bench.actions.discard(item.id)
    assert bench.states() == [State.DISCARDED]
