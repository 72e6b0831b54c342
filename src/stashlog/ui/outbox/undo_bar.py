"""The way back after a discard: it stays until it is used, or until something else is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from stashlog.ui.announce import announce
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import outbox as words


class UndoBar(QFrame):
    """Says what was discarded, beside the button that brings it back.

    Signals:
        undo_requested: the id of the discarded item.
    """

    undo_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self._item_id = ""
        self._label = ElidedLabel()
        self._button = QPushButton(words.UNDO)
        set_role(self._button, "link")
        self._button.setObjectName("outbox_undo")
        self._button.clicked.connect(self._undo)
        line = QHBoxLayout(self)
        line.setContentsMargins(5 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        line.setSpacing(2 * SPACE)
        line.addWidget(self._label, 1)
        line.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def item_id(self) -> str:
        """The item that can be brought back; empty where there is none."""
        return self._item_id

    def offer(self, item_id: str, subject: str) -> None:
        """Offer to bring an item back."""
        self._item_id = item_id
        self._label.set_text(words.discarded(subject))
        self.show()
        announce(self._label, words.discarded(subject))

    def withdraw(self) -> None:
        """Stop offering."""
        self._item_id = ""
        self.hide()

    def _undo(self) -> None:
        self.undo_requested.emit(self._item_id)
        self.withdraw()
