"""What the chosen type needs, in one row: made when a type is first shown that needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.domain.details import (
    DEFAULTS,
    DETAILS,
    DIRECTION,
    DURATION,
    OUTCOME,
    PLACE,
    PRIORITY,
    TIMER_STARTED,
    Outcome,
    Pairs,
)
from stashlog.ui.form.choice import Choice
from stashlog.ui.form.due_field import Clock
from stashlog.ui.form.duration_field import DurationField
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.line import ExactLine
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE
from stashlog.wording import details as words

if TYPE_CHECKING:
    from stashlog.ui.form.still_there import StillThere

_ORDER = (DIRECTION, OUTCOME, DURATION, PLACE, PRIORITY)


class DetailsRow(QWidget):
    """Holds the details of every type, and shows those of one.

    Args:
        clock: The present, for the timer.
        outcomes: How a call can end.
        before: The widget from which Tab leads here.

    Attributes:
        boxes: The fields that have been made, by their key.
    """

    changed = Signal(str)
    """The user changed this detail."""

    def __init__(self, clock: Clock, outcomes: Iterable[Outcome], before: QWidget) -> None:
        super().__init__()
        self._clock, self._outcomes, self._before = clock, tuple(outcomes), before
        self._texts: dict[str, str] = {}
        self._type = ""
        self.boxes: dict[str, FieldBox] = {}
        self._editors: dict[str, Choice | ExactLine | DurationField] = {}
        self._question: StillThere | None = None
        row = QWidget()
        self._row = FlowLayout(row, 4 * SPACE, stretch_last=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addWidget(row)
        self.hide()

    def value(self) -> Pairs:
        """Return every detail that was typed or chosen, for whatever type."""
        return tuple(self._texts.items())

    def set_value(self, details: Pairs) -> None:
        """Replace the details of every type."""
        self._texts = dict(details)
        self._withdraw_question()
        for key in self._editors:
            self._fill(key)

    def show_type(self, type_: str) -> None:
        """Show what a type needs; what was entered for another one is kept."""
        self._type = type_
        needed = DETAILS.get(type_, ())
        missing = [key for key in needed if key not in self.boxes]
        for key in missing:
            self._make(key)
        if missing:
            self._chain()
        for key, box in self.boxes.items():
            box.setVisible(key in needed)
            if key not in needed:
                box.clear_error()
        self.setVisible(bool(needed))

    def text(self, key: str) -> str:
        """Return the text of one detail."""
        return self._texts.get(key, "")

    def set_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Offer other outcomes; what was chosen stays."""
        self._outcomes = tuple(outcomes)
        editor = self._editors.get(OUTCOME)
        if isinstance(editor, Choice):
            editor.set_choices(self._labels())
            self._fill(OUTCOME)
            self._chain()

    def stop_timer(self) -> None:
        """Stop a timer that runs, and take it into the duration."""
        editor = self._editors.get(DURATION)
        if isinstance(editor, DurationField):
            editor.stop()

    def _make(self, key: str) -> None:
        editor = self._editors[key] = self._editor(key)
        box = _box(key, editor, self._column)
        self.boxes[key] = box
        place = sum(_ORDER.index(other) < _ORDER.index(key) for other in self.boxes)
        self._row.insert_widget(place, box)
        self._fill(key)
        editor.changed.connect(partial(self._tell, key))

    def _editor(self, key: str) -> Choice | ExactLine | DurationField:
        makers: Mapping[str, Callable[[], Choice | ExactLine | DurationField]] = {
            DIRECTION: lambda: Choice(words.DIRECTIONS),
            OUTCOME: lambda: Choice(self._labels(), numbered=True, optional=True),
            DURATION: self._duration,
            PLACE: ExactLine,
            PRIORITY: lambda: Choice(words.PRIORITIES),
        }
        return makers[key]()

    def _labels(self) -> dict[str, str]:
        return {outcome.code: outcome.label for outcome in self._outcomes}

    def _duration(self) -> DurationField:
        field = DurationField(self._clock)
        field.doubted.connect(lambda: self._ask(field))
        field.unreadable.connect(self._refuse_timer)
        return field

    def _refuse_timer(self, sentence: str) -> None:
        self.boxes[DURATION].set_error(sentence)

    def _fill(self, key: str) -> None:
        editor, text = self._editors[key], self.text(key) or DEFAULTS.get(key, "")
        if isinstance(editor, DurationField):
            editor.set_value(text, self.text(TIMER_STARTED))
        else:
            editor.blockSignals(True)  # noqa: FBT003 - Qt's signature
            editor.set_value(text)
            editor.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _tell(self, key: str) -> None:
        editor = self._editors[key]
        self._keep(key, editor.value())
        if isinstance(editor, DurationField):
            self._keep(TIMER_STARTED, editor.started())
            self._withdraw_question()
        self.boxes[key].clear_error()
        self.changed.emit(key)

    def _keep(self, key: str, text: str) -> None:
        if text:
            self._texts[key] = text
        else:
            self._texts.pop(key, None)

    def _ask(self, field: DurationField) -> None:
        """Ask whether a timer that nobody stopped still counts a call."""
        if self._question is None:
            from stashlog.ui.form.still_there import StillThere

            self._question = StillThere(field)
            self._question.answered.connect(self._withdraw_question)
            self._column.addWidget(self._question)
            self._question.follow(field.button)
        self._question.ask()

    def _withdraw_question(self) -> None:
        if self._question is not None:
            self._question.hide()

    def _chain(self) -> None:
        """Have Tab go through the row in its order, after the field before it."""
        last = self._before
        for key in _ORDER:
            editor = self._editors.get(key)
            if isinstance(editor, Choice | DurationField):
                last = editor.follow(last)
            elif editor is not None:
                QWidget.setTabOrder(last, editor)
                last = editor
        for editor in self._editors.values():
            if isinstance(editor, Choice):
                editor.let_tab_in()


def _box(key: str, editor: Choice | ExactLine | DurationField, messages: QVBoxLayout) -> FieldBox:
    label = words.LABELS[key]
    if isinstance(editor, DurationField):
        return FieldBox(
            key, editor, target=editor.line, label=label, beside=editor.echo, messages=messages
        )
    if isinstance(editor, Choice):
        return FieldBox(key, editor, stops=editor.stops, label=label, messages=messages)
    return FieldBox(key, editor, label=label, messages=messages)
