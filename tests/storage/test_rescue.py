"""A damaged store: nothing is deleted, the newest good backup is used, its items ask first."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.backups import backups, make_backup
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.items import NOON, later, made_draft, made_item
from tests.support.store_processes import open_in_another_process

ASIDE = "outbox-damaged-2026-03-14-120000Z.db"


def garbage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xde\xad\xbe\xef" * 25)


def truncated(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 5000)


def zeroed_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 4)
        file.write(bytes(4096))


def zeroed_first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(4096))


def zeroed_index(path: Path) -> None:
    """Damage an index: every row can still be read."""
    with closing(sqlite3.connect(path)) as connection:
        question = "SELECT rootpage FROM sqlite_master WHERE name = 'outbox_by_change'"
        page: int = connection.execute(question).fetchone()[0]
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(bytes(4096))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES = [garbage_header, truncated, zeroed_page, zeroed_first_page]


def at(moment: datetime) -> StoreOptions:
    """Return options with a clock that stands still."""
    return StoreOptions(clock=lambda: moment)


def open_checked(folder: Path, moment: datetime = NOON) -> Database:
    return Database.open(folder, check=True, options=at(moment))


@pytest.fixture
def filled(folder: Path) -> Path:
    """A store with an item in every state, and a backup of it from the day before."""
    with open_checked(folder) as database:
        outbox = Outbox(database)
        for state in State:
            outbox.add(made_item(id=state.value, body="x" * 3000, state=state))
        refused = outbox.get("needs_you")
        assert refused is not None
        reason = Reason(ReasonCode.REFUSED_FIELDS, "no")
        outbox.replace(replace(refused, reason=reason, field_errors={"subject": "no"}), refused)
    make_backup(folder / FILE_NAME, later(-86400))
    return folder


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
        [(root,)] = database.rows(
            "SELECT pageno FROM dbstat WHERE name = 'outbox' AND pagetype = 'leaf' "
            "ORDER BY pageno DESC LIMIT 1"
        )
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(bytes(4096))
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


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_kept_aside_and_its_backup_is_used(
    filled: Path, damage: Callable[[Path], None]
) -> None:
    damage(filled / FILE_NAME)
    broken = (filled / FILE_NAME).read_bytes()
    with open_checked(filled) as database:
        assert len(Outbox(database).list()) == len(State)
        aside, restored, *_, unsent = database.notices
    assert ASIDE in aside
    assert "2026" in restored
    assert " 4." in unsent
    assert (filled / ASIDE).read_bytes() == broken
    with open_checked(filled) as database:
        assert database.notices == ()


def test_what_was_unsent_in_a_backup_waits_for_the_user(filled: Path) -> None:
    garbage_header(filled / FILE_NAME)
    with open_checked(filled) as database:
        items = {item.id: item for item in Outbox(database).list()}
        assert Outbox(database).claim_next(later(9999)) is None
    unsent = ("waiting", "sending", "checking", "needs_you")
    for item_id in unsent:
        assert items[item_id].state is State.NEEDS_YOU
        assert items[item_id].reason == Reason(ReasonCode.RESTORED_BACKUP)
        assert items[item_id].updated_at == NOON
    assert [items[item_id].maybe_delivered for item_id in unsent] == [True, True, True, False]
    assert items["needs_you"].field_errors == {"subject": "no"}
    for item_id in ("draft", "sent", "discarded"):
        assert items[item_id].state == item_id


def test_without_a_backup_an_empty_store_is_made_and_it_is_said(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item())
    garbage_header(folder / FILE_NAME)
    with open_checked(folder) as database:
        assert "empty outbox" in database.notices[1]
        assert Outbox(database).list() == []
        Outbox(database).add(made_item())
    assert (folder / ASIDE).exists()


def test_a_backup_that_is_damaged_as_well_is_passed_over(filled: Path) -> None:
    with open_checked(filled) as database:
        Outbox(database).add(made_draft(id="later"))
    zeroed_page(make_backup(filled / FILE_NAME, NOON))
    emptied(make_backup(filled / FILE_NAME, NOON))
    garbage_header(filled / FILE_NAME)
    with open_checked(filled) as database:
        assert len(Outbox(database).list()) == len(State)
    assert len(backups(filled)) == 3


@pytest.mark.parametrize("lose", [emptied, Path.unlink])
def test_a_store_that_vanished_is_restored(filled: Path, lose: Callable[[Path], None]) -> None:
    lose(filled / FILE_NAME)
    with open_checked(filled) as database:
        assert len(Outbox(database).list()) == len(State)
        assert "missing or empty" in database.notices[0]


def test_a_log_without_its_store_is_kept_aside_and_not_applied(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item())
        log = (folder / f"{FILE_NAME}-wal").read_bytes()
    (folder / FILE_NAME).unlink()
    (folder / f"{FILE_NAME}-wal").write_bytes(log)
    with open_checked(folder) as database:
        assert Outbox(database).list() == []
        assert database.problems() == ()
    assert (folder / f"{ASIDE}-wal").read_bytes() == log


def test_the_files_beside_a_damaged_store_go_with_it(filled: Path) -> None:
    garbage_header(filled / FILE_NAME)
    (filled / f"{FILE_NAME}-wal").write_bytes(b"not a log")
    (filled / f"{FILE_NAME}-journal").write_bytes(b"")
    with open_checked(filled) as database:
        assert len(Outbox(database).list()) == len(State)
    assert (filled / f"{ASIDE}-journal").exists()


def test_an_older_damaged_file_of_the_same_second_is_not_overwritten(filled: Path) -> None:
    (filled / ASIDE).write_bytes(b"older")
    garbage_header(filled / FILE_NAME)
    with open_checked(filled) as database:
        assert "120000Z-2.db" in database.notices[0]
    assert (filled / ASIDE).read_bytes() == b"older"


def test_a_damaged_store_that_another_process_has_open_is_left_where_it_is(filled: Path) -> None:
    with open_in_another_process(filled):
        garbage_header(filled / FILE_NAME)
        (filled / f"{FILE_NAME}-wal").unlink(missing_ok=True)
        before = (filled / FILE_NAME).read_bytes()
        with pytest.raises(StoreDamagedError, match="another program"):
            open_checked(filled)
        assert (filled / FILE_NAME).read_bytes() == before


def test_damage_met_later_is_said_with_advice(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item())
    garbage_header(folder / FILE_NAME)
    with pytest.raises(StoreDamagedError) as met:
        Database.open(folder)
    assert "start Stashlog again" in met.value.advice
    assert not (folder / ASIDE).exists()


def test_a_restart_after_a_crash_in_the_middle_of_a_restore_finishes_it(filled: Path) -> None:
    (filled / FILE_NAME).rename(filled / ASIDE)
    (filled / "outbox-restoring.db").write_bytes(b"half a copy")
    with open_checked(filled) as database:
        assert len(Outbox(database).list()) == len(State)
    assert not (filled / "outbox-restoring.db").exists()


def test_a_backup_is_made_at_most_once_a_day_and_three_are_kept(folder: Path) -> None:
    day = timedelta(days=1)
    Database.open(folder, check=True).close()
    assert backups(folder) == []
    for number in range(5):
        with open_checked(folder, NOON + number * day) as database:
            Outbox(database).add(made_draft(entry=Entry(body=str(number))))
        with open_checked(folder, NOON + number * day + day / 2):
            assert len(backups(folder)) == min(number, 2) + 1
    made = [path.name for path in backups(folder)]
    assert made == [
        "outbox-00005-20260319T000000Z.db",
        "outbox-00004-20260318T000000Z.db",
        "outbox-00003-20260317T000000Z.db",
    ]
    with closing(sqlite3.connect(backups(folder)[0])) as backup:
        assert backup.execute("SELECT count(*) FROM outbox").fetchone() == (5,)
        assert backup.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_clock_that_went_wrong_does_not_stop_the_backups(filled: Path) -> None:
    with open_checked(filled, NOON + timedelta(days=400)):
        wrong = backups(filled)[0]
    os.utime(wrong, (NOON.timestamp() + 1e9, NOON.timestamp() + 1e9))
    with open_checked(filled, NOON):
        assert backups(filled)[0] != wrong
    assert "20260314" in backups(filled)[0].name


def test_a_backup_that_cannot_be_made_is_said_and_stops_nothing(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item())
    (folder / "backups").write_text("in the way", encoding="utf-8")
    with open_checked(folder) as database:
        [notice] = database.notices
        assert "backup" in notice
        assert len(Outbox(database).list()) == 1
