"""The guard at the form: quiet lines where links contradict each other or something is repeated."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.domain.directory import Kind
from stashlog.domain.entry import Entry
from stashlog.services.capture import Logged
from stashlog.services.desk import Desk
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.wording.window import OPEN

PAUSE = 150
"""Milliseconds after a change until the form is looked at again."""

LINES = (*(kind.field for kind in Kind), "subject")
"""The fields at which the guard speaks."""


class GuardFlow(QObject):
    """Looks at links and repetitions while something is typed; nothing waits for it.

    Signals:
        noticed: A `Notice`: what was logged a moment ago has links that contradict each other.
    """

    noticed = Signal(object)

    def __init__(
        self, form: EntryForm, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._form, self._flow, self._session = form, flow, session
        self._seen: tuple[Entry, str | None] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._look)
        form.edited.connect(self._pause.start)
        form.filled.connect(self._turned)
        flow.logged.connect(self._look_back)

    def _turned(self) -> None:
        """Forget what was said of an entry that is not in the form any more."""
        self._seen = None
        self._show_lines({})
        self._pause.start()

    def _look(self) -> None:
        seen = self._form.entry(), self._flow.item_id
        bare = _bare(seen[0]), seen[1]
        if bare != self._seen:
            self._seen = bare
            now = self._session.parts.clock()
            self._session.ask(
                lambda desk: _doubts(desk, seen[0], now, seen[1]), self._show, changes=False
            )

    def _show(self, doubts: dict[str, str]) -> None:
        if self._seen == (_bare(self._form.entry()), self._flow.item_id):
            self._show_lines(doubts)

    def _show_lines(self, doubts: dict[str, str]) -> None:
        for field in LINES:
            self._form.show_note(field, "guard", doubts.get(field, ""))

    def _look_back(self, logged: Logged) -> None:
        """Tell of contradictions that were logged before they could be read at their field."""
        from stashlog.services.guard import contradictions

        entry = logged.item.entry
        if any(getattr(entry, kind.field) for kind in Kind):
            self._session.ask(
                lambda desk: contradictions(desk, entry),
                lambda doubts: self._tell(doubts, logged.item.id),
                changes=False,
            )

    def _tell(self, doubts: dict[str, str], item_id: str) -> None:
        if doubts:
            self.noticed.emit(
                Notice(" ".join(doubts.values()), OPEN, lambda: self._flow.open(item_id))
            )


def _bare(entry: Entry) -> Entry:
    """Return what the guard looks at; the rest may change without another look."""
    return Entry(entry.type, entry.subject, "", entry.contact_id, entry.company_id, entry.deal_id)


def _doubts(desk: Desk, entry: Entry, now: datetime, item_id: str | None) -> dict[str, str]:
    from stashlog.services.guard import contradictions, logged_before

    return {**logged_before(desk, entry, now, item_id), **contradictions(desk, entry)}
