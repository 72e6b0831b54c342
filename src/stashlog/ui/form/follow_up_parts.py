"""What the follow-up is shown in and changed with, made when an outcome first proposes one."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP, FOLLOW_UP_DUE, FOLLOW_UP_SUBJECT
from stashlog.domain.follow_up import FollowUp
from stashlog.ui.form.check_box import CheckBox
from stashlog.ui.form.due_field import Clock, DueField
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.line import ExactLine
from stashlog.ui.layouts import Row
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import details as words
from stashlog.wording import form as form_words

_NARROWEST_FIELD = 180
"""Pixels of width under which the two fields no longer stand side by side."""


class Line(QWidget):
    """Check box, what it stands for, and the button that opens the fields."""

    def __init__(self) -> None:
        super().__init__()
        self.box = CheckBox(words.FOLLOW_UP)
        self.box.setObjectName(FOLLOW_UP)
        self._text = WrapLabel()
        self.change = QPushButton()
        self.change.setObjectName("follow_up_change")
        set_role(self.change, "link")
        row = Row(2 * SPACE)
        row.add(self.box, centred=True)
        row.add(self._text, 1, centred=True)
        row.add(self.change, centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    def show_follow_up(self, subject: str, when: str, *, on: bool, open_: bool) -> None:
        """Say which task is stored."""
        line = words.follow_up_line(" ".join(subject.split()), when)
        with QSignalBlocker(self.box):
            self.box.setChecked(on)
        set_role(self._text, "" if on else "muted")
        restyle(self._text)
        self._text.setText(line)
        self.box.setAccessibleName(words.follow_up_said(line))
        self.change.setText(words.DONE if open_ else words.CHANGE)
        self.change.setAccessibleName(form_words.plain(self.change.text()))


class Editor(QWidget):
    """Subject and due date of the task."""

    changed = Signal(str)

    def __init__(self, clock: Clock, zone: tzinfo | None, style: DateStyle | None) -> None:
        super().__init__()
        self.subject, self._due = ExactLine(), DueField(clock, zone, style)
        names = words.LABELS
        self.boxes = {
            FOLLOW_UP_SUBJECT: FieldBox(
                FOLLOW_UP_SUBJECT, self.subject, label=names[FOLLOW_UP_SUBJECT]
            ),
            FOLLOW_UP_DUE: FieldBox(
                FOLLOW_UP_DUE, self._due, target=self._due.line, label=names[FOLLOW_UP_DUE]
            ),
        }
        row = Row(4 * SPACE, least=_NARROWEST_FIELD)
        for box in self.boxes.values():
            row.add(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self._filling = False
        self.subject.changed.connect(lambda: self._tell(FOLLOW_UP_SUBJECT))
        self._due.changed.connect(lambda: self._tell(FOLLOW_UP_DUE))

    def follow(self, before: QWidget) -> None:
        """Have Tab lead here from another widget."""
        for first, second in pairwise((before, self.subject, *self._due.stops())):
            QWidget.setTabOrder(first, second)

    def fill(self, follow_up: FollowUp) -> None:
        """Show a follow-up."""
        self._filling = True
        self.subject.set_value(follow_up.subject)
        self._due.set_value(follow_up.due_date)
        self._filling = False

    def read(self) -> FollowUp:
        """Return what stands in the fields, exactly."""
        return FollowUp(self.subject.value(), self._due.value())

    def _tell(self, name: str) -> None:
        if not self._filling:
            self.boxes[name].clear_error()
            self.changed.emit(name)
