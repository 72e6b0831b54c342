"""How the fields stand: in one column, small ones in pairs as long as there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stashlog.ui.form.fields import Fields
from stashlog.ui.form.flow import ROW_GAP, Row
from stashlog.ui.form.summary import ErrorSummary
from stashlog.ui.theme import SPACE, set_role

_NARROWEST_FIELD = 180
"""Pixels of width under which two fields no longer stand side by side, at normal text size."""


class Page(QScrollArea):
    """The scrolled part of the form; it never scrolls sideways."""

    def __init__(self, fields: Fields, summary: ErrorSummary) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        set_role(self._content, "page")
        # While it is empty: later Qt would lay everything out here, and again once it has its look.
        self.setWidget(self._content)
        box = QVBoxLayout(self._content)
        box.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 2 * SPACE)
        box.setSpacing(ROW_GAP)
        boxes = fields.boxes
        box.addWidget(boxes["type"])
        box.addWidget(summary)
        box.addWidget(boxes["contact_id"])
        box.addWidget(_pair(boxes["company_id"], boxes["deal_id"]))
        box.addWidget(boxes["subject"])
        box.addWidget(fields.details)
        box.addWidget(boxes["body"], 1)
        box.addWidget(_pair(boxes["due_date"], boxes["tags"]))
        box.addWidget(boxes["metadata"])
        box.addWidget(fields.follow_up)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget can be seen."""
        if self._content.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, 6 * SPACE)


def _pair(first: QWidget, second: QWidget) -> Row:
    row = Row(4 * SPACE, least=_NARROWEST_FIELD)
    row.add(first, 1)
    row.add(second, 1)
    return row
