"""Quick capture off-screen: the small form, what is kept of it, and its settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QKeySequenceEdit, QLabel

from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.ui.quick.flow import QuickFlow
from stashlog.ui.quick.window import QuickWindow
from tests.support.widgets import child, said, type_text
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def quick(desk: Desk) -> QuickFlow:
    """A window with quick capture on; off-screen there are no keys to take."""
    desk.settings = desk.settings._replace(quick_capture=True)
    return opened(desk)


def opened(desk: Desk) -> QuickFlow:
    """Open the window, and wait until quick capture is there."""
    desk.open()
    desk.wait(lambda: desk.conductor.quick.flow is not None)
    flow = desk.conductor.quick.flow
    assert flow is not None
    return flow


def called_up(desk: Desk, quick: QuickFlow) -> QuickWindow:
    """Press the keys, as the system reports them."""
    quick.toggle()
    window = quick.window
    assert window is not None
    desk.wait(window.isActiveWindow)
    return window


def gone(desk: Desk, window: QuickWindow) -> None:
    """Wait until the small window is hidden, and go to the other one, as a window manager does."""
    desk.wait(lambda: not window.isVisible())
    desk.conductor.window.activateWindow()
    desk.wait(desk.conductor.window.isActiveWindow)


def test_the_small_form_logs_and_goes_only_when_the_words_are_on_the_disk(
    desk: Desk, quick: QuickFlow
) -> None:
    window = called_up(desk, quick)
    type_text(child(window, "subject"), "From elsewhere")
    desk.log()
    desk.wait(lambda: not window.isVisible())
    assert [item.entry.subject for item in desk.items()] == ["From elsewhere"]
    desk.wait(lambda: desk.states() == [State.SENT])
    assert window.form.entry().empty


def test_what_was_logged_there_can_be_taken_back_in_the_main_window(
    desk: Desk, quick: QuickFlow
) -> None:
    window = called_up(desk, quick)
    type_text(child(window, "subject"), "From elsewhere")
    desk.log()
    gone(desk, window)
    desk.press(Qt.Key.Key_U, CTRL)
    desk.wait(lambda: desk.form.entry().subject == "From elsewhere")


def test_esc_and_the_close_button_hide_the_window_and_keep_the_text(
    desk: Desk, quick: QuickFlow
) -> None:
    window = called_up(desk, quick)
    type_text(child(window, "body"), "Half a thought")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    gone(desk, window)
    desk.wait(lambda: (copy := desk.saved()) is not None and copy.body == "Half a thought")
    assert called_up(desk, quick).form.entry().body == "Half a thought"
    window.close()
    gone(desk, window)
    assert called_up(desk, quick).form.entry().body == "Half a thought"


def test_the_keys_pressed_again_lead_back(desk: Desk, quick: QuickFlow) -> None:
    window = called_up(desk, quick)
    quick.toggle()
    assert not window.isVisible()


def test_after_a_kill_the_text_of_both_forms_is_back(desk: Desk, quick: QuickFlow) -> None:
    desk.type(subject="In the main form")
    desk.wait(lambda: (copy := desk.saved()) is not None and copy.subject == "In the main form")
    desk.time.advance(5)
    window = called_up(desk, quick)
    type_text(child(window, "subject"), "In the small form")
    desk.wait(lambda: (copy := desk.saved()) is not None and copy.subject == "In the small form")
    quick.end()
    desk.kill()
    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "In the small form")
    desk.wait(lambda: [item.entry.subject for item in desk.items()] == ["In the main form"])
    assert desk.states() == [State.DRAFT]


def test_quitting_keeps_what_stands_in_the_small_form(desk: Desk, quick: QuickFlow) -> None:
    window = called_up(desk, quick)
    type_text(child(window, "subject"), "Half a thought")
    desk.quit()
    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "Half a thought")


def test_a_refused_activity_comes_home_to_the_main_form_alone(desk: Desk, quick: QuickFlow) -> None:
    desk.sandbox.faults.add(Fault.refuse_fields([("subject", "Too vague")]).on("POST"))
    window = called_up(desk, quick)
    type_text(child(window, "subject"), "Talk")
    desk.log()
    desk.wait(lambda: desk.form.entry().subject == "Talk")
    assert window.form.entry().empty


def test_errors_stand_in_the_small_form_and_it_stays(desk: Desk, quick: QuickFlow) -> None:
    window = called_up(desk, quick)
    type_text(child(window, "due_date"), "whenever")
    desk.log()
    assert window.isVisible()
    assert child(window, "error_summary").isVisible()
    assert desk.items() == []


def test_where_no_keys_can_be_taken_the_settings_tell_how_to_bind_the_command(
    desk: Desk, quick: QuickFlow
) -> None:
    del quick
    desk.conductor.preferences.show()
    dialog = desk.conductor.window.findChild(QDialog)
    assert dialog is not None
    assert "“stashlog new”" in said(child(dialog, "quick_said"))
    desk.leave_dialog()


def test_it_is_off_at_first_and_switched_on_for_good_in_the_settings(desk: Desk) -> None:
    desk.open()
    assert desk.conductor.quick.flow is None
    desk.conductor.preferences.show()
    dialog = desk.conductor.window.findChild(QDialog)
    assert dialog is not None
    switch, keys = child(dialog, "quick_switch"), child(dialog, "quick_keys")
    assert isinstance(switch, QCheckBox)
    assert isinstance(keys, QKeySequenceEdit)
    assert not switch.isChecked()
    assert not keys.isVisible()
    switch.click()
    assert keys.isVisible()
    assert keys.keySequence().toString() == "Ctrl+Alt+Space"
    keys.setFocus()
    QTest.keyClick(keys, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.AltModifier)
    file = desk.parts().places.settings_file
    desk.wait(lambda: 'quick_capture_keys = "Ctrl+Alt+K"' in file.read_text())
    assert "quick_capture = true" in file.read_text()
    QTest.keyClick(keys, Qt.Key.Key_K)
    desk.wait(lambda: "cannot be used everywhere" in said(child(dialog, "quick_said")))
    switch.click()
    assert "quick_capture = false" in file.read_text()
    assert said(child(dialog, "quick_said")).startswith("Off")
    switch.setFocus()
    desk.leave_dialog()
    assert QApplication.activeModalWidget() is None


def test_links_that_contradict_each_other_are_named_in_the_small_form_too(desk: Desk) -> None:
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(
        (
            Record("co_a", Kind.COMPANY, "Brand Möbel"),
            Record("co_b", Kind.COMPANY, "Umbra"),
            Record("ct_a", Kind.CONTACT, "Jürgen Größmann", company_id="co_a"),
        ),
        1,
    )
    database.close()
    desk.sandbox.stop()
    desk.settings = desk.settings._replace(quick_capture=True)
    window = called_up(desk, opened(desk))
    window.form.set_entry(Entry("note", contact_id="ct_a", company_id="co_b"))
    desk.wait(lambda: window.form.findChild(QLabel, "company_id_note") is not None)
    assert "works for Brand Möbel, not Umbra" in said(child(window.form, "company_id_note"))


def test_two_keys_put_a_template_into_the_small_form(desk: Desk, quick: QuickFlow) -> None:
    window = called_up(desk, quick)
    desk.press(Qt.Key.Key_J, CTRL)
    desk.wait(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_2)
    desk.wait(lambda: window.form.entry().body.startswith("Needs:"))
    assert desk.form.entry().body == ""


def test_log_and_keep_stays_in_the_small_form_and_keeps_the_people(
    desk: Desk, quick: QuickFlow
) -> None:
    desk.sandbox.stop()
    window = called_up(desk, quick)
    window.form.set_entry(Entry("call", "First", contact_id="ct_1"))
    desk.press(Qt.Key.Key_Return, CTRL | SHIFT)
    desk.wait(lambda: [item.entry.subject for item in desk.items()] == ["First"])
    desk.wait(lambda: any("Logged at" in label.text() for label in window.findChildren(QLabel)))
    assert window.isVisible()
    assert window.form.entry() == Entry("call", contact_id="ct_1")
    type_text(child(window, "subject"), "Second")
    desk.log()
    gone(desk, window)
    assert [item.entry.contact_id for item in desk.items()] == ["ct_1", "ct_1"]


def test_kept_people_are_not_there_any_more_when_the_small_form_is_called_up_later(
    desk: Desk, quick: QuickFlow
) -> None:
    desk.sandbox.stop()
    window = called_up(desk, quick)
    window.form.set_entry(Entry("note", "First", contact_id="ct_1"))
    desk.press(Qt.Key.Key_Return, CTRL | SHIFT)
    desk.wait(lambda: len(desk.items()) == 1)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    gone(desk, window)
    assert called_up(desk, quick).form.entry() == Entry("note")


def test_a_key_repeats_in_the_small_form_and_another_keeps_a_draft(
    desk: Desk, quick: QuickFlow
) -> None:
    desk.sandbox.stop()
    desk.form.set_entry(Entry("note", "From the main form", "Text", "ct_1"))
    desk.log()
    desk.wait(lambda: len(desk.items()) == 1)
    window = called_up(desk, quick)
    desk.press(Qt.Key.Key_R, CTRL)
    desk.wait(lambda: window.form.entry() == Entry("note", "From the main form", "Text", "ct_1"))
    desk.press(Qt.Key.Key_S, CTRL)
    desk.wait(lambda: State.DRAFT in desk.states())
    assert window.isVisible()
    assert window.form.entry().empty
