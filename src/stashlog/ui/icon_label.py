"""An icon beside text, in a colour of the look that is in force."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stashlog.ui.icons import ICON_PIXELS, paint_icon
from stashlog.ui.theme import scale_of, tokens_of


class IconLabel(QWidget):
    """Draws one icon; the text beside it says the same, so it has no name of its own.

    Args:
        name: The drawing's name.
        token: The name of the colour.
    """

    def __init__(self, name: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name = name
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grow with the text."""
        side = round(ICON_PIXELS * scale_of(self.font()))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and call
        """Draw it."""
        colour = getattr(tokens_of(self), self._token)
        side = self.sizeHint().width()
        paint_icon(QPainter(self), self._name, colour, QRectF(0, 0, side, side))
