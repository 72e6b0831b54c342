"""Draws a suggestion: its name, and under it what tells it from others of the same name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stashlog.ui.theme import SPACE, font_of, tokens_of

AnyIndex = QModelIndex | QPersistentModelIndex


class SuggestionDelegate(QStyledItemDelegate):
    """Two lines with room around them; each is cut where the list ends."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of two lines, or of one where there is no second."""
        name, below = _lines(index)
        height = QFontMetrics(font_of("text")).height()
        if below:
            height += QFontMetrics(font_of("help")).height()
        width = QFontMetrics(font_of("text")).horizontalAdvance(name)
        return QSize(min(width, option.rect.width()) + 6 * SPACE, height + 3 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw both lines, on the accent's surface where the row is chosen."""
        tokens, (name, below) = tokens_of(option.widget), _lines(index)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(tokens.accent_surface))
        box = option.rect.adjusted(3 * SPACE, SPACE, -3 * SPACE, -SPACE)
        top = QRect(
            box.left(), box.top(), box.width(), box.height() // 2 if below else box.height()
        )
        painter.setFont(font_of("text"))
        painter.setPen(QColor(tokens.accent if chosen else tokens.text))
        _draw(painter, top, name)
        if below:
            painter.setFont(font_of("help"))
            painter.setPen(QColor(tokens.muted))
            _draw(painter, top.translated(0, top.height()), below)
        painter.restore()


def _lines(index: AnyIndex) -> tuple[str, str]:
    name, _, below = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
    return name, below


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
