"""Opening, locking and writing: what a store promises whatever is stored in it."""

from __future__ import annotations

import sqlite3
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.storage.database import Database
from stashlog.storage.errors import StoreError, StoreUnavailableError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.items import NOON, made_item
from tests.support.store_processes import locked_by_another_process
from tests.support.waiting import PATIENCE

IMPATIENT = StoreOptions(busy_timeout=0.05)


def setting(database: Database, name: str) -> object:
    row = database.row(f"PRAGMA {name}")
    assert row is not None
    return row[0]


def test_every_commit_is_synced_and_references_are_checked(database: Database) -> None:
    assert database.journal_mode() == "wal"
    assert setting(database, "synchronous") == 2
    assert setting(database, "foreign_keys") == 1
    assert setting(database, "fullfsync") == 1
    assert setting(database, "checkpoint_fullfsync") == 1
    assert setting(database, "busy_timeout") == 5000
    tables = database.rows("SELECT strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'")
    assert len(tables) == 5
    assert set(tables) == {(1,)}


def test_where_there_is_no_shared_memory_the_old_journal_is_synced_too(folder: Path) -> None:
    def connect(path: Path, busy_timeout: float) -> sqlite3.Connection:
        place = f"file:{path}?vfs=unix-dotfile"
        return sqlite3.connect(place, uri=True, timeout=busy_timeout, isolation_level=None)

    with Database.open(folder, options=StoreOptions(connect=connect)) as database:
        assert database.journal_mode() == "delete"
        assert setting(database, "synchronous") == 3  # EXTRA: FULL, and the folder is synced
        outbox = Outbox(database)
        outbox.add(made_item())
        assert len(outbox.list()) == 1


def test_a_transaction_is_written_as_a_whole_or_not_at_all(
    database: Database, outbox: Outbox
) -> None:
    kept, lost = made_item(), made_item()
    outbox.add(kept)

    def fail_half_way() -> None:
        with database.transaction():
            outbox.add(lost)
            outbox.replace(replace(kept, attempts=5), kept)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert outbox.list() == [kept]
    with database.transaction():
        outbox.add(lost)
    assert len(outbox.list()) == 2


def test_an_error_of_the_caller_stays_the_callers(database: Database) -> None:
    with pytest.raises(FileNotFoundError), database.transaction():
        raise FileNotFoundError


def test_changes_by_others_are_noticed_and_own_ones_are_not(
    database: Database, outbox: Outbox, folder: Path
) -> None:
    version = database.data_version()
    outbox.add(made_item())
    assert database.data_version() == version
    with Database.open(folder) as other:
        Outbox(other).add(made_item())
    assert database.data_version() != version


def test_a_connection_stays_with_its_thread(database: Database) -> None:
    met: list[type[BaseException]] = []

    def use() -> None:
        try:
            database.data_version()
        except StoreError as error:
            met.append(type(error))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join(PATIENCE)
    assert met == [StoreError]


def test_a_store_locked_by_another_program_is_said_to_be_locked(
    database: Database, folder: Path
) -> None:
    item = made_item()
    Outbox(database).add(item)
    with (
        locked_by_another_process(folder / FILE_NAME),
        Database.open(folder, options=IMPATIENT) as impatient,
    ):
        outbox = Outbox(impatient)
        with pytest.raises(StoreUnavailableError, match="locked"):
            outbox.add(made_item())
        with pytest.raises(StoreUnavailableError, match="locked"):
            outbox.claim_next(NOON)
        assert outbox.list() == [item]
    assert Outbox(database).claim_next(NOON) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be moved")
def test_nothing_is_written_to_a_file_that_was_moved_away(database: Database, folder: Path) -> None:
    (folder / FILE_NAME).rename(folder / "elsewhere.db")
    with pytest.raises(StoreUnavailableError, match="moved"):
        Outbox(database).add(made_item())
    (folder / "elsewhere.db").rename(folder / FILE_NAME)
    Outbox(database).add(made_item())


def test_a_statement_that_fails_for_an_unforeseen_reason_is_a_store_error(
    database: Database,
) -> None:
    with pytest.raises(StoreError, match="SQLITE_ERROR"), database.transaction():
        database.execute("SELECT * FROM nothing")
    with pytest.raises(StoreError, match="SQLITE_CONSTRAINT"), database.transaction():
        database.execute("INSERT INTO facts VALUES ('name', NULL)")


def test_text_being_typed_is_there_after_a_start(folder: Path) -> None:
    entry = replace(made_item().entry, body="half a sen")
    with Database.open(folder) as database:
        WorkingCopies(database).save(WorkingCopy("form", entry, None, NOON))
    with Database.open(folder, check=True) as database:
        assert database.notices == ()
        copy = WorkingCopies(database).load()
    assert copy is not None
    assert copy.entry == entry
