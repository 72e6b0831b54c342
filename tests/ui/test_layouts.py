"""Layouts that go on in a further line."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from stashlog.ui.layouts import ROW_GAP, FlowLayout, Row, flowing, mirrored
from stashlog.ui.theme import SPACE

HEIGHT = 20


def box(width: int) -> QWidget:
    made = QWidget()
    made.setFixedSize(width, HEIGHT)
    return made


def at_width(holder: QWidget, qtbot: QtBot, width: int) -> None:
    qtbot.addWidget(holder)
    holder.resize(width, 200)
    with qtbot.waitExposed(holder):
        holder.show()


@pytest.mark.usefixtures("qapp")
def test_widgets_flow_into_the_next_line_like_words(qtbot: QtBot) -> None:
    first, second, third = (box(100) for _ in range(3))
    holder = flowing(first, second, third)
    at_width(holder, qtbot, 250)
    assert first.pos() + QPoint(100 + 2 * SPACE, 0) == second.pos()
    assert third.pos() == QPoint(0, HEIGHT + 2 * SPACE)


@pytest.mark.usefixtures("qapp")
def test_a_flow_asks_for_the_height_of_its_lines_and_the_width_of_its_widest(
    qtbot: QtBot,
) -> None:
    holder = flowing(box(100), box(60))
    qtbot.addWidget(holder)
    assert holder.heightForWidth(160 + 2 * SPACE) == HEIGHT
    assert holder.heightForWidth(150) == 2 * HEIGHT + 2 * SPACE
    assert holder.minimumSizeHint().width() == 100
    assert holder.sizeHint().width() == 160 + 2 * SPACE


@pytest.mark.usefixtures("qapp")
def test_a_flow_grows_with_what_is_put_into_it_later(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, SPACE)
    at_width(holder, qtbot, 150)
    last, first = box(100), box(100)
    flow.addWidget(last)
    qtbot.waitUntil(lambda: holder.heightForWidth(150) == HEIGHT)
    flow.insert_widget(0, first)
    qtbot.waitUntil(lambda: holder.heightForWidth(150) == 2 * HEIGHT + SPACE)
    qtbot.waitUntil(lambda: first.y() < last.y())


@pytest.mark.usefixtures("qapp")
def test_the_last_widget_can_take_the_rest_of_its_line(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, SPACE, stretch_last=True)
    field = QLabel()
    flow.addWidget(box(100))
    flow.addWidget(field)
    at_width(holder, qtbot, 250)
    qtbot.waitUntil(lambda: field.width() == 250 - 100 - SPACE)


@pytest.mark.usefixtures("qapp")
def test_a_flow_starts_at_the_right_where_text_does(qtbot: QtBot) -> None:
    first, second = box(100), box(50)
    holder = flowing(first, second)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    at_width(holder, qtbot, 250)
    assert (first.x(), second.x()) == (150, 100 - 2 * SPACE)


@pytest.mark.usefixtures("qapp")
def test_a_mirrored_box_is_as_far_from_the_other_edge(qtbot: QtBot) -> None:
    widget, inner, place = QWidget(), QRect(10, 0, 100, 20), QRect(15, 3, 30, 10)
    qtbot.addWidget(widget)
    widget.resize(200, 50)
    assert mirrored(widget, place) == mirrored(None, place) == place
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert mirrored(widget, place, inner) == QRect(75, 3, 30, 10)
    assert mirrored(widget, place) == QRect(155, 3, 30, 10)


@pytest.mark.usefixtures("qapp")
def test_a_row_can_be_aligned_later(qtbot: QtBot) -> None:
    row, top, middle = Row(SPACE, aligned=False), box(50), box(50)
    row.add(top)
    row.add(middle, centred=True)
    at_width(row, qtbot, 300)
    row.align()
    qtbot.waitUntil(lambda: (top.y(), middle.y()) == (0, (row.height() - HEIGHT) // 2))


@pytest.mark.usefixtures("qapp")
def test_a_row_turns_into_a_column_where_the_width_does_not_suffice(qtbot: QtBot) -> None:
    row, first, second = Row(SPACE, least=100), box(80), box(80)
    row.add(first)
    row.add(second)
    at_width(row, qtbot, 200 + SPACE)
    qtbot.waitUntil(lambda: first.y() == second.y() and first.x() < second.x())
    row.resize(199 + SPACE, 200)
    qtbot.waitUntil(lambda: second.y() >= first.y() + HEIGHT + ROW_GAP)


@pytest.mark.usefixtures("qapp")
def test_a_row_leaves_no_room_for_what_is_hidden(qtbot: QtBot) -> None:
    row, first, second, third = Row(SPACE, least=80), box(20), box(20), box(20)
    row.add(second)
    row.add(third)
    row.insert(0, first)
    at_width(row, qtbot, 160 + SPACE)
    qtbot.waitUntil(lambda: first.y() < second.y() < third.y())
    second.hide()
    qtbot.waitUntil(lambda: third.y() == first.y() and first.x() < third.x())
