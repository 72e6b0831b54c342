"""How many keys logging takes: every key that goes down counts, Ctrl, Alt and Shift as well."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stashlog.domain.directory import Kind, Record
from stashlog.domain.outbox import State
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from tests.support.window import Desk

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Keyboard(QObject):
    """Presses keys at the window that is in front, and counts the presses that Qt then saw."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.count = 0
        self._desk = desk
        desk.conductor.window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        del watched
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            self.count += 1
        return False

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self.count += 1  # it goes to a window of its own
            QTest.keyClick(popup, key, held)
        else:
            QTest.keyClick(self._desk.conductor.window.windowHandle(), key, held)

    def type(self, text: str) -> None:
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())))


@dataclass
class Typing:
    """A window, and the keys that are pressed in it."""

    desk: Desk
    keys: Keyboard


@pytest.fixture
def typing(desk: Desk) -> Typing:
    """A window without network over a directory in which two people share a name."""
    database = open_directory(desk.folder)
    people = [
        Record("co_brand", Kind.COMPANY, "Brand Möbel"),
        Record("ct_j", Kind.CONTACT, "Jürgen Größmann", company_id="co_brand"),
        *(Record(f"ct_{number}", Kind.CONTACT, f"Ada {number}") for number in range(50)),
    ]
    DirectoryCopy(database).put(people, 1)
    database.close()
    desk.sandbox.stop()
    desk.open()
    return Typing(desk, Keyboard(desk))


def pick_contact(typing: Typing) -> None:
    typing.keys.type("gros")
    typing.desk.wait(QApplication.activePopupWidget)
    typing.keys.press(Qt.Key.Key_Return)
    assert typing.desk.form.entry().contact_id == "ct_j"


def test_a_call_that_nobody_answered_takes_at_most_12_keys(typing: Typing) -> None:
    keys, desk = typing.keys, typing.desk
    keys.press(Qt.Key.Key_N, CONTROL)
    pick_contact(typing)
    keys.press(Qt.Key.Key_2, ALT)
    keys.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.states() == [State.WAITING] * 2)
    call, task = desk.items()
    assert call.activity is not None
    assert task.activity is not None
    assert (call.activity.type, call.activity.contact_id) == ("call", "ct_j")
    assert call.activity.metadata["outcome"] == "no_answer"
    assert (task.activity.type, task.activity.contact_id) == ("task", "ct_j")
    assert 8 <= keys.count <= 12


def test_a_full_call_takes_at_most_24_keys_and_its_note(typing: Typing) -> None:
    keys, desk = typing.keys, typing.desk
    keys.press(Qt.Key.Key_N, CONTROL)
    pick_contact(typing)
    keys.press(Qt.Key.Key_1, ALT)
    keys.press(Qt.Key.Key_D, CONTROL)
    keys.type("4M")
    keys.press(Qt.Key.Key_T, ALT)
    before = keys.count
    keys.type("NOTE")
    noted = keys.count - before
    assert noted == 4
    keys.press(Qt.Key.Key_F, ALT)
    keys.type("QUOTE")
    keys.press(Qt.Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.states() == [State.WAITING] * 2)
    call, task = desk.items()
    assert call.activity is not None
    assert call.activity.body is not None
    assert (call.activity.contact_id, call.activity.body.casefold()) == ("ct_j", "note")
    assert call.activity.metadata["outcome"] == "connected"
    assert call.activity.metadata["duration_seconds"] == 240
    assert task.entry.subject.casefold() == "quote"
    assert task.activity is not None
    assert task.activity.due_date is not None
    assert 12 < keys.count - noted <= 24


def test_the_company_of_the_contact_takes_two_keys(typing: Typing) -> None:
    keys, desk = typing.keys, typing.desk
    pick_contact(typing)
    company = desk.form.links["company_id"]
    desk.wait(lambda: "Enter takes" in company.placeholderText())
    before = keys.count
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Return)
    assert desk.form.entry().company_id == "co_brand"
    assert keys.count - before == 2


def test_enter_before_the_list_is_there_brings_it_and_takes_nobody_unseen(typing: Typing) -> None:
    keys, desk = typing.keys, typing.desk
    keys.type("gros")
    keys.press(Qt.Key.Key_Return)
    assert desk.form.entry().contact_id.casefold() == "gros"
    desk.wait(QApplication.activePopupWidget)
    keys.press(Qt.Key.Key_Return)
    assert desk.form.entry().contact_id == "ct_j"
