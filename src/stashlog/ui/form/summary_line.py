"""One line of the error summary."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from stashlog.ui.theme import SPACE, set_role, tokens_of
from stashlog.ui.wrapping import WrappedText
from stashlog.wording import form as words


class SummaryLine(QAbstractButton):
    """One line that jumps to its field; the field's name is underlined, the text wraps.

    Args:
        field: The form's field.
        message: What is wrong with it.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__()
        self.field = field
        self._name = words.plain(words.label(field))
        self._line = words.summary_line(self._name, message)
        self.setAccessibleName(self._line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self, "error_line")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def line(self) -> str:
        """The whole text; `text` would read an ampersand in it as a letter to press with Alt."""
        return self._line

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the text needs at a width."""
        return self._wrapped(width).height + SPACE

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one line."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._line[:200]) + 2 * SPACE
        return QSize(width, metrics.height() + SPACE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for little width: the text wraps."""
        return QSize(12 * SPACE, QFontMetrics(self.font()).height() + SPACE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for another size with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and call
        """Draw the text, and the focus ring around it."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setPen(QColor(tokens.accent if self.underMouse() else tokens.text))
        self._wrapped(self.width()).draw(painter, QPointF(SPACE, SPACE / 2))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), SPACE, SPACE)

    def _wrapped(self, width: int) -> WrappedText:
        return WrappedText(
            self._line,
            self.font(),
            width - 2 * SPACE,
            mirrored=self.isRightToLeft(),
            underlined=len(self._name),
        )
