"""A studio for pictures: the real window over a sandbox, off-screen, at a time of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.bootstrap import Parts
from stashlog.connections import Connection
from stashlog.credentials import ApiKey, Credentials, MemoryKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.paths import Places
from stashlog.sandbox import Sandbox
from stashlog.settings import Settings
from stashlog.ui.conductor import Conductor
from stashlog.ui.session import Session
from stashlog.ui.theme import Mode, apply_theme

MORNING = datetime(2026, 11, 24, 10, 24, tzinfo=UTC)
PATIENCE = 20.0
"""Seconds in which each scene has to come about."""


class Clock:
    """A time of day that moves when it is told to."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        """Return the time of day, UTC."""
        return self.now

    def unix_seconds(self) -> float:
        """Return the same for the sandbox."""
        return self.now.timestamp()

    def advance(self, minutes: float) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)


class Studio:
    """One window over one sandbox, and what happens in it before a picture is taken."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.sandbox = Sandbox("starter", clock=self.clock.unix_seconds).start()
        parts = Parts(
            Places.under(folder), Settings(), lambda _: self._connection(), clock=self.clock
        )
        self.conductor = Conductor(Session(parts))
        self.conductor.window.show()
        self.conductor.begin()
        links = self.sandbox.workspace.contacts[:4]
        self.contacts = [str(record.id) for record in links]

    def log(self, type_: str, subject: str, contact: int, *, until: State, minutes: float) -> None:
        """Log an activity through the form and wait for what becomes of it."""
        entry = Entry(type=type_, subject=subject, contact_id=self.contacts[contact])
        self.conductor.form.set_entry(entry)
        self.conductor.form.submit()
        self.wait(lambda: self.state_of(subject) is until)
        self.clock.advance(minutes)

    def state_of(self, subject: str) -> State | None:
        """Return the state that the window shows for an activity."""
        overview = self.conductor.overview
        shown = (
            *overview.needs_you,
            *overview.waiting,
            *overview.checking,
            *overview.sent_today,
            *overview.drafts,
        )
        return next((item.state for item in shown if item.entry.subject == subject), None)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Keep the window alive until something is the case."""
        loop, ticker = QEventLoop(), QTimer(interval=20)

        def look() -> None:
            if condition():
                loop.quit()

        ticker.timeout.connect(look)
        ticker.start()
        QTimer.singleShot(int(PATIENCE * 1000), loop.quit)
        if not condition():
            loop.exec()
        if not condition():
            raise SystemExit("A scene did not come about in time.")

    def take(self, folder: Path, name: str, window: QWidget | None = None) -> None:
        """Take the picture in light and in dark, of the main window if of no other."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise SystemExit("There is no application.")
        modes: tuple[Mode, ...] = ("dark", "light")
        for mode in modes:
            apply_theme(application, mode)
            QCoreApplication.processEvents()
            path = folder / f"{name}-{mode}.png"
            shown = window or self.conductor.window
            picture = shown.grab()
            popup = QApplication.activePopupWidget()
            if popup is not None:
                place = shown.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0)))
                painter = QPainter(picture)
                painter.drawPixmap(place, popup.grab())
                painter.end()
            picture.save(str(path))
            print(path)

    def begin_the_day(self) -> None:
        """Log something, upon which the contacts are copied: everybody has a name from then on."""
        copied: list[bool] = []
        self.conductor.session.directory_changed.connect(
            lambda progress: copied.append(progress.ended_at is not None)
        )
        self.log("note", "Moved to the Lisbon office", 0, until=State.SENT, minutes=2)
        self.wait(lambda: True in copied)

    def close(self) -> None:
        """End the window and the sandbox."""
        self.conductor.quit()
        self.sandbox.stop()

    def _connection(self) -> Connection:
        credentials = Credentials(MemoryKeyStore(), environment={})
        credentials.set(ApiKey.parse(self.sandbox.key), remember=False)
        return Connection(self.sandbox.base_url, credentials, lambda: None)


@contextmanager
def studio() -> Iterator[Studio]:
    """A studio in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="stashlog-pictures-") as folder:
        made = Studio(Path(folder))
        try:
            yield made
        finally:
            made.close()
