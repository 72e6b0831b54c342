"""The page on which the API key is entered: on the first run, and whenever it is replaced."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stashlog.ui.buttons import named_button
from stashlog.ui.key_field import KeyField, WhereToKeep
from stashlog.ui.layouts import Row
from stashlog.ui.said_line import SaidLine
from stashlog.ui.theme import SPACE, scale_of, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import key_page as words

_CARD_WIDTH = 520


class KeyPage(QScrollArea):
    """Asks for one thing: the key. What becomes of it is decided elsewhere and shown here.

    Signals:
        key_entered: the text as entered and whether to remember it; to be tested and kept.
        keep_requested: the same, to be kept without a test.
        sandbox_requested: the user wants to try the sandbox.
        back_requested: the user wants to leave without a change.
    """

    key_entered = Signal(str, bool)
    keep_requested = Signal(str, bool)
    sandbox_requested = Signal()
    back_requested = Signal()

    def __init__(self, keyring: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = KeyField()
        self._title = _label(words.TITLE, "title")
        self._problem = SaidLine("key_error", "danger", "alert")
        self._status = SaidLine("key_status")
        self._where = WhereToKeep(keyring)
        self._kept = _label(words.KEPT_IN_KEYRING, "help")
        self._card = QFrame()
        self._submit = named_button(words.TEST_AND_SAVE, "key_submit", "primary")
        self._keep = named_button(words.KEEP_ANYWAY, "key_keep")
        self._back = named_button(words.BACK, "key_back")
        self._sandbox = QWidget()
        self._lay_out()
        self._connect()
        self.begin()

    def begin(self, *, replacing: bool = False, can_go_back: bool = False) -> None:
        """Start afresh, with an empty field.

        Args:
            replacing: Whether there is a key already.
            can_go_back: Whether there is something to go back to.
        """
        self._title.setText(words.TITLE_REPLACE if replacing else words.TITLE)
        self._back.setVisible(can_go_back)
        self._sandbox.setVisible(not replacing)
        self._card.setMaximumWidth(round(_CARD_WIDTH * scale_of(self.font())))
        self._where.hide()
        self._kept.show()
        self._where.remember = True
        self.field.clear()
        self._settle()

    def show_progress(self, text: str = words.TESTING) -> None:
        """Say that the key is being tested, or what else is waited for; nothing can be changed."""
        self._settle(busy=True)
        self._status.say(text, "help")

    def show_problem(
        self,
        title: str,
        advice: str = "",
        *,
        can_keep: bool = False,
        offer_session: bool = False,
    ) -> None:
        """Say what is wrong, at the field; what was entered stays.

        Args:
            title: What happened.
            advice: What to do.
            can_keep: Whether the key can be kept without a test: nodestash was not reached.
            offer_session: Whether the keyring is the trouble, so that the key may have to be
                used for this session only.
        """
        self._settle()
        text = f"{title} {advice}".strip()
        self.field.show_error(text)
        self._keep.setVisible(can_keep)
        if offer_session and self._where.isHidden():
            self._where.show()
            self._kept.hide()
            self._where.remember = False
        if self.isVisible():
            # Qt would give a page that was left the focus as well.
            self.field.focus_line()
        self._problem.say(text)

    def show_good(self, note: str = "") -> None:
        """Say that the key works and is kept; the field forgets it."""
        self._settle()
        self.field.clear()
        self._status.say(f"{words.GOOD} {note}".strip(), "success")

    def set_keyring(self, name: str) -> None:
        """Name the keyring in which the key would be remembered."""
        self._where.set_keyring(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc where there is something to go back to."""
        if event.key() == Qt.Key.Key_Escape and not self._back.isHidden():
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Hand the key over; an empty field is told so at once."""
        if self.field.text().strip():
            self.key_entered.emit(self.field.text(), self._where.remember)
        else:
            self.show_problem(words.EMPTY_TITLE)

    def _keep_untested(self) -> None:
        self.keep_requested.emit(self.field.text(), self._where.remember)

    def _settle(self, *, busy: bool = False) -> None:
        """Show neither problem nor progress."""
        self._problem.hide()
        self._status.hide()
        self._keep.hide()
        self.field.show_error("")
        self.field.set_busy(busy=busy)
        self._submit.setEnabled(not busy)

    def _edited(self) -> None:
        """A message goes when its field is edited."""
        self._problem.hide()
        self._status.hide()
        self._keep.hide()

    def _connect(self) -> None:
        self.field.submitted.connect(self._enter)
        self.field.edited.connect(self._edited)
        self._submit.clicked.connect(self._enter)
        self._keep.clicked.connect(self._keep_untested)
        self._back.clicked.connect(self.back_requested)

    def _lay_out(self) -> None:
        page = QWidget()
        set_role(page, "page")
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusProxy(self.field)
        centre = QHBoxLayout(page)
        centre.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        centre.addStretch(1)
        centre.addWidget(self._card, 100, Qt.AlignmentFlag.AlignVCenter)
        centre.addStretch(1)
        self._fill_card()

    def _fill_card(self) -> None:
        set_role(self._card, "panel")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(8 * SPACE, 7 * SPACE, 8 * SPACE, 7 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._title)
        column.addWidget(_label(words.INTRODUCTION, "muted"))
        column.addSpacing(2 * SPACE)
        column.addWidget(self.field)
        for widget in (self._problem, self._status, self._where):
            column.addWidget(widget)
        column.addWidget(self._kept)
        column.addSpacing(2 * SPACE)
        column.addWidget(self._buttons())
        column.addWidget(self._sandbox)
        self._fill_sandbox()

    def _buttons(self) -> Row:
        row = Row(3 * SPACE)
        row.add(self._back)
        row.add(QWidget(), 1)
        row.add(self._keep)
        row.add(self._submit)
        return row

    def _fill_sandbox(self) -> None:
        link = named_button(words.TRY_SANDBOX, "key_sandbox", "link")
        link.clicked.connect(self.sandbox_requested)
        row = QHBoxLayout(self._sandbox)
        row.setContentsMargins(0, 2 * SPACE, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(_label(words.NO_KEY_YET, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)


def _label(text: str, role: str) -> QLabel:
    label = WrapLabel(text)
    set_role(label, role)
    return label
