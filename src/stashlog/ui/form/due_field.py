"""The due date: typed, echoed as it is understood, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import UnreadableDateError, at_time, due_text, on_day, which_of_two
from stashlog.ui.form.icon_button import IconButton
from stashlog.ui.form.line import ExactLine
from stashlog.ui.icons import icon_pixels
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import form as words
from stashlog.wording.entries import one_of_two

if TYPE_CHECKING:
    from stashlog.ui.form.calendar import CalendarPopup

Clock = Callable[[], datetime]
"""Returns the present as an aware time."""

_ECHO_DELAY = 150
"""Milliseconds without a key until the echo follows the typing."""


class DueField(QWidget):
    """What is typed is never changed; the line under it says how it is understood.

    `line` is the field that has the focus, the name and the description.

    Args:
        clock: The present, from which "tomorrow" starts.
        zone: The zone in which dates are meant; None for the one of this computer.
        style: How the user writes dates; None if that is not known.
    """

    changed = Signal()

    def __init__(
        self, clock: Clock, zone: tzinfo | None = None, style: DateStyle | None = None
    ) -> None:
        super().__init__()
        self._clock, self._zone, self._style = clock, zone, style
        self.line = ExactLine()
        self.echo = WrapLabel(words.DUE_HELP)
        set_role(self.echo, "help")
        self._button = IconButton("calendar", said=words.CHOOSE_DATE)
        self._popup: CalendarPopup | None = None
        self._timer = QTimer(self, singleShot=True, interval=_ECHO_DELAY)
        self._lay_out()
        self.setFocusProxy(self.line)
        self.line.changed.connect(self._timer.start)
        self.line.changed.connect(self.changed)
        self._timer.timeout.connect(self._show_echo)
        self._button.clicked.connect(self._open_calendar)

    def value(self) -> str:
        """Return the text exactly as typed."""
        return self.line.value()

    def set_value(self, text: str) -> None:
        """Replace the text."""
        self.line.set_value(text)
        self._show_echo()

    def stops(self) -> tuple[QWidget, QWidget]:
        """Return what Tab reaches, in order."""
        return self.line, self._button

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of text size or direction."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._make_room()

    def _lay_out(self) -> None:
        self._make_room()
        inside = QHBoxLayout(self.line)
        inside.setContentsMargins(SPACE, 0, SPACE, 0)
        inside.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTrailing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.line)
        column.addWidget(self.echo)

    def _make_room(self) -> None:
        """Keep the text clear of the button, which stands inside the field."""
        room = icon_pixels() + 3 * SPACE
        mirrored = self.isRightToLeft()
        self.line.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)

    def _read(self) -> datetime | None:
        """Return the local time that the text means now, if it means one."""
        try:
            due = read_due(self.value(), self._clock(), self._zone, self._style)
        except ValueError:
            return None
        return due and due.astimezone(self._zone)

    def _show_echo(self) -> None:
        """Say what is understood; while it is not, say nothing: it may not be finished."""
        self._timer.stop()
        due = self._read()
        if due is not None:
            which = which_of_two(due, self._zone)
            self.echo.setText(one_of_two(echo_of(due), which) if which else echo_of(due))
        else:
            self.echo.setText("" if self.value().strip() else words.DUE_HELP)

    def _at_time_of(self, typed: datetime | None, day: date) -> datetime | None:
        """Return the moment of a typed time on another day, if the clock shows it on that day."""
        if typed is None:
            return None
        try:
            return at_time(datetime.combine(day, typed.time()), self._zone, self.value())
        except UnreadableDateError:
            return None

    def _open_calendar(self) -> None:
        if self._popup is None:
            # Only now: a calendar is another of Qt's large classes, and most dates are typed.
            from stashlog.ui.form.calendar import CalendarPopup

            self._popup = CalendarPopup(self)
            self._popup.chosen.connect(self._take_day)
        shown = self._read() or self._clock().astimezone(self._zone)
        self._popup.open_at(self._button, QDate(shown.year, shown.month, shown.day))

    def _take_day(self, day: QDate) -> None:
        """Fill in the chosen day with the time that was typed, or the usual one."""
        chosen, typed = date(day.year(), day.month(), day.day()), self._read()
        try:
            due = self._at_time_of(typed, chosen) or on_day(chosen, self._zone, self._clock())
        except ValueError:  # a year that cannot be typed either
            return
        self.line.setText(due_text(due, self._zone))
        self._show_echo()
        self.line.setFocus()


def echo_of(due: datetime) -> str:
    """Write a local time in the user's language and clock."""
    locale = QLocale()
    day = locale.toString(QDate(due.year, due.month, due.day), words.DUE_DAY_FORMAT)
    twelve_hours = "AP" in locale.timeFormat(QLocale.FormatType.ShortFormat).upper()
    pattern = "h:mm AP" if twelve_hours else "HH:mm"
    return words.due_echo(day, locale.toString(QTime(due.hour, due.minute), pattern))
