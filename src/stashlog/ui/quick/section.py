"""Quick capture in the settings: on or off, which keys, and whether they work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLabel, QVBoxLayout, QWidget

from stashlog.ui.form.check_box import CheckBox
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import quick as words


class QuickSection(QWidget):
    """Shows quick capture.

    Signals:
        switched: It is to be on or off.
        keys_chosen: Other keys, as Qt writes them portably.
    """

    switched = Signal(bool)
    keys_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._switch = CheckBox(words.SWITCH)
        self._switch.setObjectName("quick_switch")
        self._keys = QKeySequenceEdit()
        self._keys.setObjectName("quick_keys")
        self._keys.setAccessibleName(words.KEYS.replace("&", ""))
        self._keys.setMaximumSequenceLength(1)
        self._label = QLabel(words.KEYS)
        self._label.setBuddy(self._keys)
        set_role(self._label, "label")
        self._said = WrapLabel()
        self._said.setObjectName("quick_said")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self._switch, self._label, self._keys, self._said):
            column.addWidget(widget)
        self._switch.toggled.connect(self.switched)
        self._keys.editingFinished.connect(self._chosen)

    def show_state(self, *, on: bool, keys: str, changeable: bool) -> None:
        """Show what is decided, without asking for anything."""
        self._switch.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._switch.setChecked(on)
        self._switch.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._switch.setEnabled(changeable)
        self._keys.setKeySequence(QKeySequence(keys))
        for widget in (self._label, self._keys):
            widget.setVisible(on)
            widget.setEnabled(changeable)
        if not on:
            self.say(words.OFF, good=True)

    def say(self, sentence: str, *, good: bool) -> None:
        """Say how it stands with the keys."""
        self._said.setText(sentence)
        set_role(self._said, "help" if good else "warning")
        restyle(self._said)

    def _chosen(self) -> None:
        text = self._keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if text:
            self.keys_chosen.emit(text)
