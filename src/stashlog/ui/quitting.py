"""Close means quit, after saying what is unsent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from stashlog.wording import window as words


def ask_to_quit(window: QWidget, unsent: int, leave: Callable[[], None]) -> None:
    """Leave, at once where everything is sent, else once the user saw what is kept.

    Args:
        window: The window in front of which to ask.
        unsent: How many activities are not in nodestash yet.
        leave: What ends the program.
    """
    if not unsent:
        leave()
        return
    if window.findChild(QMessageBox) is not None:
        return
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(words.QUIT_TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.unsent(unsent))
    stay = box.addButton(words.STAY, QMessageBox.ButtonRole.RejectRole)
    quit_button = box.addButton(words.QUIT, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(quit_button)
    box.setEscapeButton(stay)
    quit_button.clicked.connect(leave)
    box.open()
