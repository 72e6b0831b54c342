"""One computer with a store and two programs on it that deliver, beside a model of nodestash.

Store, domain and services are the real ones. Made up are the server, time, chance, and the two
misfortunes that a program cannot see coming: its own end, and a disk that is full.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from stashlog.credentials import ApiKey, Credentials, MemoryKeyStore
from stashlog.domain.errors import StashlogError
from stashlog.services.capture import Capture
from stashlog.services.delivery import Delivery, DeliveryRules
from stashlog.services.events import Announcer
from stashlog.services.line import Pause
from stashlog.services.outbox_actions import OutboxActions
from stashlog.services.ports import Surroundings
from stashlog.services.reading import CaptureRules
from stashlog.services.sender_lock import SenderLock
from stashlog.storage.connection import Connection, Cursor, SqlValue, connect
from stashlog.storage.database import Database
from stashlog.storage.facts import Facts
from stashlog.storage.gates import Gates
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from stashlog.storage.store import Store
from stashlog.storage.working_copy import WorkingCopies
from tests.support.audit import Audit
from tests.support.fates import SETTLED_AFTER, CrashError
from tests.support.model_server import ModelNodestash, ModelServer, true_time
from tests.support.model_workspace import Keys, Workspace
from tests.support.promises import Promises
from tests.support.workbench import MovableTime

T = TypeVar("T")

SECRET = "nds_test_made_up_for_the_model"
_WRITING = ("COMMIT", "INSERT", "UPDATE", "DELETE")
COLLEAGUES = (
    b'{"type":"call","subject":"the same call","metadata":{}}',
    b'{"type":"call","subject":"the same call","contact_id":"ct_1","metadata":{}}',
    b'{"type":"note","subject":"the same call","metadata":{"stashlog_id":"another"}}',
)
"""What others logged before; a look-up meets it first or last, and must not take it for ours."""

A_DAY = 86_400.0


@dataclass
class Disk:
    """The disk under the store."""

    full: bool = False

    def fill(self) -> None:
        """Have no room left from now on."""
        self.full = True

    def connect(self, path: Path, busy_timeout: float) -> Connection:
        """Open a connection that meets this disk's fate."""
        return _OnDisk(connect(path, busy_timeout), self)


class _OnDisk:
    def __init__(self, connection: sqlite3.Connection, disk: Disk) -> None:
        self._connection = connection
        self._disk = disk

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[SqlValue] = (), /) -> Cursor:
        if self._disk.full and sql.startswith(_WRITING):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return self._connection.execute(sql, parameters)

    def close(self) -> None:
        self._connection.close()


@dataclass
class Program:
    """One process: the user's side of the store, and a delivery on a connection of its own."""

    store: Store
    capture: Capture
    plain: Capture
    actions: OutboxActions
    delivery: Delivery
    credentials: Credentials

    def end(self) -> None:
        """Close what the operating system closes when a process ends."""
        self.delivery.close()
        self.store.close()


@dataclass
class World:
    """Everything there is, and what was promised to the user.

    Attributes:
        folder: The data folder.
        time: The computer's clock, the true seconds, and chance.
        booted: True seconds at which the computer was started.
        programs: Two processes over the same store: the window, and the command line beside it.
    """

    folder: Path
    keys: Keys
    time: MovableTime = field(default_factory=MovableTime)
    disk: Disk = field(default_factory=Disk)
    has_key: bool = True
    booted: float = 0.0

    def __post_init__(self) -> None:
        self.time.passed, self.time.day = 1000.0, self.true_time()
        self.workspace = Workspace(self.keys, lambda: self.time.passed, self.true_time)
        for number, body in enumerate(COLLEAGUES):
            self.workspace.create(f"colleague-{number}", body)
        self._ids = iter(range(1, 1_000_000))
        self._open().close()
        self.audit = Audit(self.folder / "outbox.db")
        self.promises = Promises(self.audit, self.workspace)
        self.server = ModelServer(self.workspace, self.time.advance, self.promises.check_request)
        self.programs = [self._start(), self._start()]

    def true_time(self) -> datetime:
        """Return the time of day as nodestash knows it."""
        return true_time(self.time.passed)

    def step(self, number: int) -> Pause | None:
        """Let one of the programs do the next thing; None if it crashed, and was started anew."""
        try:
            return self.programs[number].delivery.step()
        except CrashError:
            self.restart(number)
            return None

    def restart(self, number: int) -> None:
        """End a program without any farewell, and start it again."""
        self.programs[number].end()
        self.programs[number] = self._start()

    def restart_computer(self) -> None:
        """Start everything again; seconds that never go back begin anew."""
        self.booted = self.time.passed
        for number in range(len(self.programs)):
            self.restart(number)

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Do what the user wants; None if the program refused it."""
        with suppress(StashlogError):
            return action()
        return None

    def change_key(self, *, has_key: bool) -> None:
        """Enter a key, or remove it."""
        self.has_key = has_key
        for program in self.programs:
            self._hand_out_key(program.credentials)
            program.delivery.key_changed()

    def set_clock(self, seconds: float) -> None:
        """Set the computer's clock to so many seconds after the true time."""
        self.time.day = self.true_time() + timedelta(seconds=seconds)

    def make_good(self) -> None:
        """End every trouble there is."""
        self.server.heal()
        self.disk.full = False
        self.set_clock(0)
        self.programs[0].delivery.pause(paused=False)
        self.change_key(has_key=True)

    def settle(self) -> None:
        """Let everything be good, and enough time pass."""
        self.make_good()
        end = self.time.passed + 2 * A_DAY
        for _ in range(400):
            pause = self.programs[0].delivery.step()
            self.promises.check()
            if pause.seconds is None or self.time.passed > end:
                return
            self.time.advance(pause.seconds)
        raise AssertionError("the delivery never comes to rest")

    def close(self) -> None:
        """End everything."""
        for program in self.programs:
            program.end()
        self.audit.close()

    def _start(self) -> Program:
        store, own = self._open(), self._open()
        credentials = Credentials(MemoryKeyStore(), environment={})
        self._hand_out_key(credentials)
        clock = lambda: self.time.day  # noqa: E731 - the one clock of all parts
        delivery = Delivery(
            own,
            ModelNodestash(self.server, clock),
            credentials,
            SenderLock(self.folder),
            Surroundings(clock, lambda: self.time.passed - self.booted, lambda: self.time.chance),
            Announcer(),
            DeliveryRules(SETTLED_AFTER),
        )
        return Program(
            store,
            Capture(store, clock, new_id=self._new_id),
            Capture(store, clock, CaptureRules(stamp=False), new_id=self._new_id),
            OutboxActions(store, clock),
            delivery,
            credentials,
        )

    def _open(self) -> Store:
        options = StoreOptions(connect=self.disk.connect)
        database = Database.open(self.folder, options=options)
        return Store(
            database, Outbox(database), Gates(database), WorkingCopies(database), Facts(database)
        )

    def _hand_out_key(self, credentials: Credentials) -> None:
        if self.has_key:
            credentials.set(ApiKey.parse(SECRET), remember=False)
        else:
            credentials.clear()

    def _new_id(self) -> str:
        return str(uuid.UUID(int=next(self._ids)))
