"""Python's cyclic garbage collector, on the interface thread alone.

By itself it runs on whichever thread happens to allocate. Where a cycle holds a widget, that thread
would destroy the widget, and Qt crashes: widgets belong to the interface thread. So the automatic
runs are switched off, and this timer does the same work at the same thresholds, where it is safe.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks."""


class Collector(QObject):
    """Collects garbage from time to time, as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(due[-1])
