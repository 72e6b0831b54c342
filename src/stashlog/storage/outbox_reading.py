"""What is in the outbox: every question that its table answers, and nothing that changes it."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from stashlog.domain.entry import sendable
from stashlog.domain.gates import LONGEST_WAIT
from stashlog.domain.outbox import Item, State
from stashlog.storage import statements
from stashlog.storage.codec import from_json, read_time, time_text
from stashlog.storage.connection import Row, SqlValue
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.rows import StoredItem, read_row
from stashlog.wording import storage as words

Items: TypeAlias = list[Item]
Texts: TypeAlias = list[str]
"""Named here because the method `list` hides the type of that name in the class."""


class OutboxReading:
    """Reads items through one connection; raises StoreError when the store cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def next_checking(self, now: datetime) -> Items:
        """Return the items that are due to be looked for, oldest first."""
        return self._items(statements.CHECKING_DUE, moment_of(now))

    def wanted_back(self, now: datetime) -> Items:
        """Return the items that their user wants back and about which something can be done."""
        return self._items(statements.WANTED_BACK, moment_of(now))

    def sending(self) -> Items:
        """Return the items that are claimed, by this process or any other."""
        return self.list({State.SENDING})

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next item is to be sent or looked for.

        That is `now` itself if one is due; None if nothing waits for a time.
        """
        row = self._database.row(statements.NEXT_DUE, moment_of(now))
        if row is None or row[0] is None:
            return None
        due: str = row[0]
        return now if due <= time_text(now) else read_time(due)

    def recent_tags(self, limit: int) -> Texts:
        """Return the tags used last, each once whatever its case, the latest first."""
        found: dict[str, str] = {}
        for (text,) in self._database.rows(statements.TAGS, [statements.TAGS_FROM]):
            for tag in map(str, from_json(text) if text else ()):
                found.setdefault(tag.strip().casefold(), tag.strip())
        found.pop("", None)
        return [*found.values()][:limit]

    def _items(self, clause: str, parameters: Collection[SqlValue]) -> Items:
        rows = self._database.rows(f"{statements.SELECT} {clause}", [*parameters])
        return [self.read(row).item for row in rows]

    def read(self, row: Row) -> StoredItem:
        """Read a row; a fault of its content comes along instead of being raised."""
        try:
            return read_row(row)
        except ValueError as error:
            raise StoreDamagedError(*words.damaged(os.fspath(self._database.folder))) from error

    def _number(self, sql: str, parameters: Collection[SqlValue]) -> int:
        row = self._database.row(sql, [*parameters])
        return 0 if row is None else int(row[0])


def moment_of(now: datetime) -> Texts:
    """Return the present, and the time beyond which a wait comes from a clock that was wrong."""
    return [time_text(now), time_text(now + LONGEST_WAIT)]
