"""The field for a linked contact, company or deal: picked by name, or an id typed or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent

from stashlog.ui.form.line import ExactLine
from stashlog.wording import links as words

if TYPE_CHECKING:
    from stashlog.ui.form.suggestion_list import SuggestionList

PAUSE = 12
"""Milliseconds without a key press after which what was typed is searched for."""


class Suggestion(NamedTuple):
    """A record to pick.

    Attributes:
        id: Its id in nodestash.
        chosen: How the field shows it once it is picked.
        offered: How the list shows it, in one or two lines.
    """

    id: str
    chosen: str
    offered: str


class LinkField(ExactLine):
    """Holds an id, and shows a name for it where one is known.

    It asks for suggestions and names and is told them later; it never waits. What is neither
    picked nor an id stays as typed.

    Attributes:
        suggestions: What is offered now.
        pasted: What stands in the field came at once, not letter by letter.
    """

    searched = Signal(str)
    """Suggestions for what was typed are wanted."""
    named = Signal(str)
    """An id was put in; its name is wanted."""
    picked = Signal(str)
    """The user picked a record, by its id."""

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self._name = ""
        self._plain_hint = ""
        self._length = 0
        self.pasted = False
        self._proposal: Suggestion | None = None
        self.suggestions: Sequence[Suggestion] = ()
        self._list: SuggestionList | None = None
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)
        self._typing.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textEdited.connect(self._typed)

    def set_hint(self, text: str) -> None:
        """Say what an empty field takes."""
        self._plain_hint = text
        self.setPlaceholderText(text)

    def value(self) -> str:
        """Return the id that was picked, else the text exactly as typed."""
        return self._id if self._id and self.text() == self._name else super().value()

    def set_value(self, text: str) -> None:
        """Replace the text; if it is an id, its name is asked for."""
        self._id = self._name = ""
        self.propose(None)
        super().set_value(text)
        self._length = len(text)
        if text:
            self.named.emit(text)

    def show_name(self, record_id: str, name: str) -> None:
        """Show the name for an id that the field still holds as it was put in."""
        if name and super().value() == record_id:
            self._hold(record_id, name)

    def suggest(self, typed: str, suggestions: Sequence[Suggestion]) -> None:
        """Offer records for what was typed, unless the user went on in the meantime."""
        if self.text() != typed or not self.hasFocus():
            return
        self.suggestions = suggestions
        if self._list is None:
            from stashlog.ui.form.suggestion_list import SuggestionList

            self._list = SuggestionList(self)
            self._list.chosen.connect(lambda row: self._pick(self.suggestions[row]))
        self._list.show_texts([one.offered for one in suggestions])

    def resolve(self, typed: str, suggestion: Suggestion) -> None:
        """Take the one record that a pasted id or phone number means, unless the user went on."""
        if self.text() == typed and self.pasted:
            self._pick(suggestion)

    def propose(self, suggestion: Suggestion | None) -> None:
        """Offer one record in the empty field, for a single key; None offers nothing."""
        self._proposal = suggestion
        hint = self._plain_hint if suggestion is None else words.proposed(suggestion.chosen)
        self.setPlaceholderText(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter takes what is proposed, or opens the list as Down does where one is typed.

        Where nothing is left to be done, it goes on to the next field.
        """
        plain = event.modifiers() in (
            QtCore.Qt.KeyboardModifier.NoModifier,
            QtCore.Qt.KeyboardModifier.KeypadModifier,
        )
        enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if plain and enter and not self.text() and self._proposal is not None:
            self._pick(self._proposal)
            self.focusNextChild()
        elif plain and (event.key() == QtCore.Qt.Key.Key_Down or (enter and self._unresolved)):
            self._typing.stop()
            self.searched.emit(self.text())
        elif plain and enter and not self._offering:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @property
    def _offering(self) -> bool:
        """Whether the list is open, which takes Enter where the field leaves it."""
        return self._list is not None and self._list.offering

    @property
    def _unresolved(self) -> bool:
        """Whether something is typed for which no list is open."""
        return self.text() != self._name and not self._offering

    def _typed(self) -> None:
        self._id = self._name = ""
        self.pasted = len(self.text()) > self._length + 1
        self._length = len(self.text())
        self._typing.start()

    def _pick(self, suggestion: Suggestion) -> None:
        self._hold(suggestion.id, suggestion.chosen)
        # Whoever types on means another one. From the end: whom it is begins the text, and is seen.
        self.setSelection(len(self.text()), -len(self.text()))
        self.picked.emit(suggestion.id)

    def _hold(self, record_id: str, name: str) -> None:
        """Show a name and stand for its id; to the form this is one change at most."""
        changed = self.value() != record_id
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        super().set_value(name)
        self.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._id, self._name = record_id, name
        self._length = len(name)
        if changed:
            self.changed.emit()
