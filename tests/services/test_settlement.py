"""Item and gates are written together, then announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.outcome import Effect, Outcome
from stashlog.services.events import Event, ItemSettled, OutboxChanged
from stashlog.services.settlement import Settlement
from tests.support.workbench import Workbench

REFUSED = Outcome(Effect.REFUSED)


def settlement_of(bench: Workbench) -> Settlement:
    """Return one over the gates of the workbench's delivery."""
    around = bench.time.surroundings()
    return Settlement(bench.store, bench.delivery.gatekeeper, around, bench.announcer, 45.0)


def claimed(bench: Workbench) -> Item:
    """Log an activity and claim it."""
    bench.log()
    item = bench.store.outbox.claim_next(bench.time.day)
    assert item is not None
    return item


def closed_for_a_while(bench: Workbench, kind: GateKind) -> Gate:
    return Gate(kind, bench.time.day, bench.time.day + timedelta(seconds=60))


def test_an_outcome_opens_stored_gates_and_those_of_this_process(bench: Workbench) -> None:
    keeper, before = bench.delivery.gatekeeper, claimed(bench)
    bench.store.gates.close(closed_for_a_while(bench, GateKind.OFFLINE))
    keeper.close_here(Gate(GateKind.KEY_REFUSED, bench.time.day))
    settlement_of(bench).write(before, replace(before, state=State.NEEDS_YOU), None, REFUSED)
    assert keeper.gates() == {}
    assert bench.item(before).state is State.NEEDS_YOU


@pytest.mark.parametrize("kind", [GateKind.RATE_LIMITED, GateKind.KEY_REFUSED])
def test_a_gate_is_kept_in_the_store_only_if_it_has_a_time(
    bench: Workbench, kind: GateKind
) -> None:
    before = claimed(bench)
    timed = kind is GateKind.RATE_LIMITED
    gate = closed_for_a_while(bench, kind) if timed else Gate(kind, bench.time.day)
    settlement_of(bench).write(before, replace(before, state=State.WAITING), gate)
    assert (bench.store.gates.load() == {kind: gate}) is timed
    assert (bench.delivery.gatekeeper.here() == {kind: gate}) is not timed


def test_where_the_item_was_changed_meanwhile_the_gates_are_written_all_the_same(
    bench: Workbench,
) -> None:
    before = claimed(bench)
    bench.store.gates.close(closed_for_a_while(bench, GateKind.OFFLINE))
    changed = replace(before, state=State.CHECKING)
    bench.store.outbox.replace(changed, before)
    gate = closed_for_a_while(bench, GateKind.RATE_LIMITED)
    settlement_of(bench).write(before, replace(before, state=State.NEEDS_YOU), gate, REFUSED)
    assert bench.item(before) == changed
    assert bench.store.gates.load() == {GateKind.RATE_LIMITED: gate}
    assert bench.events == [OutboxChanged()]


@pytest.mark.parametrize(
    ("changes", "settles"),
    [
        ({"state": State.CHECKING}, True),
        ({"take_back": True}, True),
        ({"attempts": 7}, False),
    ],
)
def test_what_ends_an_attempt_or_a_wish_is_announced_with_its_item(
    bench: Workbench, changes: dict[str, object], settles: bool
) -> None:
    before = claimed(bench)
    after = replace(before, **changes)  # type: ignore[arg-type]  # fields of Item by name
    settlement_of(bench).write(before, after)
    expected: Event = ItemSettled(after) if settles else OutboxChanged()
    assert bench.events == [expected]


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (Outcome(Effect.UNCHANGED, gate=GateKind.RATE_LIMITED, retry_after=5), True),
        (Outcome(Effect.UNCHANGED, gate=GateKind.KEY_REFUSED), False),
    ],
)
def test_an_outcome_about_no_item_closes_its_gate(
    bench: Workbench, outcome: Outcome, kept: bool
) -> None:
    keeper, settlement = bench.delivery.gatekeeper, settlement_of(bench)
    settlement.close_gate(outcome)
    assert set(keeper.gates()) == {outcome.gate}
    assert (outcome.gate in bench.store.gates.load()) is kept
    assert bench.events == [OutboxChanged()]


def test_an_outcome_without_a_gate_closes_none(bench: Workbench) -> None:
    keeper, settlement = bench.delivery.gatekeeper, settlement_of(bench)
    settlement.close_gate(Outcome(Effect.MAYBE))
    assert keeper.gates() == {}
    assert bench.events == []


def test_only_the_fifth_fault_in_a_row_opens_the_circuit(bench: Workbench) -> None:
    settlement = settlement_of(bench)
    fault = Outcome(Effect.MAYBE, server_fault=True)
    closed = []
    for outcome in (*[fault] * 4, None, *[fault] * 5):
        settlement.count(outcome)
        closed.append(settlement.gate_for(fault, settlement.timing()) is not None)
    assert closed == [False] * 9 + [True]
    assert settlement.faults == 5
