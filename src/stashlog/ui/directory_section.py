"""The copy of the contacts in the settings: how far it is, since when, why not, pause."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.domain.refresh_quota import Progress
from stashlog.ui.buttons import named_button
from stashlog.ui.directory_note import progress_bar, set_progress
from stashlog.ui.directory_words import ended_line, state_line, trouble_line
from stashlog.ui.layouts import flowing
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import directory as words


class DirectorySection(QWidget):
    """Shows the refresh of the directory.

    Signals:
        pause_requested: True to hold it, False to let it go on.
        look_requested: It is to look for changes before its time.
    """

    pause_requested = Signal(bool)
    look_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._paused = False
        self._state = _line("directory_state", words.ASKING)
        self._ended = _line("directory_ended", "", "help")
        self._trouble = _line("directory_trouble", "", "warning")
        self._bar = progress_bar()
        self._bar.hide()
        self._pause = named_button(words.PAUSE, "directory_pause")
        self._look = named_button(words.LOOK_NOW, "directory_look")
        self._pause.clicked.connect(lambda: self.pause_requested.emit(not self._paused))
        self._look.clicked.connect(self.look_requested)
        self._lay_out()

    def show_progress(self, progress: Progress, now: datetime) -> None:
        """Show how far the refresh is."""
        self._paused = progress.paused
        set_progress(self._bar, progress)
        self._pause.setText(words.CONTINUE if progress.paused else words.PAUSE)
        self._look.setEnabled(not progress.running and not progress.paused)
        for label, text in (
            (self._state, state_line(progress)),
            (self._ended, ended_line(progress, now)),
            (self._trouble, trouble_line(progress)),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    def _lay_out(self) -> None:
        actions = flowing(self._pause, self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._state, self._bar, self._ended, self._trouble, actions):
            column.addWidget(widget)


def _line(name: str, text: str, role: str = "") -> WrapLabel:
    label = WrapLabel(text)
    label.setObjectName(name)
    label.setVisible(bool(text))
    if role:
        set_role(label, role)
    return label
