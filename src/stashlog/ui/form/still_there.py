"""The question about a timer that may have been forgotten: part of the layout, in nobody's way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stashlog.domain.durations import duration_text
from stashlog.ui.announce import announce
from stashlog.ui.form.duration_field import DurationField
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import details as words


class StillThere(QWidget):
    """Offers to count on, or to end the call where the program was used last.

    Args:
        field: Whose timer it is about.
    """

    answered = Signal()

    def __init__(self, field: DurationField) -> None:
        super().__init__()
        self._field = field
        self.setObjectName("still_on_the_call")
        self._text = WrapLabel(icon_name="clock")
        set_role(self._text, "warning")
        self._go_on, self._end = QPushButton(words.KEEP_COUNTING), QPushButton()
        flow = FlowLayout(self, 2 * SPACE)
        flow.addWidget(self._text)
        for button in (self._go_on, self._end):
            set_role(button, "compact")
            flow.addWidget(button)
        field.timer.ticked.connect(self._count)
        self._go_on.clicked.connect(self._continue)
        self._end.clicked.connect(self._stop)

    def follow(self, before: QWidget) -> None:
        """Have Tab lead here from another widget."""
        QWidget.setTabOrder(before, self._go_on)
        QWidget.setTabOrder(self._go_on, self._end)

    def ask(self) -> None:
        """Show the question, and have it said."""
        self._count()
        until_input = self._field.counted(at_last_input=True)
        self._end.setText(words.stop_at(duration_text(until_input)))
        self._end.setVisible(until_input > 0)
        self.show()
        announce(self, self._text.text())

    def _count(self) -> None:
        self._text.setText(words.still_on_the_call(duration_text(self._field.counted())))

    def _continue(self) -> None:
        self._field.timer.confirm()
        self.answered.emit()

    def _stop(self) -> None:
        self._field.stop(at_last_input=True)
