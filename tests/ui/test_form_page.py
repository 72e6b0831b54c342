"""What is typed is kept on the disk, and where it cannot be, nobody is told that it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from stashlog.credentials import MemoryKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.services.capture import HOLD
from stashlog.ui import form_page
from tests.support.window import Desk

SAVED = "Saved as you type"


class FullDisk:
    """The store of an open window, to which nothing can be written while the disk is full."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def fill(self) -> None:
        """Refuse to keep what is typed."""
        for change in ("INSERT", "UPDATE"):
            self._connection.execute(
                f"CREATE TRIGGER full_{change} BEFORE {change} ON working_copies "
                "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
            )

    def free(self) -> None:
        """Let everything be written again."""
        for change in ("INSERT", "UPDATE"):
            self._connection.execute(f"DROP TRIGGER full_{change}")


@pytest.fixture
def disk(desk: Desk) -> Iterator[FullDisk]:
    desk.open()
    store = desk.folder / "outbox.db"
    with closing(sqlite3.connect(store, isolation_level=None, timeout=20)) as connection:
        yield FullDisk(connection)


def test_a_full_disk_is_said_once_and_nothing_claims_that_the_text_is_saved(
    desk: Desk, disk: FullDisk
) -> None:
    desk.type(subject="Stored")
    desk.wait(lambda: desk.says(SAVED))
    disk.fill()
    desk.type(subject=" and not")
    desk.wait(lambda: desk.shown("notice"))
    assert not desk.says(SAVED)
    assert desk.form.entry().subject == "Stored and not"
    assert desk.focused() == "subject"


def test_text_that_a_full_disk_refused_is_stored_by_itself_once_there_is_room(
    desk: Desk, disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_page, "RETRY", 100)
    desk.quit()
    desk.open()
    disk.fill()
    desk.type(subject="Nowhere else")
    desk.wait(lambda: desk.shown("notice"))
    disk.free()
    desk.wait(lambda: (desk.saved() or Entry()).subject == "Nowhere else")
    desk.wait(lambda: desk.says(SAVED))


def test_an_item_that_is_open_for_hours_stays_held(
    desk: Desk, disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert disk is not None
    monkeypatch.setattr(form_page, "HOLD_RENEWAL", 50)
    desk.type(subject="Later")
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.states() == [State.DRAFT])
    (item,) = desk.items()
    desk.quit()
    desk.open()
    desk.conductor.flow.open(item.id)
    desk.wait(lambda: desk.form.entry().subject == "Later")
    for _ in range(3):
        desk.time.advance(HOLD.total_seconds() - 10)
        now = desk.time.day
        desk.wait(lambda: (held := desk.items()[0].held_until) and held > now)  # noqa: B023 - waited for right here


def test_text_that_comes_back_does_not_take_the_focus_from_the_page_for_the_key(
    desk: Desk,
) -> None:
    """The next keys that are pressed are those of the API key."""
    desk.open()
    desk.type(subject="From last time")
    desk.wait(desk.saved)
    desk.kill()
    desk.keys = MemoryKeyStore()
    desk.open(settled=False)
    desk.conductor.show_key_page()
    desk.wait(lambda: desk.form.entry().subject == "From last time")
    assert desk.focused() == "api_key"
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() == "contact_id"


def test_a_refusal_does_not_take_the_focus_from_the_page_for_the_key(desk: Desk) -> None:
    desk.open()
    desk.sandbox.faults.add(Fault.hold().on("POST"))
    desk.refuse(("subject", "Too long"))
    desk.type(subject="Much too long")
    desk.log()
    desk.conductor.show_key_page()
    desk.answer()
    desk.wait(lambda: desk.form.entry().subject == "Much too long")
    assert desk.focused() == "api_key"
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() == "error_summary", "what was wrong is read out on coming back"
    assert desk.message("subject") == "Too long"
