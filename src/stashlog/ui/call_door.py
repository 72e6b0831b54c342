"""The way to the call list: a button, two keys, and what every logged call takes off the list.

The list itself is loaded when it is first opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from stashlog.domain.vocabulary import ActivityType
from stashlog.services.capture import Logged
from stashlog.services.desk import Desk
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.main_window import MainWindow
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.ui.theme import set_role
from stashlog.wording import calls as words

if TYPE_CHECKING:
    from stashlog.ui.calls.flow import CallFlow


class CallDoor(QObject):
    """Opens the call list, and keeps its count.

    Attributes:
        button: For the status line.

    Signals:
        noticed: A `Notice` for the window to show.
        ended: Nobody is on the phone any more.
    """

    noticed = Signal(object)
    ended = Signal()

    def __init__(
        self, window: MainWindow, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._flow, self._session = window, flow, session
        self._calls: CallFlow | None = None
        self.button = QPushButton(words.TITLE)
        self.button.setObjectName("calls")
        set_role(self.button, "link")
        self.button.clicked.connect(self.open)
        flow.logged.connect(self._logged)

    def open(self) -> None:
        """Show the call list."""
        self._loaded().show()

    def count(self) -> None:
        """Say on the button how many calls are to be made."""
        self._session.ask(_count, self._show_count, changes=False)

    def pick(self) -> None:
        """Put the contact that stands in the form on the list."""
        contact_id = self._window.form.entry().contact_id.strip()
        if not _is_contact(contact_id):
            self.noticed.emit(Notice(words.PICK_FIRST))
            return
        self._session.ask(
            lambda desk: _pick(desk, contact_id), lambda _: self._picked(), changes=False
        )

    def _picked(self) -> None:
        self._window.form.show_hint(words.ON_LIST)
        self.count()

    def _show_count(self, count: int) -> None:
        self.button.setText(words.button(count))

    def _loaded(self) -> CallFlow:
        if self._calls is None:
            from stashlog.ui.calls.flow import CallFlow

            self._calls = CallFlow(self._window, self._flow, self._session, self)
            self._calls.noticed.connect(self.noticed)
            self._calls.ended.connect(self.ended)
            self._calls.counted.connect(self._show_count)
        return self._calls

    def _logged(self, logged: Logged) -> None:
        """Take whoever was called off the list, wherever the call was logged from."""
        entry = logged.item.entry
        contact_id = entry.contact_id.strip()
        if entry.type != ActivityType.CALL or not _is_contact(contact_id):
            if entry.type == ActivityType.TASK or logged.follow_up is not None:
                self.count()
            return
        row = None if self._calls is None else self._calls.row_of(entry)
        self._session.ask(
            lambda desk: _called(desk, contact_id, row), lambda _: self._go_on(row), changes=False
        )

    def _go_on(self, row: str | None) -> None:
        if row is not None and self._calls is not None:
            self._calls.logged(row)
        else:
            self.count()


def _is_contact(link: str) -> bool:
    from stashlog.domain.directory import Kind, kind_of

    return kind_of(link) is Kind.CONTACT


def _count(desk: Desk) -> int:
    from stashlog.services.call_list import CallList

    return CallList(desk).count()


def _pick(desk: Desk, contact_id: str) -> None:
    from stashlog.services.call_list import CallList

    CallList(desk).pick(contact_id)


def _called(desk: Desk, contact_id: str, row: str | None) -> None:
    from stashlog.services.call_list import CallList

    CallList(desk).called(contact_id, row)
