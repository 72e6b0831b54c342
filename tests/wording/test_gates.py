"""One line why nothing is sent: for every gate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.wording.gates import by_importance, gate_cause, gate_line, holding_gate

NOW = datetime(2026, 11, 24, 14, 3, 18, tzinfo=UTC)
SOON = NOW + timedelta(seconds=42)


def gate(kind: GateKind, until: datetime | None = None, detail: str = "") -> Gate:
    return Gate(kind, NOW - timedelta(minutes=1), until, detail)


@pytest.mark.parametrize("kind", list(GateKind))
@pytest.mark.parametrize("until", [None, SOON, NOW + timedelta(hours=10)])
def test_every_gate_says_why_and_what_comes_next(kind: GateKind, until: datetime | None) -> None:
    said = gate_line(gate(kind, until), NOW, UTC)
    why, _, then = said.partition(". ")
    assert why
    assert then
    if until == SOON:
        assert said.endswith("Next try in 0:42")


@pytest.mark.parametrize("kind", list(GateKind))
def test_the_title_of_a_trouble_with_the_keyring_says_it_better(kind: GateKind) -> None:
    said = gate_cause(gate(kind, detail="There is no keyring."))
    keyring = kind in (GateKind.KEY_MISSING, GateKind.KEYRING_LOCKED)
    assert (said == "There is no keyring.") is keyring


def test_the_item_that_met_a_gate_names_the_host_and_only_for_a_gate_that_it_can_have_met() -> None:
    met = Reason(ReasonCode.REDIRECTED, "other.example")
    assert "other.example" in gate_cause(gate(GateKind.SETTINGS), met)
    assert gate_cause(gate(GateKind.OFFLINE), met) == "Offline."


def test_the_gate_that_decides_is_one_without_a_time_else_the_last_to_open() -> None:
    soon = gate(GateKind.OFFLINE, SOON)
    late = gate(GateKind.DAILY_QUOTA, SOON + timedelta(hours=1))
    over = gate(GateKind.RATE_LIMITED, NOW)
    paused = gate(GateKind.PAUSED)
    both = {one.kind: one for one in (soon, late, over)}
    assert holding_gate(both, NOW) == late
    assert holding_gate({**both, GateKind.PAUSED: paused}, NOW) == paused
    assert holding_gate({GateKind.RATE_LIMITED: over}, NOW) is None


def test_every_kind_of_gate_has_its_rank() -> None:
    shuffled = {kind: gate(kind) for kind in sorted(GateKind, reverse=True)}
    ranked = by_importance(shuffled)
    assert len(ranked) == len(GateKind)
    assert ranked[0].kind is GateKind.STORAGE_TROUBLE
    assert ranked.index(shuffled[GateKind.KEY_REFUSED]) < ranked.index(shuffled[GateKind.OFFLINE])
