"""A whole Stashlog with its window, off-screen, on real parts: store, server, threads, sockets.

Only the time of day is made up: it passes as time does, and days of it at once where a test wants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.bootstrap import Parts
from stashlog.connections import Connection
from stashlog.credentials import (
    ApiKey,
    Credentials,
    KeyStore,
    MemoryKeyStore,
    PatientKeyStore,
)
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import Item, State
from stashlog.paths import Places
from stashlog.sandbox import Fault, Sandbox
from stashlog.sending import Sending
from stashlog.services.delivery import Delivery
from stashlog.services.events import Announcer, KeyringAnswered
from stashlog.services.ports import Surroundings
from stashlog.services.worker import Worker
from stashlog.settings import Settings
from stashlog.storage.store import Store
from stashlog.ui.conductor import Conductor
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.session import Session
from tests.support.sandbox import running_sandbox
from tests.support.widgets import child

BEGIN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


REST = 3600.0
"""Made-up seconds until the directory is copied. In the program they are 3, in which a busy machine
is in the midst of a test that is about something else."""


class PassingTime:
    """The time of day and seconds that never go back, which pass, and can be made to leap."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._leapt = 0.0
        self._standing: float | None = None

    @property
    def day(self) -> datetime:
        """The time of day, UTC."""
        seconds = self.passed if self._standing is None else self._standing
        return BEGIN + timedelta(seconds=seconds)

    @property
    def passed(self) -> float:
        """Seconds since the test began."""
        return monotonic() - self._began + self._leapt

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        self._leapt += seconds
        if self._standing is not None:
            self._standing += seconds

    def stand_still(self) -> None:
        """Let the time of day pass by leaps alone, so that no wait ends by itself."""
        self._standing = self.passed

    def unix(self) -> float:
        """Return the time of day as the sandbox takes it."""
        return self.day.timestamp()

    def surroundings(self) -> Surroundings:
        """Return this time as delivery takes it, with a chance that is always the same."""
        return Surroundings(lambda: self.day, lambda: self.passed, lambda: 0.5)


class TellingSending(Sending):
    """Talks to nodestash, and tells when it made the delivery, whose rest begins then."""

    delivers: Event

    def refreshing(self, store: Store) -> Delivery:
        """Return the delivery with the copying of the directory."""
        made = super().refreshing(store)
        self.delivers.set()
        return made


class TimedParts(Parts):
    """The real parts, on made-up time."""

    def __init__(
        self,
        places: Places,
        settings: Settings,
        connect: Callable[[Announcer], Connection],
        time: PassingTime,
        delivers: Event,
    ) -> None:
        super().__init__(places, settings, connect, clock=lambda: time.day)
        self._time = time
        self._delivers = delivers
        self.working: list[Worker] = []

    def worker(self) -> Worker:
        """Return the delivery thread, of which a test may ask something."""
        made = super().worker()
        self.working.append(made)
        return made

    def surroundings(self) -> Surroundings:
        """Return the time on which delivery waits: leaps count on its every clock."""
        return self._time.surroundings()

    def sending(self) -> Sending:
        """Return what talks to nodestash, and tells when it begins to."""
        made = TellingSending(
            self.connection(), self.places.data, self.settings, self.surroundings(), self.announcer
        )
        made.delivers = self._delivers
        return made


@dataclass
class Desk:
    """A place at which windows are opened, closed and killed, one after the other.

    Attributes:
        keys: where the key is kept between two windows.
        conductor: the window that is open.
    """

    qtbot: QtBot
    folder: Path
    sandbox: Sandbox
    time: PassingTime
    keys: KeyStore = field(default_factory=MemoryKeyStore)
    settings: Settings = field(default_factory=Settings)
    _open: list[Conductor] = field(default_factory=list)
    _delivers: Event = field(default_factory=Event)

    @property
    def conductor(self) -> Conductor:
        """The window's conductor."""
        return self._open[-1]

    @property
    def form(self) -> EntryForm:
        """The window's form."""
        return self.conductor.form

    def parts(self) -> Parts:
        """Return the parts of one more process."""

        def connect(announcer: Announcer) -> Connection:
            if isinstance(self.keys, PatientKeyStore):
                self.keys.when_late = lambda: announcer.announce(KeyringAnswered())
            credentials = Credentials(self.keys, environment={})
            return Connection(self.sandbox.base_url, credentials, lambda: None)

        places = Places.under(self.folder)
        return TimedParts(places, self.settings, connect, self.time, self._delivers)

    def open(self, *, settled: bool = True) -> Conductor:
        """Open a window, as a start of the program does.

        Args:
            settled: Wait until what was stored is shown.
        """
        self._delivers = Event()
        conductor = Conductor(Session(self.parts()))
        self._open.append(conductor)
        conductor.window.show()
        conductor.window.activateWindow()
        self.qtbot.waitUntil(conductor.window.isActiveWindow)
        conductor.form.focus_first()
        if not settled:
            conductor.begin()
            return conductor
        with self.qtbot.waitSignal(conductor.session.overview_changed):
            conductor.begin()
        return conductor

    def kill(self) -> None:
        """End the program without letting it do anything about it."""
        conductor = self._open.pop()
        conductor.session.stop()
        conductor.window.close_for_good()
        forget(conductor)

    def quit(self) -> None:
        """Close the window and wait until it is closed."""
        conductor = self._open.pop()
        with self.qtbot.waitSignal(conductor.ended):
            conductor.quit()
        forget(conductor)

    def close(self) -> None:
        """Close whatever is open."""
        while self._open:
            self.quit()

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window live until a condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()))

    def type(self, **texts: str) -> None:
        """Type at the end of fields, by the API's names."""
        for name, text in texts.items():
            field = child(self.form, name)
            field.setFocus()
            for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
                QTest.keyClick(field, Qt.Key.Key_End, held)
            _type(field, text)

    def type_key(self, secret: str) -> None:
        """Paste a key on the page that asks for one."""
        field = child(self.conductor.window, "api_key")
        assert isinstance(field, QLineEdit)
        assert field.isVisible()
        field.selectAll()
        field.insert(secret)

    def leap(self, seconds: float) -> None:
        """Let time pass at once, and have whoever waits for it notice."""
        self.time.advance(seconds)
        self.conductor.session.wake()

    def copy_directory(self) -> None:
        """Let the rest before the directory is copied pass at once."""
        self.wait(self._delivers.is_set)
        self.leap(REST)

    def wait_offline(self) -> None:
        """Wait until the window is offline, and let nothing be tried again by itself.

        An attempt claims its item: what is opened or taken back at that moment went its own way.
        """
        self.wait(lambda: "You are offline" in self.shown("banner_text"))
        self.time.stand_still()
        # What was begun before may go on; what is begun after that finds its time not come.
        for _ in range(2):
            self._wait_for_a_turn()
        assert State.SENDING not in self.states()

    def _wait_for_a_turn(self) -> None:
        """Wait until the delivery begins another turn."""
        parts = self.conductor.session.parts
        assert isinstance(parts, TimedParts)
        began = Event()
        for worker in parts.working:
            worker.post(lambda _: began.set())
        self.wait(began.is_set)

    def wait_out(self, state: State) -> None:
        """Let every wait of the only item pass at once, until it is in this state."""

        def there() -> bool:
            (item,) = self.items()
            if item.not_before is not None and item.not_before > self.time.day:
                self.leap((item.not_before - self.time.day).total_seconds())
            return item.state is state

        self.wait(there)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.conductor.window, key, held)

    def log(self) -> None:
        """Press Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def push(self, name: str) -> None:
        """Click a button, by its object name."""
        button = child(self.conductor.window, name)
        assert isinstance(button, QPushButton)
        assert button.isVisible(), f"{name} cannot be seen"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def leave_dialog(self) -> None:
        """Wait for a dialog, press Esc in it, and go on in the window."""
        self.wait(QApplication.activeModalWidget)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        self.back_in_window()

    def back_in_window(self) -> None:
        """Wait until a dialog is gone, and go on in the window."""
        self.wait(lambda: QApplication.activeModalWidget() is None)
        # Off the screen there is no window manager that does it.
        self.conductor.window.activateWindow()
        self.wait(self.conductor.window.isActiveWindow)

    def shown(self, name: str) -> str:
        """Return the text of a label, by its object name; empty where it cannot be seen."""
        label = self.conductor.window.findChild(QWidget, name)
        return label.text() if isinstance(label, QLabel) and label.isVisible() else ""

    def refuse(self, *details: tuple[str, str]) -> None:
        """Have the server refuse the next activity, whatever is in it."""
        self.sandbox.faults.add(Fault.refuse_fields(list(details)).on("POST"))

    def hold(self, *, after_commit: bool = False) -> None:
        """Have the server think about the next activity until it is told to answer."""
        self.sandbox.faults.add(Fault.hold(after_commit=after_commit).on("POST"))

    def answer(self) -> None:
        """Wait until the server thinks about an activity, and have it answer."""
        self.wait(lambda: not self.sandbox.faults.active)
        self.sandbox.faults.release()

    def message(self, name: str) -> str:
        """Return the message under a field; empty where there is none to be seen."""
        return self.shown(f"{name}_error")

    def summary(self) -> str:
        """Return all that the error summary says, as it is read out; empty without one."""
        summary = child(self.form, "error_summary")
        if not summary.isVisible():
            return ""
        return f"{summary.accessibleName()}\n{summary.accessibleDescription()}"

    def focused(self) -> str:
        """Return the object name of the widget that has the focus."""
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.objectName()

    def says(self, text: str) -> bool:
        """Whether a label that can be seen holds this text."""
        labels = self.conductor.window.findChildren(QLabel)
        return any(label.isVisible() and text in label.text() for label in labels)

    def saved(self) -> Entry | None:
        """Return the text that would be back after a kill at this moment."""
        with self.store() as store:
            copy = store.working_copies.load()
        return None if copy is None else copy.entry

    def items(self) -> list[Item]:
        """Return every item of the store, oldest first."""
        with self.store() as store:
            return store.outbox.list()

    def states(self) -> list[State]:
        """Return the state of every item, oldest first."""
        return [item.state for item in self.items()]

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, as another process sees it."""
        store = Store.open(self.folder)
        try:
            yield store
        finally:
            store.close()

    def arrived(self) -> list[object]:
        """Return the subjects of the activities in the sandbox, as it received them."""
        return [activity.received.get("subject") for activity in self.sandbox.ledger.activities]

    def use_key(self, secret: str) -> None:
        """Have a key in the keyring."""
        self.keys.write(ApiKey.parse(secret))


def forget(conductor: Conductor) -> None:
    """Delete everything now: what still wants to tell the window something has come too late."""
    for thing in (conductor.session, conductor, conductor.window):
        thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _type(field: QWidget, text: str) -> None:
    """Type a text as keyboard and input method would: QTest knows the keys of Latin 1 alone."""
    for character in text:
        if character == "\n":
            QTest.keyClick(field, Qt.Key.Key_Return)
        elif character.isascii() and character.isprintable():
            QTest.keyClicks(field, character)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(character)
            QApplication.sendEvent(field, composed)


@contextmanager
def desk(qtbot: QtBot, folder: Path, plan: str = "scale") -> Iterator[Desk]:
    """Yield a place to work at, with a sandbox whose clock is the made-up one."""
    time = PassingTime()
    with (
        pytest.MonkeyPatch.context() as changing,
        running_sandbox(plan, clock=time.unix) as sandbox,
    ):
        changing.setattr("stashlog.services.spare_time.FIRST_REST", REST)
        made = Desk(qtbot, folder, sandbox, time)
        made.settings = Settings(base_url=sandbox.base_url)
        made.use_key(sandbox.key)
        try:
            yield made
        finally:
            made.close()
