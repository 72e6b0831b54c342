"""The metadata: rows of key and value."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.ui.form.icon_button import IconButton
from stashlog.ui.theme import SPACE
from stashlog.wording import form as words

if TYPE_CHECKING:
    from stashlog.ui.form.metadata_row import MetadataRow


class MetadataField(QWidget):
    """Starts without rows; "Add a detail" makes one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[MetadataRow] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2 * SPACE)
        self._add = IconButton("add", words.ADD_DETAIL)
        self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._add.clicked.connect(self._add_by_hand)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a label's buddy needs one

    def value(self) -> tuple[tuple[str, str], ...]:
        """Return the rows exactly, without those that were added and left blank."""
        return tuple(row.value() for row in self._rows if row.counts)

    def set_value(self, rows: Iterable[tuple[str, str]]) -> None:
        """Replace the rows by these, exactly."""
        for row in list(self._rows):
            self._drop(row)
        for key, content in rows:
            self._append().set_value(key, content)
        self._renumber()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the focus on; a focus proxy would send Tab round in a circle."""
        self.stops()[0].setFocus(event.reason())

    def stops(self) -> list[QWidget]:
        """Return what can have the focus, in order; an error is told at each of them."""
        return [*(stop for row in self._rows for stop in row.stops()), self._add]

    def _add_by_hand(self) -> None:
        row = self._append()
        self._renumber()
        row.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self) -> MetadataRow:
        from stashlog.ui.form.metadata_row import MetadataRow

        row = MetadataRow()
        self._box.insertWidget(len(self._rows), row)
        # Tab reaches new widgets last of all: first move them behind the button, then it behind.
        for first, second in pairwise((self._add, *row.stops(), self._add)):
            QWidget.setTabOrder(first, second)
        self._rows.append(row)
        row.show()
        row.changed.connect(self.changed)
        row.removal_wanted.connect(lambda: self._remove(row))
        return row

    def _remove(self, row: MetadataRow) -> None:
        """Remove a row; the next one, or the button, gets the focus."""
        position = self._rows.index(row)
        counted = row.counts
        following = self._rows[position + 1].key if position + 1 < len(self._rows) else self._add
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(row)
        self._renumber()
        if counted:
            self.changed.emit()

    def _drop(self, row: MetadataRow) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _renumber(self) -> None:
        """Name the rows by their position."""
        for number, row in enumerate(self._rows, start=1):
            row.set_number(number)
