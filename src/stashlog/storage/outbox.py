"""The outbox table: every activity that was ever stored here, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from stashlog.domain.entry import sendable
from stashlog.domain.gates import LONGEST_WAIT, Gate, GateKind
from stashlog.domain.outbox import Item, State, check_transition
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage import statements
from stashlog.storage.codec import from_json, read_time, time_text
from stashlog.storage.connection import Row, SqlValue
from stashlog.storage.database import Database
from stashlog.storage.errors import StaleItemError, StoreDamagedError
from stashlog.storage.gates import Gates
from stashlog.storage.rows import COLUMNS, StoredItem, read_row, values_of
from stashlog.wording import storage as words

Items: TypeAlias = list[Item]
Texts: TypeAlias = list[str]
"""Named here because the method `list` hides the type of that name in the class."""


class Outbox:
    """Reads and changes items through one connection.

    Every method raises StoreError when the store cannot be used; nothing is changed then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
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

    def get(self, item_id: str) -> Item | None:
        """Return the item with this id."""
        return next(iter(self._items("WHERE id = ?", [sendable(item_id)])), None)

    def find(self, prefix: str) -> Items:
        """Return the item with this id, or all whose id begins with this text; none for no text."""
        wanted = sendable(prefix)
        exact = self.get(wanted)
        if exact is not None or not wanted:
            return [] if exact is None else [exact]
        return self._items(statements.BEGINNING, [wanted, f"{wanted}\U0010ffff"])

    def list(
        self,
        states: Collection[State] | None = None,
        limit: int | None = None,
        *,
        newest_first: bool = False,
    ) -> Items:
        """Return items in the order in which they were made.

        Args:
            states: Only items in these; None for all.
            limit: At most so many; None for all.
            newest_first: The order.
        """
        order = "DESC" if newest_first else "ASC"
        clause = f"ORDER BY created_at {order}, position {order} LIMIT ?"
        most = -1 if limit is None else limit
        if states is None:
            return self._items(clause, [most])
        return self._items(f"WHERE {statements.in_states(states)} {clause}", [*states, most])

    def sent_since(self, moment: datetime) -> Items:
        """Return items confirmed at or after a time, the latest first."""
        return self._items(statements.SENT_SINCE, [State.SENT, time_text(moment)])

    def logged_since(self, moment: datetime) -> int:
        """Return how many items were made at or after a time; drafts and discarded ones are not."""
        return self._number(
            statements.LOGGED_SINCE, [time_text(moment), State.DRAFT, State.DISCARDED]
        )

    def count(self, states: Collection[State]) -> int:
        """Return how many items are in these states."""
        return self._number(
            f"{statements.COUNT} WHERE {statements.in_states(states)}", list(states)
        )

    def owned(self, server_id: str, *, but_for: str) -> bool:
        """Whether an item other than the one with the id `but_for` was sent as this activity."""
        return self._number(statements.OWNED, [sendable(server_id), but_for]) > 0

    def claim_next(self, now: datetime) -> Item | None:
        """Take the oldest item that is due, so that no other process sends it.

        When this returns, the claim is on disk. An item whose content is damaged is not handed
        out: its claim ends at once under "needs you".
        """
        moment = _moment(now)
        with self._database.transaction():
            while rows := self._database.rows(statements.CLAIMABLE, moment):
                stored = self._read(rows[0])
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

    def next_checking(self, now: datetime) -> Items:
        """Return the items that are due to be looked for, oldest first."""
        return self._items(statements.CHECKING_DUE, _moment(now))

    def wanted_back(self, now: datetime) -> Items:
        """Return the items that their user wants back and about which something can be done."""
        return self._items(statements.WANTED_BACK, _moment(now))

    def want_back(self, item_id: str) -> bool:
        """Note that the user wants an item back that may have left; False if it cannot be noted.

        Allowed at any moment, also while it is being sent: nothing else of the row changes.
        """
        return self._change(statements.WANT_BACK, [item_id]) == 1

    def date_back(self, moment: datetime) -> None:
        """Note that every request so far began before a time, whatever the clock said then."""
        before = time_text(moment - timedelta(microseconds=1))
        self._change(statements.DATE_BACK, [before, time_text(moment)])

    def sending(self) -> Items:
        """Return the items that are claimed, by this process or any other."""
        return self.list({State.SENDING})

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

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next item is to be sent or looked for.

        That is `now` itself if one is due; None if nothing waits for a time.
        """
        row = self._database.row(statements.NEXT_DUE, _moment(now))
        if row is None or row[0] is None:
            return None
        due: str = row[0]
        return now if due <= time_text(now) else read_time(due)

    def hold(self, item_id: str, until: datetime) -> bool:
        """Keep an item from being sent while a form has it open; False if it cannot be held."""
        return self._change(statements.HOLD, [time_text(until), item_id]) == 1

    def release(self, item_id: str) -> bool:
        """Let an item be sent again; False if it was not one that can be held."""
        return self._change(statements.HOLD, [None, item_id]) == 1

    def purge_discarded(self, before: datetime) -> int:
        """Delete items that were discarded before a time for good, and return how many."""
        return self._change(statements.PURGE, [State.DISCARDED, time_text(before)])

    def recent_tags(self, limit: int) -> Texts:
        """Return the tags used last, each once whatever its case, the latest first."""
        found: dict[str, str] = {}
        for (text,) in self._database.rows(statements.TAGS, [statements.TAGS_FROM]):
            for tag in map(str, from_json(text) if text else ()):
                found.setdefault(tag.strip().casefold(), tag.strip())
        found.pop("", None)
        return [*found.values()][:limit]

    def _give_back(self, item: Item, fault: str, now: datetime) -> None:
        """End the claim of an item that cannot be sent; waiting leads there by way of sending."""
        claimed = replace(item, state=State.SENDING, updated_at=now, reason=None)
        self.replace(claimed, item)
        reason = Reason(ReasonCode.BAD_CONTENT, fault)
        self.replace(replace(claimed, state=State.NEEDS_YOU, reason=reason), claimed)

    def _items(self, clause: str, parameters: Collection[SqlValue]) -> Items:
        rows = self._database.rows(f"{statements.SELECT} {clause}", [*parameters])
        return [self._read(row).item for row in rows]

    def _read(self, row: Row) -> StoredItem:
        try:
            return read_row(row)
        except ValueError as error:
            raise StoreDamagedError(*words.damaged(os.fspath(self._database.folder))) from error

    def _number(self, sql: str, parameters: Collection[SqlValue]) -> int:
        row = self._database.row(sql, [*parameters])
        return 0 if row is None else int(row[0])

    def _change(self, sql: str, parameters: Collection[SqlValue]) -> int:
        with self._database.transaction():
            return self._database.execute(sql, [*parameters]).rowcount


def _moment(now: datetime) -> Texts:
    """Return the present, and the time beyond which a wait comes from a clock that was wrong."""
    return [time_text(now), time_text(now + LONGEST_WAIT)]
