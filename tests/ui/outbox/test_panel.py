"""The panel as its user meets it: seen, pressed, and heard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from stashlog.ui.outbox.actions import Action
from stashlog.ui.outbox.panel import OutboxPanel
from tests.support.items import later, made_draft, made_item
from tests.support.rows import row_names
from tests.support.widgets import said
from tests.ui.outbox.driving import Show, buttons, current, press, select, shown_texts

ASKING = made_item(
    "Asking",
    state=State.NEEDS_YOU,
    maybe_delivered=True,
    reason=Reason(ReasonCode.CANNOT_LOOK, "activities:read"),
)


def test_an_empty_panel_says_what_will_be_here(panel: OutboxPanel, show: Show) -> None:
    show(Overview())
    assert any("What you log appears here" in text for text in shown_texts(panel))
    show(Overview(waiting=(made_item(),)))
    assert not any("What you log appears here" in text for text in shown_texts(panel))


def test_the_head_counts_what_of_today_is_in_nodestash(panel: OutboxPanel, show: Show) -> None:
    today = made_item(state=State.SENT)
    yesterday = made_item(state=State.SENT, created_at=later(-86_400))
    show(Overview(sent_today=(today, yesterday), logged_today=14))
    assert "14 logged · 1 in nodestash" in shown_texts(panel)


def test_assistive_technology_hears_every_row_in_full(panel: OutboxPanel, show: Show) -> None:
    show(Overview(waiting=(made_item("No answer"),), drafts=(made_draft("Later"),)))
    assert said(panel.view) == "Outbox"
    assert row_names(panel.view) == [
        "Waiting, 1, expanded",
        "Call, No answer, Not linked, 12:00, Waiting, Sent next",
        "Drafts, 1, expanded",
        "Call, Later, Not linked, 12:00, Draft, Kept here. Open to finish it.",
    ]


def test_enter_opens_the_current_item(panel: OutboxPanel, show: Show, qtbot: QtBot) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    with qtbot.waitSignal(panel.open_requested) as opened:
        press(panel, Qt.Key.Key_Return)
    assert opened.args == [item.id]


def test_a_double_click_opens_too(panel: OutboxPanel, show: Show, qtbot: QtBot) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    place = panel.view.visualRect(panel.view.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.open_requested) as opened:
        QTest.mouseDClick(
            panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
    assert opened.args == [item.id]


def test_enter_on_what_cannot_be_opened_goes_to_its_actions(
    panel: OutboxPanel, show: Show, qtbot: QtBot
) -> None:
    show(Overview(needs_you=(ASKING,)))
    select(panel, ASKING)
    with qtbot.assertNotEmitted(panel.open_requested):
        press(panel, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Send again"


def test_only_a_person_can_decide_whether_it_arrived(
    panel: OutboxPanel, show: Show, qtbot: QtBot
) -> None:
    show(Overview(needs_you=(ASKING,)))
    select(panel, ASKING)
    assert "It may already be in nodestash." in shown_texts(panel)
    assert buttons(panel)[:2] == ["Send again", "Mark as sent"]
    for action, signal in (
        (Action.SEND_AGAIN, panel.send_again_requested),
        (Action.MARK_SENT, panel.mark_sent_requested),
    ):
        with qtbot.waitSignal(signal) as asked:
            panel.actions_bar.button(action).click()
        assert asked.args == [ASKING.id]


def test_nothing_is_asked_about_an_ordinary_item(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    assert "It may already be in nodestash." not in shown_texts(panel)
    assert buttons(panel) == ["Open", "Try now", "Repeat", "Discard"]


def test_actions_can_be_reached_with_tab(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    press(panel, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Open"


def test_a_head_has_no_actions(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    press(panel, Qt.Key.Key_Up)
    assert not panel.actions_bar.isVisible()


# The offscreen platform has no stack of windows and no keyboard that a menu could grab.
@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_the_menu_key_offers_what_is_allowed(panel: OutboxPanel, show: Show) -> None:
    item = made_item(state=State.SENT, server_id="act_1")
    show(Overview(sent_today=(item,)))
    select(panel, item)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(panel.view, event)
    menu = panel.view.findChild(QMenu)
    assert menu is not None
    assert [entry.text() for entry in menu.actions()] == ["Repeat", "", "Copy nodestash id"]
    menu.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text() == "act_1"
    menu.close()


def test_delete_discards_and_the_way_back_stands_beside_it(
    panel: OutboxPanel, show: Show, qtbot: QtBot
) -> None:
    first, second = made_item("First"), made_item("Second")
    show(Overview(waiting=(first, second)))
    select(panel, first)
    with qtbot.waitSignal(panel.discard_requested) as asked:
        press(panel, Qt.Key.Key_Delete)
    assert asked.args == [first.id]
    assert not panel.undo_bar.isVisible()
    gone = replace(first, state=State.DISCARDED)
    show(Overview(waiting=(second,), discarded=(gone,)))
    assert panel.undo_bar.isVisible()
    assert "Discarded “First”" in shown_texts(panel)
    assert current(panel) == "Second"
    with qtbot.waitSignal(panel.restore_requested) as asked:
        panel.undo_bar.findChildren(QPushButton)[0].click()
    assert asked.args == [first.id]
    assert not panel.undo_bar.isVisible()


def test_the_way_back_goes_when_the_item_is_back_or_gone(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    press(panel, Qt.Key.Key_Delete)
    show(Overview(discarded=(replace(item, state=State.DISCARDED),)))
    assert panel.undo_bar.isVisible()
    show(Overview(waiting=(item,)))
    assert not panel.undo_bar.isVisible()


@pytest.mark.parametrize("state", [State.SENDING, State.SENT])
def test_what_cannot_be_discarded_is_not(
    panel: OutboxPanel, show: Show, qtbot: QtBot, state: State
) -> None:
    item = made_item(state=state)
    show(Overview(waiting=(item,)) if state is State.SENDING else Overview(sent_today=(item,)))
    select(panel, item)
    with qtbot.assertNotEmitted(panel.discard_requested):
        press(panel, Qt.Key.Key_Delete)


def test_sections_close_and_open_by_keyboard(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,), drafts=(made_draft(),)))
    select(panel, item)
    press(panel, Qt.Key.Key_Left)
    assert current(panel) == "head waiting"
    press(panel, Qt.Key.Key_Left)
    assert row_names(panel.view)[:2] == ["Waiting, 1, collapsed", "Drafts, 1, expanded"]
    assert current(panel) == "head waiting"
    press(panel, Qt.Key.Key_Right)
    assert row_names(panel.view)[0] == "Waiting, 1, expanded"
    press(panel, Qt.Key.Key_Space)
    assert row_names(panel.view)[0] == "Waiting, 1, collapsed"
    press(panel, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert current(panel) == "Call back"


def test_a_click_on_a_head_closes_its_section(panel: OutboxPanel, show: Show) -> None:
    show(Overview(waiting=(made_item(),)))
    place = panel.view.visualRect(panel.view.model().index(0, 0)).center()
    QTest.mouseClick(
        panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert row_names(panel.view) == ["Waiting, 1, collapsed"]


def test_a_discarded_item_can_be_restored_from_its_section(
    panel: OutboxPanel, show: Show, qtbot: QtBot
) -> None:
    item = made_item(state=State.DISCARDED)
    show(Overview(discarded=(item,)))
    press(panel, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert buttons(panel) == ["Restore"]
    with qtbot.waitSignal(panel.restore_requested) as asked:
        panel.actions_bar.button(Action.RESTORE).click()
    assert asked.args == [item.id]
