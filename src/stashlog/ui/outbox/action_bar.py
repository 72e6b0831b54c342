"""The selected item's actions as buttons, so that none is hidden in a menu or behind a key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from stashlog.domain.outbox import Item
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.outbox.actions import Action, allowed_actions, asks
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import outbox as words

_SECONDARY = frozenset({Action.COPY_SERVER_ID, Action.COPY_REQUEST_ID})


class ActionBar(QFrame):
    """Shows what the selected item allows; asks where only a person can decide.

    Signals:
        action_requested: an `Action` and the item's id.
    """

    action_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self.setAccessibleName(words.ITEM_ACTIONS)
        self._item: Item | None = None
        self._shown: tuple[Action, ...] = ()
        self._question = _label(words.QUESTION, "danger")
        self._advice = _label(words.QUESTION_ADVICE, "help")
        buttons = QWidget()
        self._flow = FlowLayout(buttons, SPACE * 2)
        self._buttons = {action: self._make_button(action) for action in Action}
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._question)
        column.addWidget(self._advice)
        column.addSpacing(SPACE)
        column.addWidget(buttons)
        self.hide()

    def show_item(self, item: Item | None) -> None:
        """Show the actions of an item; hide where there are none."""
        self._item = item
        actions = () if item is None else allowed_actions(item)
        question = item is not None and asks(item)
        self._question.setVisible(question)
        self._advice.setVisible(question)
        if actions != self._shown:
            self._offer(actions)
        self.setVisible(bool(actions))

    def button(self, action: Action) -> QPushButton:
        """Return the button of an action, shown or not."""
        return self._buttons[action]

    def take_focus(self) -> bool:
        """Give the focus to the first action; False where there is none."""
        if not self._shown:
            return False
        self._buttons[self._shown[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _offer(self, actions: tuple[Action, ...]) -> None:
        """Arrange the buttons anew; one that stays keeps the focus."""
        self._shown = actions
        while self._flow.count():
            self._flow.takeAt(0)
        for action, button in self._buttons.items():
            if action in actions:
                self._flow.addWidget(button)
            button.setVisible(action in actions)
        self._flow.invalidate()

    def _make_button(self, action: Action) -> QPushButton:
        button = QPushButton(words.ACTIONS[action], self)
        set_role(button, "compact_link" if action in _SECONDARY else "compact")
        button.setObjectName(f"outbox_{action}")
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._request(action))
        return button

    def _request(self, action: Action) -> None:
        if self._item is not None:
            self.action_requested.emit(action, self._item.id)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, role)
    return label
