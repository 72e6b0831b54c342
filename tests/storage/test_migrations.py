"""From one format to the next: wholly or not at all, and never without a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stashlog import __version__
from stashlog.domain.outbox import Item
from stashlog.storage import migrations
from stashlog.storage.backups import backups
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError, StoreError, StoreTooNewError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.migrations import SCHEMA, Migration
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from tests.support.items import NOON, made_item
from tests.support.power_cut import RecordingDisk, moments, on_disk

NEXT = (
    *SCHEMA,
    Migration(
        2,
        (
            "ALTER TABLE outbox ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
            "CREATE TABLE extra (x INTEGER PRIMARY KEY, content BLOB) STRICT",
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
            INSERT INTO extra SELECT i, randomblob(3000) FROM n
            """,
        ),
    ),
    Migration(3, ("ALTER TABLE facts ADD COLUMN since TEXT",)),
)
BROKEN = (*NEXT, Migration(4, ("DROP TABLE facts", "DROP TABLE no_such_table")))


@pytest.fixture
def items(folder: Path) -> list[Item]:
    """The items of a store in format 1."""
    made = [made_item(body="x" * 3000) for _ in range(5)]
    with Database.open(folder) as database:
        for item in made:
            Outbox(database).add(item)
    return made


def format_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version


def test_a_new_store_has_the_newest_format_and_needs_no_backup(folder: Path) -> None:
    with Database.open(folder, options=StoreOptions(schema=NEXT)) as database:
        assert database.rows("SELECT version, written_by FROM format") == [
            (1, __version__),
            (2, __version__),
            (3, __version__),
        ]
    assert format_of(folder / FILE_NAME) == 3
    assert backups(folder) == []


def test_an_older_store_is_brought_forward_after_a_backup(folder: Path, items: list[Item]) -> None:
    with Database.open(folder, options=StoreOptions(schema=NEXT)) as database:
        assert Outbox(database).list() == items
        assert database.rows("SELECT DISTINCT colour FROM outbox") == [("red",)]
    [backup] = backups(folder)
    assert format_of(backup) == 1
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (5,)
    with pytest.raises(StoreTooNewError, match=__version__):
        Database.open(folder)


def test_a_migration_that_fails_leaves_the_store_as_it_was(folder: Path, items: list[Item]) -> None:
    with pytest.raises(StoreError):
        Database.open(folder, options=StoreOptions(schema=BROKEN))
    assert format_of(folder / FILE_NAME) == 1
    with Database.open(folder) as database:
        assert Outbox(database).list() == items
        assert database.rows("SELECT name FROM sqlite_master WHERE name = 'extra'") == []


def test_there_is_no_migration_without_a_backup(folder: Path, items: list[Item]) -> None:
    (folder / "backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError):
        Database.open(folder, options=StoreOptions(schema=NEXT))
    with Database.open(folder) as database:
        assert Outbox(database).list() == items


def test_a_damaged_store_is_not_migrated(folder: Path, items: list[Item]) -> None:
    path = folder / FILE_NAME
    with path.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(bytes(4096))
    options = StoreOptions(schema=NEXT, clock=lambda: NOON)
    with Database.open(folder, check=True, options=options) as database:
        assert len(database.notices) == 2
        assert len(items) > len(Outbox(database).list()) == 0
    assert format_of(folder / "outbox-damaged-2026-03-14-120000Z.db") == 1


def test_a_backup_of_an_older_format_is_brought_forward_when_it_is_restored(
    folder: Path, items: list[Item]
) -> None:
    Database.open(folder, check=True).close()
    (folder / FILE_NAME).write_bytes(b"garbage" * 1000)
    with Database.open(folder, check=True, options=StoreOptions(schema=NEXT)) as database:
        assert [item.id for item in Outbox(database).list()] == [item.id for item in items]
        assert database.row("SELECT max(version) FROM format") == (3,)


def test_a_power_cut_inside_a_migration_leaves_the_old_store_or_the_new_one(
    folder: Path, items: list[Item], memory: Path
) -> None:
    before = {FILE_NAME: (folder / FILE_NAME).read_bytes()}
    disk = RecordingDisk()
    options = StoreOptions(schema=NEXT, connect=on_disk(disk))
    Database.open(folder, options=options).close()
    met = []
    for number, files in moments(disk.operations, before):
        here = memory / f"{number:04}"
        here.mkdir()
        for name, content in files.items():
            (here / name).write_bytes(content)
        met.append(format_of(here / FILE_NAME))
        with Database.open(here, options=StoreOptions(schema=NEXT)) as database:
            assert Outbox(database).list() == items
            assert database.row("SELECT count(*) FROM extra") == (40,)
            assert database.problems() == ()
    assert len(met) > 20
    assert met == sorted(met)
    assert set(met) == {1, 3}


def test_the_description_names_every_table_and_column(folder: Path) -> None:
    assert migrations.__doc__ is not None
    with Database.open(folder) as database:
        names = database.rows(
            "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c "
            "WHERE t.name NOT LIKE 'sqlite_%'"
        )
    assert len(names) > 30
    described = set(migrations.__doc__.replace("`", " ").replace(",", " ").split())
    assert {name for pair in names for name in pair} - described == set()


def test_damage_is_no_reason_to_call_a_store_new(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"\xff" * 8192)
    with pytest.raises(StoreDamagedError):
        Database.open(folder)
