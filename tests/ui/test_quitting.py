"""Closing means quitting, once what is unsent was said, and never at the price of a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from stashlog.domain.outbox import State
from tests.support.widgets import child
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def question(desk: Desk) -> QMessageBox:
    """Wait for the question whether to quit."""
    desk.wait(QApplication.activeModalWidget)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def press(box: QMessageBox, word: str) -> None:
    (button,) = [one for one in box.findChildren(QPushButton) if word in one.text()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def close(desk: Desk) -> list[None]:
    """Close the window as its user does, and return what fills once it is gone."""
    ended: list[None] = []
    desk.conductor.ended.connect(lambda: ended.append(None))
    desk.conductor.window.close()
    return ended


@pytest.fixture
def disk_trouble(desk: Desk) -> Iterator[sqlite3.Connection]:
    """What makes every write to the open store fail, as a full disk does; closed, all is well."""
    desk.open()
    store = desk.folder / "outbox.db"
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        yield connection


def fill_the_disk(connection: sqlite3.Connection) -> None:
    for change in ("INSERT", "UPDATE"):
        connection.execute(
            f"CREATE TRIGGER full_{change} BEFORE {change} ON working_copies "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )


def test_with_everything_sent_the_window_closes_without_a_question(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Sent")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    ended = close(desk)
    desk.wait(lambda: ended)
    assert not desk.conductor.window.isVisible()


def test_what_is_unsent_is_said_also_if_it_was_logged_a_moment_ago(desk: Desk) -> None:
    """Ctrl+Enter and Ctrl+Q in one breath, before the window could look at the store."""
    desk.sandbox.stop()
    desk.open()
    desk.type(subject="Just now")
    desk.log()
    ended = close(desk)
    box = question(desk)
    assert "One activity is not sent yet" in box.text()
    press(box, "Stay")
    desk.back_in_window()
    assert desk.conductor.window.isVisible()
    assert not ended
    desk.wait(lambda: desk.states() == [State.WAITING])


def test_quitting_with_unsent_work_keeps_all_of_it_for_the_next_start(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    for subject in ("one", "two"):
        desk.type(subject=subject)
        desk.log()
    desk.wait(lambda: desk.states() == [State.WAITING] * 2)
    desk.type(subject="half typed")
    ended = close(desk)
    box = question(desk)
    assert "2 activities are not sent yet" in box.text()
    press(box, "Quit")
    desk.wait(lambda: ended)
    desk.quit()
    desk.sandbox.start()
    desk.time.advance(600)
    desk.open()
    desk.wait(lambda: desk.states() == [State.SENT] * 2)
    assert desk.form.entry().subject == "half typed"


def test_escape_stays_and_the_question_comes_once_however_often_it_is_asked(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    desk.type(subject="one")
    desk.log()
    desk.wait(lambda: desk.states() == [State.WAITING])
    for _ in range(3):
        desk.conductor.window.close()
    box = question(desk)
    assert len(desk.conductor.window.findChildren(QMessageBox)) == 1
    QTest.keyClick(box, Qt.Key.Key_Escape)
    desk.back_in_window()
    assert desk.conductor.window.isVisible()
    desk.press(Qt.Key.Key_Q, CTRL)
    press(question(desk), "Stay")
    desk.back_in_window()


def test_text_that_is_on_no_disk_is_not_thrown_away_without_a_word(
    desk: Desk, disk_trouble: sqlite3.Connection
) -> None:
    fill_the_disk(disk_trouble)
    desk.type(subject="Nowhere else")
    ended = close(desk)
    box = question(desk)
    assert "could not be stored" in box.text()
    default = box.defaultButton()
    assert isinstance(default, QPushButton)
    assert "Stay" in default.text()
    press(box, "Stay")
    desk.back_in_window()
    assert desk.form.entry().subject == "Nowhere else"
    for change in ("INSERT", "UPDATE"):
        disk_trouble.execute(f"DROP TRIGGER full_{change}")
    desk.conductor.window.close()
    desk.wait(lambda: ended)
    saved = desk.saved()
    assert saved is not None
    assert saved.subject == "Nowhere else"


def test_a_store_that_hangs_keeps_nobody_from_quitting(
    desk: Desk, disk_trouble: sqlite3.Connection
) -> None:
    disk_trouble.execute("BEGIN EXCLUSIVE")
    desk.type(subject="While another program holds the store")
    ended = close(desk)
    box = question(desk)
    assert "could not be stored" in box.text()
    press(box, "Quit")
    desk.wait(lambda: ended)
    assert not desk.conductor.window.isVisible()
    disk_trouble.execute("ROLLBACK")


def test_an_open_item_stays_held_while_the_question_is_open(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    desk.type(subject="Waiting")
    desk.log()
    desk.wait_offline()
    (item,) = desk.items()
    desk.conductor.flow.open(item.id)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.conductor.window.close()
    press(question(desk), "Stay")
    desk.back_in_window()
    assert desk.items()[0].held_until is not None


def test_the_program_ends_although_a_dialog_is_open(desk: Desk) -> None:
    """As when the session ends: nobody is there to close the settings first."""
    desk.open()
    desk.type(subject="Half typed")
    desk.press(Qt.Key.Key_Comma, CTRL)
    desk.wait(QApplication.activeModalWidget)
    desk.quit()
    assert QApplication.activeModalWidget() is None
    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "Half typed")
    assert child(desk.form, "subject").isVisible()
