"""Log now, link later: the choice at the form, and the match after a refresh of the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.refresh_quota import Progress
from stashlog.services.capture import Logged
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import short_name
from stashlog.ui.session import Session
from stashlog.wording import links as words

FIELD = "contact_id"


class LaterChoice:
    """Asks once whether an unknown contact is kept as text; logging again says yes.

    Args:
        read: Raises InvalidEntryError for an entry that cannot be logged.
    """

    def __init__(self, read: Callable[[Entry], object]) -> None:
        self._read = read
        self._asked: Entry | None = None

    def chosen(self, entry: Entry) -> bool:
        """Whether the user, having been asked, wants this entry logged without its link."""
        return self._asked == entry and self._possible(entry)

    def errors(self, entry: Entry, error: InvalidEntryError) -> Mapping[str, str]:
        """Return what is wrong, with the question where nothing else is."""
        if error.field_errors.keys() != {FIELD} or not self._possible(entry):
            return error.field_errors
        self._asked = entry
        return {FIELD: words.keep_as_text(entry.contact_id.strip())}

    def _possible(self, entry: Entry) -> bool:
        """Whether the contact is a name, and everything else can be logged."""
        text = entry.contact_id.strip()
        if not text or text.startswith("ct_"):
            return False
        try:
            self._read(replace(entry, contact_id=""))
        except InvalidEntryError as error:
            return error.field_errors.keys() == {"subject"} and not entry.subject.strip()
        return True


class LaterFlow(QObject):
    """Looks after every refresh whether a contact is known by now for whom something waits.

    Signals:
        noticed: A `Notice` for the window to show.
    """

    noticed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: datetime | None = None
        session.directory_changed.connect(self._refreshed)

    def _refreshed(self, progress: Progress) -> None:
        if progress.ended_at is None or progress.ended_at == self._seen:
            return
        self._seen = progress.ended_at
        # Only now: nothing waits for a link at most starts.
        from stashlog.services.link_later import link_waiting

        self._session.ask(link_waiting, self._linked)

    def _linked(self, logged: list[Logged]) -> None:
        for one in logged:
            self.noticed.emit(Notice(words.linked_now(short_name(one.item))))
