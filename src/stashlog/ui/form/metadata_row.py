"""One row of metadata: key, value and a button that removes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stashlog.ui.form.icon_button import IconButton
from stashlog.ui.form.line import ExactLine
from stashlog.ui.theme import SPACE
from stashlog.wording import form as words


class MetadataRow(QWidget):
    """Two fields and a button."""

    changed = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._given = False
        self.key, self.content = ExactLine(), ExactLine()
        self.key.setPlaceholderText(words.DETAIL_KEY)
        self.content.setPlaceholderText(words.DETAIL_VALUE)
        self.button = IconButton("close")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2 * SPACE)
        box.addWidget(self.key, 2)
        box.addWidget(self.content, 3)
        box.addWidget(self.button)
        self.key.changed.connect(self.changed)
        self.content.changed.connect(self.changed)
        self.button.clicked.connect(self.removal_wanted)

    @property
    def counts(self) -> bool:
        """Whether it belongs to the entry: one that was added and left blank does not."""
        return self._given or self.value() != ("", "")

    def value(self) -> tuple[str, str]:
        """Return key and value exactly."""
        return self.key.value(), self.content.value()

    def set_value(self, key: str, content: str) -> None:
        """Replace key and value by stored ones."""
        self._given = True
        self.key.set_value(key)
        self.content.set_value(content)

    def set_number(self, number: int) -> None:
        """Name the parts after the row's position, counted from 1."""
        self.key.setAccessibleName(words.detail_key(number))
        self.content.setAccessibleName(words.detail_value(number))
        self.button.say(words.remove_detail(number))

    def stops(self) -> tuple[QWidget, QWidget, QWidget]:
        """Return what the Tab key reaches, in order."""
        return self.key, self.content, self.button
