"""A damaged store: nothing is deleted, the newest good backup is used, its items ask first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.backups import backups, make_backup
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.outbox import Outbox
from tests.support.damage import DAMAGES, emptied, garbage_header, zeroed_page
from tests.support.items import NOON, later, made_draft, made_item
from tests.support.store_processes import open_in_another_process
from tests.support.stores import open_checked

ASIDE = "outbox-damaged-2026-03-14-120000Z.db"


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


@pytest.mark.parametrize("code", [ReasonCode.LINK_WANTED, ReasonCode.LINK_AMBIGUOUS])
def test_a_draft_of_a_backup_that_waited_for_its_contact_waits_no_more_and_says_why(
    folder: Path, code: ReasonCode
) -> None:
    with open_checked(folder) as database:
        waiting = made_draft(id="waiting", reason=Reason(code, "Ada Free"))
        Outbox(database).add(waiting)
        Outbox(database).add(plain := made_draft(id="plain"))
    make_backup(folder / FILE_NAME, NOON)
    garbage_header(folder / FILE_NAME)
    with open_checked(folder) as database:
        found = {item.id: item for item in Outbox(database).list()}
    assert found["plain"] == plain
    assert found["waiting"] == replace(waiting, reason=Reason(ReasonCode.RESTORED_BACKUP))


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
