"""The outbox table: every activity that was ever stored here, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State, check_transition
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage import statements
from stashlog.storage.codec import time_text
from stashlog.storage.connection import SqlValue
from stashlog.storage.database import Database
from stashlog.storage.errors import StaleItemError
from stashlog.storage.gates import Gates
from stashlog.storage.outbox_reading import OutboxReading, moment_of
from stashlog.storage.rows import COLUMNS, values_of
from stashlog.wording import storage as words


class Outbox(OutboxReading):
    """Reads and changes items through one connection.

    Every method raises StoreError when the store cannot be used; nothing is changed then.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._gates = Gates(database)

    def add(self, item: Item) -> None:
        """Store a new item. When this returns, it is on disk.

        Raises:
            StaleItemError: there is an item of this id already.
        """
        values = values_of(item)
        with self._database.transaction():
            added = self._database.execute(statements.INSERT, [values[name] for name in COLUMNS])
            if added.rowcount != 1:
                raise StaleItemError(*words.KNOWN_ALREADY)

    def claim_next(self, now: datetime) -> Item | None:
        """Take the oldest item that is due, so that no other process sends it.

        When this returns, the claim is on disk. An item whose content is damaged is not handed
        out: its claim ends at once under "needs you".
        """
        moment = moment_of(now)
        with self._database.transaction():
            while rows := self._database.rows(statements.CLAIMABLE, moment):
                stored = self.read(rows[0])
                claimed = replace(
                    stored.item,
                    state=State.SENDING,
                    attempted_at=now,
                    updated_at=now,
                    reason=None,
                    held_until=None,
                )
                fault = stored.fault or ("" if claimed.request else words.NO_REQUEST)
                if not fault:
                    self.replace(claimed, stored.item)
                    return claimed
                self._give_back(stored.item, fault, now)
        return None

    def want_back(self, item_id: str) -> bool:
        """Note that the user wants an item back that may have left; False if it cannot be noted.

        Allowed at any moment, also while it is being sent: nothing else of the row changes.
        """
        return self._change(statements.WANT_BACK, [item_id]) == 1

    def date_back(self, moment: datetime) -> None:
        """Note that every request so far began before a time, whatever the clock said then."""
        before = time_text(moment - timedelta(microseconds=1))
        self._change(statements.DATE_BACK, [before, time_text(moment)])

    def replace(self, item: Item, expected: Item) -> None:
        """Change an item, provided that nobody changed it since it was read.

        Its id and the time at which it was made stay. A hold or a wish to have it back, which
        users change at any moment, stays too, unless this change is about it.

        Args:
            item: As it shall be.
            expected: As it was read; state, revision and time of the last change are compared.

        Raises:
            StaleItemError: somebody else changed it.
            IllegalTransitionError: the change of state is not allowed.
        """
        if item.state is not expected.state:
            check_transition(item.id, expected.state, item.state)
        values = values_of(item)
        parameters: Collection[SqlValue] = [
            *(values[name] for name in statements.CHANGED),
            int(item.held_until != expected.held_until),
            values["held_until"],
            int(item.take_back != expected.take_back),
            values["take_back"],
            expected.id,
            expected.state,
            expected.revision,
            time_text(expected.updated_at),
        ]
        with self._database.transaction():
            if self._database.execute(statements.REPLACE, [*parameters]).rowcount != 1:
                raise StaleItemError(*words.STALE)

    def settle(
        self,
        item: Item,
        expected: Item,
        gates_closed: Iterable[Gate] = (),
        gates_opened: Iterable[GateKind] = (),
    ) -> None:
        """Change an item and gates together, as `replace` does.

        A gate that is both closed and opened is closed afterwards.
        """
        with self._database.transaction():
            self.replace(item, expected)
            for kind in gates_opened:
                self._gates.open(kind)
            for gate in gates_closed:
                self._gates.close(gate)

    def hold(self, item_id: str, until: datetime) -> bool:
        """Keep an item from being sent while a form has it open; False if it cannot be held."""
        return self._change(statements.HOLD, [time_text(until), item_id]) == 1

    def release(self, item_id: str) -> bool:
        """Let an item be sent again; False if it was not one that can be held."""
        return self._change(statements.HOLD, [None, item_id]) == 1

    def purge_discarded(self, before: datetime) -> int:
        """Delete items that were discarded before a time for good, and return how many."""
        return self._change(statements.PURGE, [State.DISCARDED, time_text(before)])

    def _give_back(self, item: Item, fault: str, now: datetime) -> None:
        """End the claim of an item that cannot be sent; waiting leads there by way of sending."""
        claimed = replace(item, state=State.SENDING, updated_at=now, reason=None)
        self.replace(claimed, item)
        reason = Reason(ReasonCode.BAD_CONTENT, fault)
        self.replace(replace(claimed, state=State.NEEDS_YOU, reason=reason), claimed)

    def _change(self, sql: str, parameters: Collection[SqlValue]) -> int:
        with self._database.transaction():
            return self._database.execute(sql, [*parameters]).rowcount
