"""Checking: looks for activities that may have arrived, and decides what becomes of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from stashlog.api.values import LookUp
from stashlog.domain.outbox import Item
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.progress import cannot_look, found, look_again, not_found
from stashlog.domain.reasons import ReasonCode
from stashlog.services.gatekeeper import LISTED, Gatekeeper
from stashlog.services.reconcile import match
from stashlog.services.settlement import Settlement
from stashlog.services.steady_clock import SteadyClock
from stashlog.storage.store import Store


class Beginning(NamedTuple):
    """When a look-up began.

    Attributes:
        at: What arrived since then may be missing in it.
        steady_since: When the clock had been set last.
    """

    at: datetime
    steady_since: datetime


class Checking:
    """Applies one look-up to every item that it serves."""

    def __init__(
        self, store: Store, keeper: Gatekeeper, settlement: Settlement, steady: SteadyClock
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._settlement = settlement
        self._steady = steady

    def settle(self, items: list[Item], look_up: LookUp, began: Beginning) -> None:
        """Write what a look-up says about these items.

        Args:
            items: Those that the look-up was for.
            look_up: What it saw.
            began: When it began.

        Raises:
            StoreError: what was not written stays in checking and is looked for again.
        """
        self._settlement.count(look_up.outcome)
        if look_up.outcome is not None:
            self._failed(items, look_up.outcome)
            return
        self._keeper.open(LISTED)
        if self._steady.since() != began.steady_since:
            # The clock was set meanwhile, so no time says anything; they are looked for again.
            return
        for item in items:
            self._settlement.write(item, self._decided(item, look_up, began))

    def _decided(self, item: Item, look_up: LookUp, began: Beginning) -> Item:
        now = self._settlement.now()

        def taken(server_id: str) -> bool:
            return self._store.outbox.owned(server_id, but_for=item.id)

        activity = match(item, look_up, taken, began.steady_since)
        if activity is not None:
            return found(item, activity.id, now)
        if not look_up.complete:
            return cannot_look(item, "", now)
        return not_found(item, self._settlement.timing(), began.steady_since, began.at)

    def _failed(self, items: list[Item], outcome: Outcome) -> None:
        """Leave the items in checking, unless this key can never look."""
        timing = self._settlement.timing()
        reason = outcome.reason
        forbidden = reason is not None and reason.code is ReasonCode.KEY_TOO_NARROW
        if forbidden or outcome.effect is Effect.REFUSED:
            scope = reason.detail if reason is not None and forbidden else ""
            for item in items:
                self._settlement.write(item, cannot_look(item, scope, timing.now))
            return
        gate = self._settlement.gate_for(outcome, timing)
        for item in items:
            strikes = 0 if gate is not None else max(1, self._settlement.faults)
            self._settlement.write(item, look_again(item, timing, strikes), gate)
