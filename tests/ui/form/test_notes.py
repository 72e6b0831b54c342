"""The notes: what is typed, pasted and copied stays what it is."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from tests.support.widgets import child, press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def notes(form: EntryForm) -> QPlainTextEdit:
    found = child(form, "body")
    assert isinstance(found, QPlainTextEdit)
    found.setFocus()
    return found


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, SHIFT])
def test_enter_ends_a_line_with_and_without_shift(
    form: EntryForm, notes: QPlainTextEdit, modifier: Qt.KeyboardModifier
) -> None:
    type_text(notes, "one")
    press(Qt.Key.Key_Return, modifier)
    type_text(notes, "two ")
    assert form.entry().body == "one\ntwo "


def test_a_no_break_space_survives_typing_around_it(form: EntryForm, notes: QPlainTextEdit) -> None:
    form.set_entry(Entry(body="40\u00a0seats"))
    type_text(notes, "x")
    assert form.entry().body == "x40\u00a0seats"


@pytest.mark.usefixtures("notes")
def test_copying_and_pasting_keep_a_no_break_space(form: EntryForm) -> None:
    form.set_entry(Entry(body="40\u00a0seats\n"))
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "40\u00a0seats\n"
    press(Qt.Key.Key_V, CONTROL)
    press(Qt.Key.Key_V, CONTROL)
    assert form.entry().body == "40\u00a0seats\n40\u00a0seats\n"


@pytest.mark.usefixtures("notes")
def test_pasting_takes_the_text_without_its_looks(form: EntryForm) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain")
    QGuiApplication.clipboard().setMimeData(data)
    press(Qt.Key.Key_V, CONTROL)
    assert form.entry().body == "plain"


def test_a_huge_paste_without_a_space_is_taken_at_once(
    form: EntryForm, notes: QPlainTextEdit
) -> None:
    text = "x" * 1_048_576
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CONTROL)
    notes.grab()  # wrapped at words, this alone would take a minute
    assert form.entry().body == text


def test_an_undone_change_gives_back_exactly_what_was_set(
    form: EntryForm, notes: QPlainTextEdit
) -> None:
    form.set_entry(Entry(body="one\r\ntwo"))
    type_text(notes, "x")
    assert form.entry().body == "xone\ntwo"
    press(Qt.Key.Key_Z, CONTROL)
    assert form.entry().body == "one\r\ntwo"


def test_control_enter_adds_no_line(form: EntryForm, notes: QPlainTextEdit) -> None:
    type_text(notes, "done")
    QTest.keyClick(notes, Qt.Key.Key_Return, CONTROL)
    assert form.entry().body == "done"
