"""The SQL of the outbox table. Values never stand in it, only marks for them."""

from __future__ import annotations

from collections.abc import Collection

from stashlog.domain.outbox import State
from stashlog.storage.rows import COLUMNS, NEVER_CHANGED

SELECT = f"SELECT {', '.join(COLUMNS)} FROM outbox"  # noqa: S608 - names of our own
INSERT = (
    f"INSERT INTO outbox ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"
)
WISHES = ("held_until", "take_back")
"""Columns that a user changes while delivery has the item; only a change about them writes them."""

CHANGED = tuple(name for name in COLUMNS if name not in NEVER_CHANGED | {*WISHES})
REPLACE = (
    f"UPDATE outbox SET {', '.join(f'{name} = ?' for name in CHANGED)}, "  # noqa: S608 - our own
    "held_until = CASE WHEN ? THEN ? ELSE held_until END, "
    "take_back = CASE WHEN ? THEN ? ELSE take_back END "
    "WHERE id = ? AND state = ? AND revision = ? AND updated_at = ?"
)
_DUE = "(not_before IS NULL OR not_before <= ?1 OR not_before > ?2)"
_NOT_HELD = "(held_until IS NULL OR held_until <= ?1 OR held_until > ?2)"
"""A time further off than any wait may be comes from a clock that was wrong, and holds nobody."""

CLAIMABLE = f"""
    {SELECT} WHERE state = 'waiting' AND take_back = 0 AND {_DUE} AND {_NOT_HELD}
    ORDER BY created_at, position LIMIT 1
"""
CHECKING_DUE = f"WHERE state = 'checking' AND {_DUE} ORDER BY created_at, position"
_WANTED_BACK = """
    take_back = 1
    AND (state IN ('waiting', 'sent') OR (state = 'needs_you' AND maybe_delivered = 0))
"""
WANTED_BACK = f"WHERE {_WANTED_BACK} AND {_DUE} ORDER BY created_at, position"
BEGINNING = "WHERE id > ? AND id < ? ORDER BY created_at, position"
COUNT = "SELECT count(*) FROM outbox"
SENT_SINCE = "WHERE state = ? AND updated_at >= ? ORDER BY updated_at DESC, position DESC"
LOGGED_SINCE = "SELECT count(*) FROM outbox WHERE created_at >= ? AND state NOT IN (?, ?)"
OWNED = "SELECT count(*) FROM outbox WHERE server_id = ? AND id <> ?"
PURGE = "DELETE FROM outbox WHERE state = ? AND updated_at < ?"
TAGS = """
    SELECT json_extract(entry, '$.tags') FROM outbox WHERE json_valid(entry)
    ORDER BY created_at DESC, position DESC LIMIT ?
"""
NEXT_DUE = f"""
    SELECT min(CASE WHEN due > ?2 THEN '' ELSE due END) FROM (
        SELECT max(coalesce(not_before, ''), coalesce(held_until, '')) AS due
            FROM outbox WHERE state = 'waiting' AND take_back = 0
        UNION ALL
        SELECT coalesce(not_before, '') FROM outbox WHERE state = 'checking'
        UNION ALL
        SELECT coalesce(not_before, '') FROM outbox WHERE {_WANTED_BACK}
    )
"""  # noqa: S608 - words of our own
DATE_BACK = "UPDATE outbox SET attempted_at = ? WHERE attempted_at >= ?"
HOLD = """
    UPDATE outbox SET held_until = ? WHERE id = ? AND state IN ('waiting', 'needs_you', 'draft')
"""
WANT_BACK = """
    UPDATE outbox SET take_back = 1
    WHERE id = ? AND (
        state IN ('sending', 'checking', 'needs_you') OR (state = 'sent' AND server_id IS NOT NULL)
    )
"""
TAGS_FROM = 500
"""In how many of the latest items tags are looked for."""


def in_states(states: Collection[State]) -> str:
    """Return the condition that a row is in one of so many states, with a mark for each."""
    return f"state IN ({', '.join('?' * len(states))})"
