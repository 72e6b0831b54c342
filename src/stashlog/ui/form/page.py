"""How the fields stand: in one column, small ones in pairs as long as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stashlog.ui.form.fields import Fields
from stashlog.ui.form.summary import ErrorSummary
from stashlog.ui.layouts import ROW_GAP, Row
from stashlog.ui.theme import SPACE, scale_of, set_role

if TYPE_CHECKING:
    from stashlog.ui.form.later_fields import LaterFields

_NARROWEST_FIELD = 180
"""Pixels of width under which two fields no longer stand side by side, at normal text size."""

_DETAILS_HEIGHT, _FOOT_HEIGHT = 55, 133
"""Pixels that the fields to come will take of the notes', at normal text size: measured."""


class Page(QScrollArea):
    """The scrolled part of the form; it never scrolls sideways.

    It leaves room for the fields that come later, so that nothing moves when they do.
    """

    def __init__(self, fields: Fields, summary: ErrorSummary) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._content = QWidget()
        set_role(self._content, "page")
        # While it is empty: later Qt would lay everything out here, and again once it has its look.
        self.setWidget(self._content)
        self._box = box = QVBoxLayout(self._content)
        box.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 2 * SPACE)
        box.setSpacing(ROW_GAP)
        boxes = fields.boxes
        box.addWidget(boxes["type"])
        box.addWidget(summary)
        box.addWidget(boxes["contact_id"])
        self._links = _pair(boxes["company_id"], boxes["deal_id"], aligned=False)
        box.addWidget(self._links)
        box.addWidget(boxes["subject"])
        self._rooms = [self._leave_room(_DETAILS_HEIGHT)]
        box.addWidget(boxes["body"], 1)
        self._rooms.append(self._leave_room(_FOOT_HEIGHT))

    def place(self, later: LaterFields) -> None:
        """Put the fields that come later where room was left for them, and complete the first."""
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._links.align()
        details, foot = self._rooms
        self._box.replaceWidget(details, later.details)
        self._box.removeWidget(foot)
        for room in self._rooms:
            room.hide()
            room.deleteLater()
        self._rooms.clear()
        self._box.addWidget(_pair(later.boxes["due_date"], later.boxes["tags"]))
        self._box.addWidget(later.boxes["metadata"])
        self._box.addWidget(later.follow_up)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget can be seen."""
        if self._content.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, 6 * SPACE)

    def _leave_room(self, pixels: int) -> QWidget:
        room = QWidget()
        room.setFixedHeight(round(pixels * scale_of(self.font())))
        self._box.addWidget(room)
        return room


def _pair(first: QWidget, second: QWidget, *, aligned: bool = True) -> Row:
    row = Row(4 * SPACE, least=_NARROWEST_FIELD, aligned=aligned)
    row.add(first, 1)
    row.add(second, 1)
    return row
