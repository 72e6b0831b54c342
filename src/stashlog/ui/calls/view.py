"""The rows of the call list, and their keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from stashlog.domain.call_list import Call
from stashlog.ui.form.suggestion_delegate import SuggestionDelegate
from stashlog.ui.theme import set_role
from stashlog.wording import calls as words
from stashlog.wording.moments import short_moment

AnyIndex = QModelIndex | QPersistentModelIndex


class CallModel(QAbstractListModel):
    """The calls, each in two lines of text."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Sequence[Call] = ()
        self._texts: list[str] = []

    def show(self, calls: Sequence[Call], now: datetime) -> None:
        """Show these calls."""
        self.beginResetModel()
        self.calls = calls
        self._texts = [_text(call, now) for call in calls]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Count the calls."""
        return 0 if parent is not None and parent.isValid() else len(self.calls)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a row's text, in one line for assistive technology."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._texts[index.row()].replace("\n", ", ")
        return None


class CallView(QListView):
    """Shows the calls; Enter and Delete ask for what others do.

    Signals:
        call_requested: Enter or a double click on a row.
        skip_requested: Delete on a row.
    """

    call_requested = Signal()
    skip_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = CallModel()
        self.setObjectName("call_list")
        set_role(self, "rows")
        self.setModel(self.rows)
        self._delegate = SuggestionDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(words.LIST_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _: self.call_requested.emit())

    def current(self) -> Call | None:
        """Return the call that has the keyboard's attention."""
        row = self.currentIndex().row()
        return self.rows.calls[row] if 0 <= row < len(self.rows.calls) else None

    def show_calls(self, calls: Sequence[Call], now: datetime) -> None:
        """Show other calls; the user stays at the same one, or at the one that took its place."""
        row, current = max(0, self.currentIndex().row()), self.current()
        self.rows.show(calls, now)
        keys = [call.key for call in calls]
        if current is not None and current.key in keys:
            row = keys.index(current.key)
        if calls:
            self.setCurrentIndex(self.rows.index(min(row, len(calls) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter calls, Delete takes off the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.call_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.skip_requested.emit()
        else:
            super().keyPressEvent(event)


def _text(call: Call, now: datetime) -> str:
    why = "" if call.due is None else words.due(call.task, short_moment(call.due, now))
    return words.row(call.name, why, call.phone, call.company)
