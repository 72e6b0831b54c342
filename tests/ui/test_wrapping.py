"""Plain text that wraps anywhere if it must."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from stashlog.ui.wrapping import WrapLabel, WrappedText, icon_side

LONG = "Donaudampfschifffahrtsgesellschaft" * 4


@pytest.fixture
def font(qapp: object) -> QFont:
    del qapp
    made = QFont("Inter")
    made.setPixelSize(13)
    return made


def wrapped(text: str, font: QFont, width: int) -> WrappedText:
    return WrappedText(text, font, width, mirrored=False)


def inked(image: QImage) -> set[tuple[int, int]]:
    """Return the pixels that differ from the middle of the bottom line."""
    ground = image.pixelColor(image.width() // 2, image.height() - 1)
    every = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {(x, y) for x, y in every if image.pixelColor(x, y) != ground}


def painted(font: QFont, *, mirrored: bool = False, underlined: int = 0) -> QImage:
    """Paint short words into a picture of 200 by 40."""
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    text = WrappedText("i i i", font, 200, mirrored=mirrored, underlined=underlined)
    text.draw(painter, QPointF(0, 0))
    painter.end()
    return image


def test_one_long_word_is_broken_rather_than_widening_the_window(font: QFont) -> None:
    line = wrapped("x", font, 200).height
    assert wrapped(LONG, font, 200).height > 3 * line


def test_line_ends_start_new_lines(font: QFont) -> None:
    line = wrapped("x", font, 200).height
    assert wrapped("x\nx\nx", font, 200).height > 2 * line


def test_lines_start_at_the_side_of_the_window_s_direction(font: QFont) -> None:
    left = inked(painted(font))
    right = inked(painted(font, mirrored=True))
    assert max(x for x, _ in left) < 100 < min(x for x, _ in right)


def test_as_many_characters_as_asked_for_are_underlined(font: QFont) -> None:
    ink = [len(inked(painted(font, underlined=n))) for n in (0, 1, 5)]
    assert ink == sorted(set(ink))


@pytest.mark.usefixtures("qapp")
def test_a_label_needs_more_height_where_there_is_less_width(qtbot: QtBot) -> None:
    label = WrapLabel(LONG)
    qtbot.addWidget(label)
    assert label.hasHeightForWidth()
    assert label.heightForWidth(100) > 2 * label.heightForWidth(400)
    assert label.minimumSizeHint().width() < 100


@pytest.mark.usefixtures("qapp")
def test_a_label_asks_for_one_line_unless_it_would_be_a_very_wide_one(qtbot: QtBot) -> None:
    short, long = WrapLabel("Short"), WrapLabel("word " * 1_000)
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    metrics = QFontMetrics(short.font())
    assert short.sizeHint().width() == metrics.horizontalAdvance("Short") + 1
    assert long.sizeHint().width() < metrics.horizontalAdvance("word " * 50)
    assert long.sizeHint().height() > 10 * short.sizeHint().height()


@pytest.mark.usefixtures("qapp")
def test_an_icon_takes_its_room_from_the_text(qtbot: QtBot) -> None:
    bare, marked = WrapLabel("Offline"), WrapLabel("Offline", "offline")
    qtbot.addWidget(bare)
    qtbot.addWidget(marked)
    assert marked.sizeHint().width() >= bare.sizeHint().width() + icon_side(marked)


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@pytest.mark.usefixtures("qapp")
def test_an_icon_is_drawn_where_lines_start(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    label = WrapLabel("", "alert")
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    label.resize(200, 30)
    columns = {x for x, _ in inked(label.grab().toImage())}
    assert columns
    starts_left = direction == Qt.LayoutDirection.LeftToRight
    assert max(columns) < 100 if starts_left else min(columns) > 100
