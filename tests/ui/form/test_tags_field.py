"""Tags: how they are made, and how they go."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from stashlog.ui.form.chip import Chip
from tests.support.widgets import child, press, said, shown_with_name, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(form: EntryForm) -> QLineEdit:
    found = child(form, "tags")
    assert isinstance(found, QLineEdit)
    found.setFocus()
    return found


def chips(form: EntryForm) -> list[str]:
    """Return the tags that stand as chips, in the order in which they were made."""
    return [chip.tag for chip in form.findChildren(Chip) if chip.isVisible()]


def suggestions(line: QLineEdit) -> QAbstractItemView:
    popup = line.completer().popup()
    assert popup is not None
    return popup


def chip(form: EntryForm, tag: str) -> QWidget:
    (found,) = shown_with_name(form, f"Remove tag {tag}")
    return found


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_makes_a_tag_of_what_is_typed(form: EntryForm, line: QLineEdit, key: Qt.Key) -> None:
    type_text(line, " follow-up ")
    press(key)
    assert chips(form) == ["follow-up"]
    assert line.text() == ""


def test_a_comma_makes_a_tag(form: EntryForm, line: QLineEdit) -> None:
    type_text(line, "one,two,,thr")
    assert chips(form) == ["one", "two"]
    assert line.text() == "thr"


def test_a_comma_in_the_middle_splits_there(form: EntryForm, line: QLineEdit) -> None:
    type_text(line, "redgreen")
    line.setCursorPosition(3)
    type_text(line, ",")
    assert chips(form) == ["red"]
    assert line.text() == "green"


def test_pasted_text_is_split(form: EntryForm, line: QLineEdit) -> None:
    QGuiApplication.clipboard().setText("one, two\nthree\tfour")
    press(Qt.Key.Key_V, CONTROL)
    assert chips(form) == ["one", "two", "three", "four"]
    assert line.text() == ""


def test_a_single_pasted_word_can_be_typed_on(form: EntryForm, line: QLineEdit) -> None:
    QGuiApplication.clipboard().setText("follow")
    press(Qt.Key.Key_V, CONTROL)
    type_text(line, "-up,")
    assert chips(form) == ["follow-up"]


def test_backspace_removes_the_last_tag_only_from_the_empty_field(
    form: EntryForm, line: QLineEdit
) -> None:
    type_text(line, "one,two,x")
    press(Qt.Key.Key_Backspace)
    assert chips(form) == ["one", "two"]
    press(Qt.Key.Key_Backspace)
    assert chips(form) == ["one"]
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert chips(form) == []


def test_no_tag_stands_there_twice_whatever_its_case(form: EntryForm, line: QLineEdit) -> None:
    type_text(line, "Straße,STRASSE,strasse,straße,other,OTHER,")
    assert chips(form) == ["Straße", "other"]
    assert form.entry().tags == ("Straße", "other")


def test_a_tag_that_is_still_typed_counts(form: EntryForm, line: QLineEdit) -> None:
    type_text(line, "one, half ")
    assert form.entry().tags == ("one", "half")


def test_leaving_the_field_makes_the_tag(form: EntryForm, line: QLineEdit) -> None:
    type_text(line, "half")
    press(Qt.Key.Key_Tab)
    assert chips(form) == ["half"]


def test_every_change_is_told_once(form: EntryForm, line: QLineEdit) -> None:
    told: list[tuple[str, ...]] = []
    form.edited.connect(lambda: told.append(form.entry().tags))
    type_text(line, "ab,")
    press(Qt.Key.Key_Backspace)
    assert told == [("a",), ("ab",), ()]


def test_the_cross_removes_its_tag_and_the_text_does_not(form: EntryForm) -> None:
    form.set_entry(Entry(tags=("one", "two")))
    one = chip(form, "one")
    left, cross = QPoint(12, one.height() // 2), QPoint(one.width() - 12, one.height() // 2)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=left)
    assert chips(form) == ["one", "two"]
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=cross)
    assert chips(form) == ["two"]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Return]
)
def test_the_keyboard_reaches_every_tag_and_removes_it(
    form: EntryForm, line: QLineEdit, key: Qt.Key
) -> None:
    form.set_entry(Entry(tags=("one", "two", "three")))
    line.setFocus()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is chip(form, "two")
    press(key)
    assert chips(form) == ["one", "three"]
    assert QApplication.focusWidget() is chip(form, "three")
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is line


def test_removing_the_only_tag_by_key_leaves_the_focus_in_the_field(
    form: EntryForm, line: QLineEdit
) -> None:
    form.set_entry(Entry(tags=("one",)))
    line.setFocus()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is line


def test_the_field_explains_its_keys_to_a_screen_reader(line: QLineEdit) -> None:
    assert "Left arrow" in line.accessibleDescription()
    assert said(line) == "Tags"


def test_suggestions_come_while_typing_without_those_already_there(
    form: EntryForm, line: QLineEdit, qtbot: QtBot
) -> None:
    form.set_tag_suggestions(["Pricing", "price list", "demo"])
    form.set_entry(Entry(tags=("pricing",)))
    type_text(line, "PRI")
    popup = suggestions(line)
    qtbot.waitUntil(popup.isVisible)
    model = line.completer().completionModel()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == ["price list"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(form) == ["pricing", "price list"])
    assert line.text() == ""
    assert not popup.isVisible()


def test_enter_takes_what_was_typed_although_suggestions_are_open(
    form: EntryForm, line: QLineEdit, qtbot: QtBot
) -> None:
    form.set_tag_suggestions(["pricing"])
    type_text(line, "pri")
    popup = suggestions(line)
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chips(form) == ["pri"])
    assert line.text() == ""


def test_many_and_long_tags_wrap_inside_the_form(form: EntryForm, qtbot: QtBot) -> None:
    tags = ("W" * 400, "two\nlines", *(f"tag number {n}" for n in range(20)))
    form.resize(420, 700)
    form.set_entry(Entry(tags=tags))
    field = child(form, "tags").parentWidget()
    assert field is not None
    qtbot.waitUntil(lambda: field.height() > 6 * child(form, "tags").height())
    for one in form.findChildren(Chip):
        assert one.geometry().right() < field.width()
        assert one.height() < 40
    assert form.entry().tags == tags


def test_a_tool_tip_shows_the_whole_tag_as_plain_text(form: EntryForm) -> None:
    form.set_entry(Entry(tags=("<img src=x> & more",)))
    assert form.findChildren(Chip)[0].toolTip() == "<p>&lt;img src=x> &amp; more</p>"
