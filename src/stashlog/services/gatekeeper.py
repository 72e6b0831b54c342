"""Which gates are closed, and until when the queue pauses.

A gate with a time, and the user's pause, are in the store and survive a restart. The others only
describe this process: another one may have another key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.storage.gates import Gates

REACHED = frozenset({GateKind.OFFLINE, GateKind.SETTINGS})
"""Gates that any readable answer of the server opens."""

ACCEPTED = frozenset(GateKind) - {GateKind.PAUSED}
"""Gates that an accepted or refused activity opens: everything but the user's pause."""

LISTED = ACCEPTED - {GateKind.KEY_TOO_NARROW, GateKind.STORAGE_TROUBLE}
"""Gates that an answered look-up opens. It says nothing about the right to write."""

KEY_GATES = frozenset(
    {
        GateKind.KEY_MISSING,
        GateKind.KEY_REFUSED,
        GateKind.KEY_TOO_NARROW,
        GateKind.KEYRING_LOCKED,
    }
)
"""Gates that a new key opens."""

TRY_NOW_GATES = frozenset(
    {GateKind.OFFLINE, GateKind.SETTINGS, GateKind.SERVER_TROUBLE, GateKind.STORAGE_TROUBLE}
)
"""Gates that "Try now" and a returning network open; a limit of the server is not among them."""


class Gatekeeper:
    """Holds the gates of one delivery thread."""

    def __init__(self, stored: Gates) -> None:
        self._stored = stored
        self._here: dict[GateKind, Gate] = {}

    def gates(self) -> Mapping[GateKind, Gate]:
        """Return every gate, stored or only of this process."""
        return {**self._stored.load(), **self._here}

    def here(self) -> Mapping[GateKind, Gate]:
        """Return the gates of this process alone; may be called from any thread."""
        return self._here.copy()

    def closed(self, now: datetime) -> list[Gate]:
        """Return the gates that hold the queue now."""
        return [gate for gate in self.gates().values() if gate.closed(now)]

    def get(self, kind: GateKind) -> Gate | None:
        """Return a gate that closed and was not opened since, even if its time is over."""
        return self.gates().get(kind)

    def close_here(self, gate: Gate) -> None:
        """Close a gate for this process alone."""
        self._here[gate.kind] = gate

    def open_here(self, kinds: Iterable[GateKind]) -> None:
        """Open gates of this process alone; the stored ones are opened with their item."""
        for kind in kinds:
            self._here.pop(kind, None)

    def open(self, kinds: Collection[GateKind]) -> None:
        """Open gates, stored or only of this process."""
        self.open_here(kinds)
        for kind in sorted(set(kinds) & set(self._stored.load())):
            self._stored.open(kind)

    @staticmethod
    def kept(gate: Gate) -> bool:
        """Whether a gate belongs into the store."""
        return gate.until is not None or gate.kind is GateKind.PAUSED


def opened_by(outcome: Outcome) -> frozenset[GateKind]:
    """Return the gates that an outcome proves to be open."""
    if outcome.effect in (Effect.SENT, Effect.REFUSED):
        return frozenset(ACCEPTED)
    if outcome.gate in KEY_GATES or outcome.gate in (GateKind.RATE_LIMITED, GateKind.DAILY_QUOTA):
        return REACHED
    return frozenset()
