"""How long the window takes to answer: to a key in a picker, and to `stashlog new` from outside.

    python -m tests.benchmarks.responses [CONTACTS...]

The window is the real one, off-screen unless the environment names a platform, over a directory of
1,000, 10,000 and 100,000 contacts. A key's time ends when the list that it leads to is painted,
that of `stashlog new` when the running window has painted the filled field; it begins before the
second process is started.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from stashlog.bootstrap import Parts
from stashlog.connections import Connection
from stashlog.credentials import Credentials, MemoryKeyStore
from stashlog.domain.directory import Record
from stashlog.paths import Places
from stashlog.settings import Settings
from stashlog.ui.application import make_application
from stashlog.ui.conductor import Conductor
from stashlog.ui.form.link_field import LinkField
from stashlog.ui.living import live
from stashlog.ui.opening import Opening
from tests.benchmarks.directory import percentile, store_pages
from tests.support.directories import Shelf, many_companies, many_contacts

SIZES = (1_000, 10_000, 100_000)
KEY_GOAL_MS, NEW_GOAL_MS = 50.0, 150.0
KEYS, CALLS = 300, 15
PATIENCE = 20.0
TICK = 2
"""Milliseconds after which the end of another process is noticed."""

NOWHERE = "http://127.0.0.1:9/v1"


class Painted(QObject):
    """Notes when a widget is painted while something holds.

    Attributes:
        seen: Whether that has happened.
    """

    def __init__(self, widget: QWidget, holds: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._holds = holds
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at paint events alone."""
        if event.type() == QEvent.Type.Paint and not self.seen and self._holds():
            self.seen = True
        return super().eventFilter(watched, event)


def live_on() -> None:
    """Handle what happens, and rest until something does: a loop without rest is work itself."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def wait(condition: Callable[[], bool]) -> None:
    """Let the window live until a condition holds."""
    end = time.perf_counter() + PATIENCE
    while not condition():
        live_on()
        if time.perf_counter() > end:
            raise RuntimeError("The window did not answer in time.")


@contextmanager
def window(folder: Path) -> Iterator[Conductor]:
    """Open the window as a start of the program does, with no key and no network."""
    credentials = Credentials(MemoryKeyStore(), environment={})
    connection = Connection(NOWHERE, credentials, lambda: None)
    parts = Parts(Places.under(folder), Settings(base_url=NOWHERE), lambda _: connection)
    made: list[Conductor] = []
    with ExitStack() as until:

        def furnished(conductor: Conductor, bell: object) -> None:
            live(conductor, bell, until)  # type: ignore[arg-type]  # as the opening hands it over
            made.append(conductor)

        opening = Opening(parts, furnished)
        opening.show()
        wait(lambda: bool(made))
        (conductor,) = made
        conductor.window.show_work()
        conductor.window.activateWindow()
        wait(conductor.window.isActiveWindow)
        yield conductor
        conductor.quit()


def texts(contacts: list[Record]) -> list[str]:
    """Return what is typed, letter by letter: beginnings of names, and digits of phones."""
    dice = random.Random(7)  # noqa: S311 - a choice of names, no secret
    # QTest knows the keys of these letters alone.
    plain = [one for one in contacts if one.title.isascii()]
    chosen = dice.sample(plain, 60)
    names = [one.title.split()[dice.randrange(2)][:5].lower() for one in chosen[:45]]
    return names + [one.phone[-6:] for one in chosen[45:]]


class Taken(NamedTuple):
    """How long something took, in milliseconds.

    Attributes:
        wall: For the user.
        work: For the processors, children included: what is left on a computer with nothing else
            to do, but for the pause in which the picker waits for another letter.
    """

    wall: float
    work: float


def now() -> Taken:
    """Return both clocks."""
    times = os.times()
    work = times.user + times.system + times.children_user + times.children_system
    return Taken(time.perf_counter() * 1000, work * 1000)


def since(started: Taken) -> Taken:
    """Return what has passed on both."""
    return Taken(*(late - early for late, early in zip(now(), started, strict=True)))


def time_of_key(field: LinkField, letter: str) -> Taken:
    """Type a letter and return how long it takes until what it leads to is painted."""
    seen: list[str] = []
    popup = QApplication.activePopupWidget()
    text = field.text() + letter

    original = field.suggest

    def suggest(typed: str, found: object) -> None:
        # Before: a list that opens is painted at once.
        seen.append(typed)
        original(typed, found)  # type: ignore[arg-type]  # handed on as it came

    field.suggest = suggest  # type: ignore[assignment, method-assign]  # looks over its shoulder
    started = now()
    QTest.keyClicks(field, letter)
    watch: Painted | None = None
    try:
        while True:
            if watch is None and isinstance(popup, QListView):
                watch = Painted(popup.viewport(), lambda: text in seen)
            live_on()
            popup = QApplication.activePopupWidget()
            if text in seen and popup is None:
                return since(started)
            if watch is not None and watch.seen:
                return since(started)
            if text in seen and watch is None:
                # It opened with this answer, and was painted before anybody could look.
                return since(started)
            if since(started).wall > PATIENCE * 1000:
                raise RuntimeError(f"nothing was painted for {text!r}")
    finally:
        field.suggest = original  # type: ignore[method-assign]  # as it was


def measure_keys(conductor: Conductor, typed: list[str]) -> list[Taken]:
    """Type everything into the field for the contact."""
    field = conductor.form.links["contact_id"]
    taken: list[Taken] = []
    for text in typed:
        taken += [time_of_key(field, letter) for letter in text]
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        field.set_value("")
        field.setFocus()
    return taken[:KEYS]


def measure_new(conductor: Conductor, folder: Path) -> list[Taken]:
    """Start `stashlog new` again and again beside the running window."""
    environment = os.environ | {"STASHLOG_HOME": str(folder), "PYTHONPATH": "src"}
    for variable in ("STASHLOG_API_KEY", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(variable, None)
    field = conductor.form.findChild(QWidget, "subject")
    assert isinstance(field, QWidget)
    taken: list[Taken] = []
    for number in range(CALLS):
        subject = f"Call number {number}"
        conductor.form.clear()
        painted = Painted(field, lambda wanted=subject: conductor.form.entry().subject == wanted)  # type: ignore[misc]
        started = now()
        command = [sys.executable, "-m", "stashlog", "new", "--type", "call", "--subject", subject]
        process = subprocess.Popen(command, env=environment)
        wait(lambda wanted=painted: wanted.seen)  # type: ignore[misc]
        wall = since(started).wall
        wait(lambda running=process: running.poll() is not None)  # type: ignore[misc]
        taken.append(Taken(wall, since(started).work))
    return taken


def measure(count: int) -> None:
    """Fill a directory and print how fast the window answers over it."""
    with tempfile.TemporaryDirectory(prefix="stashlog-") as name:
        folder, contacts = Path(name), [*many_contacts(count)]
        shelf = Shelf.open(folder)
        store_pages(shelf, many_companies(count // 5))
        store_pages(shelf, contacts)
        shelf.directory.close()
        typed = texts(contacts)
        del contacts
        gc.collect()
        make_application("light")
        ticker = QTimer(interval=TICK)
        ticker.start()
        with window(folder) as conductor:
            keys = measure_keys(conductor, typed)
            new = measure_new(conductor, folder)
        for what, taken, goal in (("key to list", keys, KEY_GOAL_MS), ("new", new, NEW_GOAL_MS)):
            walls, works = [one.wall for one in taken], [one.work for one in taken]
            high = percentile(walls, 95)
            verdict = "within" if high <= goal else "MISSES"
            print(
                f"{count:>8,} contacts  {what:<12} median {percentile(walls, 50):>6.1f} ms, 95 % "
                f"{high:>6.1f} ms, {verdict} {goal:.0f} ms; of that work: median "
                f"{percentile(works, 50):.0f} ms, 95 % {percentile(works, 95):.0f} ms"
            )


def main(sizes: list[int]) -> None:
    """Measure each size in a process of its own."""
    for size in sizes:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.responses", str(size)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        main([int(one) for one in sys.argv[1:]] or list(SIZES))
