"""What an update of the panel leaves alone: the user's place, and rows that did not change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import State
from stashlog.services.overview import Overview
from stashlog.ui.outbox.panel import OutboxPanel
from tests.support.items import NOON, later, made_item
from tests.support.rows import row_names
from tests.ui.outbox.conftest import Clock
from tests.ui.outbox.driving import Show, buttons, current, press, select


def test_the_selection_follows_an_item_that_is_sent(panel: OutboxPanel, show: Show) -> None:
    first, second = made_item("First"), made_item("Second")
    show(Overview(waiting=(first, second)))
    select(panel, first)
    show(Overview(waiting=(second,), sent_today=(replace(first, state=State.SENT),)))
    assert current(panel) == "First"
    assert [index.row() for index in panel.view.selectedIndexes()] == [3]


def test_rows_are_painted_again_when_names_are_known(
    qtbot: QtBot, panel: OutboxPanel, show: Show
) -> None:
    show(Overview(waiting=(made_item(),)))
    model = panel.view.model()
    with qtbot.waitSignal(model.dataChanged, timeout=10_000) as told:
        panel.show_names()
    first, last, *_ = told.args
    assert (first.row(), last.row()) == (0, model.rowCount() - 1)


def test_where_the_current_item_is_gone_its_neighbour_takes_its_place(
    panel: OutboxPanel, show: Show
) -> None:
    first, second, third = made_item("First"), made_item("Second"), made_item("Third")
    show(Overview(waiting=(first, second, third)))
    select(panel, second)
    show(Overview(waiting=(first, third)))
    assert current(panel) == "Third"
    show(Overview(waiting=(first,)))
    assert current(panel) == "First"
    show(Overview())
    assert panel.view.current_row() is None
    assert not panel.actions_bar.isVisible()


def test_an_action_that_is_not_allowed_any_more_gives_the_focus_back_to_the_list(
    panel: OutboxPanel, show: Show
) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    panel.actions_bar.take_focus()
    show(Overview(waiting=(replace(item, state=State.SENDING),)))
    assert QApplication.focusWidget() is panel.view


def test_an_action_that_stays_keeps_the_focus(panel: OutboxPanel, show: Show) -> None:
    item = made_item()
    show(Overview(waiting=(item,)))
    select(panel, item)
    panel.actions_bar.take_focus()
    had = QApplication.focusWidget()
    show(Overview(waiting=(replace(item, request_id="req_1"),)))
    assert "Copy request id" in buttons(panel)
    assert QApplication.focusWidget() is had


def test_the_list_stays_where_it_was_scrolled_to_when_something_comes_in_above(
    panel: OutboxPanel, show: Show
) -> None:
    sent = tuple(made_item(str(n), state=State.SENT) for n in range(60))
    show(Overview(sent_today=sent))
    bar = panel.view.verticalScrollBar()
    bar.setValue(700)
    before = top_row(panel)
    show(Overview(waiting=(made_item(),), sent_today=(made_item(state=State.SENT), *sent)))
    assert top_row(panel) == before
    assert bar.value() > 700


def top_row(panel: OutboxPanel) -> tuple[str, int]:
    number = panel.view.visible_numbers()[0]
    index = panel.view.model().index(number, 0)
    return str(index.data()), panel.view.visualRect(index).top()


def test_a_list_at_its_beginning_shows_what_comes_in_there(panel: OutboxPanel, show: Show) -> None:
    sent = tuple(made_item(str(n), state=State.SENT) for n in range(60))
    show(Overview(sent_today=sent))
    show(Overview(needs_you=(made_item(state=State.NEEDS_YOU),), sent_today=sent))
    assert panel.view.verticalScrollBar().value() == 0


OFFLINE = {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON, later(42))}


def test_the_clock_is_watched_only_while_something_visible_counts_down(
    panel: OutboxPanel, show: Show, clock: Clock
) -> None:
    show(Overview(waiting=(made_item(),)))
    assert not panel.is_ticking()
    show(Overview(waiting=(made_item(),), gates=OFFLINE))
    assert panel.is_ticking()
    panel.hide()
    assert not panel.is_ticking()
    panel.show()
    assert panel.is_ticking()
    clock.advance(43)
    panel.tick()
    assert not panel.is_ticking()


def test_a_countdown_out_of_sight_rests(panel: OutboxPanel, show: Show) -> None:
    sent = tuple(made_item(str(n), state=State.SENT) for n in range(60))
    show(Overview(waiting=(made_item(),), sent_today=sent, gates=OFFLINE))
    bar = panel.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not panel.is_ticking()
    bar.setValue(0)
    assert panel.is_ticking()


def test_a_tick_shows_the_new_time_without_laying_the_list_out_again(
    panel: OutboxPanel, show: Show, clock: Clock, qtbot: QtBot
) -> None:
    show(Overview(waiting=(made_item(),), gates=OFFLINE))
    before = panel.view.grab().toImage()
    clock.advance(5)
    with qtbot.assertNotEmitted(panel.view.model().dataChanged):
        panel.tick()
    assert panel.view.grab().toImage() != before
    assert row_names(panel.view)[1].endswith("Next try in 0:37")


def test_ten_thousand_items_cost_no_more_than_what_is_shown_of_them(
    panel: OutboxPanel, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []
    delegate = panel.view.itemDelegate()
    real = type(delegate).sizeHint

    def counted(*arguments: Any) -> QSize:  # noqa: ANN401 - what Qt passes
        measured.append(1)
        return real(*arguments)

    monkeypatch.setattr(type(delegate), "sizeHint", counted)
    waiting = tuple(made_item(id=str(n)) for n in range(10_000))
    show(Overview(waiting=waiting))
    panel.view.grab()
    assert panel.view.model().rowCount() == 202
    assert len(measured) < 2_000
    assert row_names(panel.view)[-1] == "Show more (9,800 hidden)"


def test_show_more_uncovers_more_and_the_user_stays_where_they_were(
    panel: OutboxPanel, show: Show
) -> None:
    show(Overview(waiting=tuple(made_item(str(n)) for n in range(300))))
    press(panel, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return)
    assert panel.view.model().rowCount() == 301
    assert current(panel) == "200"
