"""The API key in the settings: which one is in force, test, replace, remove."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from stashlog.ui.buttons import named_button
from stashlog.ui.layouts import flowing
from stashlog.ui.said_line import SaidLine
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import key_page as key_words
from stashlog.wording import preferences as words


@dataclass(frozen=True, slots=True)
class KeyShown:
    """What may be shown of the key.

    Attributes:
        hint: What may be seen of it, such as "nds_test_…"; empty where there is none.
        source: Where it is from, in words.
        problem: What is wrong with it or with the keyring; empty where all is well.
        changeable: Whether it can be replaced and removed here.
    """

    hint: str = ""
    source: str = ""
    problem: str = ""
    changeable: bool = True


class KeySection(QWidget):
    """Shows the key in force and its three actions; removing asks once more, in place.

    Signals:
        replace_requested: another key is to be entered.
        remove_requested: the key is to be removed, confirmed by the user.
        test_requested: the key is to be tested.
    """

    replace_requested = Signal()
    remove_requested = Signal()
    test_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = WrapLabel(key_words.WAITING_FOR_KEYRING)
        self._line.setObjectName("key_line")
        self._result = SaidLine("key_result")
        self._replace = named_button(words.REPLACE, "key_replace", enter=False)
        self._test = named_button(words.TEST, "key_test", enter=False)
        self._remove = named_button(words.REMOVE, "key_remove", enter=False)
        self._sure = named_button(words.REMOVE_FOR_GOOD, "key_remove_sure", enter=False)
        self._keep = named_button(words.KEEP, "key_remove_not", enter=False)
        self._actions = flowing(self._replace, self._test, self._remove)
        self._question = _question(self._sure, self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (self._line, self._result, self._actions, self._question):
            column.addWidget(widget)
        self._question.hide()
        self._connect()

    def show_key(self, key: KeyShown) -> None:
        """Show which key is in force."""
        line = words.key_line(key.hint, key.source) if key.hint else words.NO_KEY
        if not key.changeable:
            line = f"{line}\n{words.FROM_ENVIRONMENT}"
        self._line.setText(line)
        self._replace.setText(words.REPLACE if key.hint else words.ENTER)
        self._replace.setVisible(key.changeable)
        self._remove.setVisible(key.changeable and bool(key.hint))
        self._test.setVisible(bool(key.hint))
        self._ask(wanted=False)
        self._result.hide()
        if key.problem:
            self.show_result(key.problem, good=False)

    def show_progress(self, text: str = key_words.TESTING) -> None:
        """Say what is being waited for."""
        self._result.say(text, "help")

    def show_result(self, text: str, *, good: bool) -> None:
        """Say what a test, or a change, came to."""
        self._result.say(text, "success" if good else "danger")

    def _ask(self, *, wanted: bool) -> None:
        """Ask whether the key shall be removed, or go back to the actions."""
        had_focus = self._question.isAncestorOf(self._question.focusWidget() or self)
        self._question.setVisible(wanted)
        self._actions.setVisible(not wanted)
        if wanted:
            self._keep.setFocus()
        elif had_focus:
            self._replace.setFocus()

    def _start_test(self) -> None:
        self.show_progress()
        self.test_requested.emit()

    def _removed(self) -> None:
        self._ask(wanted=False)
        self.remove_requested.emit()

    def _connect(self) -> None:
        self._replace.clicked.connect(self.replace_requested)
        self._test.clicked.connect(self._start_test)
        self._remove.clicked.connect(lambda: self._ask(wanted=True))
        self._keep.clicked.connect(lambda: self._ask(wanted=False))
        self._sure.clicked.connect(self._removed)


def _question(*buttons: QPushButton) -> QWidget:
    box = QWidget()
    text = WrapLabel(words.REMOVE_QUESTION, "alert")
    set_role(text, "danger")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * SPACE)
    column.addWidget(text)
    column.addWidget(flowing(*buttons))
    return box
