"""A duration: typed, or counted by a timer, and echoed as it is understood."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from stashlog.domain.durations import UnreadableDurationError, duration_text, read_duration
from stashlog.ui.form.call_timer import CallTimer
from stashlog.ui.form.due_field import Clock
from stashlog.ui.form.footer import key_text
from stashlog.ui.form.line import ExactLine
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import details as words

TIMER_KEY = "Ctrl+T"
DURATION_KEY = "Ctrl+D"

_WIDEST = "00:00:00"


class DurationField(QWidget):
    """The text is what counts; while the timer runs, the field shows it and the text waits.

    Attributes:
        line: The field that has the focus, the name and the description.
        echo: Says how the text is understood; for the layout to place.
        button: Starts and stops the timer.
    """

    changed = Signal()
    doubted = Signal()
    """The timer may have been forgotten."""
    unreadable = Signal(str)
    """The timer cannot go on from what is typed; the sentence says why."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.line = ExactLine()
        self.echo = QLabel()
        self.echo.setTextFormat(Qt.TextFormat.PlainText)
        self.echo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self.echo, "help")
        self.button = QPushButton()
        self.timer = CallTimer(clock, self)
        self._typed = ""
        self._lay_out()
        self._show_button()
        self.line.changed.connect(self._edited)
        self.button.clicked.connect(self.toggle)
        self.timer.ticked.connect(self._show_count)
        self.timer.doubted.connect(self.doubted)
        QShortcut(QKeySequence(TIMER_KEY), self).activated.connect(self.toggle)
        QShortcut(QKeySequence(DURATION_KEY), self).activated.connect(self._begin)

    def value(self) -> str:
        """Return the text exactly; while the timer runs, the one from before."""
        return self.line.value() if self.timer.started is None else self._typed

    def started(self) -> str:
        """Return when the timer was started; empty while it does not run."""
        return "" if self.timer.started is None else self.timer.started.isoformat()

    def set_value(self, text: str, started: str = "") -> None:
        """Replace the text, and let the timer go on if one was running."""
        self.timer.stop()
        with QSignalBlocker(self.line):
            self.line.set_value(text)
        since = _moment(started)
        if since is not None:
            self._count_from(since)
        self._refresh()

    def toggle(self) -> None:
        """Start or stop the timer."""
        if self.timer.started is not None:
            self.stop()
            return
        try:
            read_duration(self.line.value())
        except UnreadableDurationError as error:
            self.unreadable.emit(str(error))
            return
        self._count_from(None)
        self._refresh()
        self.changed.emit()

    def stop(self, *, at_last_input: bool = False) -> None:
        """Stop the timer, and take what it counted into the text.

        Args:
            at_last_input: Count only until the program was used last.
        """
        if self.timer.started is None:
            return
        seconds = self.counted(at_last_input=at_last_input)
        self.timer.stop()
        with QSignalBlocker(self.line):
            self.line.set_value(duration_text(seconds))
        self._refresh()
        self.changed.emit()

    def counted(self, *, at_last_input: bool = False) -> int:
        """Return the seconds that stopping the timer would make."""
        timer = self.timer
        more = timer.seconds_until_input() if at_last_input else timer.seconds()
        return _readable(self._typed) + more

    def follow(self, before: QWidget) -> QWidget:
        """Have Tab lead here from another widget, and return the button."""
        QWidget.setTabOrder(before, self.line)
        QWidget.setTabOrder(self.line, self.button)
        return self.button

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _count_from(self, since: datetime | None) -> None:
        self._typed = self.line.value()
        self.timer.start(since)

    def _edited(self) -> None:
        """Take what is typed into a counting field as the user's last word."""
        self.timer.stop()
        self._refresh()
        self.changed.emit()

    def _show_count(self) -> None:
        with QSignalBlocker(self.line):
            self.line.setText(duration_text(self.counted()))
        self._show_echo()

    def _refresh(self) -> None:
        if self.timer.started is not None:
            self._show_count()
        self._show_button()
        self._show_echo()

    def _show_echo(self) -> None:
        """Say what is understood; while it is not, say nothing: it may not be finished."""
        try:
            seconds = read_duration(self.line.text())
        except UnreadableDurationError:
            seconds = None
        self.echo.setText("" if seconds is None else words.duration_echo(seconds))

    def _show_button(self) -> None:
        runs = self.timer.started is not None
        self.button.setText(words.STOP if runs else words.START)
        said = words.STOP_TIMER if runs else words.START_TIMER
        self.button.setAccessibleName(said)
        self.button.setToolTip(words.with_key(said, key_text(TIMER_KEY)))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        self._make_room()
        row.addWidget(self.line)
        row.addWidget(self.button)
        row.addStretch(1)

    def _make_room(self) -> None:
        """Be as wide as the longest duration on a clock."""
        text = QFontMetrics(self.line.font()).horizontalAdvance(_WIDEST)
        self.line.setFixedWidth(text + 7 * SPACE)


def _readable(text: str) -> int:
    try:
        return read_duration(text) or 0
    except UnreadableDurationError:
        return 0


def _moment(text: str) -> datetime | None:
    """Read a stored moment; nothing for one that is damaged."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
