"""Icons: own drawings, in any colour and sharp at any scale.

The drawings are package data, beside this module, rather than in `resources`: so one path finds
them in a source checkout, in an installed wheel and in a bundle, with nothing to configure.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap

from stashlog.ui.icons.drawing import Drawing, drawing
from stashlog.ui.theme import scale_of

__all__ = ["APP_ICON", "ICON_PIXELS", "app_icon", "icon", "icon_pixels", "paint_icon", "pixmap"]

APP_ICON = "io.github.stashlog.Stashlog"
"""The drawing that stands for the program, named like the application id."""

ICON_PIXELS = 18
"""The side of an icon beside text of normal size, in device-independent pixels."""


def paint_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Draw an icon into a square, for delegates and widgets that paint themselves.

    Args:
        painter: Left as it was found.
        name: The drawing's file name without `.svg`.
        colour: For everything the drawing does not colour itself.
        box: Where, in the painter's coordinates.
    """
    picture = drawing(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / picture.side, box.height() / picture.side)
    _paint_shapes(painter, picture, colour)
    painter.restore()


def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon onto a transparent picture.

    Args:
        name: The drawing's file name without `.svg`.
        colour: For everything the drawing does not colour itself.
        pixels: The side in device-independent pixels.
        ratio: Device pixels for each of them.
    """
    picture = QPixmap(QSize(pixels, pixels) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, colour, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def icon(
    name: str, colour: str, pixels: int = ICON_PIXELS, *, chosen_colour: str | None = None
) -> QIcon:
    """Make an icon for a button or an action, sharp on every screen that is connected now.

    Args:
        name: The drawing's file name without `.svg`.
        colour: Of the drawing.
        pixels: The side in device-independent pixels; give the button the same icon size.
        chosen_colour: Of the drawing while the button is checked; None for the same colour.
    """
    result = QIcon()
    for ratio in _ratios():
        result.addPixmap(pixmap(name, colour, pixels, ratio))
        if chosen_colour is not None:
            chosen = pixmap(name, chosen_colour, pixels, ratio)
            result.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
    return result


def app_icon() -> QIcon:
    """Make the icon of the program, for windows and the tray."""
    result = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(pixmap(APP_ICON, "#ffffff", pixels))
    return result


def icon_pixels() -> int:
    """Return the side of an icon beside text of the size in force."""
    return round(ICON_PIXELS * scale_of(QGuiApplication.font()))


def _ratios() -> list[float]:
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})


def _paint_shapes(painter: QPainter, picture: Drawing, colour: str) -> None:
    for shape in picture.shapes:
        stroke, fill = (
            colour if value == "currentColor" else value for value in (shape.stroke, shape.fill)
        )
        if stroke == "none":
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
        else:
            painter.setPen(
                QPen(
                    QColor(stroke),
                    shape.width,
                    QtCore.Qt.PenStyle.SolidLine,
                    QtCore.Qt.PenCapStyle.RoundCap,
                    QtCore.Qt.PenJoinStyle.RoundJoin,
                )
            )
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush if fill == "none" else QColor(fill))
        painter.drawPath(shape.path)
