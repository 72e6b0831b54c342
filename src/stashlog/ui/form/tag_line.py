"""The text field in which a tag is typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from stashlog.ui.theme import SPACE, set_role


class TagLine(QLineEdit):
    """Tells the tags field about keys that a text field does not know."""

    finished = Signal()
    """Enter was pressed, or the field was left."""
    removal_wanted = Signal()
    """Backspace was pressed in the empty field."""
    back_wanted = Signal()
    """The arrow key towards the tags was pressed at the beginning of the field."""
    entered = Signal()
    """The focus came."""
    left = Signal()
    """The focus went."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bare")
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the width of the text, so that the tags wrap as late as possible."""
        text = self.text() or self.placeholderText()
        width = QFontMetrics(self.font()).horizontalAdvance(text) + 4 * SPACE
        return QSize(width, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that mean something for tags."""
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.removal_wanted.emit()
        elif event.key() == back and not self.cursorPosition() and not self.hasSelectedText():
            self.back_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.DeleteCompleteLine):
            event.ignore()  # it is the window's Ctrl+U
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the frame, which draws the focus ring."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the frame; what stands in the field becomes a tag unless only a popup opened."""
        super().focusOutEvent(event)
        self.left.emit()
        kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in kept:
            self.finished.emit()
