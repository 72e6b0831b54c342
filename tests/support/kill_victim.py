"""The program that the kill loop kills: logs and delivers, and says what is stored.

Started once; forks for every order it reads, so that a life costs no start. The forks share nothing
but the store: each opens it, and sends through a client of its own.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
import traceback
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stashlog.api.client import Nodestash
from stashlog.credentials import Credentials, MemoryKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.services.capture import Capture
from stashlog.services.delivery import Delivery, DeliveryRules
from stashlog.services.events import Announcer
from stashlog.services.ports import Surroundings
from stashlog.services.sender_lock import SenderLock
from stashlog.storage.store import Store
from tests.support.kill_loop import wait_or_kill

DEADLINE = 0.6
"""Seconds for one request."""

SETTLED_AFTER = 3.0
"""Seconds after which a request can no longer be under way at the sandbox."""

LONGEST_REST = 0.05
"""Seconds until the last life tries again, whatever back-off it was left."""

MOST = 30
"""Activities of one life."""

UNSENT = (State.WAITING, State.SENDING, State.CHECKING)


def _now() -> datetime:
    return datetime.now(UTC)


class Life:
    """One program over the store."""

    def __init__(self, folder: Path, base_url: str, credentials: Credentials) -> None:
        self._store = Store.open(folder)
        self._capture = Capture(self._store, _now)
        self._delivery = Delivery(
            self._store,
            Nodestash(base_url, deadline=DEADLINE, user_agent="Stashlog/killed"),
            credentials,
            SenderLock(folder),
            Surroundings(_now, time.monotonic, random.random),
            Announcer(),
            DeliveryRules(SETTLED_AFTER),
        )

    def work(self, round_: int, writing: int) -> None:
        """Log and deliver in turns; each id is said once its activity is stored."""
        for number in range(MOST):
            item = self._capture.log(Entry(type="call", subject=f"round {round_} call {number}"))
            os.write(writing, f"{item.id}\n".encode())
            for _ in range(3):
                self._delivery.try_now()
                self._delivery.step()

    def finish(self) -> None:
        """Deliver until nothing is left, resting for as long as the delivery says.

        The time is real, since what earlier lives sent may still be under way; a rest is cut short
        only so that no back-off of theirs is waited for.
        """
        resting = threading.Event()
        while self._store.outbox.count(UNSENT):
            self._delivery.try_now()
            pause = self._delivery.step().seconds
            resting.wait(LONGEST_REST if pause is None else min(pause, LONGEST_REST))


def main() -> None:
    """Read orders and fork a life for each."""
    folder, base_url = Path(sys.argv[1]), sys.argv[2]
    credentials = Credentials(MemoryKeyStore())
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os._exit(_live(folder, base_url, credentials, order, writing))
        os.close(writing)
        death = wait_or_kill(pid, reading, order["life"])
        os.close(reading)
        sys.stdout.write(json.dumps(asdict(death)) + "\n")
        sys.stdout.flush()


def _live(
    folder: Path, base_url: str, credentials: Credentials, order: dict[str, Any], writing: int
) -> int:
    """Work until killed; return 0 once all is done, 1 after a fault of ours."""
    random.seed()
    try:
        life = Life(folder, base_url, credentials)
        life.work(order["round"], writing)
        if order["life"] is None:
            life.finish()
    except Exception:  # noqa: BLE001 - a fork must never go on as its parent
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    main()
