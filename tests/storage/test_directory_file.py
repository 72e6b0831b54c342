"""The directory's file can always be made anew, and never takes anything else along."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from stashlog.domain.directory import Kind
from stashlog.storage.directory_file import DIRECTORY_FILE, open_directory
from stashlog.storage.errors import StoreUnavailableError
from stashlog.storage.store import Store
from tests.support.directories import Shelf, contact, count_in, many_contacts
from tests.support.items import made_item


def filled(folder: Path, count: int = 300) -> Path:
    shelf = Shelf.open(folder)
    shelf.put(*many_contacts(count))
    shelf.directory.close()
    return folder / DIRECTORY_FILE


def count(folder: Path) -> int:
    return count_in(folder, Kind.CONTACT)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_only_the_user_can_read_it(folder: Path) -> None:
    assert stat.S_IMODE(filled(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_is_there_at_the_next_start(folder: Path) -> None:
    filled(folder)
    assert count(folder) == 300


@pytest.mark.parametrize("garbage", [b"no database at all " * 400, b"\0" * 8192])
def test_a_file_of_something_else_is_made_anew(folder: Path, garbage: bytes) -> None:
    filled(folder).write_bytes(garbage)
    assert count(folder) == 0


def test_a_damaged_file_is_made_anew_when_it_is_checked(folder: Path) -> None:
    path = filled(folder)
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(content)
    open_directory(folder, check=True).close()
    assert count(folder) == 0


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_file_of_another_format_is_made_anew(folder: Path, number: int) -> None:
    path = filled(folder)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("ALTER TABLE records RENAME COLUMN title TO heading")
        connection.commit()
    assert count(folder) == 0


def test_the_outbox_is_none_the_wiser(folder: Path) -> None:
    store = Store.open(folder)
    store.outbox.add(made_item(id="kept"))
    filled(folder).write_bytes(b"garbage" * 1000)
    assert count(folder) == 0
    assert store.outbox.get("kept") is not None
    store.close()


def test_an_activity_is_stored_while_the_directory_is_being_written(folder: Path) -> None:
    store, shelf = Store.open(folder), Shelf.open(folder)
    with shelf.database.transaction():
        shelf.copy.put([contact(1, "Anna")], 1)
        store.outbox.add(made_item(id="at once"))
        assert store.outbox.get("at once") is not None
    store.close()
    shelf.directory.close()


def test_a_search_goes_on_while_a_page_is_being_written(folder: Path) -> None:
    filled(folder)
    writer, reader = Shelf.open(folder), Shelf.open(folder)
    with writer.database.transaction():
        writer.copy.put([contact(1, "Anna")], 1)
        assert len(reader.titles(Kind.CONTACT, "example")) == 20
    writer.directory.close()
    reader.directory.close()


def test_two_threads_or_processes_may_have_it_open(folder: Path) -> None:
    one, two = Shelf.open(folder), Shelf.open(folder)
    one.put(contact(1, "Anna"))
    two.put(contact(2, "Otto"))
    assert one.titles(Kind.CONTACT, "otto") == ["Otto"]
    assert two.titles(Kind.CONTACT, "anna") == ["Anna"]
    one.directory.close()
    two.directory.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file from being deleted")
def test_whoever_has_a_file_open_that_was_made_anew_is_told(folder: Path) -> None:
    old = Shelf.open(folder)
    old.put(contact(1, "Anna"))
    (folder / DIRECTORY_FILE).unlink()
    Shelf.open(folder).directory.close()
    with pytest.raises(StoreUnavailableError):
        old.put(contact(2, "Otto"))
    old.directory.close()
