"""The focus goes back to where it came from, and only if it was lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from stashlog.ui.focus_return import FocusReturn


class Room:
    """A window with a bar of two buttons, and two lines below it."""

    def __init__(self, qtbot: QtBot) -> None:
        window = self.window = QWidget()
        qtbot.addWidget(window)
        self.bar, self.first, self.second = QFrame(), QPushButton("1"), QPushButton("2")
        row = QHBoxLayout(self.bar)
        row.addWidget(self.first)
        row.addWidget(self.second)
        self.other, self.line = QLineEdit(), QLineEdit()
        column = QVBoxLayout(window)
        for widget in (self.bar, self.other, self.line):
            column.addWidget(widget)
        self.back = FocusReturn(self.bar)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        self.line.setFocus()


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_from_whichever_button_it_goes_back_to_where_it_came_from(room: Room) -> None:
    room.first.setFocus()
    room.second.setFocus()
    with room.back.around_change():
        room.bar.hide()
    assert room.line.hasFocus()


def test_whoever_is_elsewhere_stays_there(room: Room) -> None:
    room.first.setFocus()
    room.other.setFocus()
    with room.back.around_change():
        room.bar.hide()
    assert room.other.hasFocus()


def test_a_button_that_stays_keeps_it(room: Room) -> None:
    room.first.setFocus()
    with room.back.around_change():
        room.second.hide()
    assert room.first.hasFocus()


def test_a_field_that_is_gone_meanwhile_is_in_nobodys_way(room: Room) -> None:
    room.first.setFocus()
    delete(room.line)
    with room.back.around_change():
        room.bar.hide()
    assert not room.first.hasFocus()
