"""What stands under the form and never scrolls away: the hint and the two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stashlog.ui.layouts import Row
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import form as words

LOG_KEYS = ("Ctrl+Return", "Ctrl+Enter")
"""Enter on the letters and on the number block; on macOS Qt reads Ctrl as Cmd."""

UNDO_KEY = "Ctrl+U"
"""Ctrl+Z belongs to the field that has the focus."""


_HINT_WIDTH = 110
"""Pixels in which the hint still reads well in two lines, at normal text size."""


class Footer(QWidget):
    """Hint with `Undo` for a while after logging, `Save draft`, `Log activity`; a reminder."""

    log_pressed = Signal()
    draft_pressed = Signal()
    undo_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._divider = _divider()
        self._reminder: WrapLabel | None = None
        self.hint = WrapLabel()
        set_role(self.hint, "help")
        self.undo = _button(words.UNDO)
        self.undo.setText(f"{words.UNDO}   {shown_key(UNDO_KEY)}")
        self.undo.setObjectName("undo")
        set_role(self.undo, "link")
        self.undo.hide()
        self._draft = draft = _button(words.SAVE_DRAFT)
        self._log = log = _button(words.LOG_ACTIVITY)
        log.setText(f"{words.LOG_ACTIVITY}   {shown_key(LOG_KEYS[0])}")
        set_role(log, "primary")
        buttons = Row(3 * SPACE, aligned=False)  # which are of one height
        buttons.add(draft)
        buttons.add(log)
        self._row = row = Row(3 * SPACE, aligned=False)
        row.add(self.hint, 1, centred=True, least=_HINT_WIDTH)
        row.add(self.undo, centred=True)
        row.add(buttons, centred=True)
        below = QHBoxLayout()
        below.setContentsMargins(6 * SPACE, 3 * SPACE, 6 * SPACE, 4 * SPACE)
        below.addWidget(row)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._divider)
        box.addLayout(below)
        draft.clicked.connect(self.draft_pressed)
        log.clicked.connect(self.log_pressed)
        self.undo.clicked.connect(self.undo_pressed)

    def remind(self, text: str) -> None:
        """Say above the hint what is stored as well; empty for nothing."""
        if self._reminder is None:
            if not text:
                return
            self._reminder = WrapLabel()
            self._reminder.setObjectName("reminder")
            self._reminder.setContentsMargins(6 * SPACE, 2 * SPACE, 6 * SPACE, 0)
            set_role(self._reminder, "help")
            self._box.insertWidget(1, self._reminder)
        self._reminder.setText(text)
        self._reminder.setVisible(bool(text))

    def complete(self, before: QWidget) -> None:
        """Say the hint, and have Tab come here from another widget, which was made later."""
        self._row.align()
        if not self.hint.text():
            self.hint.setText(words.SAVED_AS_YOU_TYPE)
        for stop in (self.undo, self._draft, self._log):
            QWidget.setTabOrder(before, stop)
            before = stop

    def set_divided(self, _least: int, most: int) -> None:
        """Draw a line above while the form scrolls, where its cut would look like its end."""
        self._divider.setVisible(most > 0)


def _divider() -> QFrame:
    """Return a line, which leaves its place free while it is hidden.

    Not a border that comes and goes: restyling takes the class QStyle (5 ms of the start).
    """
    line = QFrame()
    set_role(line, "divider")
    line.setFixedHeight(1)
    policy = line.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    line.setSizePolicy(policy)
    line.hide()
    return line


def _button(label: str) -> QPushButton:
    button = QPushButton(label)
    button.setAccessibleName(words.plain(label))
    return button


def shown_key(keys: str) -> str:
    """Write the key as this system does, kept in one piece in right-to-left text, too."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    shown = words.key_words(native.replace("Return", "↵"))
    return f"\N{LEFT-TO-RIGHT ISOLATE}{shown}\N{POP DIRECTIONAL ISOLATE}"


def key_text(keys: str) -> str:
    """Write keys in a sentence, as this system does; what is no key stays as it is."""
    native = QKeySequence.SequenceFormat.NativeText
    return words.key_words(QKeySequence(keys).toString(native) or keys)
