"""Starts a window in this process, measures it from inside, and prints one JSON line.

    python -m tests.benchmarks.probe bare|stashlog

The time of the start is handed in through `PROBE_STARTED` (monotonic nanoseconds), so that the
interpreter's own start counts.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QMainWindow, QWidget

    from stashlog.bootstrap import Parts
    from stashlog.domain.entry import Entry

SETTLED = 4.0
"""Seconds after the first paint in which everything else is loaded."""

TICK = 2
"""Milliseconds between two looks at whether the interface thread still turns."""


def watch(window: type[QMainWindow]) -> None:
    """Note when the first window is painted, then how long the interface thread is blocked.

    By its own paint event rather than a filter, which would look at every event of a window with
    many widgets and so measure itself.
    """
    watcher, paint = _watcher(), window.paintEvent

    def paint_and_tell(self: QWidget, event: QPaintEvent) -> None:
        if isinstance(self, window):
            paint(self, event)
        watcher.painted()

    window.paintEvent = paint_and_tell  # type: ignore[method-assign]  # for this process alone


class Watch(Protocol):
    """What is told that the window was painted."""

    def painted(self) -> None:
        """Begin to measure, at the first call."""


def _watcher() -> Watch:
    from PySide6.QtCore import QObject, QTimer

    class Watcher(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.usable = 0
            self.last = 0
            self.longest = 0

        def painted(self) -> None:
            if not self.usable:
                self.usable = -1
                QTimer.singleShot(0, self.first_idle)

        def first_idle(self) -> None:
            self.usable = self.last = time.monotonic_ns()
            ticker = QTimer(self, interval=TICK)
            ticker.timeout.connect(self.tick)
            ticker.start()
            QTimer.singleShot(int(SETTLED * 1000), self.report)

        def tick(self) -> None:
            now = time.monotonic_ns()
            self.longest = max(self.longest, now - self.last)
            self.last = now

        def report(self) -> None:
            started = int(os.environ["PROBE_STARTED"])
            figures = {
                "usable_ms": (self.usable - started) / 1e6,
                "longest_block_ms": self.longest / 1e6,
                "memory_mb": resident_megabytes(),
                "loaded": sorted({"httpx", "pydantic", "keyring"} & set(sys.modules)),
            }
            print(json.dumps(figures), flush=True)
            os._exit(0)

    return Watcher()


def resident_megabytes() -> float:
    """Return the memory that this process holds; Linux only."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def bare() -> None:
    """Show the least that a Qt program can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        """Nothing in it."""

    watch(Window)
    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1180, 800)
    window.show()
    application.exec()


def stashlog() -> None:
    """Start Stashlog as its command does, and import nothing that it has not come to itself."""
    from stashlog import bootstrap
    from stashlog.__main__ import main

    open_window = bootstrap.open_window

    def open_watched(
        parts: Parts, entry: Entry | None = None, painted: Callable[[], None] = lambda: None
    ) -> int:
        from stashlog.ui.main_window import MainWindow

        watch(MainWindow)
        return open_window(parts, entry, painted)

    bootstrap.open_window = open_watched
    sys.argv = ["stashlog"]
    main()


if __name__ == "__main__":
    {"bare": bare, "stashlog": stashlog}[sys.argv[1]]()
