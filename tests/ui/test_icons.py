"""The drawings: all can be read, and take the colour that is asked for."""

from importlib.resources import files

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from stashlog.domain.activity import ActivityType
from stashlog.ui.icons import APP_ICON, app_icon, icon, paint_icon, pixmap
from stashlog.ui.icons.drawing import drawing

NAMES = sorted(
    file.name.removesuffix(".svg")
    for file in files("stashlog.ui.icons").iterdir()
    if file.name.endswith(".svg")
)


def colours(picture: QImage) -> set[str]:
    """Return the colours of all pixels that are fully covered."""
    found = set()
    for x in range(picture.width()):
        for y in range(picture.height()):
            colour = picture.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


def test_there_is_a_drawing_for_each_type_and_for_the_program() -> None:
    assert {*map(str, ActivityType), APP_ICON, "alert"} <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != APP_ICON])
@pytest.mark.usefixtures("qapp")
def test_a_drawing_takes_its_colour(name: str) -> None:
    assert colours(pixmap(name, "#ff0000", 72).toImage()) == {"#ff0000"}


@pytest.mark.usefixtures("qapp")
def test_the_programs_icon_has_its_own_colours() -> None:
    assert {"#2b59e0", "#ffffff"} <= colours(pixmap(APP_ICON, "#b3261e", 72).toImage())
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 256}


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_drawn_for_the_pixels_of_the_screen() -> None:
    picture = pixmap("call", "#000000", 18, ratio=1.5)
    assert (picture.width(), picture.devicePixelRatio()) == (27, 1.5)
    assert colours(picture.toImage()) == {"#000000"}


def test_a_checked_button_has_an_icon_of_its_own(qapp: QApplication) -> None:
    made = icon("call", "#111111", 32, chosen_colour="#2222ff")
    state = made.State
    ratio = qapp.devicePixelRatio()
    shown = [
        colours(made.pixmap(32, made.Mode.Normal, one).toImage()) for one in (state.Off, state.On)
    ]
    assert ratio == 1
    assert shown == [{"#111111"}, {"#2222ff"}]


@pytest.mark.usefixtures("qapp")
def test_painting_leaves_the_painter_as_it_was() -> None:
    canvas = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(canvas)
    painter.setPen(QColor("#123456"))
    paint_icon(painter, "call", "#b3261e", QRectF(0, 0, 20, 20))
    assert painter.pen().color().name() == "#123456"
    assert painter.transform().isIdentity()
    painter.end()


def test_an_unknown_drawing_is_an_error_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        drawing("no such drawing")
