"""The follow-up that an outcome proposes, on a Tuesday at ten."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.details import Pairs
from stashlog.domain.entry import Entry
from stashlog.domain.follow_up import FollowUp, with_follow_up
from stashlog.ui.form import EntryForm
from stashlog.ui.form.report import ErrorReport
from tests.support.widgets import child, press, said, type_text

ALT = Qt.KeyboardModifier.AltModifier
CALL_BACK = {
    "outcome": "voicemail",
    "follow_up": "on",
    "follow_up_subject": "Call back",
    "follow_up_due": "2026-11-26 09:00",
}


def details(form: EntryForm) -> dict[str, str]:
    return dict(form.entry().details)


def box(form: EntryForm) -> QCheckBox:
    found = child(form, "follow_up")
    assert isinstance(found, QCheckBox)
    return found


def choose(form: EntryForm, number: int) -> None:
    child(form, "subject").setFocus()
    press(Qt.Key[f"Key_{number}"], ALT)


def test_voicemail_proposes_to_call_back(form: EntryForm) -> None:
    choose(form, 3)
    assert details(form) == CALL_BACK
    assert box(form).isChecked()
    assert said(box(form)) == "Follow up: task “Call back” on Thu 26 Nov 2026, 09:00"


def test_another_outcome_proposes_something_else(form: EntryForm) -> None:
    choose(form, 3)
    choose(form, 2)
    assert details(form)["follow_up_subject"] == "Try again"
    choose(form, 1)
    assert details(form) == {"outcome": "connected"}
    assert not box(form).isChecked()


def test_no_outcome_shows_no_follow_up(form: EntryForm) -> None:
    choose(form, 3)
    choose(form, 3)
    assert not box(form).isVisible()
    assert details(form) == {}


def test_one_key_switches_it_off_and_on(form: EntryForm, qtbot: QtBot) -> None:
    choose(form, 3)
    press(Qt.Key.Key_F, ALT)
    qtbot.waitUntil(lambda: not box(form).isChecked())
    assert details(form) == {"outcome": "voicemail", "follow_up": "off"}
    choose(form, 2)
    assert not box(form).isChecked(), "what the user switched off stays off"
    press(Qt.Key.Key_F, ALT)
    qtbot.waitUntil(box(form).isChecked)
    assert details(form)["follow_up_subject"] == "Try again"


def test_subject_and_due_are_changed_in_place(form: EntryForm, qtbot: QtBot) -> None:
    choose(form, 3)
    press(Qt.Key.Key_H, ALT)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is child(form, "follow_up_subject"))
    subject, due = child(form, "follow_up_subject"), child(form, "follow_up_due")
    type_text(subject, "Please: ")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is due
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(due, "fri 14:00")
    assert details(form)["follow_up_subject"] == "Please: Call back"
    assert details(form)["follow_up_due"] == "fri 14:00"
    assert said(box(form)).endswith("“Please: Call back” on Fri 27 Nov 2026, 14:00")
    choose(form, 2)
    assert details(form)["follow_up_subject"] == "Please: Call back", "typed text stays"


def test_a_follow_up_of_ones_own_begins_with_its_subject(form: EntryForm, qtbot: QtBot) -> None:
    choose(form, 1)
    press(Qt.Key.Key_F, ALT)
    qtbot.waitUntil(lambda: form.findChild(QWidget, "follow_up_subject") is not None)
    assert QApplication.focusWidget() is child(form, "follow_up_subject")
    assert details(form)["follow_up_due"] == "2026-11-25 09:00"


def test_an_error_stands_at_the_field_of_the_follow_up(form: EntryForm) -> None:
    choose(form, 3)
    form.show_errors(ErrorReport({"follow_up_subject": "Say what"}, "No"))
    message = child(form, "follow_up_subject_error")
    assert isinstance(message, QLabel)
    assert (message.isVisible(), message.text()) == (True, "Say what")
    type_text(child(form, "follow_up_subject"), "x")
    assert not message.isVisible()


def test_only_a_call_shows_it_and_another_type_keeps_it(form: EntryForm) -> None:
    choose(form, 3)
    before = form.entry()
    form.set_entry(Entry(type="note", details=before.details))
    assert not box(form).isVisible()
    form.set_entry(before)
    assert box(form).isVisible()
    assert form.entry() == before


OUTCOME = (("outcome", "voicemail"),)


@pytest.mark.parametrize(
    ("stored", "shown", "checked"),
    [
        (OUTCOME, True, False),
        (with_follow_up(OUTCOME, "on", FollowUp("Mine", "+3d")), True, True),
        (with_follow_up(OUTCOME, "off", FollowUp("Mine", "+3d")), True, False),
        (with_follow_up(OUTCOME, "off"), True, False),
        (with_follow_up(OUTCOME, "stored"), False, False),
        ((), False, False),
    ],
)
def test_a_stored_entry_shows_what_it_says(
    form: EntryForm, stored: Pairs, shown: bool, checked: bool
) -> None:
    choose(form, 3)
    entry = Entry(type="call", details=stored)
    form.set_entry(entry)
    assert form.entry() == entry
    assert box(form).isVisible() is shown
    assert (box(form).isChecked() and shown) is checked


def test_a_call_whose_follow_up_is_stored_is_proposed_no_other(form: EntryForm) -> None:
    form.set_entry(Entry(type="call", details=with_follow_up(OUTCOME, "stored")))
    choose(form, 2)
    assert details(form) == {"outcome": "no_answer", "follow_up": "stored"}
    assert form.findChild(QCheckBox, "follow_up") is None


def test_out_of_sight_it_is_told_above_the_buttons(qtbot: QtBot, form: EntryForm) -> None:
    form.resize(760, 400)
    choose(form, 3)
    child(form, "contact_id").setFocus()
    choose(form, 2)
    qtbot.waitUntil(lambda: "task “Try again”" in reminder(form), timeout=10_000)
    press(Qt.Key.Key_N, ALT)
    qtbot.waitUntil(lambda: not reminder(form), timeout=10_000)
    press(Qt.Key.Key_C, ALT)
    qtbot.waitUntil(lambda: "task “Try again”" in reminder(form), timeout=10_000)
    form.resize(760, 1000)
    choose(form, 3)
    qtbot.waitUntil(lambda: not reminder(form), timeout=10_000)


def reminder(form: EntryForm) -> str:
    label = form.findChild(QLabel, "reminder")
    return label.text() if isinstance(label, QLabel) and label.isVisible() else ""
