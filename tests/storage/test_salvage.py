"""Salvage: what is newer than the backup is read out of the damaged store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.storage.backups import make_backup
from stashlog.storage.database import Database
from stashlog.storage.files import FILE_NAME
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.damage import zeroed_index, zeroed_page
from tests.support.items import NOON, later, made_item
from tests.support.stores import open_checked


@pytest.mark.parametrize("with_backup", [True, False])
def test_what_can_still_be_read_of_a_damaged_store_is_not_left_behind(
    folder: Path, with_backup: bool
) -> None:
    with open_checked(folder) as database:
        outbox = Outbox(database)
        old = made_item(id="old", state=State.SENDING)
        outbox.add(old)
        if with_backup:
            make_backup(folder / FILE_NAME, NOON)
        outbox.replace(replace(old, state=State.SENT, updated_at=later(1), server_id="a"), old)
        for number in range(40):
            outbox.add(made_item(id=f"new-{number:02}", body="x" * 700, created_at=later(number)))
        WorkingCopies(database).save(WorkingCopy("form", Entry(body="typing"), None, NOON))
        [(page,)] = database.rows(
            "SELECT pageno FROM dbstat WHERE name = 'outbox' AND pagetype = 'leaf' "
            "ORDER BY pageno DESC LIMIT 1"
        )
    zeroed_page(folder / FILE_NAME, page)
    with open_checked(folder) as database:
        found = {item.id: item for item in Outbox(database).list()}
        copy = WorkingCopies(database).load()
        notices = " ".join(database.notices)
    assert 30 < len(found) < 41
    assert found.pop("old").state is State.SENT
    assert {item.state for item in found.values()} == {State.NEEDS_YOU}
    assert all(item.request and item.maybe_delivered for item in found.values())
    assert f"read from the damaged file: {len(found) + 1}" in notices
    assert copy is not None
    assert copy.entry.body == "typing"


def test_what_was_restored_is_not_overwritten_by_something_older(filled: Path) -> None:
    with open_checked(filled) as database:
        sent = Outbox(database).get("sent")
    assert sent is not None
    older = replace(sent, updated_at=later(-5), server_id="older")
    with Database.open(filled) as database, database.transaction():
        database.execute("DELETE FROM outbox WHERE id = 'sent'")
        Outbox(database).add(older)
    zeroed_index(filled / FILE_NAME)
    with open_checked(filled) as database:
        assert Outbox(database).get("sent") == sent


def test_a_crash_before_the_rebuilding_leaves_nothing_behind(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item(id="precious"))
    zeroed_index(folder / FILE_NAME)
    (folder / FILE_NAME).rename(folder / "outbox-damaged-2026-03-13-080000Z.db")
    with open_checked(folder) as database:
        assert [item.id for item in Outbox(database).list()] == ["precious"]
        assert "missing or empty" in database.notices[0]
