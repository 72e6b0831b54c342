"""A check box whose tick follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from stashlog.ui.theme import tokens_of

_TICK = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.31))
"""Corners of the tick, as parts of the box's side."""


class CheckBox(QCheckBox):
    """The style sheet draws box and label; a sheet could draw a tick only from a picture file."""

    def event(self, event: QEvent) -> bool:
        """Act on its own letter at once: Qt waits 100 ms, and what is typed then goes astray."""
        if event.type() != QEvent.Type.Shortcut:
            return super().event(event)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.click()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the tick into a box that is checked."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            .toRectF()
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens_of(self).on_accent), 2))
        painter.drawPolyline(
            QPolygonF(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]
            )
        )
