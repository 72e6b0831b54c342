"""A disk whose power can be cut: what SQLite writes is recorded and replayed up to any moment.

A session runs through apsw (the standard library's sqlite3 takes no file system of ours) on real
files. Every write, cut, sync and deletion is noted in its order. For each moment the disk is then
rebuilt as a power cut would leave it, and the real store is opened on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import apsw

from stashlog.storage.connection import Connect, SqlValue

_SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

_numbers = count()


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were handed to the operating system."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A new length of a file, in bytes."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """From here on, what was done to a file before is on the disk.

    The first sync of a log or journal also syncs the folder, and with it every deletion in it
    (SQLite's os_unix.c, UNIXFILE_DIRSYNC).
    """

    file: str
    folder: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """A file was removed; `synced` if its folder was synced as well."""

    file: str
    synced: bool


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The session was told that something is stored."""

    what: Any


Operation = Write | Truncate | Sync | Delete | Acknowledged


class RecordingDisk(apsw.VFS):
    """Real files on which every operation is noted, and on which a fault can be put.

    Attributes:
        operations: What happened, in order.
        fault: Called before each operation; what it raises, SQLite meets.
    """

    def __init__(self, base: str = "") -> None:
        self.name = f"recording-{next(_numbers)}"
        self.base = base
        self.operations: list[Operation] = []
        self.fault: Callable[[Operation], None] = lambda _operation: None
        super().__init__(self.name, base)

    def note(self, operation: Operation) -> None:
        """Let the fault have its say, then note the operation."""
        self.fault(operation)
        self.operations.append(operation)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _RecordingFile:  # noqa: N802 - apsw's name
        """Open a file as the operating system does."""
        return _RecordingFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - apsw's name
        """Remove a file."""
        self.note(Delete(Path(filename).name, bool(syncdir)))
        super().xDelete(filename, syncdir)


class _RecordingFile(apsw.VFSFile):
    def __init__(
        self, disk: RecordingDisk, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__(disk.base, name, flags)
        full = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk = disk
        self._name = Path(full or "temporary").name
        self._folder_unsynced = self._name.endswith(("-wal", "-journal"))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's name
        self._disk.note(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - apsw's name
        self._disk.note(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's name
        self._disk.note(Sync(self._name, self._folder_unsynced))
        self._folder_unsynced = False
        super().xSync(flags)


class _Result:
    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def fetchone(self) -> Any:  # noqa: ANN401 - as sqlite3 has it
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows


class DiskConnection:
    """The part of a sqlite3 connection that the store uses, on a recording disk."""

    def __init__(self, connection: apsw.Connection, synchronous: str | None) -> None:
        self._connection = connection
        self._synchronous = synchronous

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[SqlValue] = (), /) -> _Result:
        """Run one statement; only the one that decides when to sync may be replaced."""
        if self._synchronous and sql.startswith("PRAGMA synchronous"):
            sql = f"PRAGMA synchronous = {self._synchronous}"
        try:
            rows = self._connection.execute(sql, tuple(parameters)).fetchall()
        except apsw.Error as error:
            raise _as_sqlite3(error) from error
        return _Result(rows, self._connection.changes())

    def close(self) -> None:
        """Close the connection, which writes the log back into the file."""
        try:
            self._connection.close()
        except apsw.Error as error:
            raise _as_sqlite3(error) from error


def on_disk(disk: RecordingDisk, *, synchronous: str | None = None) -> Connect:
    """Return how to open connections on a disk.

    Args:
        disk: The disk.
        synchronous: What to set instead of the store's own choice, to show that it matters.
    """

    def connect(path: Path, busy_timeout: float) -> DiskConnection:
        connection = apsw.Connection(str(path), vfs=disk.name)
        connection.set_busy_timeout(int(busy_timeout * 1000))
        # Write back often, so that short sessions meet every kind of writing.
        connection.execute("PRAGMA wal_autocheckpoint = 12")
        return DiskConnection(connection, synchronous)

    return connect


def moments(
    operations: Sequence[Operation], before: dict[str, bytes], chance: Random | None = None
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield what is on the disk if the power is cut right before each operation, and at the end.

    Args:
        operations: What the session did.
        before: What was on the disk at its start.
        chance: None to lose everything that was not synced; else each unsynced operation is
            kept, lost or torn in the middle by chance.

    Yields:
        The number of operations before the cut, and the files.
    """
    safe: dict[str, bytes] = dict(before)
    pending: list[Write | Truncate | Delete] = []
    for number, operation in enumerate((*operations, None)):
        if not isinstance(operation, Acknowledged):
            survivors = [] if chance is None else _survivors(pending, chance)
            yield number, _after(safe, survivors)
        if isinstance(operation, Sync):
            synced = [earlier for earlier in pending if _is_synced(earlier, operation)]
            safe = _after(safe, synced)
            pending = [earlier for earlier in pending if earlier not in synced]
        elif isinstance(operation, Delete) and operation.synced:
            safe = _after(safe, [operation])
            pending = [earlier for earlier in pending if earlier.file != operation.file]
        elif isinstance(operation, Write | Truncate | Delete):
            pending.append(operation)


def _is_synced(operation: Write | Truncate | Delete, sync: Sync) -> bool:
    return operation.file == sync.file or (sync.folder and isinstance(operation, Delete))


def _survivors(
    pending: Sequence[Write | Truncate | Delete], chance: Random
) -> list[Write | Truncate | Delete]:
    kept: list[Write | Truncate | Delete] = []
    for operation in pending:
        fate = chance.random()
        if fate < 1 / 3:
            continue
        if fate < 1 / 2 and isinstance(operation, Write) and len(operation.data) > _SECTOR:
            whole = _SECTOR * chance.randrange(len(operation.data) // _SECTOR)
            kept.append(Write(operation.file, operation.offset, operation.data[:whole]))
        else:
            kept.append(operation)
    return kept


def _after(
    files: dict[str, bytes], operations: Sequence[Write | Truncate | Delete]
) -> dict[str, bytes]:
    result = dict(files)
    for operation in operations:
        if isinstance(operation, Delete):
            result.pop(operation.file, None)
            continue
        content = bytearray(result.get(operation.file, b""))
        if isinstance(operation, Truncate):
            content = content[: operation.size].ljust(operation.size, b"\0")
        else:
            end = operation.offset + len(operation.data)
            content = content.ljust(end, b"\0")
            content[operation.offset : end] = operation.data
        result[operation.file] = bytes(content)
    return result


def _as_sqlite3(error: apsw.Error) -> sqlite3.Error:
    """Return the exception that the standard library raises for the same result code."""
    damaged = isinstance(error, apsw.CorruptError | apsw.NotADBError)
    kind = sqlite3.DatabaseError if damaged else sqlite3.OperationalError
    converted = kind(str(error))
    converted.sqlite_errorcode = getattr(error, "extendedresult", 0)
    converted.sqlite_errorname = type(error).__name__
    return converted
