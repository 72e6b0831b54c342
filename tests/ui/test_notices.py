"""Notices: each said once, in full, as plain text, and in nobody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.outbox import State
from stashlog.ui.notices import Notice, NoticeBar
from tests.support.widgets import child, press
from tests.support.window import Desk


class Room:
    """A window with a line to type in and a notice bar above it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar, self.line = NoticeBar(), QLineEdit()
        column = QVBoxLayout(self.window)
        for widget in (self.bar, QPushButton("in between"), self.line, QPushButton("at the end")):
            column.addWidget(widget)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.line.setFocus()

    def text(self) -> str:
        """Return what the bar says; empty while it is hidden."""
        return str(child(self.bar, "notice").property("text")) if self.bar.isVisible() else ""

    def push(self, name: str) -> None:
        """Press a button of the bar by keyboard."""
        button = child(self.bar, name)
        assert button.isVisible()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_the_latest_is_shown_and_the_earlier_ones_wait_behind_it(room: Room) -> None:
    for text in ("one", "two", "three"):
        room.bar.add(Notice(text))
    for text in ("three", "two", "one"):
        assert room.text() == text
        room.push("notice_dismiss")
    assert room.text() == ""


def test_what_goes_wrong_every_second_is_told_once(room: Room) -> None:
    for _ in range(5):
        room.bar.add(Notice("The disk is full."))
    room.push("notice_dismiss")
    assert room.text() == ""


def test_a_notice_never_takes_the_focus(room: Room) -> None:
    room.bar.add(Notice("Look", "Open"))
    assert room.line.hasFocus()


@pytest.mark.parametrize("button", ["notice_dismiss", "notice_action"])
def test_the_focus_goes_back_to_where_it_was(room: Room, button: str) -> None:
    room.bar.add(Notice("Look", "Open"))
    room.push(button)
    assert room.line.hasFocus()


def test_several_are_dismissed_one_after_the_other_without_a_further_way(room: Room) -> None:
    for text in ("one", "two", "three"):
        room.bar.add(Notice(text))
    child(room.bar, "notice_dismiss").setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Space)
    assert room.text() == ""
    assert room.line.hasFocus()
    assert room.line.text() == ""


def test_what_its_button_does_may_move_the_focus_and_add_the_next_notice(room: Room) -> None:
    room.bar.add(Notice("first", "Go", lambda: room.bar.add(Notice("second"))))
    room.push("notice_action")
    assert room.text() == "second"


def test_one_on_which_words_hang_cannot_be_dismissed_and_is_never_replaced(room: Room) -> None:
    room.bar.add(Notice("Not stored yet", "Open", lasting=True))
    room.bar.add(Notice("Not stored yet", "Open", lasting=True))
    assert not child(room.bar, "notice_dismiss").isVisible()
    room.push("notice_action")
    assert room.text() == "Not stored yet"
    room.push("notice_action")
    assert room.text() == ""


def test_words_of_others_are_shown_as_they_are(room: Room) -> None:
    room.bar.add(Notice("<img src='file:///etc/passwd'><b>bold</b> &amp; R&D"))
    label = child(room.bar, "notice")
    assert label.property("textFormat") == Qt.TextFormat.PlainText
    found = QAccessible.queryAccessibleInterface(label)
    assert found is not None
    assert "<b>bold</b> &amp; R&D" in found.text(QAccessible.Text.Name)


def test_one_about_an_item_goes_once_the_item_was_dealt_with(desk: Desk) -> None:
    """Corrected from "Needs you", it is sent: that it was not accepted is no longer true."""
    desk.hold()
    desk.refuse(("subject", "Too long"))
    desk.open()
    desk.type(subject="Much too long")
    desk.log()
    desk.type(subject="The next one")
    desk.answer()
    desk.wait(lambda: "Much too long" in desk.shown("notice"))
    desk.wait(lambda: desk.conductor.overview.needs_you)
    desk.conductor.panel.open_requested.emit(desk.items()[0].id)
    desk.wait(desk.summary)
    assert "Much too long" in desk.shown("notice"), "not yet"
    desk.log()
    desk.wait(lambda: desk.states()[0] is State.SENT)
    desk.wait(lambda: not desk.shown("notice"))
