"""The main window: form left, outbox right, banner above, status line below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stashlog.services.overview import Overview
from stashlog.ui.banner import Banner
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.notices import NoticeBar
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.status import StatusLine
from stashlog.ui.theme import SPACE
from stashlog.wording import window as words

WIDTH, HEIGHT = 1180, 800
NARROW = 880
"""Device-independent pixels: below this width form and outbox take turns."""

PANEL_WIDTH = 355


class MainWindow(QMainWindow):
    """Lays the parts out; what they do is connected elsewhere.

    Signals:
        quit_requested: The user closed the window; whoever listens decides.
    """

    quit_requested = Signal()

    def __init__(
        self,
        form: EntryForm,
        panel: OutboxPanel,
        banner: Banner,
        status: StatusLine,
        *,
        sandboxed: bool,
    ) -> None:
        super().__init__()
        self.setWindowTitle(words.TITLE_SANDBOX if sandboxed else words.TITLE)
        self.form = form
        self.panel = panel
        self.banner = banner
        self.status = status
        self.notices = NoticeBar()
        self.pages = QStackedWidget()
        self._turn = QPushButton(words.SHOW_OUTBOX)
        self._turn.setObjectName("turn")
        self._may_close = False
        self._outbox_shown = False
        self._lay_out()
        self.resize(WIDTH, HEIGHT)
        self.setMinimumSize(480, 360)

    def show_overview(self, overview: Overview) -> None:
        """Count on the button that leads to the outbox what is in it."""
        waiting = overview.total("waiting") + overview.total("checking")
        self._turn.setText(words.outbox_button(waiting, overview.total("needs_you")))

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of form and outbox; it is made the window's at the first call."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def show_work(self) -> None:
        """Show form and outbox again."""
        self.pages.setCurrentIndex(0)
        self._arrange(outbox=False)
        self.form.focus_first()

    def show_outbox(self) -> None:
        """Bring the outbox forward, and into focus."""
        self.pages.setCurrentIndex(0)
        self._arrange(outbox=True)
        self.panel.view.setFocus()

    def add_shortcut(self, keys: QKeySequence | QKeySequence.StandardKey | str) -> QShortcut:
        """Return a shortcut that works everywhere in the window."""
        return QShortcut(QKeySequence(keys), self)

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def raise_up(self) -> None:
        """Come to the front, also from the task bar."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the decision to whoever knows what is unsent."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.quit_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let form and outbox take turns where there is no room for both."""
        super().resizeEvent(event)
        self._arrange(outbox=self._outbox_shown)

    def _lay_out(self) -> None:
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        columns.setSpacing(5 * SPACE)
        columns.addWidget(self.form, 1)
        columns.addWidget(self.panel)
        self.pages.addWidget(work)
        self.status.add_button(self._turn)
        self._turn.clicked.connect(self._take_turns)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(self.notices)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(body)

    def _take_turns(self) -> None:
        if self._outbox_shown:
            self.show_work()
        else:
            self.show_outbox()

    def _arrange(self, *, outbox: bool) -> None:
        narrow = self.width() < NARROW
        self._outbox_shown = outbox
        self.form.setVisible(not (narrow and outbox))
        self.panel.setVisible(not narrow or outbox)
        self.panel.setMinimumWidth(0 if narrow else PANEL_WIDTH)
        self.panel.setMaximumWidth(WIDTH if narrow else PANEL_WIDTH)
        self._turn.setVisible(narrow)
