"""The rows of metadata."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from tests.support.widgets import press, said, shown_with_name

ALT = Qt.KeyboardModifier.AltModifier


def focus_name() -> str:
    focus = QApplication.focusWidget()
    return said(focus) if focus else ""


def click(form: EntryForm, name: str) -> None:
    (button,) = shown_with_name(form, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def only(form: EntryForm, name: str) -> QWidget:
    (found,) = shown_with_name(form, name)
    return found


def test_a_detail_is_added_and_typed_without_the_mouse(form: EntryForm, qtbot: QtBot) -> None:
    form.focus_first()
    press(Qt.Key.Key_I, ALT)
    qtbot.waitUntil(lambda: focus_name() == "Detail 1 key")
    QTest.keyClicks(only(form, "Detail 1 key"), "priority")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(only(form, "Detail 1 value"), "high")
    assert form.entry().metadata == (("priority", "high"),)


def test_an_added_row_left_blank_does_not_count(form: EntryForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        click(form, "Add a detail")
    assert form.entry().metadata == ()
    assert form.entry().empty


def test_removing_a_row_keeps_the_others_and_the_focus(form: EntryForm, qtbot: QtBot) -> None:
    form.set_entry(Entry(metadata=(("a", "1"), ("b", "2"), ("c", "3"))))
    with qtbot.waitSignal(form.edited):
        click(form, "Remove detail 2")
    assert form.entry().metadata == (("a", "1"), ("c", "3"))
    assert focus_name() == "Detail 2 key"
    click(form, "Remove detail 2")
    assert focus_name() == "Add a detail"
    click(form, "Remove detail 1")
    assert form.entry().metadata == ()


def test_the_letter_of_the_label_goes_to_the_first_row(form: EntryForm) -> None:
    form.set_entry(Entry(metadata=(("a", "1"),)))
    form.focus_first()
    press(Qt.Key.Key_A, ALT)
    assert focus_name() == "Detail 1 key"
    form.set_entry(Entry())
    form.focus_first()
    press(Qt.Key.Key_A, ALT)
    assert focus_name() == "Add a detail"
