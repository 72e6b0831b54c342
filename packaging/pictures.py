"""Makes the README's pictures with the program itself: the real window over a sandbox, off-screen.

    .venv/bin/python packaging/pictures.py [FOLDER]

Writes `form`, `errors`, `offline`, `calls` and `quick` in light and dark. What they show happens
for real: activities are logged through the form, refused by the sandbox and queued while it is
down. Only the time of day is made up, so that the pictures do not depend on when they are made.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"

from capture_scenes import calls, picker, quick
from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.bootstrap import Parts
from stashlog.connections import Connection
from stashlog.credentials import ApiKey, Credentials, MemoryKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.follow_up import ON, FollowUp, with_follow_up
from stashlog.domain.outbox import State
from stashlog.paths import Places
from stashlog.sandbox import Fault, Sandbox
from stashlog.settings import Settings
from stashlog.ui.application import make_application
from stashlog.ui.conductor import Conductor
from stashlog.ui.session import Session
from stashlog.ui.theme import Mode, apply_theme

FOLDER = Path(__file__).parents[1] / "resources" / "pictures"
MORNING = datetime(2026, 11, 24, 10, 24, tzinfo=UTC)
PATIENCE = 20.0
"""Seconds in which each scene has to come about."""

TYPED = Entry(
    type="call",
    subject="Pricing for 40 seats, annual billing",
    body="Wants annual billing. Procurement needs the security sheet before Thursday.\n"
    "Send the 40-seat quote, copy Tom.",
    due_date="fri 14:00",
    tags=("follow-up", "pricing"),
    details=with_follow_up(
        (("outcome", "connected"), ("duration_seconds", "4:32")),
        ON,
        FollowUp("Send quote", "thu 9:00"),
    ),
)


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


def a_morning(made: Studio) -> None:
    """Log what a rep logs before eleven, and one thing that nodestash does not accept."""
    made.begin_the_day()
    made.log("call", "Left voicemail", 1, until=State.SENT, minutes=34)
    made.log("meeting", "Quarterly review", 2, until=State.SENT, minutes=12)


def form(folder: Path) -> None:
    """Show the form while an activity is being typed."""
    with studio() as made:
        a_morning(made)
        made.conductor.form.set_entry(_linked(made))
        made.take(folder, "form")


def errors(folder: Path) -> None:
    """Show an activity that came back with three errors, one of a field that the form lacks."""
    details = [
        ("subject", "String must contain at most 20 character(s)"),
        ("tags", "Array must contain at most 1 element(s)"),
        ("owner_email", "Invalid email"),
    ]
    with studio() as made:
        a_morning(made)
        made.sandbox.faults.add(Fault.refuse_fields(details).on("POST"))
        made.conductor.form.set_entry(_linked(made))
        made.conductor.form.submit()
        made.wait(lambda: made.conductor.form.entry().subject == TYPED.subject)
        made.wait(lambda: made.state_of(TYPED.subject) is State.NEEDS_YOU)
        made.take(folder, "errors")


def offline(folder: Path) -> None:
    """Show the queue while the network is gone."""
    with studio() as made:
        a_morning(made)
        made.sandbox.faults.add(
            Fault.refuse_fields([("contact_id", "Contact is archived")]).on("POST")
        )
        made.log("call", "Renewal call", 3, until=State.NEEDS_YOU, minutes=1)
        made.conductor.flow.new()
        made.sandbox.faults.add(
            Fault.drop_answer(after_commit=False).on("POST"),
            Fault.answer_status(502, None).on("GET"),
        )
        made.log("email", "Intro to Tom", 0, until=State.CHECKING, minutes=1)
        made.sandbox.stop()
        made.log("task", "Send quote", 1, until=State.WAITING, minutes=1)
        made.log("call", "No answer", 2, until=State.WAITING, minutes=0)
        made.conductor.session.try_now()
        made.wait(lambda: bool(made.conductor.banner.text()))
        made.conductor.form.set_entry(_linked(made))
        made.take(folder, "offline")


def _linked(made: Studio) -> Entry:
    company = str(made.sandbox.workspace.companies[0].id)
    deal = str(made.sandbox.workspace.deals[0].id)
    return replace(TYPED, contact_id=made.contacts[0], company_id=company, deal_id=deal)


def main() -> None:
    """Make every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    make_application("light")
    for scene in (form, errors, offline):
        scene(folder)
    for other in (picker, calls, quick):
        other(folder, studio)


if __name__ == "__main__":
    main()
