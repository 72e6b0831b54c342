"""The six types as exclusive buttons."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from stashlog.ui.icons import icon, icon_pixels
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE, Tokens, set_role, tokens_of
from stashlog.wording import form as words


class TypeBar(QWidget):
    """Chooses one of the types; arrow keys move the choice, Tab leaves."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._other = ""
        self._drawn: tuple[Tokens, int] | None = None
        flow = FlowLayout(self, SPACE)
        self._group = QButtonGroup(self)
        self._buttons = {value: _button(label) for value, label in words.TYPES.items()}
        for button in self._buttons.values():
            self._group.addButton(button)
            flow.addWidget(button)
        self._group.buttonToggled.connect(self._toggled)
        self._complete = False
        self._leave_room()

    def complete(self) -> None:
        """Add what the first typing does not wait for: icons, cursors, the way of the Tab key."""
        self._complete = True
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)  # a label's buddy needs one
        for button in self.stops():
            button.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        self._let_tab_in()
        self._draw_icons()

    def value(self) -> str:
        """Return the API's value of the chosen type; what was set if no button stands for it."""
        chosen = [value for value, button in self._buttons.items() if button.isChecked()]
        return chosen[0] if chosen else self._other

    def set_value(self, value: str) -> None:
        """Choose a type; one that there is no button for leaves all of them up."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)
        self._other = "" if value in self._buttons else value
        self._let_tab_in()

    def stops(self) -> list[QPushButton]:
        """Return what can have the focus."""
        return list(self._buttons.values())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of theme or text size."""
        super().changeEvent(event)
        if self._complete and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_icons()

    def _toggled(self, _button: QWidget, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if chosen:
            self._other = ""
            self._let_tab_in()
            self.changed.emit()

    def _let_tab_in(self) -> None:
        """Make the chosen button, or the first one, the stop of the Tab key; arrows do the rest."""
        if not self._complete:
            return
        stop = self._group.checkedButton() or self.stops()[0]
        policies = QtCore.Qt.FocusPolicy
        for button in self.stops():
            # Without ClickFocus neither mouse nor Alt+letter takes the focus from the typing.
            button.setFocusPolicy(policies.TabFocus if button is stop else policies.NoFocus)
        self.setFocusProxy(stop)

    def _draw_icons(self) -> None:
        tokens, pixels = tokens_of(self), icon_pixels()
        if (tokens, pixels) == self._drawn:
            return
        self._drawn = (tokens, pixels)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, tokens.muted, pixels, chosen_colour=tokens.accent))
            button.setIconSize(QSize(pixels, pixels))

    def _leave_room(self) -> None:
        """Have nothing move when the icons come."""
        size = QSize(icon_pixels(), icon_pixels())
        blank = QPixmap(size)
        blank.fill(QColor(0, 0, 0, 0))
        for button in self.stops():
            button.setIcon(blank)
            button.setIconSize(size)


def _button(label: str) -> QPushButton:
    button = QPushButton(label)
    button.setCheckable(True)
    button.setAccessibleName(words.plain(label))
    set_role(button, "choice")
    return button
