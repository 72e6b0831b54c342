"""A button with an icon that follows theme and text size."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton

from stashlog.ui.icons import icon, icon_pixels
from stashlog.ui.theme import set_role, tokens_of
from stashlog.wording import form as words


class IconButton(QPushButton):
    """An icon alone, or before a label.

    Args:
        icon_name: The drawing.
        label: Its text, with the mark of its letter; empty for an icon alone.
        said: What it is called where it has no label.
    """

    def __init__(self, icon_name: str, label: str = "", said: str = "") -> None:
        super().__init__(label)
        self._icon_name = icon_name
        self._drawn: tuple[str, int] | None = None
        set_role(self, "link" if label else "quiet")
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        if label:
            self.setAccessibleName(words.plain(label))
        else:
            self.say(said)
        self._draw()

    def say(self, name: str) -> None:
        """Name a button that has no label."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the icon again after a change of theme or text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        tokens, pixels = tokens_of(self), icon_pixels()
        colour = tokens.accent if self.text() else tokens.muted
        if (colour, pixels) == self._drawn:
            return
        self._drawn = (colour, pixels)
        self.setIcon(icon(self._icon_name, colour, pixels))
        self.setIconSize(QSize(pixels, pixels))
