"""The small window with the form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.theme import SPACE, scale_of, set_role
from stashlog.wording import quick as words

WIDTH, HEIGHT = 720, 720
_PART_OF_SCREEN = 0.9


class QuickWindow(QWidget):
    """Shows one form above all other windows; Esc and the close button ask to go.

    Signals:
        leave_requested: The user wants back to the other program.
    """

    leave_requested = Signal()

    def __init__(self, form: EntryForm) -> None:
        super().__init__()
        self.form = form
        self.setWindowTitle(words.TITLE)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("quick_capture")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "canvas")
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        box.addWidget(form)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.leave_requested)

    def come(self) -> None:
        """Show the window in the middle of its screen, with the keyboard in the form."""
        if not self.isVisible():
            scale, room = scale_of(self.font()), self.screen().availableGeometry()
            self.resize(
                min(round(WIDTH * scale), round(room.width() * _PART_OF_SCREEN)),
                min(round(HEIGHT * scale), round(room.height() * _PART_OF_SCREEN)),
            )
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed; the window only hides."""
        event.ignore()
        self.leave_requested.emit()
