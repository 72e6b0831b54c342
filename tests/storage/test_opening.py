"""Opening a store: privacy, locks, newer and older formats, and places that cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stashlog.domain.outbox import State
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreTooNewError, StoreUnavailableError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from tests.support.items import made_item
from tests.support.store_processes import locked_by_another_process

IMPATIENT = StoreOptions(busy_timeout=0.05)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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
