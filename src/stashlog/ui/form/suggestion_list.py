"""The list of suggestions under a link field.

A module of its own, as PySide makes twenty enumerations for it (2 ms), which no start has to wait
for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from stashlog.ui.theme import set_role

ROWS = 8
"""Rows of the list that show at once."""


class SuggestionList(QCompleter):
    """The list under the field; the keys go on to the field, but for those that choose."""

    chosen = Signal(int)
    """The user chose this row."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._texts = QStringListModel(self)
        self._view = QListView()
        set_role(self._view, "popup")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(self._texts)
        self.setPopup(self._view)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(field)
        self.setMaxVisibleItems(ROWS)
        self.activated.connect(self._activated)
        # Only now, after the completer set its own: the list is loaded when somebody picks.
        from stashlog.ui.form.suggestion_delegate import SuggestionDelegate

        self._view.setItemDelegate(SuggestionDelegate(self._view))

    @property
    def offering(self) -> bool:
        """Whether the list is open."""
        return self._view.isVisible()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these rows with the first one chosen; none hides the list."""
        self._texts.setStringList(list(texts))
        if not texts:
            self._view.hide()
            return
        self.complete()
        self._view.setCurrentIndex(self.completionModel().index(0, 0))

    def _activated(self) -> None:
        self.chosen.emit(self._view.currentIndex().row())
