"""How high a row is, and who paints it."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem

from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.painting import REASON_LINES, Fonts, Metrics, RowPainter
from stashlog.ui.outbox.rows import HeadRow, ItemRow, Row
from stashlog.ui.outbox.wrapping import wrap
from stashlog.ui.theme import tokens_of

_DIGITS = re.compile(r"\d")


class OutboxDelegate(QStyledItemDelegate):
    """Measures and paints rows.

    Only the number of lines under an item differs from row to row, and it is measured with every
    digit the same, so a countdown does not move what stands below it.
    """

    def __init__(self, view: QListView, model: OutboxModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._font_key = ""
        self._metrics = Metrics(Fonts.current())

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the row's height at the list's present width."""
        del option
        row = self._model.row(index.row())
        width = self._view.viewport().width()
        return QSize(width, 0 if row is None else self._height(row, width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row in the look that is in force."""
        row = self._model.row(index.row())
        if row is not None:
            look = RowPainter(painter, option, self.metrics(), tokens_of(self._view))
            look.paint(row, self._model)

    def metrics(self) -> Metrics:
        """Return the measures at the text size in force."""
        key = QApplication.font().key()
        if key != self._font_key:
            self._font_key = key
            self._metrics = Metrics(Fonts.current())
        return self._metrics

    def reason_lines(self, row: ItemRow, width: int) -> int:
        """Return how many lines a row's reason takes in a list of this width."""
        metrics = self.metrics()
        line = _DIGITS.sub("0", self._model.line(row))
        return len(wrap(line, metrics.fonts.help, metrics.text_width(width), REASON_LINES))

    def _height(self, row: Row, width: int) -> int:
        metrics = self.metrics()
        if isinstance(row, HeadRow):
            return metrics.head_height
        if isinstance(row, ItemRow):
            return metrics.item_height(self.reason_lines(row, width))
        return metrics.more_height
