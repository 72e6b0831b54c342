"""A whole delivery on real parts, walked step by step on a clock that tests move.

The store is a real file, the server a real sandbox over a socket. Only time and chance are made
up, so that a wait of fifteen minutes takes no time at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stashlog.api.client import Nodestash
from stashlog.credentials import ApiKey, Credentials, MemoryKeyStore
from stashlog.domain.entry import Entry, read_entry
from stashlog.domain.outbox import Item, State
from stashlog.domain.payload import request_bytes
from stashlog.sandbox import Sandbox
from stashlog.services.capture import Capture
from stashlog.services.delivery import Delivery, DeliveryRules
from stashlog.services.events import Announcer, Event
from stashlog.services.outbox_actions import OutboxActions
from stashlog.services.ports import Server, Surroundings
from stashlog.services.reading import CaptureRules
from stashlog.services.sender_lock import SenderLock
from stashlog.storage.store import Store
from tests.support.sandbox import EASY_PLAN, running_sandbox

DEADLINE = 30.0
"""Real seconds that one request may take, as in the program; none does by itself."""

SETTLED_AFTER = 45.0


@dataclass
class MovableTime:
    """The time of day, seconds that never go back, and a chance, all made up."""

    day: datetime = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    passed: float = 1000.0
    chance: float = 0.5

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.day += timedelta(seconds=seconds)
        self.passed += seconds

    def surroundings(self) -> Surroundings:
        """Return this time as delivery takes it."""
        return Surroundings(lambda: self.day, lambda: self.passed, lambda: self.chance)


@dataclass
class Workbench:
    """One process' worth of Stashlog without a window.

    Attributes:
        events: Everything that was announced.
        deadline: Real seconds for one request, from the next `open` on.
    """

    folder: Path
    sandbox: Sandbox
    time: MovableTime
    rules: CaptureRules = field(default_factory=CaptureRules)
    events: list[Event] = field(default_factory=list)
    deadline: float = DEADLINE

    def __post_init__(self) -> None:
        self.credentials = Credentials(MemoryKeyStore(), environment={})
        self.use_key(self.sandbox.key)
        self.open()

    def open(self, server: Server | None = None) -> None:
        """Start as a process starts."""
        self.store = Store.open(self.folder)
        self.server = server or Nodestash(
            self.sandbox.base_url,
            deadline=self.deadline,
            user_agent="Stashlog/test",
            clock=lambda: self.time.day,
        )
        self.capture = Capture(self.store, lambda: self.time.day, self.rules)
        self.actions = OutboxActions(self.store, lambda: self.time.day)
        self.announcer = Announcer()
        self.announcer.subscribe(self.events.append)
        self.delivery = Delivery(
            self.store,
            self.server,
            self.credentials,
            SenderLock(self.folder),
            self.time.surroundings(),
            self.announcer,
            DeliveryRules(SETTLED_AFTER),
        )

    def restart(self, server: Server | None = None) -> None:
        """End as a process ends, and start again."""
        self.close()
        self.open(server)

    def close(self) -> None:
        """End without a further step."""
        self.delivery.close()
        if isinstance(self.server, Nodestash):
            self.server.close()

    def use_key(self, secret: str) -> None:
        """Take a key as the user would enter it."""
        self.credentials.set(ApiKey.parse(secret), remember=False)

    def log(
        self,
        subject: str = "No answer",
        *,
        body: str = "",
        contact_id: str = "",
        company_id: str = "",
        deal_id: str = "",
    ) -> Item:
        """Log a call."""
        entry = Entry(
            type="call",
            subject=subject,
            body=body,
            contact_id=contact_id,
            company_id=company_id,
            deal_id=deal_id,
        )
        return self.capture.log(entry)

    def item_like(self, subject: str) -> Item:
        """Return an item that is not stored yet, for another connection to store."""
        entry = Entry(type="call", subject=subject)
        activity = read_entry(entry, self.time.day)
        item_id = f"item-{subject.replace(' ', '-')}"
        return Item(
            item_id,
            State.WAITING,
            entry,
            created_at=self.time.day,
            updated_at=self.time.day,
            activity=activity,
            request=request_bytes(activity, item_id),
        )

    def deliver(self, within: float = 3600.0) -> None:
        """Step until nothing is due within so many made-up seconds."""
        end = self.time.passed + within
        for _ in range(500):
            pause = self.delivery.step()
            if pause.seconds is None or self.time.passed + pause.seconds > end:
                return
            self.time.advance(pause.seconds)
        raise AssertionError("The delivery never came to rest.")

    def item(self, item: Item) -> Item:
        """Return an item as it stands in the store now."""
        stored = self.store.outbox.get(item.id)
        assert stored is not None
        return stored

    def states(self) -> list[State]:
        """Return the state of every item, oldest first."""
        return [item.state for item in self.store.outbox.list()]

    def arrived(self) -> list[str]:
        """Return the subjects of the activities in the sandbox, as it received them."""
        return [
            str(activity.received.get("subject")) for activity in self.sandbox.ledger.activities
        ]


@contextmanager
def workbench(
    folder: Path, plan: str = EASY_PLAN, rules: CaptureRules | None = None
) -> Iterator[Workbench]:
    """A workbench over a folder, with a sandbox whose clock is the made-up one."""
    time = MovableTime()

    def unix_seconds() -> float:
        return time.day.timestamp()

    with running_sandbox(plan, clock=unix_seconds) as sandbox:
        bench = Workbench(folder, sandbox, time, rules or CaptureRules())
        try:
            yield bench
        finally:
            bench.close()
