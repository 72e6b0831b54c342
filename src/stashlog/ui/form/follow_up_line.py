"""The follow-up: one line that says which task is stored with the call, and fields to change it."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.domain.call_rules import CallRules
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP, FOLLOW_UP_DUE, FOLLOW_UP_SUBJECT, Pairs, detail
from stashlog.domain.due import read_due
from stashlog.domain.follow_up import OFF, ON, STORED, FollowUp, due_in, proposed
from stashlog.ui.form.due_field import Clock, echo_of
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.theme import SPACE

if TYPE_CHECKING:
    from stashlog.ui.form.follow_up_parts import Editor, Line


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
    told = Signal(str)
    """What the user does now stores this task, in words; empty for none."""

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
        self._line: Line | None = None
        self._editor: Editor | None = None
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

    def follow(self, rules: CallRules) -> None:
        """Propose by other rules from now on; what is proposed already stays."""
        self._rules = rules

    def show_for(self, *, possible: bool) -> None:
        """Show the line if there is something to show and the type allows it."""
        self.setVisible(possible and self._state in (ON, OFF))
        self._tell(possible=possible)

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

    def _made_line(self) -> Line:
        if self._line is None:
            from stashlog.ui.form.follow_up_parts import Line

            self._line = Line()
            self._line.box.toggled.connect(lambda on: self._switch(on=on))
            self._line.change.clicked.connect(self._toggle_editor)
            self._column.addWidget(self._line)
            QWidget.setTabOrder(self._before, self._line.box)
            QWidget.setTabOrder(self._line.box, self._line.change)
        return self._line

    def _made_editor(self) -> Editor:
        if self._editor is None:
            from stashlog.ui.form.follow_up_parts import Editor

            self._editor = Editor(self._clock, self._zone, self._style)
            self._editor.changed.connect(self._edited)
            self._column.addWidget(self._editor)
            self._editor.follow(self._made_line().change)
        return self._editor

    def _switch(self, *, on: bool) -> None:
        self._state, self._switched = ON if on else OFF, True
        self._refresh()
        self._tell()
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
        self._tell()
        self.changed.emit(name)

    def _tell(self, *, possible: bool = True) -> None:
        on = possible and self._state == ON
        self.told.emit(self._line.box.accessibleName() if on and self._line else "")
