"""How far the copy of the contacts is, in two words of the status line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from stashlog.domain.refresh_quota import Progress
from stashlog.ui.directory_words import short_line, state_line, trouble_line
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.tool_tips import plain_tool_tip

_BAR_WIDTH = 56
_BAR_HEIGHT = 6


class DirectoryNote(QWidget):
    """A slim bar and a link; hidden while there is nothing that anybody waits for.

    Signals:
        opened: The user wants to know more.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("directory_note")
        self._bar = progress_bar()
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._link = QPushButton()
        self._link.setObjectName("directory_link")
        set_role(self._link, "link")
        self._link.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._bar)
        row.addWidget(self._link)
        self.hide()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the refresh is, or that it does not get on."""
        text = short_line(progress)
        if text:
            said = trouble_line(progress) or state_line(progress)
            self._link.setText(text)
            self._link.setAccessibleName(said)
            self._link.setToolTip(plain_tool_tip(said))
            set_progress(self._bar, progress)
        self.setVisible(bool(text))


def progress_bar() -> QProgressBar:
    """Return a slim bar without a text: the words stand beside it."""
    bar = QProgressBar()
    bar.setObjectName("directory_progress")
    bar.setTextVisible(False)
    bar.setFixedHeight(_BAR_HEIGHT)
    return bar


def set_progress(bar: QProgressBar, progress: Progress) -> None:
    """Fill the bar; it is hidden where nobody knows how much there is."""
    known = progress.running and progress.estimate is not None and progress.trouble is None
    bar.setVisible(known)
    if known:
        bar.setMaximum(progress.estimate or 1)
        bar.setValue(progress.done)
        bar.setAccessibleName(state_line(progress))
