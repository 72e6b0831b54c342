"""Paints one row: every measure is a multiple of the 4-pixel step or follows the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from stashlog.domain.outbox import Item
from stashlog.ui.icons import paint_icon
from stashlog.ui.outbox.looks import STATE_COLOURS, STATE_ICONS, type_icon
from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.rows import HeadRow, ItemRow, MoreRow, Row
from stashlog.ui.outbox.wrapping import wrap
from stashlog.ui.theme import SPACE, Tokens, font_of, scale_of
from stashlog.wording import outbox as words
from stashlog.wording.states import STATE_WORDS

EDGE = 3 * SPACE
"""From the edge of the list to a row's content, left and right."""

_GAP = 2 * SPACE
_LEADING = 2
_CORNER = 8.0
_RING = 2.0
_REASON_LINES = 2
_REASON_LINES_LARGE = 3
_LARGE_TEXT = 1.3
_LETTER_SPACING = 0.5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Fonts:
    """The fonts of a row."""

    subject: QFont
    text: QFont
    state: QFont
    help: QFont
    section: QFont

    @classmethod
    def current(cls) -> Fonts:
        """Return the fonts at the text size in force."""
        subject, state, section = font_of("text"), font_of("help"), font_of("section")
        subject.setWeight(QFont.Weight.Medium)
        state.setWeight(QFont.Weight.DemiBold)
        section.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _LETTER_SPACING)
        return cls(subject, font_of("text"), state, font_of("help"), section)


class Metrics:
    """Heights and widths that follow from the fonts, in device-independent pixels."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts

    @cached_property
    def line(self) -> int:
        """The height of a line of normal text."""
        return QFontMetrics(self.fonts.text).height() + _LEADING

    @cached_property
    def small_line(self) -> int:
        """The height of a line of a reason."""
        return QFontMetrics(self.fonts.help).height()

    @cached_property
    def icon(self) -> int:
        """The side of a type's icon."""
        return round(4 * SPACE * scale_of(self.fonts.text))

    @cached_property
    def indent(self) -> int:
        """From the edge of the list to a row's text."""
        return EDGE + self.icon + 3 * SPACE

    @cached_property
    def head_height(self) -> int:
        """The height of a section's head."""
        return QFontMetrics(self.fonts.section).height() + 4 * SPACE

    @cached_property
    def more_height(self) -> int:
        """The height of "Show more"."""
        return self.line + 2 * _GAP

    @cached_property
    def reason_lines(self) -> int:
        """Lines that a reason may take; the rest is elided and stands in the tool tip."""
        return _REASON_LINES if scale_of(self.fonts.text) < _LARGE_TEXT else _REASON_LINES_LARGE

    def item_height(self, reason_lines: int) -> int:
        """Return the height of an item with so many lines of reason."""
        return 2 * self.line + reason_lines * self.small_line + 2 * _GAP

    def text_width(self, width: int) -> int:
        """Return how wide a row's text may be in a list of this width."""
        return max(1, width - self.indent - EDGE)


class RowPainter:
    """Paints into the rectangle of one row."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, metrics: Metrics, tokens: Tokens
    ) -> None:
        self._painter = painter
        self._metrics = metrics
        self._tokens = tokens
        self._rect: QRect = option.rect
        self._direction: Qt.LayoutDirection = option.direction
        self._state: QStyle.StateFlag = option.state

    def paint(self, row: Row, model: OutboxModel) -> None:
        """Paint a row of any kind."""
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground()
        if isinstance(row, HeadRow):
            self._head(row)
        elif isinstance(row, MoreRow):
            self._more(row)
        else:
            self._item(row, model)
        self._painter.restore()

    def _ground(self) -> None:
        """Show selection, pointer and keyboard focus."""
        state, tokens = self._state, self._tokens
        colour = None
        if state & QStyle.StateFlag.State_Selected:
            colour = tokens.accent_surface
        elif state & QStyle.StateFlag.State_MouseOver:
            colour = tokens.hover
        if colour is not None:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(colour))
            self._painter.drawRoundedRect(QRectF(self._rect), _CORNER, _CORNER)
        if state & QStyle.StateFlag.State_HasFocus:
            self._painter.setPen(QPen(QColor(tokens.accent), _RING))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _RING / 2
            ring = QRectF(self._rect).adjusted(inset, inset, -inset, -inset)
            self._painter.drawRoundedRect(ring, _CORNER - inset, _CORNER - inset)

    def _head(self, row: HeadRow) -> None:
        rect, fonts = self._rect, self._metrics.fonts
        box = QRect(EDGE, 2 * SPACE, rect.width() - 2 * EDGE, rect.height() - 3 * SPACE)
        text = f"{words.SECTIONS[row.section].upper()}  {row.count:,}"
        self._text(box, text, fonts.section, self._tokens.muted)
        self._chevron(box, expanded=row.expanded)

    def _chevron(self, box: QRect, *, expanded: bool) -> None:
        centre = self._placed(QRect(box.right() - 2 * SPACE, box.top(), 2 * SPACE, box.height()))
        self._painter.save()
        self._painter.translate(QRectF(centre).center())
        if not expanded:
            self._painter.rotate(90 if self._direction == Qt.LayoutDirection.RightToLeft else -90)
        half = SPACE * scale_of(self._metrics.fonts.text)
        pen = QPen(QColor(self._tokens.muted), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.drawPolyline(
            [QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)]
        )
        self._painter.restore()

    def _more(self, row: MoreRow) -> None:
        metrics = self._metrics
        box = QRect(metrics.indent, _GAP, metrics.text_width(self._rect.width()), metrics.line)
        self._text(box, words.show_more(row.hidden), metrics.fonts.subject, self._tokens.accent)

    def _item(self, row: ItemRow, model: OutboxModel) -> None:
        metrics, tokens, item = self._metrics, self._tokens, row.item
        width = metrics.text_width(self._rect.width())
        icon = QRect(EDGE, _GAP + (metrics.line - metrics.icon) // 2, metrics.icon, metrics.icon)
        paint_icon(
            self._painter, type_icon(item.entry.type), tokens.muted, QRectF(self._placed(icon))
        )
        box = QRect(metrics.indent, _GAP, width, metrics.line)
        taken = self._text(box, model.time(item), metrics.fonts.text, tokens.muted, right=True)
        subject = box.adjusted(0, 0, -taken - _GAP, 0)
        self._text(subject, model.subject(item), metrics.fonts.subject, tokens.text)
        box.translate(0, metrics.line)
        taken = self._state_word(box, item)
        who = box.adjusted(0, 0, -taken - _GAP, 0)
        self._text(who, model.who(item), metrics.fonts.text, tokens.muted)
        self._reason(row, model, box.bottom() + 1)

    def _state_word(self, box: QRect, item: Item) -> int:
        """Paint a state's word and icon at the right; return the width they take."""
        colour = getattr(self._tokens, STATE_COLOURS[item.state])
        word, side = STATE_WORDS[item.state], round(self._metrics.icon * 7 / 8)
        taken = self._text(box, word, self._metrics.fonts.state, colour, right=True)
        left = box.right() + 1 - taken - _GAP // 2 - side - 1
        icon = QRect(left, box.top() + (box.height() - side) // 2, side, side)
        paint_icon(self._painter, STATE_ICONS[item.state], colour, QRectF(self._placed(icon)))
        return box.right() + 1 - left

    def _reason(self, row: ItemRow, model: OutboxModel, top: int) -> None:
        metrics = self._metrics
        colour = getattr(self._tokens, STATE_COLOURS[row.item.state])
        width = metrics.text_width(self._rect.width())
        box = QRect(metrics.indent, top, width, metrics.small_line)
        for line in wrap(model.line(row), metrics.fonts.help, width, metrics.reason_lines):
            self._text(box, line, metrics.fonts.help, colour)
            box.translate(0, metrics.small_line)

    def _text(self, box: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
        """Paint one elided line; return its width."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        alignment = QStyle.visualAlignment(self._direction, _RIGHT if right else _LEFT)
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        flags = alignment | Qt.TextFlag.TextSingleLine
        self._painter.drawText(self._placed(box), flags, shown)
        return metrics.horizontalAdvance(shown)

    def _placed(self, box: QRect) -> QRect:
        """Return a box given from the row's left top corner, mirrored where one reads so."""
        placed = box.translated(self._rect.topLeft())
        return QStyle.visualRect(self._direction, self._rect, placed)
