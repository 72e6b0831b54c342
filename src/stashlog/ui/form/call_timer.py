"""The timer of a call: counts on the clock, and notices that nobody stopped it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from stashlog.ui.form.due_field import Clock

TICK = 1000
"""Milliseconds between two looks at the clock."""

QUIET = timedelta(minutes=15)
"""Without a key or a click in the program for so long, the timer may have been forgotten."""

LONG = timedelta(hours=2)
"""Few calls are longer."""

_INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class CallTimer(QObject):
    """Counts whole seconds from a moment of the clock, so that a pause of the computer counts too.

    Args:
        clock: The present.
        parent: Its owner.
    """

    ticked = Signal()
    """Time has passed."""
    doubted = Signal()
    """It may have been forgotten; told once until `confirm`."""

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.started: datetime | None = None
        self._input = self._sure = clock()
        self._doubted = False
        self._ticks = QTimer(self, interval=TICK)
        self._ticks.timeout.connect(self._look)

    def start(self, at: datetime | None = None) -> None:
        """Begin to count, from now or from an earlier moment."""
        self._input = self._clock()
        self.started = self._sure = at or self._input
        self._doubted = False
        self._ticks.start()
        if (application := QCoreApplication.instance()) is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """End the counting."""
        self.started = None
        self._ticks.stop()
        if (application := QCoreApplication.instance()) is not None:
            application.removeEventFilter(self)

    def seconds(self) -> int:
        """Return how many seconds have been counted."""
        return self._until(self._clock())

    def seconds_until_input(self) -> int:
        """Return how many seconds had been counted at the last key or click in the program."""
        return self._until(self._input)

    def confirm(self) -> None:
        """Believe the user that the call goes on; doubt it again no sooner than before."""
        self._sure = self._input = self._clock()
        self._doubted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note when the program was used."""
        if event.type() in _INPUT and not self._doubted:
            self._input = self._clock()
        return super().eventFilter(watched, event)

    def _until(self, moment: datetime) -> int:
        if self.started is None:
            return 0
        return max(0, int((moment - self.started).total_seconds()))

    def _look(self) -> None:
        self.ticked.emit()
        now = self._clock()
        quiet = now - max(self._input, self._sure) >= QUIET
        if not self._doubted and (quiet or now - self._sure > LONG):
            self._doubted = True
            self.doubted.emit()
