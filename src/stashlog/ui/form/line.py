"""A one-line text field that gives back exactly what it was given."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from stashlog.ui.form.exact import ExactText

_NO_LIMIT = 2**31 - 1


class ExactLine(QLineEdit):
    """Keeps every character and any length; Enter does nothing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._exact = ExactText()
        self.setMaxLength(_NO_LIMIT)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text exactly."""
        return self._exact.read(self.text())

    def set_value(self, text: str) -> None:
        """Replace the text and show its beginning."""
        self.setText(text)
        self._exact.given(text, self.text())
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave Ctrl+U to the window: on X11 Qt would empty the field."""
        if event.matches(QKeySequence.StandardKey.DeleteCompleteLine):
            event.ignore()
        else:
            super().keyPressEvent(event)
