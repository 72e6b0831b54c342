"""A choice of one among a few: buttons side by side."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from stashlog.ui.form.footer import key_text
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import details as words

_NUMBERED = 9
"""How many choices have a key of their own: the digits but for 0."""


class Choice(QWidget):
    """Arrow keys move the choice, Tab leaves.

    Args:
        choices: What each button stands for, and its label.
        numbered: Whether the first nine have a key, which stands before the label.
        optional: Whether a second press takes the choice back.
    """

    changed = Signal()

    def __init__(
        self, choices: Mapping[str, str], *, numbered: bool = False, optional: bool = False
    ) -> None:
        super().__init__()
        self._optional = optional
        self._before = ""
        self._flow = FlowLayout(self, SPACE)
        self._group = QButtonGroup(self)
        self._numbered = numbered
        self._buttons: dict[str, QPushButton] = {}
        self._keys: list[QShortcut] = []
        self._fill(choices)
        self._group.buttonPressed.connect(lambda _: self._remember())
        self._group.buttonClicked.connect(self._clicked)
        self._group.buttonToggled.connect(lambda _, chosen: self._toggled(chosen=chosen))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a label's buddy needs one
        self.let_tab_in()

    def value(self) -> str:
        """Return what was chosen; empty where nothing is."""
        return next((value for value, one in self._buttons.items() if one.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose this; what no button stands for gets one, so that it is seen."""
        if value and value not in self._buttons:
            self._add(value, value, None)
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)
        self.let_tab_in()

    def set_choices(self, choices: Mapping[str, str]) -> None:
        """Offer other choices; what was chosen stays chosen."""
        value, focused = self.value(), any(one.hasFocus() for one in self._buttons.values())
        for thing in (*self._buttons.values(), *self._keys):
            thing.setParent(None)
            thing.deleteLater()
        self._buttons.clear()
        self._keys.clear()
        self._fill(choices)
        self.set_value(value)
        if focused:
            self.setFocus()

    def stops(self) -> list[QWidget]:
        """Return what can have the focus."""
        return list(self._buttons.values())

    def follow(self, before: QWidget) -> QWidget:
        """Have Tab lead here from another widget, and return the last button.

        Call `let_tab_in` afterwards, once the whole chain is made.
        """
        buttons = self.stops()
        for first, second in pairwise((before, *buttons)):
            # Qt leaves widgets out that cannot have the focus.
            second.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            QWidget.setTabOrder(first, second)
        return buttons[-1]

    def _fill(self, choices: Mapping[str, str]) -> None:
        for number, (value, label) in enumerate(choices.items(), start=1):
            self._add(value, label, number if self._numbered and number <= _NUMBERED else None)

    def _add(self, value: str, label: str, number: int | None) -> None:
        plain = label.replace("&", "&&")
        button = QPushButton(plain if number is None else words.with_number(number, plain))
        button.setCheckable(True)
        button.setAccessibleName(label)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(button, "option")
        self._buttons[value] = button
        self._group.addButton(button)
        self._flow.addWidget(button)
        button.show()
        if number is not None:
            key = f"{digit_key()}+{number}"
            button.setToolTip(key_text(key))
            # A button's own shortcut acts a moment later, when the call may be logged already.
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda: self._choose(button))
            self._keys.append(shortcut)

    def _choose(self, button: QPushButton) -> None:
        """Act as a press of the button does."""
        self._remember()
        button.click()

    def _remember(self) -> None:
        self._before = self.value()

    def _clicked(self, button: QWidget) -> None:
        """Take a choice back that was pressed again."""
        if self._optional and self._before and self._buttons[self._before] is button:
            self.set_value("")
            self.changed.emit()
        self._before = ""

    def _toggled(self, *, chosen: bool) -> None:
        if chosen and self._group.exclusive():
            self.let_tab_in()
            self.changed.emit()

    def let_tab_in(self) -> None:
        """Make the chosen button, or the first one, the stop of the Tab key; arrows do the rest."""
        buttons = list(self._buttons.values())
        stop = self._group.checkedButton() or buttons[0]
        for button in buttons:
            # Without ClickFocus neither mouse nor key takes the focus from the typing.
            policy = Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)


def digit_key() -> str:
    """Return what is held with a digit, as Qt writes it: on macOS Option types characters."""
    return "Ctrl" if sys.platform == "darwin" else "Alt"
