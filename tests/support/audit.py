"""An independent witness in the store: triggers that note every change of every row.

What the product reads and writes goes past its own code; what is noted here does not. So a state
that was only passed through, or a row that was deleted and made anew, is seen as well.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

_SET_UP = """
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, was TEXT, became TEXT,
    discarded_from TEXT, was_revision INTEGER, revision INTEGER, was_request BLOB, request BLOB
);
CREATE TRIGGER audit_made AFTER INSERT ON outbox BEGIN
    INSERT INTO audit (id, became, revision, request)
        VALUES (new.id, new.state, new.revision, new.request);
END;
CREATE TRIGGER audit_changed AFTER UPDATE ON outbox BEGIN
    INSERT INTO audit (id, was, became, discarded_from, was_revision, revision,
                       was_request, request)
        VALUES (new.id, old.state, new.state, old.discarded_from, old.revision, new.revision,
                old.request, new.request);
END;
CREATE TRIGGER audit_deleted AFTER DELETE ON outbox BEGIN
    INSERT INTO audit (id, was) VALUES (old.id, old.state);
END;
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row.

    Attributes:
        was: The state before; None for a new row.
        became: The state after; None for a deleted row.
        discarded_from: As it stood before.
    """

    id: str
    was: str | None
    became: str | None
    discarded_from: str | None
    was_revision: int | None
    revision: int | None
    was_request: bytes | None
    request: bytes | None


@dataclass(frozen=True, slots=True)
class Row:
    """What is on disk of one item."""

    state: str
    maybe_delivered: bool
    wanted_back: bool
    request: bytes | None
    revision: int
    server_id: str | None
    subject: str


class Audit:
    """Reads the store on a connection of its own, and so only what was committed."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.executescript(_SET_UP)
        self._seen = 0

    def changes(self) -> list[Change]:
        """Return what changed since the last call, in order."""
        rows = self._connection.execute(
            "SELECT number, id, was, became, discarded_from, was_revision, revision, "
            "was_request, request FROM audit WHERE number > ? ORDER BY number",
            [self._seen],
        ).fetchall()
        if rows:
            self._seen = rows[-1][0]
        return [Change(*row[1:]) for row in rows]

    def rows(self) -> dict[str, Row]:
        """Return every item that is on disk, by its id."""
        found = self._connection.execute(
            "SELECT id, state, maybe_delivered, take_back, request, revision, server_id, "
            "json_extract(entry, '$.subject') FROM outbox"
        ).fetchall()
        return {row[0]: Row(row[1], bool(row[2]), bool(row[3]), *row[4:]) for row in found}

    def sound(self) -> bool:
        """Whether SQLite finds nothing wrong with the file."""
        return self._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
