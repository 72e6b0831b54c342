"""Opening: the steps from a folder to a connection that is ready for use."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stashlog import __version__
from stashlog.storage import backups, rescue
from stashlog.storage.connection import (
    Connect,
    Connection,
    check_library,
    configure,
    connect,
    connect_read_only,
    opening_lock,
    problems,
)
from stashlog.storage.errors import (
    StoreDamagedError,
    StoreTooNewError,
    StoreUnavailableError,
    store_error,
)
from stashlog.storage.files import FILE_NAME, create_private, log_of, prepare_folder
from stashlog.storage.mending import mend_times
from stashlog.storage.migrations import (
    SCHEMA,
    Schema,
    migrate,
    newest,
    version_of,
    written_by,
)
from stashlog.wording import storage as words


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """What tests bring along of their own.

    Attributes:
        busy_timeout: Seconds of patience while another connection writes.
        connect: Opens the connection.
        clock: Dates backups and what is moved aside.
        schema: The migrations that are known.
    """

    busy_timeout: float = 5.0
    connect: Connect = connect
    clock: Callable[[], datetime] = _utc_now
    schema: Schema = SCHEMA


class Opening:
    """The steps from a folder to a connection that is ready for use."""

    def __init__(self, folder: Path, options: StoreOptions) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._options = options

    def look(self) -> Connection:
        """Return a connection that only reads, to a store that can be used as it is."""
        check_library()
        if not self._path.exists():
            raise StoreUnavailableError(*words.missing(os.fspath(self._folder)))
        connection = connect_read_only(self._path, self._options.busy_timeout)
        try:
            self._refuse_newer(connection)
            self._refuse_older(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def ready(self, *, check: bool) -> tuple[Connection, tuple[str, ...]]:
        """Return a connection that writes, and what had to be done for it.

        One process at a time gets here, so that no two of them make or mend the same store.
        """
        check_library()
        prepare_folder(self._folder)
        with opening_lock(self._folder, self._options.busy_timeout):
            return self._checked() if check else (self._opened(check=False), ())

    def _checked(self) -> tuple[Connection, tuple[str, ...]]:
        """Return a connection to a sound store, and what had to be done for it."""
        now = self._options.clock()
        self._look_for_newer()
        notices: tuple[str, ...] = ()
        try:
            if rescue.is_missing(self._path):
                notices = rescue.replace_store(self._path, self._options.schema, now)
            connection, mended = self._sound(now)
        except (StoreDamagedError, sqlite3.DatabaseError) as error:
            if not _is_damage(error, self._folder):
                raise
            notices = rescue.replace_store(self._path, self._options.schema, now)
            connection, mended = self._sound(now)
        return connection, notices + mended + self._daily_backup(connection, now)

    def _sound(self, now: datetime) -> tuple[Connection, tuple[str, ...]]:
        """Return a connection to a store whose damage, if there is any, could be mended in place.

        Raises:
            StoreDamagedError, sqlite3.DatabaseError: it could not.
        """
        connection = self._opened(check=True)
        try:
            mended = mend_times(connection, now)
        except BaseException:
            connection.close()
            raise
        return connection, (words.times_mended(),) if mended else ()

    def _opened(self, *, check: bool) -> Connection:
        """Return a connection with all settings to a store of the newest format."""
        create_private(self._path)
        connection = self._options.connect(self._path, self._options.busy_timeout)
        try:
            self._refuse_newer(connection)
            if check:
                self._refuse_damaged(connection)
            configure(connection)
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _look_for_newer(self) -> None:
        """Refuse a newer store before anything could change it.

        Damage is left to the check that follows. While there is a log of changes beside the file,
        the newest format may stand in there.
        """
        if not self._path.exists() or self._path.stat().st_size == 0:
            return
        alone = not log_of(self._path).exists()
        with suppress(sqlite3.DatabaseError):
            looking = connect_read_only(self._path, self._options.busy_timeout, alone=alone)
            with closing(looking):
                self._refuse_newer(looking)

    def _refuse_newer(self, connection: Connection) -> None:
        if version_of(connection) > newest(self._options.schema):
            raise StoreTooNewError(*words.too_new(written_by(connection), __version__))

    def _refuse_older(self, connection: Connection) -> None:
        if version_of(connection) < newest(self._options.schema):
            raise StoreUnavailableError(*words.outdated(os.fspath(self._folder)))

    def _refuse_damaged(self, connection: Connection) -> None:
        if problems(connection):
            raise StoreDamagedError(*words.damaged(os.fspath(self._folder)))

    def _migrate(self, connection: Connection) -> None:
        version = version_of(connection)
        if version == newest(self._options.schema):
            return
        now = self._options.clock()
        if version > 0:
            backups.make_backup(self._path, now)
        migrate(connection, self._options.schema, now)

    def _daily_backup(self, connection: Connection, now: datetime) -> tuple[str, ...]:
        """Make the day's backup, and say so if that fails: the store itself is well."""
        filled = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM working_copies)"
        ).fetchone()[0]
        if filled and backups.is_due(self._folder, now):
            try:
                backups.make_backup(self._path, now)
            except (sqlite3.Error, OSError) as error:
                return (words.backup_failed(store_error(error, self._folder).title),)
        return ()


def _is_damage(error: Exception, folder: Path) -> bool:
    if isinstance(error, sqlite3.Error):
        return isinstance(store_error(error, folder), StoreDamagedError)
    return isinstance(error, StoreDamagedError)
