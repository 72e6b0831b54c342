"""Names behind ids, for rows: learnt from the directory as they are needed, never waited for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from stashlog.domain.activity import LINK_PREFIXES
from stashlog.domain.outbox import Item
from stashlog.services.overview import Overview
from stashlog.ui.session import Session


class Names(QObject):
    """Remembers the names of linked records.

    Signals:
        learnt: Names are known now that were not before; rows can be shown again.
    """

    learnt = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: dict[str, str] = {}
        self._asked: set[str] = set()

    def name_of(self, link: str) -> str | None:
        """Return the name behind an id, if it is known already."""
        return self._names.get(link)

    def look_up(self, overview: Overview) -> None:
        """Ask for the names in an overview that were not asked for yet."""
        wanted = {
            link
            for items in (
                overview.needs_you,
                overview.waiting,
                overview.checking,
                overview.sent_today,
                overview.drafts,
                overview.discarded,
            )
            for item in items
            for link in _links(item)
        } - self._asked
        if wanted:
            self._asked |= wanted
            self._session.ask(lambda desk: desk.directory.names(wanted), self._learn, changes=False)

    def forget_unknown(self) -> None:
        """Ask again for what was not known: the directory was refreshed."""
        self._asked = set(self._names)

    def _learn(self, names: Mapping[str, str]) -> None:
        if names:
            self._names.update(names)
            self.learnt.emit()


def _links(item: Item) -> list[str]:
    return [link for field in LINK_PREFIXES if (link := getattr(item.entry, field).strip())]
