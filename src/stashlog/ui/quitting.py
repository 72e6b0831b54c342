"""Close means quit, after saying what is unsent; and no word goes that is on no disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from stashlog.domain.outbox import State
from stashlog.services.desk import Desk
from stashlog.ui.session import Session
from stashlog.wording import window as words

PATIENCE = 1000
"""Milliseconds that a store has to count what is unsent, before the question is asked anyway."""

GOING = frozenset({State.WAITING, State.SENDING, State.CHECKING})
"""States in which an activity goes on by itself when Stashlog runs again."""


class Quitting(QObject):
    """Leaves at once where everything is sent and stored, else once the user saw what is not.

    The store is asked, since the window may show what was true a moment ago.

    Args:
        session: Counts what is unsent, after the last words were sent to the disk.
        window: The window in front of which to ask.
        unkept: Whether there are words that are on no disk.
        leave: What ends the program.
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        unkept: Callable[[], bool],
        leave: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._unkept = unkept
        self._leave = leave
        self._unsent = 0
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._decide)

    def ask(self, unsent: int) -> None:
        """Leave, or ask first.

        Args:
            unsent: How many activities the window shows as unsent, should the store not answer.
        """
        if self._patience.isActive() or self._window.findChild(QMessageBox) is not None:
            return
        self._unsent = unsent
        self._patience.start()
        self._session.ask(_count, self._counted, lambda _: self._answered(), changes=False)

    def _counted(self, unsent: int) -> None:
        self._unsent = unsent
        self._answered()

    def _answered(self) -> None:
        """Decide, unless the answer came too late for that."""
        if self._patience.isActive():
            self._patience.stop()
            self._decide()

    def _decide(self) -> None:
        unkept = self._unkept()
        texts = [words.UNKEPT] if unkept else []
        if self._unsent:
            texts.append(words.unsent(self._unsent))
        if not texts:
            self._leave()
            return
        self._show(" ".join(texts), careful=unkept)

    def _show(self, text: str, *, careful: bool) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(words.QUIT_TITLE)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        stay = box.addButton(words.STAY, QMessageBox.ButtonRole.RejectRole)
        quit_button = box.addButton(words.QUIT, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay if careful else quit_button)
        box.setEscapeButton(stay)
        quit_button.clicked.connect(self._leave)
        box.open()


def _count(desk: Desk) -> int:
    return desk.store.outbox.count(GOING)
