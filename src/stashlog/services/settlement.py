"""Settlement: writes what a request came to, item and gates in one transaction, then tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stashlog.domain.backoff import CIRCUIT_STRIKES
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item
from stashlog.domain.outcome import Outcome
from stashlog.domain.progress import Timing, circuit_gate, gate_after
from stashlog.services.events import Announcer, ItemSettled, OutboxChanged
from stashlog.services.gatekeeper import Gatekeeper, opened_by
from stashlog.services.ports import Surroundings
from stashlog.storage.errors import StaleItemError
from stashlog.storage.store import Store


class Settlement:
    """The writing half of delivery, shared by sending and checking.

    Attributes:
        faults: Server faults in a row.
    """

    def __init__(
        self,
        store: Store,
        keeper: Gatekeeper,
        surroundings: Surroundings,
        announcer: Announcer,
        settled_after: float,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._around = surroundings
        self._announcer = announcer
        self._settled_after = settled_after
        self.faults = 0

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        return self._around.clock()

    def timing(self) -> Timing:
        """Return what the rules need of the outside world."""
        return Timing(self.now(), self._around.chance(), self._settled_after)

    def count(self, outcome: Outcome | None) -> None:
        """Count server faults in a row; None stands for an answer without fault."""
        self.faults = self.faults + 1 if outcome is not None and outcome.server_fault else 0

    def gate_for(self, outcome: Outcome, timing: Timing) -> Gate | None:
        """Return the gate that an outcome closes, or the circuit after too many faults."""
        previous = None if outcome.gate is None else self._keeper.get(outcome.gate)
        gate = gate_after(outcome, timing, previous)
        if gate is None and self.faults >= CIRCUIT_STRIKES:
            return circuit_gate(timing, self.faults)
        return gate

    def write(
        self, before: Item, after: Item, gate: Gate | None = None, outcome: Outcome | None = None
    ) -> None:
        """Store an item's change together with the gates that closed and opened.

        Where the user changed the item since it was read (threw it away, say), that stands, and
        only the gates are written: whatever the item is now will be looked at in its turn.

        Args:
            before: The item as it was read.
            after: The item as it shall be.
            gate: A gate to close.
            outcome: The outcome that proves other gates open.

        Raises:
            StoreError: nothing is written.
        """
        opened = frozenset[GateKind]() if outcome is None else opened_by(outcome)
        stored = gate is not None and self._keeper.kept(gate)
        closed = [gate] if gate is not None and stored else []
        moved = (after.state, after.take_back) != (before.state, before.take_back)
        try:
            self._store.outbox.settle(after, before, closed, sorted(opened))
        except StaleItemError:
            moved = False
            self._write_gates(closed, opened)
        self._keeper.open_here(opened)
        if gate is not None and not stored:
            self._keeper.close_here(gate)
        self._announcer.announce(ItemSettled(after) if moved else OutboxChanged())

    def close_gate(self, outcome: Outcome) -> None:
        """Close the gate of an outcome that is about no item, and announce it.

        Raises:
            StoreError: it is not closed.
        """
        gate = self.gate_for(outcome, self.timing())
        if gate is None:
            return
        if self._keeper.kept(gate):
            self._write_gates([gate], [])
        else:
            self._keeper.close_here(gate)
        self._announcer.announce(OutboxChanged())

    def _write_gates(self, closed: Iterable[Gate], opened: Iterable[GateKind]) -> None:
        with self._store.database.transaction():
            for kind in opened:
                self._store.gates.open(kind)
            for gate in closed:
                self._store.gates.close(gate)
