"""The notes field: plain text, kept exactly."""

from __future__ import annotations

import re

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from stashlog.ui.form.exact import ExactText
from stashlog.ui.theme import SPACE

_LEAST_LINES = 3
_ENDLESS_WORD = r"\S{4000}"
"""Qt needs a minute to wrap 1 MiB without a space at words, but no time to wrap it anywhere."""


class NotesEdit(QPlainTextEdit):
    """Tab leaves it. What is read is what was typed or given: NBSP stays NBSP."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._exact = ExactText()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return the text exactly."""
        return self._exact.read(self._raw())

    def set_value(self, text: str) -> None:
        """Replace the text; it cannot be undone into the earlier one."""
        self._wrap_for(text)
        self.setPlainText(text)
        self._exact.given(text, self._raw())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for few lines; the layout gives what the other fields leave over."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Stay usable in a small window."""
        height = QFontMetrics(self.font()).lineSpacing() * _LEAST_LINES + 5 * SPACE
        return QSize(20 * SPACE, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Shift+Enter end a line as Enter does; Qt would insert a U+2028."""
        shift = event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier
        if shift and event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy exactly, too."""
        data = QMimeData()
        data.setText(_with_line_ends(self.textCursor().selectedText()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste text without its looks."""
        if source.hasText():
            self._wrap_for(source.text())
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Say whether there is text to paste."""
        return source.hasText()

    def _raw(self) -> str:
        """Read the document as it is; `toPlainText` would turn NBSP into a space."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return _with_line_ends(cursor.selectedText())

    def _wrap_for(self, text: str) -> None:
        if re.search(_ENDLESS_WORD, text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)


def _with_line_ends(text: str) -> str:
    return text.replace("\u2029", "\n")
