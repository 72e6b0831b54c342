"""What pickers ask, over a directory that looks after itself."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from stashlog.domain.activity import Json
from stashlog.domain.directory import Kind
from stashlog.domain.entry import Entry
from stashlog.services.directory import DirectoryDesk
from stashlog.storage.directory_file import DIRECTORY_FILE, open_directory
from stashlog.storage.facts import Facts
from tests.support.directories import Shelf, company, contact, many_contacts
from tests.support.workbench import Workbench


@pytest.fixture
def desk(bench: Workbench) -> DirectoryDesk:
    """The directory of the workbench, filled by somebody else."""
    shelf = Shelf.open(bench.folder)
    shelf.put(company(1, "Initech"), contact(1, "Anna", company_id="co_000001"), contact(2, "Otto"))
    shelf.directory.close()
    return DirectoryDesk(bench.store)


def titles(desk: DirectoryDesk, text: str) -> list[str]:
    return [one.title for one in desk.search(Kind.CONTACT, text)]


def test_before_anything_was_fetched_nothing_is_found(bench: Workbench) -> None:
    empty = DirectoryDesk(bench.store)
    assert empty.search(Kind.CONTACT, "anna") == []
    assert empty.names(["ct_000001"]) == {}
    assert empty.get("ct_000001") is None
    empty.close()


def test_what_is_asked_reaches_the_directory(desk: DirectoryDesk) -> None:
    assert titles(desk, "initech") == ["Anna"]
    assert desk.names(["ct_000002", "co_000001"]) == {"ct_000002": "Otto", "co_000001": "Initech"}
    otto = desk.candidate("ct_000002")
    assert otto is not None
    assert otto.title == "Otto"
    desk.close()


def test_who_was_logged_last_comes_first_in_an_empty_field(
    desk: DirectoryDesk, bench: Workbench
) -> None:
    for contact_id in ("ct_000001", "ct_000002", "ct_000001"):
        bench.time.advance(60)
        bench.log(contact_id=contact_id)
    last = bench.time.day
    assert titles(desk, "") == ["Anna", "Otto"]
    bench.time.advance(60)
    bench.log(contact_id="ct_000002", company_id="co_000001")
    assert titles(desk, "") == ["Otto", "Anna"]
    moments = [one.last_activity_at for one in desk.search(Kind.CONTACT, "")]
    assert moments == [last + timedelta(seconds=60), last]
    desk.close()


def test_a_draft_is_no_activity_until_it_is_logged(desk: DirectoryDesk, bench: Workbench) -> None:
    entry = Entry(type="call", contact_id="ct_000001")
    draft = bench.capture.save_draft(entry)
    assert all(one.last_activity_at is None for one in desk.search(Kind.CONTACT, ""))
    bench.time.advance(60)
    bench.capture.log(entry, replacing=draft.id)
    assert desk.search(Kind.CONTACT, "")[0].last_activity_at == draft.created_at
    desk.close()


def test_what_was_logged_long_before_the_directory_existed_counts(bench: Workbench) -> None:
    for _ in range(3):
        bench.time.advance(1)
        bench.log(contact_id="ct_000499")
    shelf = Shelf.open(bench.folder)
    shelf.put(*many_contacts(500))
    shelf.directory.close()
    desk = DirectoryDesk(bench.store)
    assert desk.search(Kind.CONTACT, "")[0].id == "ct_000499"
    desk.close()


@pytest.mark.parametrize("noted", ["no time", "2026-03-01T12:00:00", 7, None])
def test_a_damaged_note_of_what_was_learnt_is_made_anew(
    desk: DirectoryDesk, bench: Workbench, noted: Json
) -> None:
    bench.log(contact_id="ct_000002")
    database = open_directory(bench.folder)
    Facts(database).put("uses_noted_until", noted)
    database.close()
    assert titles(desk, "") == ["Otto", "Anna"]
    desk.close()


@pytest.mark.parametrize("column", ["created_at", "updated_at"])
def test_a_damaged_row_of_the_outbox_costs_no_more_than_its_own_use(
    desk: DirectoryDesk, bench: Workbench, column: str
) -> None:
    damaged = bench.log(contact_id="ct_000001")
    bench.time.advance(60)
    bench.log(contact_id="ct_000002")
    change = f"UPDATE outbox SET {column} = '2O26' WHERE id = ?"  # noqa: S608 - one of two names
    with bench.store.database.transaction():
        bench.store.database.execute(change, [damaged.id])
    assert titles(desk, "") == ["Otto", "Anna"]
    desk.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file from being replaced")
def test_a_file_that_was_replaced_meanwhile_is_opened_again(
    desk: DirectoryDesk, bench: Workbench
) -> None:
    assert titles(desk, "anna") == ["Anna"]
    (bench.folder / DIRECTORY_FILE).unlink()
    Shelf.open(bench.folder).directory.close()
    bench.log(contact_id="ct_000001")
    desk.note_uses()
    assert titles(desk, "anna") == []
    desk.close()


def test_a_record_that_nodestash_does_not_know_is_marked(bench: Workbench) -> None:
    shelf = Shelf.open(bench.folder)
    shelf.put(contact(1, "Anna"), company(1, "Initech"))
    shelf.directory.close()
    desk = DirectoryDesk(bench.store)
    known = bench.sandbox.workspace.companies[0].id
    item = bench.log(contact_id="ct_000001", company_id=known)
    desk.learn(item)
    bench.deliver()
    assert [one.missing for one in desk.search(Kind.CONTACT, "anna")] == [False]
    desk.learn(bench.item(item))
    assert [one.missing for one in desk.search(Kind.CONTACT, "anna")] == [True]
    assert [one.missing for one in desk.search(Kind.COMPANY, "initech")] == [False]
    desk.close()


def test_a_damaged_file_costs_no_more_than_the_copy(bench: Workbench) -> None:
    shelf = Shelf.open(bench.folder)
    shelf.put(*many_contacts(2000))
    shelf.directory.close()
    desk = DirectoryDesk(bench.store)
    assert desk.get("ct_000001") is not None
    path = bench.folder / DIRECTORY_FILE
    with path.open("r+b") as file:
        for page in range(2, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    assert titles(desk, "example") == []
    bench.log("still stored")
    desk.close()
