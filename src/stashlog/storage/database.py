"""The database: one connection of one thread to the store, and how it is opened safely."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from stashlog.storage.connection import (
    Connection,
    Cursor,
    Row,
    SqlValue,
    pragma,
    problems,
    roll_back,
)
from stashlog.storage.errors import StoreUnavailableError, converted
from stashlog.storage.files import FILE_NAME, identity
from stashlog.storage.opening import Opening, StoreOptions
from stashlog.wording import storage as words


class Database:
    """One connection to the store. Belongs to the thread that opened it.

    Attributes:
        folder: The data folder.
        notices: Sentences for the user about what had to be done to open it; usually none.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        notices: tuple[str, ...] = (),
        name: str = FILE_NAME,
    ) -> None:
        self.folder = folder
        self.notices = notices
        self._connection = connection
        self._inside = False
        self._path = folder / name
        self._identity = identity(self._path)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        check: bool = False,
        options: StoreOptions | None = None,
    ) -> Database:
        """Open the store in a data folder; make or migrate it if need be.

        Args:
            folder: Is made for the user alone, mode 0700, if it is not there.
            read_only: Only look: makes, migrates and mends nothing.
            check: For the first opening in a process, before any other: checks the file, replaces
                a damaged one by its newest good backup, and makes the day's backup.
            options: For tests.

        Raises:
            StoreTooNewError: a newer Stashlog wrote it; nothing was touched.
            StoreDamagedError: it is damaged, and was not or could not be replaced.
            StoreUnavailableError: the surroundings do not let it be used.
        """
        opening = Opening(folder, options or StoreOptions())
        with converted(folder):
            if read_only:
                return cls(folder, opening.look())
            connection, notices = opening.ready(check=check)
            return cls(folder, connection, notices)

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything in the block, or nothing; on disk once the block is left.

        Within another transaction the block is part of that one. It begins with the right to
        write, so that what is read in it is still true when it is written.

        Raises:
            StoreError: nothing was written.
        """
        if self._inside:
            yield
            return
        self._begin()
        self._inside = True
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            roll_back(self._connection)
            raise
        finally:
            self._inside = False

    def execute(self, sql: str, parameters: Sequence[SqlValue] = ()) -> Cursor:
        """Run one statement that writes, within a transaction.

        Raises:
            StoreError: it was not carried out.
        """
        with converted(self.folder):
            return self._connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[SqlValue] = ()) -> list[Row]:
        """Return all rows of one query.

        Raises:
            StoreError: they could not be read.
        """
        with converted(self.folder):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[SqlValue] = ()) -> Row | None:
        """Return the first row of one query; None if there is none.

        Raises:
            StoreError: it could not be read.
        """
        return next(iter(self.rows(sql, parameters)), None)

    def data_version(self) -> int:
        """Return a number that changes when another connection wrote; by itself it means nothing.

        Raises:
            StoreError: it could not be read.
        """
        with converted(self.folder):
            return int(pragma(self._connection, "data_version"))

    def journal_mode(self) -> str:
        """Return how commits are made durable: "wal", or "delete" on network folders.

        Raises:
            StoreError: it could not be read.
        """
        with converted(self.folder):
            return str(pragma(self._connection, "journal_mode"))

    def problems(self) -> tuple[str, ...]:
        """Return what a check of the whole file finds wrong; nothing if it is sound.

        Raises:
            StoreError: the check could not be made.
        """
        with converted(self.folder):
            return problems(self._connection)

    def close(self) -> None:
        """Give the connection back; everything that was written is on disk already."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def _begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")
        # Elsewhere than on Windows an open file can be moved or deleted; what is written to it
        # after that is never seen again.
        with converted(self.folder):
            found = identity(self._path)
        if os.name == "posix" and found != self._identity:
            roll_back(self._connection)
            raise StoreUnavailableError(*words.moved(os.fspath(self.folder)))
