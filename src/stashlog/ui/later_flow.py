"""Log now, link later: the choice at the form, and the match after a refresh of the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.refresh_quota import Progress
from stashlog.services.capture import Logged
from stashlog.services.link_later import link_waiting, typed_links
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import short_name
from stashlog.ui.session import Session
from stashlog.wording import links as words


class LaterChoice:
    """Asks once whether an unknown contact, company or deal is kept as text.

    Logging again says yes.

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
        texts = typed_links(entry)
        if error.field_errors.keys() != texts.keys() or not self._possible(entry):
            return error.field_errors
        self._asked = entry
        return {field: words.keep_as_text(field, text) for field, text in texts.items()}

    def _possible(self, entry: Entry) -> bool:
        """Whether some links are names, and everything else can be logged."""
        texts = typed_links(entry)
        if not texts:
            return False
        without: dict[str, Any] = dict.fromkeys(texts, "")
        try:
            self._read(replace(entry, **without))
        except InvalidEntryError as error:
            return error.field_errors.keys() == {"subject"} and not entry.subject.strip()
        return True


class LaterFlow(QObject):
    """Looks after every refresh whether a record is known by now for which something waits.

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
        self._session.ask(link_waiting, self._linked)

    def _linked(self, logged: list[Logged]) -> None:
        for one in logged:
            self.noticed.emit(Notice(words.linked_now(short_name(one.item))))
