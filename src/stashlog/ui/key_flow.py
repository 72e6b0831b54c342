"""The key page's comings and goings, without the window ever waiting for keyring or server."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from stashlog.services.key_entry import KeyResult
from stashlog.ui.key_page import KeyPage
from stashlog.ui.session import Session


class KeyFlow(QObject):
    """Connects the key page with keyring and server, on the errands lane.

    Signals:
        finished: The page can be left: a key is in force.
        needed: There is no key; the page is worth showing.
    """

    finished = Signal()
    needed = Signal()

    def __init__(self, page: KeyPage, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._session = session
        page.key_entered.connect(self._test_and_keep)
        page.keep_requested.connect(self._keep)

    def look(self) -> None:
        """Find out whether there is a key, and ask for one where there is none."""
        self._session.ask_keys(lambda keys: keys.known(), self._looked)

    def show_keyring(self) -> None:
        """Name the keyring on the page, once it is known."""
        self._session.ask_keys(
            lambda keys: keys.state(), lambda state: self._page.set_keyring(state.keyring)
        )

    def _looked(self, known: bool) -> None:  # noqa: FBT001 - the result of a question
        if not known:
            self.needed.emit()

    def _test_and_keep(self, text: str, remember: bool) -> None:  # noqa: FBT001 - from a signal
        self._take(text, remember=remember, test=True)

    def _keep(self, text: str, remember: bool) -> None:  # noqa: FBT001 - from a signal
        self._take(text, remember=remember, test=False)

    def _take(self, text: str, *, remember: bool, test: bool) -> None:
        self._page.show_progress()
        self._session.ask_keys(
            lambda keys: keys.take(text, remember=remember, test=test),
            self._taken,
            lambda error: self._page.show_problem(error.title, error.advice),
        )

    def _taken(self, result: KeyResult) -> None:
        if not result.kept:
            self._page.show_problem(
                result.title,
                result.advice,
                can_keep=result.can_keep,
                offer_session=result.keyring_trouble,
            )
            return
        self._page.show_good(result.note)
        self._session.key_changed()
        self.finished.emit()
