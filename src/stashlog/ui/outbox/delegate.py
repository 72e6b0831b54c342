"""How high a row is, and who paints it."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.painting import Fonts, Metrics, RowPainter
from stashlog.ui.outbox.rows import HeadRow, ItemRow
from stashlog.ui.outbox.wrapping import wrap
from stashlog.ui.theme import tokens_of

_DIGITS = re.compile(r"\d")
_MOST_SIZES = 5000


class OutboxDelegate(QStyledItemDelegate):
    """Measures and paints rows.

    Only the number of lines under an item differs from row to row, so a height is found by the
    row's line and most rows share one. Every digit is measured alike: a countdown does not move
    what stands below it.
    """

    def __init__(self, view: QListView, model: OutboxModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._metrics: Metrics | None = None
        self._sizes: dict[str, QSize] = {}

    def forget(self) -> None:
        """Measure anew: the list's width or its text size changed."""
        self._metrics = None
        self._sizes.clear()

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the row's height at the list's present width."""
        del option
        row = self._model.row(index.row())
        if isinstance(row, ItemRow):
            return self._item_size(row)
        metrics = self.metrics()
        height = metrics.head_height if isinstance(row, HeadRow) else metrics.more_height
        return QSize(self._view.viewport().width(), height)

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
        if self._metrics is None:
            self._metrics = Metrics(Fonts.current())
        return self._metrics

    def _item_size(self, row: ItemRow) -> QSize:
        line = row.line
        if row.due is not None:
            line = _DIGITS.sub("0", self._model.line(row))
        size = self._sizes.get(line)
        if size is None:
            if len(self._sizes) > _MOST_SIZES:
                self._sizes.clear()
            size = self._sizes[line] = self._measure(" ".join(line.split()))
        return size

    def _measure(self, line: str) -> QSize:
        metrics, width = self.metrics(), self._view.viewport().width()
        lines = wrap(line, metrics.fonts.help, metrics.text_width(width), metrics.reason_lines)
        return QSize(width, metrics.item_height(len(lines)))
