"""Taking back: what was logged a moment ago is not to be in nodestash after all."""

from __future__ import annotations

from stashlog.domain.outbox import Item, State
from stashlog.domain.progress import removed, taken_back
from stashlog.services.ports import Server
from stashlog.services.settlement import Settlement
from stashlog.storage.store import Store


class TakingBack:
    """Carries out the wish that an item carries, once its outcome is known.

    The wish is a column of the item's own row, and the removal goes by the id that nodestash gave
    this very item: it can never hit another activity.
    """

    def __init__(self, store: Store, server: Server, settlement: Settlement) -> None:
        self._store = store
        self._server = server
        self._settlement = settlement

    def drop_unsent(self) -> None:
        """Discard what turned out not to be in nodestash; needs neither key nor network."""
        now = self._settlement.now()
        for item in self._store.outbox.wanted_back(now):
            if item.state is not State.SENT:
                self._settlement.write(item, taken_back(item, now))

    def next(self) -> Item | None:
        """Return the item that is to be removed from nodestash next."""
        return next(iter(self._store.outbox.wanted_back(self._settlement.now())), None)

    def remove(self, item: Item, key: str) -> None:
        """Ask nodestash to remove an item, and write down what it said."""
        if item.server_id is None:
            raise ValueError(f"Item {item.id} in state {item.state} has no server id.")
        answer = self._server.delete(key, item.server_id)
        self._settlement.count(answer.outcome)
        timing = self._settlement.timing()
        gate = self._settlement.gate_for(answer.outcome, timing)
        strikes = 0 if gate is not None else self._settlement.faults
        after = removed(item, answer.outcome, timing, strikes)
        self._settlement.write(item, after, gate, answer.outcome)
