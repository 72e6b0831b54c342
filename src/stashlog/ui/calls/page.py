"""The page with the call list: whom to call, and whom one is calling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stashlog.domain.call_list import Call
from stashlog.domain.durations import duration_text
from stashlog.ui.buttons import named_button
from stashlog.ui.calls import PICK_KEY
from stashlog.ui.calls.view import CallView
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.form.footer import key_text
from stashlog.ui.form.link_field import LinkField
from stashlog.ui.layouts import flowing
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import calls as words


class CallPage(QWidget):
    """Shows the call list; says what the user wants done.

    Attributes:
        add: Takes the name of somebody to call.
        view: The list.

    Signals:
        call_requested: The current row is to be called.
        stop_requested: The call is over.
        notes_requested: The form is wanted while the call goes on.
        skip_requested: The current row is to be taken off the list.
        back_requested: The form is wanted.
    """

    call_requested = Signal()
    stop_requested = Signal()
    notes_requested = Signal()
    skip_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add = LinkField()
        self.add.setObjectName("call_add")
        self.add.setAccessibleName(words.ADD.replace("&", ""))
        self.add.set_hint(words.ADD_HINT)
        self.view = CallView()
        self._call = named_button(words.CALL, "call_call", "primary")
        self._skip = named_button(words.SKIP, "call_skip")
        self._back = named_button(words.BACK, "call_back")
        self._stop = named_button(words.STOP, "call_stop", "primary")
        self._notes = named_button(words.NOTES, "call_notes")
        self._on_phone = ElidedLabel()
        self._on_phone.setObjectName("call_on_phone")
        set_role(self._on_phone, "title")
        self._empty = WrapLabel(words.LOADING)
        self._empty.setObjectName("call_empty")
        set_role(self._empty, "muted")
        self._calling = False
        self._idle_row = flowing(self._call, self._skip, self._back)
        self._busy_row = flowing(self._stop, self._notes)
        self._lay_out()
        self._connect()
        self.show_nobody()
        self.setFocusProxy(self.view)

    def show_calls(self, calls: Sequence[Call], now: datetime) -> None:
        """Show whom to call."""
        self.view.show_calls(calls, now)
        self.view.setVisible(bool(calls))
        self._empty.setText(f"{words.EMPTY}\n{words.empty_hint(key_text(PICK_KEY))}")
        self._empty.setVisible(not calls)
        self._call.setEnabled(bool(calls))
        self._skip.setEnabled(bool(calls))

    def show_on_phone(self, call: Call, seconds: int) -> None:
        """Show who is being called, and since when."""
        self._calling = True
        self._on_phone.set_text(words.on_the_phone(call.name, duration_text(seconds)))
        self._show_rows()

    def show_nobody(self) -> None:
        """Show that nobody is being called."""
        self._calling = False
        self._on_phone.set_text(words.TITLE)
        self._show_rows()

    def focus_first(self) -> None:
        """Go to the list, or to where somebody can be put on it."""
        (self.view if self.view.rows.calls else self.add).setFocus()

    def _show_rows(self) -> None:
        self._idle_row.setVisible(not self._calling)
        self._busy_row.setVisible(self._calling)

    def _enter(self) -> None:
        (self.stop_requested if self._calling else self.call_requested).emit()

    def _connect(self) -> None:
        self.view.call_requested.connect(self._enter)
        self.view.skip_requested.connect(self.skip_requested)
        for button, signal in (
            (self._call, self.call_requested),
            (self._skip, self.skip_requested),
            (self._back, self.back_requested),
            (self._stop, self.stop_requested),
            (self._notes, self.notes_requested),
        ):
            button.clicked.connect(signal)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_requested)

    def _lay_out(self) -> None:
        label = QLabel(words.ADD)
        label.setBuddy(self.add)
        set_role(label, "label")
        card = QFrame()
        set_role(card, "panel")
        column = QVBoxLayout(card)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._on_phone)
        column.addSpacing(SPACE)
        column.addWidget(label)
        column.addWidget(self.add)
        column.addSpacing(SPACE)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addSpacing(SPACE)
        column.addWidget(self._idle_row)
        column.addWidget(self._busy_row)
        # Without a list what takes its room is what is left below the buttons.
        column.addStretch(0)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        outside.addWidget(card)
