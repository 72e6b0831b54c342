"""Whether SQLite can do what the store asks of it, found out in a folder of its own.

For the self-test of the bundle, which carries a SQLite of its own.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from stashlog.storage.connection import connect, library_version

_SCRIPT = (
    "CREATE TABLE plain (number INTEGER NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE words USING fts5(text)",
    "INSERT INTO words VALUES ('Zürich renewal')",
)


def prove_sqlite(folder: Path) -> str:
    """Use write-ahead logging, a STRICT table and full-text search; return SQLite's version.

    Args:
        folder: Exists; a file is left in it.

    Raises:
        RuntimeError: an answer is not what it should be.
        Exception: whatever SQLite has to say.
    """
    with closing(connect(folder / "self-test.db", 1.0)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        for statement in _SCRIPT:
            connection.execute(statement)
        found = connection.execute("SELECT text FROM words WHERE words MATCH 'zurich'").fetchall()
    if mode != "wal" or len(found) != 1:
        raise RuntimeError(f"journal mode {mode}, {len(found)} found")
    return library_version()
