"""The notice of a newer version, for those who want it: asked for once a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from stashlog.domain.activity import Json
from stashlog.services.desk import Desk
from stashlog.ui.session import Session
from stashlog.wording import about as words

BETWEEN = timedelta(days=1)
AFTER_START = 60_000
"""Milliseconds: a start has more important things to do with the network."""

FACT = "looked for a newer version"


class UpdateNotice(QObject):
    """Looks for a newer version now and then, and says so once for each.

    Args:
        session: Whose store remembers when it was looked last.
        say: Called with the sentence.
    """

    def __init__(
        self, session: Session, say: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._say = say
        self._told = ""
        self._timer = QTimer(self, interval=round(BETWEEN / timedelta(milliseconds=1)))
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Begin to look, a while after the start."""
        self._timer.start()
        QTimer.singleShot(AFTER_START, self, self.look)

    def look(self) -> None:
        """Look, unless that was done within a day."""
        now = self._session.parts.clock()

        def due(desk: Desk) -> bool:
            facts = desk.store.facts
            if not _is_over(facts.get(FACT), now.timestamp()):
                return False
            facts.put(FACT, now.timestamp())
            return True

        self._session.ask(due, self._ask_if, changes=False)

    def _ask_if(self, due: bool) -> None:  # noqa: FBT001 - an answer's value
        if due:
            session = self._session
            session.bridge.run(session.errands, session.parts.newer_release, self._found, _nobody)

    def _found(self, found: tuple[str, str] | None) -> None:
        if found is not None and found[0] != self._told:
            self._told = found[0]
            self._say(words.newer(*found))


def _is_over(last: Json, now: float) -> bool:
    """Whether a day has gone by; a moment to come is from a clock that was wrong."""
    return not isinstance(last, int | float) or not 0 <= now - last < BETWEEN.total_seconds()


def _nobody(_: Exception) -> None:
    """That nobody answered is no news."""
