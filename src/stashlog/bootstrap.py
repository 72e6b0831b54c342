"""The composition root: the only place that picks real parts and puts them together.

Nothing heavy is imported at the top: the window is painted before the HTTP client, pydantic and
the keyring are loaded, which together cost more than the window does.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stashlog import __version__
from stashlog.domain.date_style import DateStyle
from stashlog.paths import Places
from stashlog.settings import Settings
from stashlog.user_locale import user_locale

if TYPE_CHECKING:
    from stashlog.connections import Connection
    from stashlog.domain.entry import Entry
    from stashlog.sending import Sending
    from stashlog.services.delivery import Delivery
    from stashlog.services.desk import Desk
    from stashlog.services.events import Announcer
    from stashlog.services.key_entry import KeyEntry
    from stashlog.services.ports import Surroundings
    from stashlog.services.reading import CaptureRules
    from stashlog.services.worker import Worker
    from stashlog.storage.store import Store


def utc_now() -> datetime:
    """Return the time of day, UTC."""
    return datetime.now(UTC)


class Parts:
    """The real parts of one process, each made when it is first needed, on any thread.

    Args:
        places: Where files are.
        settings: What the user and the command line decided.
        connect: Makes the connection; may take its time, and is called once, with the announcer.
        sandboxed: Whether everything happens against a nodestash inside this process.
        clock: The time of day, UTC.
    """

    def __init__(
        self,
        places: Places,
        settings: Settings,
        connect: Callable[[Announcer], Connection],
        *,
        sandboxed: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.places = places
        self.settings = settings
        self.sandboxed = sandboxed
        self.clock = clock
        self.date_style = DateStyle.of(user_locale(os.environ))
        self._connect = connect
        self._connection: Connection | None = None
        self._connecting = threading.Lock()
        self._opening = threading.Lock()
        self._checked = False

    def take(self, settings: Settings) -> None:
        """Go by other settings from now on; the connection is not made anew."""
        self.settings = settings

    @cached_property
    def announcer(self) -> Announcer:
        """Where changes are announced."""
        from stashlog.services.events import Announcer

        return Announcer()

    @classmethod
    def real(cls, places: Places, settings: Settings) -> Parts:
        """Return the parts for work with the real nodestash and the OS keyring."""

        def connect(announcer: Announcer) -> Connection:
            from stashlog.connections import real_connection

            return real_connection(settings, announcer)

        return cls(places, settings, connect)

    @classmethod
    def with_sandbox(cls, settings: Settings, plan: str = "free") -> Parts:
        """Return the parts for work with a sandbox inside this process and a folder of its own.

        The folder goes when the process ends.
        """
        import tempfile

        folder = tempfile.TemporaryDirectory(prefix="stashlog-sandbox-", ignore_cleanup_errors=True)

        def connect(_: Announcer) -> Connection:
            from stashlog.connections import sandbox_connection

            return sandbox_connection(plan, folder)

        return cls(Places.under(Path(folder.name)), settings, connect, sandboxed=True)

    def connection(self) -> Connection:
        """Return the connection, made at the first call; may block while a sandbox starts."""
        with self._connecting:
            if self._connection is None:
                self._connection = self._connect(self.announcer)
            return self._connection

    def rules(self) -> CaptureRules:
        """Return what the settings say about capture."""
        from stashlog.services.reading import CaptureRules

        return CaptureRules(stamp=self.settings.stamp_metadata, style=self.date_style)

    def store(self) -> Store:
        """Open the store for the calling thread.

        The first opening in this process also looks for damage, which takes its time; what was
        found is announced.

        Raises:
            StoreError: when it cannot be used.
        """
        from stashlog.storage.store import Store

        with self._opening:
            store = Store.open(self.places.data, check=not self._checked)
            self._checked = True
        from stashlog.services.events import StoreNoticed

        for notice in store.database.notices:
            self.announcer.announce(StoreNoticed(notice))
        return store

    def desk(self) -> Desk:
        """Open the store and set a desk up over it, for the calling thread.

        Raises:
            StoreError: when the store cannot be used.
        """
        from stashlog.services.desk import Desk

        return Desk.over(self.store(), self.clock, self.rules())

    def sending(self) -> Sending:
        """Return what talks to nodestash, over a connection that may take its time."""
        from stashlog.sending import Sending

        return Sending(
            self.connection(), self.places.data, self.settings, self.surroundings(), self.announcer
        )

    def newer_release(self) -> tuple[str, str] | None:
        """Return version and address of a newer Stashlog, if there is one and somebody tells."""
        from stashlog.api.release_feed import newer_release

        return newer_release(__version__)

    def key_entry(self) -> KeyEntry:
        """Return what tests, keeps and forgets the key."""
        return self.sending().key_entry()

    def surroundings(self) -> Surroundings:
        """Return time and chance."""
        import random

        from stashlog.services.ports import Surroundings

        return Surroundings(self.clock, time.monotonic, random.random)

    def worker(self) -> Worker:
        """Return the delivery thread, not yet started."""
        from stashlog.services.worker import Worker

        def delivery() -> Delivery:
            store = self.store()
            return self.sending().refreshing(store)

        return Worker(delivery)

    def close(self) -> None:
        """End what was started, in a bounded time."""
        if self._connection is not None:
            self._connection.stop()


def open_window(
    parts: Parts, entry: Entry | None = None, painted: Callable[[], None] = lambda: None
) -> int:
    """Show the window until it is closed, and return the exit status.

    Args:
        parts: Real or sandbox.
        entry: What the form shows at first.
        painted: Called in a thread once the form shows: for what can wait until then.
    """
    from stashlog.ui.application import run

    if parts.date_style == DateStyle():
        from PySide6.QtCore import QLocale

        # A program that no terminal started has no LANG on macOS; Qt asks the system.
        parts.date_style = DateStyle.of(QLocale.system().name())
    return run(parts, entry, painted)


def run_headless_demo(parts: Parts, pictures: Path | None = None) -> int:
    """Log one activity through the real form without a display, and say what happened.

    Args:
        parts: Real or sandbox.
        pictures: Where a picture of the form is left; with the temporary files if left out.
    """
    from stashlog.ui.demonstration import demonstrate

    return demonstrate(parts, pictures)
