"""Which gates are closed, where they are kept, and what opens them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.services.gatekeeper import (
    ACCEPTED,
    KEY_GATES,
    LISTED,
    REACHED,
    TRY_NOW_GATES,
    Gatekeeper,
    opened_by,
)
from tests.support.items import NOON, later
from tests.support.workbench import Workbench

KEYS = {"key_missing", "key_refused", "key_too_narrow", "keyring_locked"}
ALL_BUT_THE_USERS_PAUSE = set(map(str, GateKind)) - {"paused"}


@pytest.mark.parametrize(
    ("gates", "names"),
    [
        (REACHED, {"offline", "settings"}),
        (ACCEPTED, ALL_BUT_THE_USERS_PAUSE),
        (LISTED, ALL_BUT_THE_USERS_PAUSE - {"key_too_narrow", "storage_trouble"}),
        (KEY_GATES, KEYS),
        (TRY_NOW_GATES, {"offline", "settings", "server_trouble", "storage_trouble"}),
    ],
)
def test_each_proof_opens_these_gates(gates: Collection[GateKind], names: set[str]) -> None:
    assert set(map(str, gates)) == names


@pytest.mark.parametrize("effect", [Effect.SENT, Effect.REFUSED])
def test_an_accepted_or_refused_activity_opens_all_but_the_users_pause(effect: Effect) -> None:
    assert opened_by(Outcome(effect)) == ACCEPTED


@pytest.mark.parametrize("gate", [None, *GateKind])
def test_any_other_answer_only_proves_that_nodestash_was_reached(gate: GateKind | None) -> None:
    answered = gate in {*KEY_GATES, GateKind.RATE_LIMITED, GateKind.DAILY_QUOTA}
    for effect in (Effect.UNCHANGED, Effect.MAYBE):
        assert opened_by(Outcome(effect, gate=gate)) == (REACHED if answered else frozenset())


@pytest.mark.parametrize("kind", GateKind)
def test_a_gate_with_a_time_and_the_users_pause_are_kept(kind: GateKind) -> None:
    assert Gatekeeper.kept(Gate(kind, NOON, until=later(5)))
    assert Gatekeeper.kept(Gate(kind, NOON)) is (kind is GateKind.PAUSED)


def test_the_gates_of_this_process_hide_stored_ones_of_their_kind(bench: Workbench) -> None:
    keeper = Gatekeeper(bench.store.gates)
    stored = [Gate(kind, NOON, later(5)) for kind in (GateKind.OFFLINE, GateKind.RATE_LIMITED)]
    for gate in stored:
        bench.store.gates.close(gate)
    here = Gate(GateKind.OFFLINE, NOON, detail="here")
    keeper.close_here(here)
    assert keeper.gates() == {GateKind.OFFLINE: here, GateKind.RATE_LIMITED: stored[1]}
    assert keeper.here() == {GateKind.OFFLINE: here}
    assert keeper.get(GateKind.OFFLINE) == here
    assert keeper.get(GateKind.PAUSED) is None
    keeper.open_here([GateKind.OFFLINE, GateKind.PAUSED])
    assert keeper.get(GateKind.OFFLINE) == stored[0]
    assert keeper.here() == {}


def test_what_is_handed_out_does_not_change_the_gates(bench: Workbench) -> None:
    keeper = Gatekeeper(bench.store.gates)
    keeper.close_here(Gate(GateKind.OFFLINE, NOON))
    dict(keeper.here()).clear()
    assert GateKind.OFFLINE in keeper.here()


def test_only_gates_whose_time_is_not_over_hold_the_queue(bench: Workbench) -> None:
    keeper = Gatekeeper(bench.store.gates)
    for_ever, for_five = Gate(GateKind.KEY_REFUSED, NOON), Gate(GateKind.OFFLINE, NOON, later(5))
    keeper.close_here(for_ever)
    bench.store.gates.close(for_five)
    assert {gate.kind for gate in keeper.closed(NOON)} == {GateKind.KEY_REFUSED, GateKind.OFFLINE}
    assert keeper.closed(NOON + timedelta(seconds=5)) == [for_ever]


def test_opening_opens_stored_ones_and_those_of_this_process_and_no_others(
    bench: Workbench,
) -> None:
    keeper = Gatekeeper(bench.store.gates)
    for kind in (GateKind.OFFLINE, GateKind.PAUSED, GateKind.RATE_LIMITED):
        bench.store.gates.close(Gate(kind, NOON, later(5)))
    keeper.close_here(Gate(GateKind.KEY_REFUSED, NOON))
    keeper.close_here(Gate(GateKind.SETTINGS, NOON))
    keeper.open([GateKind.OFFLINE, GateKind.RATE_LIMITED, GateKind.SETTINGS])
    assert set(keeper.gates()) == {GateKind.PAUSED, GateKind.KEY_REFUSED}
    assert set(bench.store.gates.load()) == {GateKind.PAUSED}
