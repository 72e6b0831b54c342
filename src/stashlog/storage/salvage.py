"""Salvage: what can still be read from a damaged store, row by row, is not left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from stashlog.storage.connection import Row, connect_read_only
from stashlog.storage.migrations import version_of
from stashlog.storage.rows import COLUMNS, NEVER_CHANGED, read_row

_PATIENCE = 1.0
_BY_POSITION = f"SELECT {', '.join(COLUMNS)} FROM outbox WHERE position = ?"  # noqa: S608 - our own
_TAKE_ITEM = (
    f"INSERT INTO outbox ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in COLUMNS if name not in NEVER_CHANGED)} "
    "WHERE excluded.updated_at > outbox.updated_at"
)
_WORKING_COPIES = "SELECT token, entry, saved_at FROM working_copies"
_TAKE_COPY = (
    "INSERT INTO working_copies (token, entry, saved_at) VALUES (?, ?, ?) ON CONFLICT (token) "
    "DO UPDATE SET entry = excluded.entry, saved_at = excluded.saved_at"
)
_LAST_POSITIONS = (
    "SELECT max(position) FROM outbox",
    "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'",
)


def salvage(damaged: Path, target: sqlite3.Connection) -> int:
    """Copy items and working copies that are newer than the target's from a damaged store.

    Args:
        damaged: Is only read.
        target: A sound store in the newest format, within a transaction or not.

    Returns:
        How many items were copied; nothing is raised for what cannot be read.

    Raises:
        sqlite3.Error: the target cannot be written.
    """
    items: list[Row] = []
    copies: list[Row] = []
    with suppress(sqlite3.Error), closing(connect_read_only(damaged, _PATIENCE)) as source:
        source.execute("PRAGMA cell_size_check = ON")
        if version_of(source) == version_of(target):
            items.extend(_readable_items(source))
            copies.extend(source.execute(_WORKING_COPIES))
    for copy in copies:
        target.execute(_TAKE_COPY, copy)
    return sum(target.execute(_TAKE_ITEM, item).rowcount for item in items)


def _readable_items(source: sqlite3.Connection) -> Iterator[Row]:
    for position in range(1, _last_position(source) + 1):
        # Each row is asked for by itself: a broken page costs only those that stand in it.
        with suppress(sqlite3.Error, ValueError):
            row = source.execute(_BY_POSITION, (position,)).fetchone()
            if row is not None:
                read_row(row)
                yield row


def _last_position(source: sqlite3.Connection) -> int:
    last = 0
    for question in _LAST_POSITIONS:
        with suppress(sqlite3.Error, TypeError, ValueError):
            last = max(last, int(source.execute(question).fetchone()[0]))
    return last
