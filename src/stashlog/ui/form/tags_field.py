"""The tags: chips, and behind them a text field for one more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from stashlog.ui.form.tag_line import TagLine
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import form as words

if TYPE_CHECKING:
    from PySide6.QtCore import QStringListModel

    from stashlog.ui.form.chip import Chip

_SEPARATORS = r"[,\n\r\t\u2028\u2029]"

_NARROWEST_POPUP = 60 * SPACE
"""Pixels; the suggestions would only be as wide as the field is beside the tags."""


class TagsField(QFrame):
    """Enter or comma commits a tag, pasted text splits, Backspace removes the last one.

    `line` is the field that has the focus, the name and the description.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "field")
        self._chips: list[Chip] = []
        self._suggestions: list[str] = []
        self._offered: QStringListModel | None = None
        self._length = 0
        self._told: tuple[str, ...] = ()
        self._flow = FlowLayout(self, SPACE, stretch_last=True)
        self._flow.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        self.line = TagLine()
        self.line.setPlaceholderText(words.ADD_TAG)
        self.line.setAccessibleDescription(words.TAGS_HELP)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._connect()

    def value(self) -> tuple[str, ...]:
        """Return every tag, one that is still being typed included."""
        tags = tuple(chip.tag for chip in self._chips)
        typed = self.line.text().strip()
        return (*tags, typed) if typed and self._is_new(typed) else tags

    def set_value(self, tags: Iterable[str]) -> None:
        """Replace the tags by these, exactly."""
        self._show("")
        for chip in list(self._chips):
            self._drop(chip)
        for tag in tags:
            self._append(tag)
        self._told = self.value()
        self._offer()

    def set_suggestions(self, tags: Sequence[str]) -> None:
        """Offer these while typing; tags that are there already are left out."""
        self._suggestions = list(tags)
        self._offer()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click between the tags goes to the text field."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._typed)
        self.line.finished.connect(self._commit)
        self.line.removal_wanted.connect(self._remove_last)
        self.line.back_wanted.connect(lambda: self._go(len(self._chips) - 1))
        self.line.entered.connect(lambda: self._ring(focused=True))
        self.line.left.connect(lambda: self._ring(focused=False))

    def _typed(self, text: str) -> None:
        """Commit at a separator; after a paste commit everything, else go on behind it."""
        pasted = len(text) - self._length > 1
        self._length = len(text)
        if re.search(_SEPARATORS, text):
            *whole, rest = re.split(_SEPARATORS, text)
            self._add([*whole, rest] if pasted else whole)
            self._show("" if pasted else rest)
        self._tell()

    def _commit(self) -> None:
        self._add([self.line.text()])
        self._show("")
        self._tell()
        if (completer := self.line.completer()) and (popup := completer.popup()):
            popup.hide()

    def _show(self, text: str) -> None:
        """Leave this in the text field; the change is part of a larger one, so nothing is told."""
        with QSignalBlocker(self.line):
            self.line.setText(text)
        self._length = len(text)
        self.line.updateGeometry()

    def _add(self, tags: Iterable[str]) -> None:
        """Append what is new; a tag that is there already in whatever case is not repeated."""
        for tag in (raw.strip() for raw in tags):
            if tag and self._is_new(tag):
                self._append(tag)
        self._offer()

    def _is_new(self, tag: str) -> bool:
        return tag.casefold() not in {chip.tag.casefold() for chip in self._chips}

    def _append(self, tag: str) -> None:
        from stashlog.ui.form.chip import Chip

        chip = Chip(tag)
        chip.clicked.connect(lambda: self._remove(chip))
        chip.moved.connect(lambda step: self._go(self._chips.index(chip) + step))
        self._flow.insert_widget(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()

    def _remove_last(self) -> None:
        if self._chips:
            self._remove(self._chips[-1])

    def _remove(self, chip: Chip) -> None:
        """Remove a tag; its neighbour gets the focus if it had it."""
        position = self._chips.index(chip)
        had_focus = chip.hasFocus()
        self._drop(chip)
        if had_focus:
            self._go(position)
        self._offer()
        self._tell()

    def _tell(self) -> None:
        """Tell about a change, but not that typed text became a tag: the value is the same."""
        if self.value() != self._told:
            self._told = self.value()
            self.changed.emit()

    def _drop(self, chip: Chip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.setParent(None)
        chip.deleteLater()

    def _go(self, position: int) -> None:
        """Move the focus to a chip, or to the text field behind the last one."""
        target: QWidget = self.line
        if self._chips and position < len(self._chips):
            target = self._chips[max(position, 0)]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _ring(self, *, focused: bool) -> None:
        self.setProperty("focused", focused)
        restyle(self)

    def _offer(self) -> None:
        """Offer the suggestions that are not among the tags yet."""
        if not self._suggestions:
            return
        if self._offered is None:
            self._offered = self._complete_from_list()
        self._offered.setStringList([tag for tag in self._suggestions if self._is_new(tag)])

    def _complete_from_list(self) -> QStringListModel:
        from PySide6.QtCore import QStringListModel
        from PySide6.QtWidgets import QCompleter

        completer = QCompleter(self)
        offered = QStringListModel(completer)
        completer.setModel(offered)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # The text field takes over the chosen text only after this signal.
        completer.activated.connect(lambda: QTimer.singleShot(0, self._commit))
        if popup := completer.popup():
            set_role(popup, "popup")
            popup.setMinimumWidth(_NARROWEST_POPUP)
        self.line.setCompleter(completer)
        return offered
