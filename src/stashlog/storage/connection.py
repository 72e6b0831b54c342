"""How the store talks to SQLite: opening a connection, and the settings that make it durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from stashlog.storage.errors import StoreUnavailableError, is_busy
from stashlog.storage.files import create_private, uri
from stashlog.wording import storage as words

SqlValue = str | bytes | int | float | None
Row = tuple[Any, ...]

OLDEST_SQLITE = (3, 37, 0)
"""The first SQLite with STRICT tables (https://www.sqlite.org/stricttables.html)."""


class Cursor(Protocol):
    """The part of `sqlite3.Cursor` that the store uses."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - as sqlite3 has it: a tuple or None
        """Return the next row."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""


class Connection(Protocol):
    """The part of `sqlite3.Connection` that the store uses, so that tests can bring their own.

    Whatever stands in for it raises the exceptions of sqlite3, with `sqlite_errorcode`.
    """

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[SqlValue] = ..., /) -> Cursor:
        """Run one statement."""

    def close(self) -> None:
        """Give the connection back."""


Connect = Callable[[Path, float], Connection]
"""Opens a file that exists, with so many seconds of patience for a lock."""


@contextmanager
def all_or_nothing(connection: Connection) -> Iterator[None]:
    """Write everything in the block in one transaction, or nothing.

    Args:
        connection: Outside of any transaction.

    Raises:
        sqlite3.Error: nothing was written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: Connection) -> None:
    """End a transaction that failed, and hide no error by one of its own."""
    # SQLite ends the transaction itself after some errors; after others it cannot even that.
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def connect(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """Open a connection on which nothing begins a transaction by itself."""
    return _forgiving(sqlite3.connect(path, timeout=busy_timeout, isolation_level=None))


def connect_read_only(
    path: Path, busy_timeout: float, *, alone: bool = False
) -> sqlite3.Connection:
    """Open a connection that cannot write.

    Args:
        path: The database.
        busy_timeout: Patience for a lock, in seconds.
        alone: Nobody writes: makes no file beside the database, and takes no lock.
    """
    parameters = "mode=ro&immutable=1" if alone else "mode=ro"
    return _forgiving(
        sqlite3.connect(uri(path, parameters), uri=True, timeout=busy_timeout, isolation_level=None)
    )


def configure(connection: Connection) -> str:
    """Make every commit durable, and return the journal mode that is in force.

    WAL with FULL syncs at each commit. Where there is no WAL (network folders), the old journal
    does as well; it needs EXTRA, which is FULL and a sync of the folder, since a journal that
    comes back after a power cut would undo a commit. The two fullfsync settings make macOS empty
    the disk's own cache and mean nothing elsewhere (https://www.sqlite.org/pragma.html).
    """
    for setting in ("foreign_keys", "fullfsync", "checkpoint_fullfsync"):
        connection.execute(f"PRAGMA {setting} = ON")
    mode = _journal_mode(connection)
    connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
    return mode


def pragma(connection: Connection, name: str) -> Any:  # noqa: ANN401 - text or number by name
    """Return the value of a setting."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def problems(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite's quick check finds wrong; nothing if the file is sound."""
    found = connection.execute("PRAGMA quick_check(20)").fetchall()
    return tuple(str(row[0]) for row in found if row[0] != "ok")


def library_version() -> str:
    """Return the version of the SQLite in use."""
    return sqlite3.sqlite_version


def check_library() -> None:
    """Refuse a SQLite that does not know what the store relies on.

    Raises:
        StoreUnavailableError: when it is older than `OLDEST_SQLITE`.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreUnavailableError(*words.sqlite_too_old(library_version(), needed))


@contextmanager
def opening_lock(folder: Path, patience: float) -> Iterator[None]:
    """Let one process at a time create, migrate or mend the store.

    An empty SQLite file serves as the lock: it works on every system, waits with a limit, and a
    dead process cannot leave it locked. Nothing is written, so that it can be had on a full disk.

    Raises:
        sqlite3.OperationalError: when it is not free within `patience` seconds.
    """
    path = folder / "outbox.lock"
    create_private(path)
    lock = connect(path, patience)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def _forgiving(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let text with a flipped bit be read, marked, rather than fail the whole query."""
    connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
    return connection


def _journal_mode(connection: Connection) -> str:
    mode = str(pragma(connection, "journal_mode"))
    if mode == "wal":
        return mode
    try:
        mode = str(pragma(connection, "journal_mode = WAL"))
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise
        mode = ""
    return mode if mode == "wal" else str(pragma(connection, "journal_mode = DELETE"))
