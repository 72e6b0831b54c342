"""Opening, locking and writing: what a store promises whatever is stored in it."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.outbox import State
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreError, StoreTooNewError, StoreUnavailableError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.items import NOON, made_item
from tests.support.store_processes import locked_by_another_process

IMPATIENT = StoreOptions(busy_timeout=0.05)


def setting(database: Database, name: str) -> object:
    row = database.row(f"PRAGMA {name}")
    assert row is not None
    return row[0]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_can_read_the_files_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        with Database.open(folder, check=True) as database:
            Outbox(database).add(made_item())
        with Database.open(folder, check=True) as database:
            Outbox(database).add(made_item())
            modes = {path.name: mode(path) for path in folder.rglob("*") if path.is_file()}
    finally:
        os.umask(before)
    backups = [name for name in modes if name.startswith("outbox-")]
    assert len(backups) == 1
    expected = {FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "outbox.lock", *backups}
    assert modes == dict.fromkeys(expected, 0o600)
    assert mode(folder) == mode(folder / "backups") == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_folder_and_files_that_others_could_read_are_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "made by someone"
    folder.mkdir()
    folder.chmod(0o755)
    Database.open(folder).close()
    assert mode(folder) == 0o700
    (folder / FILE_NAME).chmod(0o644)
    folder.chmod(0o750)
    Database.open(folder).close()
    assert mode(folder / FILE_NAME) == 0o600
    assert mode(folder) == 0o750


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_folder_shared_by_everybody_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    Database.open(folder).close()
    assert mode(folder) == 0o1777


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names must be Unicode")
def test_a_folder_of_any_name_will_do(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"50% off? #1 \xff '\" \xc3\xa4")
    with Database.open(folder, check=True) as database:
        Outbox(database).add(made_item())
    with Database.open(folder, check=True), Database.open(folder, read_only=True) as database:
        assert len(Outbox(database).list()) == 1


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
    thread.join(10)
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


def test_a_store_that_another_process_is_opening_is_waited_for(folder: Path) -> None:
    Database.open(folder).close()
    with (
        locked_by_another_process(folder / "outbox.lock"),
        pytest.raises(StoreUnavailableError, match="locked"),
    ):
        Database.open(folder, options=IMPATIENT)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnavailableError) as met:
        Database.open(place, check=True)
    assert str(place) in met.value.title
    assert met.value.advice
    with pytest.raises(StoreUnavailableError):
        Database.open(place / "below", check=True)
    assert place.read_text(encoding="utf-8") == "in the way"


def test_a_folder_in_place_of_the_file_is_an_error_with_words(folder: Path) -> None:
    (folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        Database.open(folder, check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be moved")
def test_nothing_is_written_to_a_file_that_was_moved_away(database: Database, folder: Path) -> None:
    (folder / FILE_NAME).rename(folder / "elsewhere.db")
    with pytest.raises(StoreUnavailableError, match="moved"):
        Outbox(database).add(made_item())
    (folder / "elsewhere.db").rename(folder / FILE_NAME)
    Outbox(database).add(made_item())


def test_a_newer_store_is_refused_untouched_and_the_version_it_needs_is_named(
    folder: Path,
) -> None:
    with Database.open(folder) as database:
        Outbox(database).add(made_item())
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as newer:
        newer.execute("PRAGMA user_version = 7")
        newer.execute("INSERT INTO format VALUES (7, '3.1.4', '')")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for check in (True, False):
        with pytest.raises(StoreTooNewError, match=r"3\.1\.4") as met:
            Database.open(folder, check=check)
        assert "3.1.4" in met.value.advice
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with pytest.raises(StoreTooNewError):
        Database.open(folder, read_only=True)


def test_a_newer_format_that_stands_only_in_the_log_is_noticed_and_left_there(
    folder: Path, tmp_path: Path
) -> None:
    Database.open(folder).close()
    killed = tmp_path / "as a killed process left it"
    killed.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as newer:
        newer.execute("PRAGMA user_version = 7")
        newer.execute("DROP TABLE format")
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            (killed / name).write_bytes((folder / name).read_bytes())
    before = {path.name: path.read_bytes() for path in killed.iterdir()}
    with pytest.raises(StoreTooNewError, match="a newer Stashlog"):
        Database.open(killed, check=True)
    assert {name: (killed / name).read_bytes() for name in before} == before


def test_looking_makes_changes_and_repairs_nothing(folder: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="no Stashlog data"):
        Database.open(folder, read_only=True)
    assert not folder.exists()
    with Database.open(folder) as database:
        Outbox(database).add(made_item())
    with Database.open(folder, read_only=True) as looking:
        assert looking.problems() == ()
        assert Outbox(looking).count({State.WAITING}) == 1
        with pytest.raises(StoreUnavailableError, match="only read"):
            Outbox(looking).add(made_item())


def test_looking_at_an_older_store_says_what_to_do(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as old:
        old.execute("CREATE TABLE something (x)")
    with pytest.raises(StoreUnavailableError, match="older"):
        Database.open(folder, read_only=True)


def test_a_sqlite_without_strict_tables_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreUnavailableError, match=r"3\.37\.0"):
        Database.open(folder)


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
