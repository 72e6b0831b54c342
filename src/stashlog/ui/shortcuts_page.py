"""The list of keys (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stashlog.ui.theme import SPACE, scale_of, set_role
from stashlog.wording import shortcuts as words
from stashlog.wording.form import key_words

_WIDTH = 520
_HEIGHT = 520


class ShortcutsPage(QDialog):
    """Shows every key and what it does; made when it is first asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.TITLE)
        scale = scale_of(self.font())
        self.resize(round(_WIDTH * scale), round(_HEIGHT * scale))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(_page())
        close = QPushButton(words.CLOSE)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(6 * SPACE, 0, 6 * SPACE, 0)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 5 * SPACE)
        column.addWidget(area, 1)
        column.addLayout(foot)
        close.setFocus()


def native_key(key: str) -> str:
    """Write a key as this operating system does; a word that is no key stays as it is."""
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    return key_words(sequence.toString(QKeySequence.SequenceFormat.NativeText) or key)


def _page() -> QWidget:
    page = QWidget()
    set_role(page, "page")
    grid = QGridLayout(page)
    grid.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 2 * SPACE)
    grid.setHorizontalSpacing(5 * SPACE)
    grid.setVerticalSpacing(2 * SPACE)
    grid.setColumnStretch(1, 1)
    for title, lines in words.GROUPS:
        number = grid.rowCount()
        heading = _label(title, "title")
        heading.setContentsMargins(0, 2 * SPACE if number > 1 else 0, 0, 0)
        grid.addWidget(heading, number, 0, 1, 2)
        for offset, (keys, meaning) in enumerate(lines, start=1):
            shown = " · ".join(native_key(key) for key in keys)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(_label(shown, "key"), number + offset, 0, top)
            grid.addWidget(_label(meaning, "muted"), number + offset, 1, top)
    grid.setRowStretch(grid.rowCount(), 1)
    return page


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "muted")
    set_role(label, role)
    return label
