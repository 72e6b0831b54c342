"""The window's side of Stashlog: never waits, ends in time, and says what it cannot do."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from PySide6.QtCore import Qt

from stashlog.credentials import ApiKey, MemoryKeyStore, PatientKeyStore
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.ui.session import QUIT_PATIENCE
from tests.credentials.gated_store import GatedStore
from tests.support.damage import DAMAGES, Damage
from tests.support.window import Desk

MEASURED = 9.0
"""Seconds in which quitting is over on a busy machine as well. What it must not wait for takes
longer: two calls of a busy store 10, a request 30, a keyring 60 seconds."""

NEWER = 999


def seconds_to_quit(desk: Desk) -> float:
    """Quit, and return how long that took."""
    began = time.monotonic()
    desk.quit()
    return time.monotonic() - began


def log(desk: Desk, subject: str) -> None:
    desk.type(subject=subject)
    desk.log()


@contextmanager
def another_program(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Another program that has the store open."""
    store = desk.folder / "outbox.db"
    with closing(sqlite3.connect(store, isolation_level=None, timeout=60)) as connection:
        yield connection


def test_the_time_to_quit_is_below_three_seconds_by_design() -> None:
    assert QUIT_PATIENCE < 3.0


def test_quitting_does_not_wait_for_a_request(desk: Desk) -> None:
    desk.open()
    desk.hold(after_commit=True)
    log(desk, "held")
    desk.wait(lambda: desk.sandbox.ledger.activities)
    assert seconds_to_quit(desk) < MEASURED
    # It may have arrived. A busy disk may take longer than quitting waits for it.
    desk.wait(lambda: desk.states() == [State.CHECKING])
    desk.sandbox.faults.clear()
    desk.open()
    desk.wait_out(State.SENT)
    assert desk.arrived() == ["held"]


def test_quitting_does_not_wait_for_a_keyring(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.gate.clear()
    desk.keys = PatientKeyStore(store, quiet=60, asking=60)
    desk.open()
    log(desk, "no key yet")
    desk.wait(store.arrived.is_set)
    desk.wait(lambda: desk.states() == [State.WAITING])
    assert seconds_to_quit(desk) < MEASURED
    store.gate.set()
    assert desk.states() == [State.WAITING]


def test_quitting_does_not_wait_for_a_key_that_is_tested(desk: Desk) -> None:
    desk.keys = MemoryKeyStore()
    desk.open()
    desk.wait(lambda: desk.focused() == "api_key")
    desk.sandbox.faults.add(Fault.hold().on("GET"))
    desk.type_key(desk.sandbox.key)
    desk.push("key_submit")
    desk.wait(lambda: not desk.sandbox.faults.active)
    assert seconds_to_quit(desk) < MEASURED


def test_quitting_does_not_wait_for_a_store_that_is_busy(desk: Desk) -> None:
    desk.open()
    with another_program(desk) as other:
        other.execute("BEGIN EXCLUSIVE")
        log(desk, "into a busy store")
        desk.type(subject="and the next one")
        assert seconds_to_quit(desk) < MEASURED
        other.execute("ROLLBACK")


def test_what_a_busy_store_did_not_take_at_once_is_stored_and_sent(desk: Desk) -> None:
    desk.open()
    with another_program(desk) as other:
        other.execute("BEGIN EXCLUSIVE")
        log(desk, "into a busy store")
        assert desk.form.entry().empty, "the form waits for nothing"
        other.execute("ROLLBACK")
    desk.wait(lambda: desk.states() == [State.SENT])


def test_a_store_of_a_newer_stashlog_is_left_alone_and_no_word_is_lost(desk: Desk) -> None:
    desk.open()
    desk.quit()
    with another_program(desk) as other:
        (ours,) = other.execute("PRAGMA user_version").fetchone()
        other.execute(f"PRAGMA user_version = {NEWER}")
    desk.open(settled=False)
    desk.wait(lambda: desk.shown("notice"))
    assert "or a later version" in desk.shown("notice")
    log(desk, "Kept in the form")
    desk.wait(desk.summary)
    assert "or a later version" in desk.summary()
    assert desk.form.entry().subject == "Kept in the form"

    with another_program(desk) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (NEWER,)
        other.execute(f"PRAGMA user_version = {ours}")
    desk.log()
    desk.wait(lambda: desk.says("Logged at"))
    assert [item.entry.subject for item in desk.items()] == ["Kept in the form"]


def test_a_folder_that_cannot_be_used_is_said_and_the_form_works_on(desk: Desk) -> None:
    desk.folder.write_text("a file where the folder should be", "utf-8")
    desk.open(settled=False)
    desk.wait(lambda: desk.shown("notice"))
    assert str(desk.folder) in desk.shown("notice")
    log(desk, "Kept in the form")
    desk.wait(desk.summary)
    assert desk.form.entry().subject == "Kept in the form"
    desk.folder.unlink()
    desk.log()
    desk.wait(lambda: desk.says("Logged at"))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_store_that_is_damaged_while_it_is_open_costs_nothing_that_is_typed(
    desk: Desk, damage: Damage
) -> None:
    desk.open()
    log(desk, "Before")
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.kill()
    desk.open()
    with another_program(desk) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(desk.folder / "outbox.db")
    log(desk, "During")
    desk.wait(lambda: desk.says("Logged at") or desk.summary())
    in_the_form = desk.form.entry().subject
    desk.press(Qt.Key.Key_Escape)
    desk.kill()

    desk.open()
    stored = [item.entry.subject for item in desk.items()]
    assert "During" in [in_the_form, *stored]


def test_changes_by_another_program_are_shown(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    log(desk, "from the window")
    desk.wait(lambda: desk.conductor.overview.total("waiting") == 1)
    desk.wait_offline()
    (item,) = desk.items()
    with another_program(desk) as other:
        other.execute("UPDATE outbox SET state = 'discarded' WHERE id = ?", [item.id])
    desk.wait(lambda: desk.conductor.overview.total("discarded") == 1)
