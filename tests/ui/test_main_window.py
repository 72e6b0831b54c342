"""The window: form and outbox side by side, or in turns, and the title that says where it goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.main_window import NARROW, MainWindow
from tests.support.widgets import child, said
from tests.support.window import Desk

WIDE, SLIM = NARROW + 100, 600


def turn(desk: Desk) -> None:
    desk.push("turn")


def visible(desk: Desk) -> tuple[bool, bool]:
    """Return whether the form and whether the outbox can be seen."""
    return desk.form.isVisible(), desk.conductor.panel.isVisible()


def resize(desk: Desk, width: int) -> None:
    desk.conductor.window.resize(width, 700)
    desk.wait(lambda: desk.conductor.window.width() == width)


@pytest.mark.parametrize(("sandboxed", "said_in_title"), [(True, True), (False, False)])
def test_the_title_says_that_nothing_is_real_exactly_where_it_is_so(
    desk: Desk, sandboxed: bool, said_in_title: bool
) -> None:
    window = MainWindow(EntryForm(), sandboxed=sandboxed)
    desk.qtbot.addWidget(window)
    assert ("sandbox" in window.windowTitle()) is said_in_title


def test_where_there_is_room_both_are_seen_and_no_button_leads_from_one_to_the_other(
    desk: Desk,
) -> None:
    desk.open()
    resize(desk, WIDE)
    assert visible(desk) == (True, True)
    assert not child(desk.conductor.window, "turn").isVisible()


def test_in_a_narrow_window_they_take_turns_and_the_focus_goes_along(desk: Desk) -> None:
    desk.open()
    resize(desk, SLIM)
    assert visible(desk) == (True, False)
    desk.type(body="Half typed")
    turn(desk)
    assert visible(desk) == (False, True)
    assert desk.conductor.panel.view.hasFocus()
    turn(desk)
    assert visible(desk) == (True, False)
    assert desk.focused() == "contact_id"
    assert desk.form.entry().body == "Half typed"


def test_the_button_to_the_outbox_counts_what_is_in_it(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    resize(desk, SLIM)
    desk.type(subject="one")
    desk.log()
    button = child(desk.conductor.window, "turn")
    desk.wait(lambda: said(button) == "Outbox · 1 waiting")
    turn(desk)
    assert said(button) == "Form"


def test_an_item_opened_from_the_outbox_brings_the_form_back_into_sight(desk: Desk) -> None:
    desk.open()
    resize(desk, SLIM)
    desk.type(subject="Later")
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.conductor.overview.drafts)
    turn(desk)
    desk.conductor.panel.open_requested.emit(desk.items()[0].id)
    desk.wait(lambda: desk.form.entry().subject == "Later")
    assert visible(desk) == (True, False)


def test_widening_the_window_shows_both_again(desk: Desk) -> None:
    desk.open()
    resize(desk, SLIM)
    turn(desk)
    resize(desk, WIDE)
    assert visible(desk) == (True, True)


def test_a_minimised_window_is_raised_by_a_later_start(desk: Desk) -> None:
    conductor = desk.open()
    conductor.window.showMinimized()
    desk.wait(conductor.window.isMinimized)
    conductor.fulfil(None)
    desk.wait(lambda: not conductor.window.isMinimized())
    assert conductor.window.isVisible()


def test_a_later_start_without_an_entry_leaves_the_focus_where_it_is(desk: Desk) -> None:
    """Who clicks the icon again while typing notes goes on in the notes."""
    conductor = desk.open()
    desk.type(body="In the middle")
    conductor.fulfil(None)
    assert desk.focused() == "body"
    conductor.show_key_page()
    desk.type_key("nds_test_half")
    conductor.fulfil(None)
    assert desk.focused() == "api_key"
    assert child(conductor.window, "api_key").property("text") == "nds_test_half"
