"""The keyboard: Ctrl+Enter, Tab, Alt with a letter, arrows, Esc."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from tests.support.widgets import child, press, said, shown_with_name, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

FULL = Entry(
    type="meeting",
    subject="Renewal",
    body="First line",
    contact_id="ct_1",
    due_date="fri 14:00",
    tags=("follow-up", "Pricing"),
    metadata=(("room", "2"), ("", "")),
)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_logs_once_from_every_field(
    form: EntryForm, qtbot: QtBot, key: Qt.Key
) -> None:
    form.set_entry(FULL)
    stops = [
        one
        for one in form.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]
    assert len(stops) > 10
    for stop in stops:
        stop.setFocus()
        heard: list[str] = []
        connection = form.submitted.connect(lambda heard=heard: heard.append("submitted"))
        with qtbot.waitSignal(form.submitted):
            press(key, CONTROL)
        form.submitted.disconnect(connection)
        assert heard == ["submitted"]
    assert form.entry() == FULL


def test_the_buttons_log_and_save(form: EntryForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.submitted):
        QTest.mouseClick(shown_with_name(form, "Log activity")[0], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.draft_requested):
        QTest.mouseClick(shown_with_name(form, "Save draft")[0], Qt.MouseButton.LeftButton)


def test_plain_enter_logs_nothing(form: EntryForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.submitted):
        for name in ("contact_id", "subject", "body", "due_date", "tags"):
            child(form, name).setFocus()
            press(Qt.Key.Key_Return)


def test_escape_destroys_no_text(form: EntryForm) -> None:
    form.set_entry(FULL)
    for name in ("contact_id", "subject", "body", "due_date", "tags"):
        child(form, name).setFocus()
        press(Qt.Key.Key_Escape)
    assert form.entry() == FULL
    assert form.isVisible()


def test_tab_goes_through_the_form_from_top_to_bottom_and_back(form: EntryForm) -> None:
    form.set_entry(FULL)
    expected = [
        "Meeting",
        "Contact",
        "Company",
        "Deal",
        "Subject",
        "Duration",
        "Start the timer",
        "Place",
        "Notes",
        "Due",
        "Choose a date",
        "Tags",
        "Detail 1 key",
        "Detail 1 value",
        "Remove detail 1",
        "Detail 2 key",
        "Detail 2 value",
        "Remove detail 2",
        "Add a detail",
        "Save draft",
        "Log activity",
    ]
    shown_with_name(form, "Meeting")[0].setFocus()
    assert _walk(len(expected), Qt.Key.Key_Tab) == expected
    assert _walk(len(expected), Qt.Key.Key_Backtab) == expected[::-1]


def test_tab_leaves_the_notes_and_types_nothing(form: EntryForm) -> None:
    notes = child(form, "body")
    notes.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is child(form, "due_date")
    assert form.entry().body == ""


def test_each_letter_with_alt_stands_for_one_thing(form: EntryForm) -> None:
    form.set_entry(FULL)
    texts = [label.text() for label in form.findChildren(QLabel)]
    texts += [button.text() for button in form.findChildren(QPushButton)]
    letters = [text.partition("&")[2][0].lower() for text in texts if "&" in text]
    assert [letter for letter, count in Counter(letters).items() if count > 1] == []
    assert len(letters) == 6 + 8 + 3  # types, labels, buttons


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("O", "contact_id"),
        ("P", "company_id"),
        ("L", "deal_id"),
        ("S", "subject"),
        ("T", "body"),
        ("D", "due_date"),
        ("G", "tags"),
    ],
)
def test_a_letter_with_alt_goes_to_its_field(form: EntryForm, letter: str, name: str) -> None:
    shown_with_name(form, "Save draft")[0].setFocus()
    press(Qt.Key[f"Key_{letter}"], ALT)
    assert QApplication.focusWidget() is child(form, name)


def test_a_letter_with_alt_chooses_a_type_and_typing_goes_on(form: EntryForm, qtbot: QtBot) -> None:
    type_text(child(form, "subject"), "Hello")
    press(Qt.Key.Key_E, ALT)
    qtbot.waitUntil(lambda: form.entry().type == "email")
    assert QApplication.focusWidget() is child(form, "subject")


def test_arrow_keys_move_the_choice_of_type(form: EntryForm) -> None:
    shown_with_name(form, "Call")[0].setFocus()
    press(Qt.Key.Key_Right)
    assert form.entry().type == "email"
    press(Qt.Key.Key_Left)
    assert form.entry().type == "call"


@pytest.mark.parametrize("type_", ["email", "custom"])
def test_tab_enters_the_types_at_the_chosen_one(form: EntryForm, type_: str) -> None:
    form.set_entry(Entry(type=type_))
    child(form, "contact_id").setFocus()
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is shown_with_name(form, type_.title())[0]
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is child(form, "contact_id")


def test_without_a_type_tab_enters_the_types_at_the_first_one(form: EntryForm) -> None:
    form.set_entry(Entry())
    child(form, "contact_id").setFocus()
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is shown_with_name(form, "Call")[0]
    press(Qt.Key.Key_Space)
    assert form.entry().type == "call"


def _walk(steps: int, key: Qt.Key) -> list[str]:
    """Press a key again and again; return what had the focus."""
    names = []
    for _ in range(steps):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(said(focus))
        press(key)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Backtab if key == Qt.Key.Key_Tab else Qt.Key.Key_Tab)
    return names
