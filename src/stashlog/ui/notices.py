"""Notices: one sentence about something that happened, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from stashlog.ui.announce import announce
from stashlog.ui.focus_return import FocusReturn
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import banner as words


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, and what can be done.

    Attributes:
        text: Plain text.
        action: The button's word; empty for none.
        act: What the button does.
        lasting: It stays until it is acted on: words that are nowhere else hang on it.
        about: What it is about, mostly the id of an item; once that is over, it goes.
    """

    text: str
    action: str = ""
    act: Callable[[], None] = lambda: None
    lasting: bool = False
    about: str = ""


class NoticeBar(QFrame):
    """Shows the latest notice until it is acted on or dismissed; earlier ones wait behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self._waiting: list[Notice] = []
        self._focus = FocusReturn(self)
        self._label = WrapLabel()
        self._label.setObjectName("notice")
        set_role(self._label, "warning")
        policy = self._label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self._label.setSizePolicy(policy)
        self._act = QPushButton()
        self._act.setObjectName("notice_action")
        self._dismiss = QPushButton(words.DISMISS)
        self._dismiss.setObjectName("notice_dismiss")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(5 * SPACE, 2 * SPACE, 5 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._act)
        layout.addWidget(self._dismiss)
        self._act.clicked.connect(self._do)
        self._dismiss.clicked.connect(self._drop)
        self.hide()

    def add(self, notice: Notice) -> None:
        """Show a notice and have it read out, without moving the focus.

        One that says the same as an earlier one takes its place: what goes wrong every second is
        told once. One that lasts stays, whatever it says.
        """
        self._waiting = [
            other for other in self._waiting if other.lasting or other.text != notice.text
        ]
        self._waiting.append(notice)
        self._show_latest()
        announce(self, notice.text)

    @property
    def lasting(self) -> bool:
        """Whether there is one on which words hang that are nowhere else."""
        return any(notice.lasting for notice in self._waiting)

    def withdraw(self, over: Collection[str]) -> None:
        """Take back what was said about items that were dealt with, and what else is over."""
        if any(notice.about in over for notice in self._waiting):
            self._waiting = [one for one in self._waiting if one.about not in over]
            self._show_latest()

    def _do(self) -> None:
        notice = self._waiting.pop()
        self._show_latest()
        notice.act()

    def _drop(self) -> None:
        self._waiting.pop()
        self._show_latest()

    def _show_latest(self) -> None:
        with self._focus.around_change():
            self.setVisible(bool(self._waiting))
            if self._waiting:
                notice = self._waiting[-1]
                self._label.setText(notice.text)
                self._act.setText(notice.action)
                self._act.setVisible(bool(notice.action))
                self._dismiss.setHidden(notice.lasting)
