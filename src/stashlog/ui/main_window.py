"""The main window: form left, outbox right, banner above, status line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.footer import UNDO_KEY
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import window as words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from stashlog.services.overview import Overview
    from stashlog.ui.furniture import Furniture

WIDTH, HEIGHT = 1180, 800
NARROW = 880
"""Device-independent pixels: below this width form and outbox take turns."""

PANEL_WIDTH = 355
FOOT_HEIGHT = 27

QWIDGETSIZE_MAX = 16_777_215
"""Qt's own limit, which PySide does not export."""


class MainWindow(QMainWindow):
    """Lays the parts out; what they do is connected elsewhere.

    It is shown with the form alone, so that a rep can type at once; the rest takes its place a
    moment later.

    Signals:
        quit_requested: The user closed the window; whoever listens decides.
        painted: The window was painted for the first time.
        undo_requested: Ctrl+U was pressed in a field that had it first, so that no shortcut did.
    """

    quit_requested = Signal()
    undo_requested = Signal()
    painted = Signal()

    def __init__(self, form: EntryForm, *, sandboxed: bool) -> None:
        super().__init__()
        self.setWindowTitle(words.TITLE_SANDBOX if sandboxed else words.TITLE)
        self.form = form
        self.pages = QStackedWidget()
        self._side = _placeholder("panel")
        self._foot = _placeholder("bar")
        self._furniture: Furniture | None = None
        self._to_outbox = words.SHOW_OUTBOX
        self._turn = QPushButton(self._to_outbox)
        self._turn.setObjectName("turn")
        self._may_close = False
        self._outbox_shown = False
        self._was_painted = False
        self._columns = QHBoxLayout()
        self._rows = QVBoxLayout()
        self._lay_out()
        self.resize(WIDTH, HEIGHT)
        self.setMinimumSize(480, 360)

    def furnish(self, furniture: Furniture) -> None:
        """Put outbox, banner, notices and status line where room was left for them."""
        self._furniture = furniture
        self._columns.replaceWidget(self._side, furniture.panel)
        self._rows.replaceWidget(self._foot, furniture.status)
        self._rows.insertWidget(0, furniture.banner)
        self._rows.insertWidget(1, furniture.notices)
        furniture.status.add_button(self._turn)
        for placeholder in (self._side, self._foot):
            placeholder.deleteLater()
        self._side = furniture.panel
        self._arrange(outbox=self._outbox_shown)

    def show_overview(self, overview: Overview) -> None:
        """Count on the button that leads to the outbox what is in it."""
        waiting = overview.total("waiting") + overview.total("checking")
        self._to_outbox = words.outbox_button(waiting, overview.total("needs_you"))
        self._name_turn()

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of form and outbox; it is made the window's at the first call."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def shows(self, page: QWidget) -> bool:
        """Whether a page stands in place of form and outbox."""
        return self.pages.currentWidget() is page

    def show_work(self) -> None:
        """Show form and outbox again."""
        self.pages.setCurrentIndex(0)
        self._arrange(outbox=False)
        self.form.focus_first()

    def show_outbox(self) -> None:
        """Bring the outbox forward, and into focus."""
        self.pages.setCurrentIndex(0)
        self._arrange(outbox=True)
        if self._furniture is not None:
            self._furniture.panel.view.setFocus()

    def add_shortcut(self, keys: QKeySequence | QKeySequence.StandardKey | str) -> QShortcut:
        """Return a shortcut that works everywhere in the window."""
        return QShortcut(QKeySequence(keys), self)

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self._may_close = True
        self.close()

    def raise_up(self) -> None:
        """Come to the front, also from the task bar."""
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the key that fields leave over."""
        if QKeySequence(event.keyCombination()) == QKeySequence(UNDO_KEY):
            self.undo_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the first painting."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let form and outbox take turns where there is no room for both."""
        super().resizeEvent(event)
        self._arrange(outbox=self._outbox_shown)

    def _lay_out(self) -> None:
        work, body = QWidget(), QWidget()
        self._columns.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        self._columns.setSpacing(5 * SPACE)
        self._columns.addWidget(self.form, 1)
        self._columns.addWidget(self._side)
        work.setLayout(self._columns)
        self.pages.addWidget(work)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.pages, 1)
        self._rows.addWidget(self._foot)
        body.setLayout(self._rows)
        self._foot.setFixedHeight(FOOT_HEIGHT)
        self._turn.clicked.connect(self._take_turns)
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
        self._side.setVisible(not narrow or outbox)
        self._side.setMinimumWidth(0 if narrow else PANEL_WIDTH)
        self._side.setMaximumWidth(QWIDGETSIZE_MAX if narrow else PANEL_WIDTH)
        self._turn.setVisible(narrow)
        self._name_turn()

    def _name_turn(self) -> None:
        self._turn.setText(words.SHOW_FORM if self._outbox_shown else self._to_outbox)


def _placeholder(role: str) -> QFrame:
    frame = QFrame()
    set_role(frame, role)
    return frame
