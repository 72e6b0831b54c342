"""What each type needs: chosen and typed with keys, kept when the type changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.call_rules import CallRules
from stashlog.domain.details import Outcome
from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from stashlog.ui.form.report import ErrorReport
from tests.support.widgets import child, press, said, shown_with_name, type_text

ALT = Qt.KeyboardModifier.AltModifier
UNREADABLE = "“soon” is not a duration"


def details(form: EntryForm) -> dict[str, str]:
    return dict(form.entry().details)


def echo(form: EntryForm) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("call", ["direction", "outcome", "duration_seconds"]),
        ("email", ["direction"]),
        ("meeting", ["duration_seconds", "place"]),
        ("task", ["priority"]),
        ("note", []),
        ("custom", []),
        ("", []),
    ],
)
def test_each_type_shows_what_it_needs(form: EntryForm, type_: str, shown: list[str]) -> None:
    form.set_entry(Entry(type="meeting"))
    form.set_entry(Entry(type=type_))
    keys = ("direction", "outcome", "duration_seconds", "place", "priority")
    visible = [
        key
        for key in keys
        if (found := form.findChild(QWidget, key)) is not None and found.isVisible()
    ]
    assert visible == shown


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_1, "connected"),
        (Qt.Key.Key_2, "no_answer"),
        (Qt.Key.Key_3, "voicemail"),
        (Qt.Key.Key_4, "busy"),
    ],
)
def test_one_key_chooses_an_outcome_at_once_and_typing_goes_on(
    form: EntryForm, key: Qt.Key, outcome: str
) -> None:
    type_text(child(form, "subject"), "Hello")
    press(key, ALT)
    assert details(form)["outcome"] == outcome
    assert QApplication.focusWidget() is child(form, "subject")


def test_the_same_key_takes_the_outcome_back(form: EntryForm) -> None:
    child(form, "subject").setFocus()
    press(Qt.Key.Key_2, ALT)
    press(Qt.Key.Key_2, ALT)
    assert "outcome" not in details(form)


def test_the_keys_of_the_outcomes_do_nothing_for_other_types(form: EntryForm) -> None:
    form.set_entry(Entry(type="note"))
    child(form, "subject").setFocus()
    press(Qt.Key.Key_2, ALT)
    assert form.entry().details == ()


def test_arrow_keys_move_the_choice(form: EntryForm) -> None:
    shown_with_name(form, "Out")[0].setFocus()
    press(Qt.Key.Key_Right)
    assert details(form) == {"direction": "in"}


def test_a_new_call_shows_out_and_is_still_untouched(form: EntryForm) -> None:
    out = shown_with_name(form, "Out")[0]
    assert isinstance(out, QPushButton)
    assert out.isChecked()
    assert form.entry() == Entry(type="call")


def test_what_was_entered_for_a_type_is_there_again_when_it_is_switched_back(
    form: EntryForm,
) -> None:
    press(Qt.Key.Key_3, ALT)
    type_text(child(form, "duration_seconds"), "4m")
    shown_with_name(form, "Task")[0].setFocus()
    press(Qt.Key.Key_Space)
    shown_with_name(form, "High")[0].setFocus()
    press(Qt.Key.Key_Space)
    shown_with_name(form, "Call")[0].setFocus()
    press(Qt.Key.Key_Space)
    kept = details(form)
    assert (kept["outcome"], kept["duration_seconds"], kept["priority"]) == (
        "voicemail",
        "4m",
        "high",
    )
    assert child(form, "duration_seconds").isVisible()
    voicemail = shown_with_name(form, "Voicemail")[0]
    assert isinstance(voicemail, QPushButton)
    assert voicemail.isChecked()


@pytest.mark.parametrize(
    ("text", "echoed"), [("270", "4 min 30 s"), ("1h 5m", "1 h 5 min"), ("0", "0 s")]
)
def test_a_duration_is_echoed_as_it_is_understood(form: EntryForm, text: str, echoed: str) -> None:
    type_text(child(form, "duration_seconds"), text)
    assert echoed in echo(form)
    assert details(form)["duration_seconds"] == text


def test_an_error_stands_at_the_duration_and_goes_when_it_is_edited(form: EntryForm) -> None:
    type_text(child(form, "duration_seconds"), "soon")
    form.show_errors(ErrorReport({"metadata.duration_seconds": UNREADABLE}, "No"))
    message = child(form, "duration_seconds_error")
    assert isinstance(message, QLabel)
    assert message.text() == UNREADABLE
    assert message.isVisible()
    field = child(form, "duration_seconds")
    assert said(field, QAccessible.Text.Description) == UNREADABLE
    assert f"Duration: {UNREADABLE}" in said(
        child(form, "error_summary"), QAccessible.Text.Description
    )
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is field
    press(Qt.Key.Key_End)
    type_text(field, "x")
    assert not message.isVisible()
    assert not child(form, "error_summary").isVisible()
    assert details(form)["duration_seconds"] == "soonx"


@pytest.mark.parametrize(
    ("type_", "key"),
    [
        ("call", "direction"),
        ("call", "outcome"),
        ("email", "direction"),
        ("meeting", "place"),
        ("task", "priority"),
    ],
)
def test_what_the_server_says_of_a_detail_stands_at_it(
    form: EntryForm, type_: str, key: str
) -> None:
    form.set_entry(Entry(type=type_))
    form.show_errors(ErrorReport({f"metadata.{key}": "Not like this"}, "No"))
    message = child(form, f"{key}_error")
    assert isinstance(message, QLabel)
    assert (message.isVisible(), message.text()) == (True, "Not like this")


def test_what_the_server_says_of_a_row_stands_at_the_rows(form: EntryForm) -> None:
    form.set_entry(Entry(type="call", metadata=(("outcome", "won"),)))
    form.show_errors(ErrorReport({"metadata.outcome": "Not like this"}, "No"))
    assert child(form, "metadata_error").isVisible()
    assert form.findChild(QLabel, "outcome_error") is None


def test_the_settings_name_the_outcomes(qtbot: QtBot) -> None:
    outcomes = tuple(Outcome.of(f"Won & lost {number}") for number in range(1, 12))
    form = EntryForm(calls=lambda: CallRules(outcomes, ()))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    child(form, "subject").setFocus()
    press(Qt.Key.Key_9, ALT)
    assert details(form)["outcome"] == "won_&_lost_9"
    last = shown_with_name(form, "Won & lost 11")[0]
    assert isinstance(last, QPushButton)
    assert last.text() == "Won && lost 11"


def test_an_outcome_that_the_settings_no_longer_name_is_seen_and_kept(form: EntryForm) -> None:
    entry = Entry(type="call", details=(("outcome", "abandoned"),))
    form.set_entry(entry)
    assert shown_with_name(form, "abandoned")
    assert form.entry() == entry


EVERYTHING = Entry(
    type="meeting",
    details=(
        ("direction", "out"),
        ("outcome", "busy"),
        ("duration_seconds", " 4:30 \udc80"),
        ("place", "Room\u00a02"),
        ("priority", "low"),
        ("from_a_later_version", "kept"),
    ),
)


def test_details_come_back_exactly(form: EntryForm) -> None:
    for type_ in ("call", "meeting", "task", "note"):
        entry = Entry(type=type_, details=EVERYTHING.details)
        form.set_entry(entry)
        assert form.entry() == entry
