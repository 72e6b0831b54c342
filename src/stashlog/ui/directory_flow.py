"""Between the refresh of the directory and where the window shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from stashlog.domain.refresh_quota import Progress
from stashlog.services.desk import Desk
from stashlog.ui.directory_note import DirectoryNote
from stashlog.ui.directory_section import DirectorySection
from stashlog.ui.session import Session


class DirectoryFlow(QObject):
    """Shows every progress of the refresh, and takes the user's wishes to it.

    Attributes:
        note: For the status line.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._section: DirectorySection | None = None
        self.note = DirectoryNote()
        session.directory_changed.connect(self._show)

    def attach(self, section: DirectorySection) -> None:
        """Show the refresh in the settings as well, until they are closed."""
        self._section = section
        section.destroyed.connect(lambda: self._detach(section))
        section.pause_requested.connect(self._pause)
        section.look_requested.connect(self._look)
        self._session.ask(self._progress, self._show, changes=False)

    def _detach(self, section: DirectorySection) -> None:
        if self._section is section:
            self._section = None

    def _pause(self, paused: bool) -> None:  # noqa: FBT001 - a signal carries it
        def hold(desk: Desk) -> Progress:
            desk.directory.pause(paused=paused)
            return self._progress(desk)

        self._session.ask(hold, self._wished, changes=False)

    def _look(self) -> None:
        def wish(desk: Desk) -> Progress:
            desk.directory.refresh_now()
            return self._progress(desk)

        self._session.ask(wish, self._wished, changes=False)

    def _wished(self, progress: Progress) -> None:
        self._show(progress)
        self._session.wake()

    def _progress(self, desk: Desk) -> Progress:
        return desk.directory.progress(self._session.parts.clock())

    def _show(self, progress: Progress) -> None:
        self._shown = progress
        self.note.show_progress(progress)
        if self._section is not None:
            self._section.show_progress(progress, self._session.parts.clock())
