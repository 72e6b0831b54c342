"""Claims, compare-and-set and what is due: how several writers share the outbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import IllegalTransitionError, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.database import Database
from stashlog.storage.errors import StaleItemError
from stashlog.storage.gates import Gates
from stashlog.storage.outbox import Outbox
from tests.support.items import NOON, later, made_draft, made_item


def test_the_oldest_item_that_is_due_is_claimed(outbox: Outbox) -> None:
    outbox.add(made_item(id="delayed", created_at=later(-9), not_before=later(1)))
    outbox.add(made_item(id="held", created_at=later(-8), held_until=later(1)))
    outbox.add(made_draft(id="draft", created_at=later(-7)))
    outbox.add(made_item(id="second", created_at=later(-5)))
    outbox.add(
        made_item(
            id="first",
            created_at=later(-6),
            not_before=NOON,
            held_until=NOON,
            reason=Reason(ReasonCode.OFFLINE),
        )
    )
    claimed = outbox.claim_next(NOON)
    assert claimed is not None
    assert claimed == outbox.get("first")
    assert (claimed.state, claimed.attempted_at, claimed.updated_at) == (State.SENDING, NOON, NOON)
    assert (claimed.reason, claimed.held_until) == (None, None)
    assert [item.id for item in outbox.sending()] == ["first"]
    rest = [outbox.claim_next(NOON), outbox.claim_next(NOON), outbox.claim_next(later(1))]
    assert [item and item.id for item in rest] == ["second", None, "delayed"]


def test_a_request_with_a_flipped_bit_is_never_handed_out(
    outbox: Outbox, database: Database
) -> None:
    outbox.add(made_item("First", id="damaged"))
    outbox.add(made_item("Second", id="sound"))
    with database.transaction():
        database.execute(
            "UPDATE outbox SET request = CAST(replace(CAST(request AS TEXT), 'First', 'Firsu') "
            "AS BLOB) WHERE id = 'damaged'"
        )
    claimed = outbox.claim_next(later(5))
    assert claimed is not None
    assert claimed.id == "sound"
    damaged = outbox.get("damaged")
    assert damaged is not None
    assert damaged.state is State.NEEDS_YOU
    assert damaged.reason is not None
    assert damaged.reason.code is ReasonCode.BAD_CONTENT
    assert damaged.entry.subject == "First"
    assert damaged.request is None
    assert damaged.attempts == 0


def test_an_item_that_waits_without_a_request_is_handed_to_the_user(outbox: Outbox) -> None:
    outbox.add(made_item(id="empty", request=None))
    assert outbox.claim_next(NOON) is None
    [item] = outbox.list({State.NEEDS_YOU})
    assert item.reason is not None
    assert item.reason.code is ReasonCode.BAD_CONTENT


def test_a_change_is_refused_after_somebody_else_changed_the_item(outbox: Outbox) -> None:
    item = made_item()
    outbox.add(item)
    outbox.replace(replace(item, updated_at=later(1), attempts=1), item)
    with pytest.raises(StaleItemError):
        outbox.replace(replace(item, updated_at=later(2), attempts=9), item)
    found = outbox.get(item.id)
    assert found is not None
    assert found.attempts == 1
    for other in (replace(found, revision=2), replace(found, state=State.DRAFT)):
        with pytest.raises(StaleItemError):
            outbox.replace(other, other)
    assert outbox.get(item.id) == found


def test_a_change_never_touches_the_id_or_the_time_of_making(outbox: Outbox) -> None:
    item = made_item()
    outbox.add(item)
    outbox.replace(replace(item, created_at=later(9)), item)
    assert outbox.get(item.id) == item


def test_a_change_of_state_outside_the_table_is_refused(outbox: Outbox) -> None:
    item = made_item(state=State.SENT)
    outbox.add(item)
    with pytest.raises(IllegalTransitionError):
        outbox.replace(replace(item, state=State.WAITING), item)
    assert outbox.get(item.id) == item


def test_a_hold_by_a_form_survives_a_change_that_knows_nothing_of_it(outbox: Outbox) -> None:
    item = made_item()
    outbox.add(item)
    assert outbox.hold(item.id, later(60))
    outbox.replace(replace(item, updated_at=later(1)), item)
    found = outbox.get(item.id)
    assert found is not None
    assert found.held_until == later(60)
    outbox.replace(replace(found, held_until=None), found)
    assert outbox.claim_next(later(2)) is not None


def test_only_what_is_not_on_its_way_can_be_held(outbox: Outbox) -> None:
    item = made_item(state=State.SENDING)
    outbox.add(item)
    assert not outbox.hold(item.id, later(60))
    assert not outbox.hold("unknown", later(60))
    waiting = made_item()
    outbox.add(waiting)
    assert outbox.hold(waiting.id, later(60))
    assert outbox.claim_next(NOON) is None
    assert outbox.release(waiting.id)
    assert outbox.claim_next(NOON) is not None


def test_an_outcome_and_its_gates_are_written_together_or_not_at_all(
    outbox: Outbox, database: Database
) -> None:
    gates = Gates(database)
    gates.close(Gate(GateKind.OFFLINE, NOON))
    item = made_item(state=State.SENDING)
    outbox.add(item)
    limited = Gate(GateKind.RATE_LIMITED, NOON, later(30), "slowly", 2)
    with pytest.raises(StaleItemError):
        outbox.settle(
            replace(item, state=State.WAITING),
            replace(item, attempts=1, updated_at=later(7)),
            [limited],
            [GateKind.OFFLINE],
        )
    assert gates.load() == {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON)}
    outbox.settle(replace(item, state=State.WAITING), item, [limited], [GateKind.OFFLINE])
    assert gates.load() == {GateKind.RATE_LIMITED: limited}
    found = outbox.get(item.id)
    assert found is not None
    assert found.state is State.WAITING


def test_the_next_moment_at_which_something_is_due_is_known(outbox: Outbox) -> None:
    assert outbox.next_due(NOON) is None
    outbox.add(made_draft())
    assert outbox.next_due(NOON) is None
    outbox.add(made_item(not_before=later(50), held_until=later(90)))
    assert outbox.next_due(NOON) == later(90)
    outbox.add(made_item(id="checking", state=State.CHECKING, not_before=later(20)))
    assert outbox.next_due(NOON) == later(20)
    assert outbox.next_due(later(20)) == later(20)
    assert outbox.next_checking(later(19)) == []
    assert [item.id for item in outbox.next_checking(later(20))] == ["checking"]
    outbox.add(made_item())
    assert outbox.next_due(NOON) == NOON
