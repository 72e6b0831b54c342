"""A running window follows its settings: those changed in it, and those written into the file."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton, QWidget

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.paths import Places, write_private
from stashlog.settings import Settings, load_settings
from stashlog.ui import living
from stashlog.ui.theme import tokens_of
from stashlog.ui.tokens import DARK
from stashlog.ui.update_notice import UpdateNotice
from tests.support.widgets import child
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEMPLATE = '[[templates]]\nname = "Own"\nsubject = "From the file"\nnotes = "Notes."\n'


def file_of(desk: Desk) -> Path:
    return Places.under(desk.folder).settings_file


def start(desk: Desk, text: str = "") -> None:
    """Open a window without network over a settings file, and wait until it follows the file."""
    file = file_of(desk)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found = load_settings(file).settings
    desk.settings = found._replace(base_url=desk.sandbox.base_url)
    desk.sandbox.stop()
    desk.open()
    desk.wait(lambda: desk.conductor.session.settings.following)


def edit(desk: Desk, text: str) -> None:
    """Write the file in another program, and come back."""
    editor = QWidget()
    editor.show()
    editor.activateWindow()
    desk.wait(editor.isActiveWindow)
    # Whole at any moment: the window reads it whenever the focus moves, also to the editor.
    write_private(file_of(desk), text.encode())
    editor.close()
    editor.deleteLater()
    desk.conductor.window.activateWindow()
    desk.wait(desk.conductor.window.isActiveWindow)


def settings(desk: Desk) -> Settings:
    return desk.conductor.session.parts.settings


def insert_first_template(desk: Desk) -> None:
    desk.press(Qt.Key.Key_J, CTRL)
    desk.wait(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_1)


def outcomes(desk: Desk) -> list[str]:
    names = [button.accessibleName() for button in desk.form.findChildren(QPushButton)]
    return [
        name for name in ("Connected", "No answer", "Voicemail", "Busy", "Sold") if name in names
    ]


def test_templates_written_while_it_runs_are_offered_at_once(desk: Desk) -> None:
    start(desk)
    edit(desk, TEMPLATE)
    desk.wait(lambda: settings(desk).templates)
    desk.form.set_entry(Entry("call"))
    insert_first_template(desk)
    desk.wait(lambda: desk.form.entry().subject == "From the file")


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        (TEMPLATE + "undo_seconds = = 3\n", "Line 5 cannot be read."),
        ("undo_seconds = 999\n" + TEMPLATE, "“undo_seconds” must be a number"),
        ("template = 1\n", "“template” is not a setting."),
    ],
)
def test_a_broken_file_changes_nothing_and_is_named_once(
    desk: Desk, broken: str, cause: str
) -> None:
    start(desk, "undo_seconds = 20\n")
    edit(desk, broken)
    desk.wait(lambda: cause in desk.shown("notice"))
    assert "stay as they were" in desk.shown("notice")
    assert settings(desk) == desk.settings
    desk.push("notice_dismiss")
    edit(desk, broken)
    edit(desk, TEMPLATE + "\n")
    desk.wait(lambda: settings(desk).templates)
    assert not desk.shown("notice")
    assert settings(desk).undo_seconds == Settings().undo_seconds


def test_a_mistake_that_was_there_at_the_start_keeps_no_change_out(desk: Desk) -> None:
    start(desk, "colour = 1\n")
    edit(desk, "colour = 1\nundo_seconds = 0\n")
    desk.wait(lambda: settings(desk).undo_seconds == 0)
    assert not desk.shown("notice")


def test_what_a_request_hangs_on_waits_for_the_next_start_and_says_so(desk: Desk) -> None:
    start(desk)
    edit(desk, 'base_url = "https://nodestash.example/v1"\nappearance = "dark"\n')
    desk.wait(lambda: "next start" in desk.shown("notice"))
    assert "“base_url”" in desk.shown("notice")
    assert settings(desk).base_url == desk.sandbox.base_url
    desk.wait(lambda: tokens_of(desk.conductor.window) == DARK)


def test_outcomes_and_rules_change_in_the_form_and_what_was_chosen_stays(desk: Desk) -> None:
    start(desk)
    desk.form.set_entry(Entry("call", "Talk", details=(("outcome", "voicemail"),)))
    assert "Busy" in outcomes(desk)
    text = 'outcomes = ["Voicemail", "Sold"]\n'
    rule = '[[follow_up]]\noutcome = "Sold"\nsubject = "Send the contract"\nworking_days = 1\n'
    edit(desk, text + rule)
    desk.wait(lambda: outcomes(desk) == ["Voicemail", "Sold"])
    assert ("outcome", "voicemail") in desk.form.entry().details
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.wait(lambda: ("outcome", "sold") in desk.form.entry().details)
    desk.log()
    desk.wait(lambda: desk.states() == [State.WAITING] * 2)
    assert desk.items()[1].entry.subject == "Send the contract"


def test_the_stamp_is_left_out_from_now_on(desk: Desk) -> None:
    start(desk)
    edit(desk, "stamp_metadata = false\n")
    desk.wait(lambda: not settings(desk).stamp_metadata)
    desk.form.set_entry(Entry("note", "Unstamped"))
    desk.log()
    desk.wait(lambda: desk.states() == [State.WAITING])
    request = desk.items()[0].request
    assert request is not None
    assert "metadata" not in json.loads(request)


def test_undo_is_offered_as_long_as_the_settings_say_by_now(desk: Desk) -> None:
    start(desk)
    edit(desk, "undo_seconds = 0\n")
    desk.wait(lambda: settings(desk).undo_seconds == 0)
    desk.form.set_entry(Entry("note", "For good"))
    desk.log()
    desk.wait(lambda: desk.says("Logged at"))
    assert not child(desk.form, "undo").isVisible()


def test_fields_chosen_in_the_dialog_are_kept_in_both_forms_at_once(desk: Desk) -> None:
    start(desk, "quick_capture = true\n")
    desk.conductor.preferences.show()
    dialog = desk.conductor.window.findChild(QDialog)
    assert dialog is not None
    box = child(dialog, "keep_tags")
    assert isinstance(box, QCheckBox)
    box.click()
    desk.leave_dialog()
    desk.wait(lambda: desk.conductor.quick.flow is not None)
    quick = desk.conductor.quick.flow
    assert quick is not None
    quick.toggle()
    window = quick.window
    assert window is not None
    desk.wait(window.isActiveWindow)
    window.form.set_entry(Entry("note", "First", contact_id="ct_1", tags=("hot",)))
    desk.press(Qt.Key.Key_Return, CTRL | SHIFT)
    desk.wait(lambda: len(desk.items()) == 1)
    assert window.form.entry() == Entry("note", contact_id="ct_1", tags=("hot",))


def test_quick_capture_and_the_look_for_versions_follow_the_file_in_both_directions(
    desk: Desk,
) -> None:
    start(desk)
    living.tell_of_updates(desk.conductor)
    assert desk.conductor.quick.flow is None
    edit(desk, "quick_capture = true\ncheck_updates = true\n")
    desk.wait(lambda: desk.conductor.quick.flow is not None)
    assert len(desk.conductor.findChildren(UpdateNotice)) == 1
    edit(desk, "")
    desk.wait(lambda: not settings(desk).quick_capture)
    desk.wait(lambda: not desk.conductor.findChildren(UpdateNotice))
