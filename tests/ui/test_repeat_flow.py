"""The next activity begins with kept fields, or with all of an earlier one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.settings import load_settings
from tests.support.widgets import child
from tests.support.window import Desk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CALL = Entry(
    "call",
    "Offer",
    "Sent it.",
    "ct_1",
    "co_1",
    due_date="2026-12-01 09:00",
    tags=("hot",),
    details=(("direction", "in"), ("outcome", "connected"), ("duration_seconds", "270")),
)


@pytest.fixture
def offline(desk: Desk) -> Desk:
    """A window without network."""
    desk.sandbox.stop()
    desk.open()
    return desk


def log_and_keep(desk: Desk, entry: Entry, count: int) -> None:
    desk.form.set_entry(entry)
    desk.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    desk.wait(lambda: desk.states() == [State.WAITING] * count)


def test_the_people_stay_and_the_rest_goes(offline: Desk) -> None:
    log_and_keep(offline, CALL, 1)
    assert offline.form.entry() == Entry("call", "", "", "ct_1", "co_1")
    assert offline.items()[0].entry.subject == "Offer"


def test_what_stays_is_chosen_in_the_settings_and_remembered(offline: Desk) -> None:
    offline.conductor.preferences.show()
    offline.wait(QApplication.activeModalWidget)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    for name in ("contact_id", "tags"):
        box = child(dialog, f"keep_{name}")
        assert isinstance(box, QCheckBox)
        box.click()
    offline.leave_dialog()
    log_and_keep(offline, CALL, 1)
    assert offline.form.entry() == Entry("call", company_id="co_1", tags=("hot",))
    saved = load_settings(offline.conductor.session.parts.places.settings_file)
    assert saved.problems == ()
    assert saved.settings.keep == "company_id deal_id tags"


def test_kept_fields_are_nothing_that_could_be_lost(offline: Desk) -> None:
    log_and_keep(offline, CALL, 1)
    offline.press(Qt.Key.Key_N, CONTROL)
    offline.wait(lambda: offline.form.entry().contact_id == "")
    offline.quit()
    offline.open()
    offline.wait(lambda: offline.states() == [State.WAITING])
    assert offline.form.entry().empty


def test_what_is_typed_beside_kept_fields_is_kept_like_any_text(offline: Desk) -> None:
    log_and_keep(offline, CALL, 1)
    offline.type(subject="Again")
    offline.press(Qt.Key.Key_N, CONTROL)
    offline.wait(lambda: offline.states() == [State.WAITING, State.DRAFT])
    assert offline.items()[1].entry == Entry("call", "Again", "", "ct_1", "co_1")


def test_nothing_is_kept_of_what_cannot_be_logged(offline: Desk) -> None:
    broken = replace(CALL, due_date="some day")
    offline.form.set_entry(broken)
    offline.press(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert "some day" in offline.message("due_date")
    assert offline.form.entry() == broken


def test_a_key_repeats_what_was_logged_last_but_for_what_was_its_own(offline: Desk) -> None:
    log_and_keep(offline, CALL, 1)
    offline.press(Qt.Key.Key_R, CONTROL)
    offline.wait(lambda: offline.form.entry().subject == "Offer")
    expected = replace(CALL, due_date="", details=(("direction", "in"),))
    assert offline.form.entry() == expected
    offline.log()
    offline.wait(lambda: offline.states() == [State.WAITING] * 2)
    first, second = offline.items()
    assert first.id != second.id


def test_the_chosen_row_of_the_outbox_is_repeated_and_typed_text_is_kept(offline: Desk) -> None:
    for subject in ("First", "Second"):
        offline.form.set_entry(Entry("note", subject))
        offline.log()
    offline.wait(lambda: offline.states() == [State.WAITING] * 2)
    first = offline.items()[0].id
    offline.wait(lambda: offline.conductor.panel.focus_item(first))
    offline.form.set_entry(Entry("note", "Half typed"))
    QTest.keyClick(offline.conductor.panel.view, Qt.Key.Key_R, CONTROL)
    offline.wait(lambda: offline.form.entry() == Entry("note", "First"))
    offline.wait(lambda: offline.states() == [State.WAITING, State.WAITING, State.DRAFT])
    assert offline.items()[2].entry.subject == "Half typed"


def test_repeating_without_anything_logged_says_so(offline: Desk) -> None:
    offline.press(Qt.Key.Key_R, CONTROL)
    offline.wait(lambda: offline.says("Nothing was logged yet"))


def test_what_is_said_of_a_repetition_stays_until_somebody_types(offline: Desk) -> None:
    log_and_keep(offline, CALL, 1)
    offline.press(Qt.Key.Key_R, CONTROL)
    offline.wait(lambda: (copy := offline.saved()) is not None and copy.subject == "Offer")
    # Behind the answer about the copy on the same lane, and on the same bridge.
    passed: list[None] = []
    offline.conductor.session.ask(lambda _: None, passed.append, changes=False)
    offline.wait(lambda: passed)
    assert offline.says("Like the earlier one")
    offline.type(subject="!")
    offline.wait(lambda: offline.says("Saved as you type"))
