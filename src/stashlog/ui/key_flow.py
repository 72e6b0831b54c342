"""The key page's comings and goings, without the window ever waiting for keyring or server."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from stashlog.domain.errors import StashlogError
from stashlog.services.key_entry import KeyResult
from stashlog.ui.key_page import KeyPage
from stashlog.ui.main_window import MainWindow
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.wording import key_page as words
from stashlog.wording import window as window_words


class KeyFlow(QObject):
    """Shows the key page in a window, and connects it with keyring and server.

    Signals:
        needed: There is no key; the page is worth showing.
        noticed: A `Notice` for the window to show.
        sandbox_requested: The user wants to try the sandbox.
    """

    needed = Signal()
    noticed = Signal(object)
    sandbox_requested = Signal()

    def __init__(self, session: Session, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._made: KeyPage | None = None

    def look(self) -> None:
        """Find out whether there is a key, and ask for one where there is none."""
        self._session.meet_key(self._looked)

    def show(self, *, replacing: bool) -> None:
        """Show the page.

        Args:
            replacing: Whether there is a key already.
        """
        page = self._page()
        page.begin(replacing=replacing, can_go_back=True)
        self._window.show_page(page)
        self._session.ask_keyring(
            lambda keys: keys.state(), lambda state: page.set_keyring(state.keyring)
        )

    def unlock(self) -> None:
        """Let the keyring ask its owner, who may as well enter the key by hand meanwhile."""
        page = self._page()
        self.show(replacing=True)
        page.show_problem(words.WAITING_FOR_KEYRING, offer_session=True)
        self._session.ask_keyring(lambda keys: keys.unlock(), self._unlocked, self._still_locked)

    def _page(self) -> KeyPage:
        if self._made is None:
            page = self._made = KeyPage()
            page.key_entered.connect(self._test_and_keep)
            page.keep_requested.connect(self._keep)
            page.back_requested.connect(self._window.show_work)
            page.sandbox_requested.connect(self.sandbox_requested)
        return self._made

    def _looked(self, known: bool) -> None:  # noqa: FBT001 - the result of a question
        if not known:
            self.needed.emit()

    def _unlocked(self, found: bool) -> None:  # noqa: FBT001 - the result of a question
        if found:
            self._session.key_changed()
        if not self._window.shows(self._page()):
            return
        if found:
            self._window.show_work()
        else:
            self.show(replacing=False)

    def _still_locked(self, error: StashlogError) -> None:
        self._page().show_problem(error.title, error.advice, offer_session=True)

    def _test_and_keep(self, text: str, remember: bool) -> None:  # noqa: FBT001 - from a signal
        self._take(text, remember=remember, test=True)

    def _keep(self, text: str, remember: bool) -> None:  # noqa: FBT001 - from a signal
        self._take(text, remember=remember, test=False)

    def _take(self, text: str, *, remember: bool, test: bool) -> None:
        page = self._page()
        page.show_progress()
        self._session.ask_keys(
            lambda keys: keys.take(text, remember=remember, test=test),
            self._taken,
            lambda error: page.show_problem(error.title, error.advice),
        )

    def _taken(self, result: KeyResult) -> None:
        """Show what a key came to; whoever left the page meanwhile is told and left alone."""
        page = self._page()
        waited_for = self._window.shows(page)
        if not result.kept:
            page.show_problem(
                result.title,
                result.advice,
                can_keep=result.can_keep,
                offer_session=result.keyring_trouble,
            )
            if not waited_for:
                text = f"{result.title} {result.advice}".strip()
                back = Notice(text, window_words.OPEN, lambda: self._window.show_page(page))
                self.noticed.emit(back)
            return
        page.show_good(result.note)
        self._session.key_changed()
        if waited_for:
            self._window.show_work()
        # The page is left; what there is to know about the key goes along.
        if note := result.note or ("" if waited_for else words.GOOD):
            self.noticed.emit(Notice(note))
