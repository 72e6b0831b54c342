"""Settings and the list of keys, made when they are first asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.domain.errors import StashlogError
from stashlog.services.key_entry import KeyResult, KeyState
from stashlog.services.login_start import start_at_login, starts_at_login
from stashlog.services.own_command import own_command
from stashlog.settings import SettingsError, Value
from stashlog.ui.key_section import KeyShown
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.ui.settings_dialog import SettingsDialog, SettingsShown
from stashlog.ui.shortcuts_page import ShortcutsPage
from stashlog.ui.theme import apply_theme
from stashlog.wording import preferences as words
from stashlog.wording.status import NO_ADDRESS


class Preferences(QObject):
    """Shows the settings and carries out what is chosen there.

    Signals:
        key_wanted: The page on which a key is entered is wanted.
        opened: The `SettingsDialog` is shown: others may fill their part of it.
        noticed: A `Notice` for the window to show.
    """

    key_wanted = Signal()
    opened = Signal(object)
    noticed = Signal(object)

    def __init__(self, session: Session, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._appearance = session.parts.settings.appearance
        self._dialog: SettingsDialog | None = None
        session.settings.changed.connect(self._look_as_chosen)

    def show(self) -> None:
        """Show the settings."""
        parts = self._session.parts
        shown = SettingsShown(
            parts.settings.appearance,
            parts.settings.base_url or NO_ADDRESS,
            str(parts.places.data),
            parts.settings.check_updates,
            _at_login(),
            parts.settings.managed,
        )
        dialog = self._dialog = SettingsDialog(shown, self._window)
        dialog.replace_key_requested.connect(self._replace_key)
        dialog.remove_key_requested.connect(self._remove_key)
        dialog.test_key_requested.connect(self._test_key)
        dialog.appearance_chosen.connect(self._choose_appearance)
        dialog.at_login_chosen.connect(self._choose_login)
        dialog.updates_chosen.connect(self._choose_updates)
        dialog.about_requested.connect(self._show_about)
        dialog.finished.connect(self._closed)
        dialog.open()
        self._show_key()
        self.opened.emit(dialog)

    def show_keys(self) -> None:
        """Show which key does what."""
        page = ShortcutsPage(self._window)
        page.finished.connect(page.deleteLater)
        page.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _show_key(self) -> None:
        self._session.ask_keyring(lambda keys: keys.state(), self._key_known)

    def _key_known(self, state: KeyState) -> None:
        if self._dialog is not None:
            self._dialog.key.show_key(
                KeyShown(state.hint, state.source, state.problem, changeable=state.changeable)
            )

    def _replace_key(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self.key_wanted.emit()

    def _remove_key(self) -> None:
        self._session.ask_keyring(lambda keys: keys.forget(), self._removed, self._failed)

    def _removed(self, _: None) -> None:
        self._session.key_changed()
        self._show_key()

    def _test_key(self) -> None:
        self._session.ask_keyring(lambda keys: keys.test(), self._tested, self._failed)

    def _tested(self, result: KeyResult) -> None:
        if self._dialog is not None:
            text = result.note if result.kept else f"{result.title} {result.advice}"
            self._dialog.key.show_result(text.strip(), good=result.kept)

    def _failed(self, error: StashlogError) -> None:
        """Say what went wrong with the key, in the window where the settings are closed again."""
        if self._dialog is not None:
            self._dialog.key.show_result(str(error), good=False)
        else:
            self.noticed.emit(Notice(str(error)))

    def _choose_appearance(self, appearance: str) -> None:
        problem = self._save("appearance", appearance)
        if self._dialog is not None:
            self._dialog.show_appearance_problem(problem)

    def _look_as_chosen(self) -> None:
        """Give the windows another look where another one is chosen."""
        appearance = self._session.parts.settings.appearance
        application = QApplication.instance()
        if appearance != self._appearance and isinstance(application, QApplication):
            self._appearance = appearance
            apply_theme(application, appearance)  # type: ignore[arg-type]  # `settings.reading` checks it

    def _choose_updates(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        problem = self._save("check_updates", wanted)
        if self._dialog is not None:
            self._dialog.start.show_problem("check_updates", problem)

    def _choose_login(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        problem = ""
        try:
            start_at_login(own_command(), wanted=wanted)
        except OSError as error:
            problem = words.CANNOT_CHANGE.format(cause=error.strerror or str(error))
        if self._dialog is not None:
            self._dialog.start.show_login(on=bool(_at_login()))
            self._dialog.start.show_problem("at_login", problem)

    def _save(self, name: str, value: Value) -> str:
        """Keep a setting; return why that did not work, or nothing."""
        try:
            self._session.settings.change(name, value)
        except SettingsError as error:
            return str(error)
        return ""

    def _show_about(self) -> None:
        from stashlog.services.parts_inside import parts_inside
        from stashlog.ui.about_dialog import AboutDialog

        page = AboutDialog(parts_inside(), self._dialog or self._window)
        page.finished.connect(page.deleteLater)
        page.open()


def _at_login() -> bool | None:
    try:
        return starts_at_login()
    except OSError:
        return None
