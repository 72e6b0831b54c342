"""Layouts that go on in a further line."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from stashlog.ui.layouts import ROW_GAP, FlowLayout, Row, flowing, mirrored
from stashlog.ui.theme import SPACE

HEIGHT = 20


def box(width: int) -> QWidget:
    made = QWidget()
    made.setFixedSize(width, HEIGHT)
    return made


class Elastic(QWidget):
    """Wants a width, and can do with any."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._width, HEIGHT)


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
    for one in (first, second, third):
        row.add(one)
    at_width(row, qtbot, 160 + SPACE)
    qtbot.waitUntil(lambda: first.y() < second.y() < third.y())
    second.hide()
    qtbot.waitUntil(lambda: third.y() == first.y() and first.x() < third.x())


@pytest.mark.usefixtures("qapp")
def test_what_can_do_with_less_keeps_a_row_in_one_line(qtbot: QtBot) -> None:
    row, long, short = Row(SPACE), Elastic(300), box(80)
    row.add(long, 1, least=100)
    row.add(short)
    at_width(row, qtbot, 200 + SPACE)
    qtbot.waitUntil(lambda: long.y() == short.y() and long.x() < short.x())
    row.resize(179 + SPACE, 200)
    qtbot.waitUntil(lambda: short.y() > long.y())


@pytest.mark.usefixtures("qapp")
def test_what_flows_leaves_no_room_for_what_is_hidden_and_stretches_what_is_shown_last(
    qtbot: QtBot,
) -> None:
    outer, first, second, third = QWidget(), box(80), Elastic(80), box(80)
    flow = FlowLayout(outer, SPACE, stretch_last=True)
    for one in (first, second, third):
        flow.addWidget(one)
    third.hide()
    at_width(outer, qtbot, 300)
    qtbot.waitUntil(lambda: (second.x(), second.width()) == (80 + SPACE, 300 - 80 - SPACE))
    first.hide()
    qtbot.waitUntil(lambda: (second.x(), second.width()) == (0, 300))
