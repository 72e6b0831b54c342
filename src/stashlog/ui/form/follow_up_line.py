"""The follow-up: one line that says which task is stored with the call, and fields to change it."""

from __future__ import annotations

from datetime import tzinfo
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from stashlog.domain.call_rules import CallRules
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP, FOLLOW_UP_DUE, FOLLOW_UP_SUBJECT, Pairs, detail
from stashlog.domain.due import read_due
from stashlog.domain.follow_up import OFF, ON, STORED, FollowUp, due_in, proposed
from stashlog.ui.form.check_box import CheckBox
from stashlog.ui.form.due_field import Clock, DueField, echo_of
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.flow import Row
from stashlog.ui.form.line import ExactLine
from stashlog.ui.form.wrapping import WrapLabel
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import details as words
from stashlog.wording import form as form_words

_NARROWEST_FIELD = 180
"""Pixels of width under which the two fields no longer stand side by side."""


class FollowUpLine(QWidget):
    """Hidden until an outcome is chosen; made then.

    What the user typed or switched stays, whatever outcome is chosen afterwards.

    Args:
        clock: The present, from which days are counted.
        zone: The zone of dates; None for the one of this computer.
        style: How the user writes dates.
        rules: What an outcome proposes.
        before: The widget from which Tab leads here.
    """

    changed = Signal(str)
    """The user changed this part of the follow-up."""

    def __init__(
        self,
        clock: Clock,
        zone: tzinfo | None,
        style: DateStyle | None,
        rules: CallRules,
        before: QWidget,
    ) -> None:
        super().__init__()
        self._clock, self._zone, self._style, self._rules = clock, zone, style, rules
        self._before = before
        self._state = ""
        self._standing = self._offered = FollowUp()
        self._switched = False
        self._line: _Line | None = None
        self._editor: _Editor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self.hide()

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """The fields in which it is changed, once they have been made."""
        return {} if self._editor is None else self._editor.boxes

    def value(self) -> dict[str, str]:
        """Return what the details say of the follow-up; nothing where nobody touched it."""
        if self._state in ("", STORED):
            return {FOLLOW_UP: self._state} if self._state else {}
        told = {FOLLOW_UP: self._state} if self._switched or self._state == ON else {}
        if self._state == ON or self._typed:
            told |= {
                FOLLOW_UP: self._state,
                FOLLOW_UP_SUBJECT: self._standing.subject,
                FOLLOW_UP_DUE: self._standing.due_date,
            }
        return {key: text for key, text in told.items() if text}

    def set_value(self, details: Pairs, outcome: str) -> None:
        """Show the follow-up of a stored entry; one without any is proposed nothing."""
        self._state = detail(details, FOLLOW_UP)
        self._switched = self._state == OFF
        self._offered = self._offer(outcome) or self._empty()
        stored = FollowUp(detail(details, FOLLOW_UP_SUBJECT), detail(details, FOLLOW_UP_DUE))
        self._standing = self._offered if stored == FollowUp() else stored
        if not self._state and outcome:
            self._state = OFF
        if self._editor is not None:
            self._editor.hide()
        self._refresh()

    def choose(self, outcome: str) -> None:
        """Propose what an outcome that the user chose asks for."""
        if self._state == STORED:
            return
        offer, typed = self._offer(outcome), self._typed
        self._offered = offer or self._empty()
        if not typed:
            self._standing = self._offered
        if not (self._switched or typed) or not self._state or not outcome:
            self._state = "" if not outcome else OFF if offer is None else ON
        if self._editing and not typed:
            self.edit()
        self._refresh()

    def show_for(self, *, possible: bool) -> None:
        """Show the line if there is something to show and the type allows it."""
        self.setVisible(possible and self._state in (ON, OFF))

    def edit(self) -> None:
        """Show the fields in which it is changed."""
        editor = self._made_editor()
        editor.fill(self._standing)
        editor.show()
        self._refresh()

    @property
    def _typed(self) -> bool:
        return self._standing != self._offered

    def _offer(self, outcome: str) -> FollowUp | None:
        return proposed(self._rules.follow_ups, outcome, self._clock(), self._zone)

    def _empty(self) -> FollowUp:
        return FollowUp("", due_in(1, "09:00", self._clock(), self._zone))

    def _refresh(self) -> None:
        if self._state not in (ON, OFF):
            self.hide()
            return
        line = self._made_line()
        line.show_follow_up(
            self._standing.subject, self._when(), on=self._state == ON, open_=self._editing
        )
        self.show()

    @property
    def _editing(self) -> bool:
        return self._editor is not None and not self._editor.isHidden()

    def _when(self) -> str:
        """Say when it is due, as far as that can be read."""
        text = self._standing.due_date
        try:
            due = read_due(text, self._clock(), self._zone, self._style)
        except ValueError:
            return text.strip()
        return "" if due is None else echo_of(due.astimezone(self._zone))

    def _made_line(self) -> _Line:
        if self._line is None:
            self._line = _Line()
            self._line.box.toggled.connect(lambda on: self._switch(on=on))
            self._line.change.clicked.connect(self._toggle_editor)
            self._column.addWidget(self._line)
            QWidget.setTabOrder(self._before, self._line.box)
            QWidget.setTabOrder(self._line.box, self._line.change)
        return self._line

    def _made_editor(self) -> _Editor:
        if self._editor is None:
            self._editor = _Editor(self._clock, self._zone, self._style)
            self._editor.changed.connect(self._edited)
            self._column.addWidget(self._editor)
            self._editor.follow(self._made_line().change)
        return self._editor

    def _switch(self, *, on: bool) -> None:
        self._state, self._switched = ON if on else OFF, True
        self._refresh()
        self.changed.emit(FOLLOW_UP)
        if on and not self._standing.subject.strip():
            self.edit()
            self._made_editor().subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_editor(self) -> None:
        if self._editing:
            self._made_editor().hide()
            self._refresh()
            return
        self.edit()
        self._made_editor().subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, name: str) -> None:
        """Take what was typed; whoever changes the task wants it."""
        self._standing = self._made_editor().read()
        self._state = ON
        self._refresh()
        self.changed.emit(name)


class _Line(QWidget):
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
        centre = Qt.AlignmentFlag.AlignVCenter
        row.add(self.box, 0, centre)
        row.add(self._text, 1, centre)
        row.add(self.change, 0, centre)
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


class _Editor(QWidget):
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
