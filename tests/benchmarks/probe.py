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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SETTLED = 4.0
"""Seconds after the first paint in which everything else is loaded."""

TICK = 2
"""Milliseconds between two looks at whether the interface thread still turns."""


def watch(application: QApplication) -> None:
    """Note when the first window is painted, then how long the interface thread is blocked."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QWidget

    class Watcher(QObject):
        def __init__(self) -> None:
            super().__init__(application)
            self.usable = 0
            self.last = 0
            self.longest = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            painted = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
            if painted and not self.usable:
                self.usable = -1
                QTimer.singleShot(0, self.first_idle)
            return False

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

    application.installEventFilter(Watcher())


def resident_megabytes() -> float:
    """Return the memory that this process holds; Linux only."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def bare() -> None:
    """Show the least that a Qt program can show."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    watch(application)
    window = QMainWindow()
    window.resize(1180, 800)
    window.show()
    application.exec()


def stashlog() -> None:
    """Start Stashlog as its command does."""
    from stashlog.cli.run import run
    from stashlog.ui import application as started

    make = started.make_application

    def made(appearance: str, *, dressed: bool = True) -> QApplication:
        application = make(appearance, dressed=dressed)
        watch(application)
        return application

    started.make_application = made
    run([])


if __name__ == "__main__":
    {"bare": bare, "stashlog": stashlog}[sys.argv[1]]()
