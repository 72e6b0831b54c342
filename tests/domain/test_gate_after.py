"""Which gate an outcome closes, and until when: one row for each case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.progress import Timing, circuit_gate, gate_after
from stashlog.domain.reasons import Reason, ReasonCode

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TIMING = Timing(now=NOW, chance=0.5, settled_after=45.0)
WORDS = Reason(ReasonCode.REFUSED, "the server's words")


def soon(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


GATES: dict[str, tuple[Outcome, Gate | None, Gate | None]] = {
    "none": (Outcome(Effect.MAYBE, WORDS), None, None),
    "offline": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.OFFLINE),
        None,
        Gate(GateKind.OFFLINE, NOW, soon(1), WORDS.detail, 1),
    ),
    "offline again": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.OFFLINE),
        Gate(GateKind.OFFLINE, soon(-60), soon(-1), "", 3),
        Gate(GateKind.OFFLINE, soon(-60), soon(8), WORDS.detail, 4),
    ),
    "offline for long": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.OFFLINE),
        Gate(GateKind.OFFLINE, soon(-60), soon(-1), "", 80),
        Gate(GateKind.OFFLINE, soon(-60), soon(150), WORDS.detail, 81),
    ),
    "settings": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.SETTINGS),
        None,
        Gate(GateKind.SETTINGS, NOW, soon(300), WORDS.detail, 1),
    ),
    "rate limit, as told": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.RATE_LIMITED, retry_after=7),
        None,
        Gate(GateKind.RATE_LIMITED, NOW, soon(8), WORDS.detail, 1),
    ),
    "rate limit, at once": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.RATE_LIMITED, retry_after=0),
        None,
        Gate(GateKind.RATE_LIMITED, NOW, soon(1), WORDS.detail, 1),
    ),
    "rate limit, not told how long": (
        Outcome(Effect.UNCHANGED, None, GateKind.RATE_LIMITED, until=soon(9)),
        None,
        Gate(GateKind.RATE_LIMITED, NOW, soon(61), "", 1),
    ),
    "daily limit, until its reset": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.DAILY_QUOTA, retry_after=5, until=soon(900)),
        None,
        Gate(GateKind.DAILY_QUOTA, NOW, soon(930), WORDS.detail, 1),
    ),
    "daily limit, as told": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.DAILY_QUOTA, retry_after=5),
        None,
        Gate(GateKind.DAILY_QUOTA, NOW, soon(6), WORDS.detail, 1),
    ),
    "a server in trouble that names a time": (
        Outcome(Effect.MAYBE, WORDS, GateKind.SERVER_TROUBLE, retry_after=120),
        None,
        Gate(GateKind.SERVER_TROUBLE, NOW, soon(120), WORDS.detail, 1),
    ),
    "a key, until there is another": (
        Outcome(Effect.UNCHANGED, WORDS, GateKind.KEY_REFUSED),
        None,
        Gate(GateKind.KEY_REFUSED, NOW, None, WORDS.detail, 1),
    ),
}


@pytest.mark.parametrize(("outcome", "previous", "gate"), GATES.values(), ids=GATES)
def test_an_outcome_closes_this_gate(
    outcome: Outcome, previous: Gate | None, gate: Gate | None
) -> None:
    assert gate_after(outcome, TIMING, previous) == gate


def test_the_circuit_opens_later_each_time_and_names_nobody() -> None:
    assert circuit_gate(TIMING, 5) == Gate(GateKind.SERVER_TROUBLE, NOW, soon(40), "", 5)
    assert circuit_gate(TIMING, 50) == Gate(GateKind.SERVER_TROUBLE, NOW, soon(450), "", 50)
