"""Mending: times that cannot be read any more, such as after one byte flipped on the disk.

SQLite's check looks at the structure of a file, and not at what its texts mean. An item without a
readable time would be in the way of every other: lists are in the order of their times.
"""

from __future__ import annotations

from datetime import datetime

from stashlog.storage.codec import time_text
from stashlog.storage.connection import Connection, all_or_nothing

_LONG_AGO = "'1970-01-01T00:00:00.000000Z'"


def readable(column: str) -> str:
    """Return the condition that a column holds a time as `time_text` writes it."""
    day, hour, seconds = (f"substr({column}, {place})" for place in ("9, 2", "12, 2", "1, 19"))
    # Adding nothing makes SQLite turn 30 February into the day that it would be. It takes its time
    # for that, and what is looked through are all items of all years.
    exists = f"strftime('%Y-%m-%dT%H:%M:%S', {seconds}, '+0 days') IS {seconds}"
    marks = f"length({column}) = 27 AND substr({column}, 11, 1) || substr({column}, 27) = 'TZ'"
    return (
        f"(julianday({column}) IS NOT NULL AND {marks} AND {column} >= '0001' AND {hour} < '24' "
        f"AND ({day} <= '28' OR {exists}))"
    )


def _first_readable(*columns: str, otherwise: str) -> str:
    cases = " ".join(f"WHEN {readable(column)} THEN {column}" for column in columns)
    return f"CASE {cases} ELSE {otherwise} END"


_ITEM_TIMES = ("created_at", "updated_at", "attempted_at", "not_before", "held_until")
_DAMAGED_ITEM = " OR ".join(
    f"({column} IS NOT NULL AND NOT {readable(column)})" for column in _ITEM_TIMES
)
_DAMAGED_COPY = f"NOT {readable('saved_at')}"
_ARE_THERE = f"""
    SELECT EXISTS (SELECT 1 FROM outbox WHERE {_DAMAGED_ITEM})
    OR EXISTS (SELECT 1 FROM working_copies WHERE {_DAMAGED_COPY})
"""  # noqa: S608 - names of our own
# What may have been attempted is looked for from its beginning on; a wait that is lost is over.
_MEND_ITEMS = f"""
    UPDATE outbox SET
        created_at = {_first_readable("created_at", "updated_at", otherwise="?1")},
        updated_at = {_first_readable("updated_at", otherwise="?1")},
        attempted_at = CASE WHEN attempted_at IS NULL THEN NULL ELSE
            {_first_readable("attempted_at", "created_at", otherwise=_LONG_AGO)} END,
        not_before = {_first_readable("not_before", otherwise="NULL")},
        held_until = {_first_readable("held_until", otherwise="NULL")}
    WHERE {_DAMAGED_ITEM}
"""  # noqa: S608 - names of our own
_MEND_COPIES = f"UPDATE working_copies SET saved_at = ?1 WHERE {_DAMAGED_COPY}"  # noqa: S608 - as above


def mend_times(connection: Connection, now: datetime) -> bool:
    """Replace times that cannot be read; return whether there were any.

    Args:
        connection: To a store of the newest format, outside of any transaction.
        now: The present, which takes the place of the time of a last change.

    Raises:
        sqlite3.Error: the file is as it was.
    """
    if not connection.execute(_ARE_THERE).fetchone()[0]:
        return False
    with all_or_nothing(connection):
        # The indexes still hold the times as they were, and SQLite finds no row to change by them.
        connection.execute("REINDEX")
        for statement in (_MEND_ITEMS, _MEND_COPIES):
            connection.execute(statement, [time_text(now)])
    return True
