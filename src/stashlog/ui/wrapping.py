"""Plain text that wraps anywhere if it must.

`QLabel` wraps only between words, so that one long word, as servers and pasted text have them,
makes the whole window wider.
"""

from __future__ import annotations

import math

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from stashlog.ui.icons import paint_icon
from stashlog.ui.theme import SPACE

_PREFERRED_CHARACTERS = 200
"""A label that says more wraps even where there is room for more."""


class WrappedText:
    """A laid out piece of plain text.

    Args:
        text: What to lay out; line ends in it start new lines.
        font: The font.
        width: The width of a line in pixels.
        mirrored: Whether lines start at the right, as the window's do; not how words are read.
        underlined: How many characters at the beginning are underlined.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: int,
        *,
        mirrored: bool,
        underlined: int = 0,
    ) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        sides = QtCore.Qt.AlignmentFlag
        option = QTextOption(sides.AlignRight if mirrored else sides.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        if underlined:
            self._layout.setFormats([_underline(underlined)])
        self.height = self._lay_out(max(width, 1))

    def draw(self, painter: QPainter, left_top: QPointF) -> None:
        """Draw the text in the painter's pen."""
        self._layout.draw(painter, left_top)

    def _lay_out(self, width: int) -> int:
        height = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        self._layout.endLayout()
        return math.ceil(height)


def _underline(length: int) -> QTextLayout.FormatRange:
    # Only here: PySide makes eleven enumerations for it (1.7 ms), and the first form needs none.
    from PySide6.QtGui import QTextCharFormat

    format_ = QTextCharFormat()
    format_.setFontUnderline(True)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = 0, length, format_
    return found


class WrapLabel(QLabel):
    """A label for plain text of any length and shape, with an icon before it if wanted.

    Args:
        text: What it says.
        icon_name: The drawing before the text.
    """

    def __init__(self, text: str = "", icon_name: str | None = None) -> None:
        super().__init__()
        self._icon_name = icon_name
        if text:
            self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text, whatever it contains as plain text."""
        if self.textFormat() != QtCore.Qt.TextFormat.PlainText:
            self.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        super().setText(text)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the text needs at a width; without one, that of a line."""
        if not self.text():
            return self.minimumSizeHint().height()
        margins = self.contentsMargins()
        return self._wrapped(width).height + margins.top() + margins.bottom()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for little width: the text wraps."""
        margins = self.contentsMargins()
        height = QFontMetrics(self.font()).height() + margins.top() + margins.bottom()
        return QSize(self._around() + 12 * SPACE, height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one line, unless that would be a very wide one."""
        metrics = QFontMetrics(self.font())
        longest = max(self.text().split("\n"), key=len)
        width = metrics.horizontalAdvance(longest[:_PREFERRED_CHARACTERS]) + 1 + self._around()
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and call
        """Draw icon and text in the label's own colour."""
        if not (self.text() or self._icon_name):
            return
        painter = QPainter(self)
        colour = self.palette().color(self.foregroundRole())
        painter.setPen(colour)
        margins = self.contentsMargins()
        left = margins.left() + (0 if self.isRightToLeft() else self._indent())
        self._wrapped(self.width()).draw(painter, QPointF(left, margins.top()))
        if self._icon_name:
            draw_leading_icon(painter, self, self._icon_name, colour)

    def _wrapped(self, width: int) -> WrappedText:
        room = width - self._around()
        return WrappedText(self.text(), self.font(), room, mirrored=self.isRightToLeft())

    def _indent(self) -> int:
        return icon_side(self) + SPACE if self._icon_name else 0

    def _around(self) -> int:
        """Return the width that is not the text's."""
        margins = self.contentsMargins()
        return margins.left() + margins.right() + self._indent()


def icon_side(widget: QWidget) -> int:
    """Return the side of an icon beside a widget's text: as high as a line."""
    return QFontMetrics(widget.font()).height() - SPACE // 2


def draw_leading_icon(painter: QPainter, widget: QWidget, name: str, colour: QColor) -> None:
    """Draw an icon before the first line of a widget's text, on the side where lines start."""
    side = icon_side(widget)
    left = widget.width() - side if widget.isRightToLeft() else 0
    box = QRect(left, (QFontMetrics(widget.font()).height() - side) // 2, side, side)
    paint_icon(painter, name, colour.name(), box.toRectF())
