"""A tag in its pill, which is also the button that removes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from stashlog.ui.icons import paint_icon
from stashlog.ui.layouts import mirrored
from stashlog.ui.theme import SPACE, set_role, tokens_of
from stashlog.wording import form as words

_WIDEST_TEXT = 220
"""Pixels of a tag's text at most; what is longer is cut in its middle and shown by the tool tip."""

_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT, _RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right


class Chip(QAbstractButton):
    """One tag. The cross removes it with the mouse, Space, Delete or Backspace with the keyboard.

    Args:
        tag: Its exact text.
    """

    moved = Signal(int)
    """An arrow key leaves the chip: -1 towards the first one, 1 towards the text field."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        set_role(self, "chip")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(words.remove_tag(tag))
        self.setToolTip(_shown_as_it_is(tag))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the text, the cross and the space around them."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._shown()) + self._cross_side() + 5 * SPACE
        return QSize(width, metrics.height() + SPACE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Let a very narrow field cut the text."""
        return QSize(16 * SPACE, self.sizeHint().height()).boundedTo(self.sizeHint())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for another size with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Let only the cross react to the mouse, so that a click on the text removes nothing."""
        around = self._cross().adjusted(-SPACE, -SPACE, 2 * SPACE, SPACE)
        return around.contains(position.toPointF())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Remove the tag, or go to the next one."""
        forward, back = (_LEFT, _RIGHT) if self.isRightToLeft() else (_RIGHT, _LEFT)
        if event.key() in _REMOVE:
            self.click()
        elif event.key() in (forward, back):
            self.moved.emit(1 if event.key() == forward else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and call
        """Draw pill, text, cross and focus ring."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.accent_surface))
        ring = QPen(QColor(tokens.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        pill = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(tokens.accent))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._text_box(), flags, self._shown(self._text_box().width()))
        paint_icon(painter, "close", tokens.accent, self._cross())

    def _shown(self, width: float = _WIDEST_TEXT) -> str:
        """Return the text in one line, cut in its middle where it is too wide."""
        one_line = " ".join(self.tag.split())
        room = min(int(width), _WIDEST_TEXT)
        return QFontMetrics(self.font()).elidedText(one_line, Qt.TextElideMode.ElideMiddle, room)

    def _cross_side(self) -> int:
        return QFontMetrics(self.font()).height() - SPACE

    def _cross(self) -> QRectF:
        side = self._cross_side()
        box = QRect(self.width() - side - 2 * SPACE, (self.height() - side) // 2, side, side)
        return mirrored(self, box).toRectF()

    def _text_box(self) -> QRectF:
        width = self.width() - self._cross_side() - 5 * SPACE + 2
        box = QRect(10, 0, width, self.height())
        return mirrored(self, box).toRectF()


def _shown_as_it_is(text: str) -> str:
    """Write plain text for a tool tip, which would take what looks like HTML for HTML."""
    return f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
