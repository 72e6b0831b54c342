"""Undo after logging: for some seconds one key or button takes it back, without delaying it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item
from stashlog.domain.reasons import ReasonCode
from stashlog.services.capture import Logged
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import short_name
from stashlog.ui.session import Session
from stashlog.wording import window as words
from stashlog.wording.reasons import reason_line


class UndoFlow(QObject):
    """Offers to take back what was logged last, and says how that ended.

    Signals:
        noticed: A `Notice` for the window to show.
    """

    noticed = Signal(object)

    def __init__(
        self, form: EntryForm, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._flow = flow
        self._session = session
        self._latest: Logged | None = None
        self._window = QTimer(self, singleShot=True)
        self._window.timeout.connect(self._withdraw)
        flow.logged.connect(self._offer)
        form.undo_requested.connect(self.take_back)
        session.item_settled.connect(self._settled)

    def take_back(self) -> None:
        """Bring the last activity back into the form; nothing of it stays in nodestash."""
        logged = self._latest
        if logged is None:
            return
        self._withdraw()
        follow_up = None if logged.follow_up is None else logged.follow_up.id
        self._session.ask(
            lambda desk: desk.actions.take_back(logged.item.id, follow_up),
            lambda back: self._taken(logged.entry, back),
            self._failed,
        )

    def _offer(self, logged: Logged) -> None:
        seconds = self._session.parts.settings.undo_seconds
        if seconds > 0:
            self._latest = logged
            self._form.offer_undo(offered=True)
            self._window.start(round(seconds * 1000))

    def _withdraw(self) -> None:
        self._latest = None
        self._window.stop()
        self._form.offer_undo(offered=False)

    def _taken(self, entry: Entry, back: Item | None) -> None:
        hint = words.TAKING_BACK if back is None else words.TAKEN_BACK
        self._flow.bring_back(entry, back, hint)

    def _failed(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))

    def _settled(self, item: Item) -> None:
        """Say how a wish ended, in one sentence."""
        code = None if item.reason is None else item.reason.code
        if code is ReasonCode.TAKEN_BACK:
            self._form.show_hint(words.TAKEN_BACK)
        elif code is ReasonCode.NOT_TAKEN_BACK:
            line = reason_line(item, {}, self._session.parts.clock())
            self.noticed.emit(Notice(words.about(short_name(item), line)))
