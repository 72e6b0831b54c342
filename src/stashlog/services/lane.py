"""The one way to run work in the background: a named lane with its own thread.

Work in one lane runs one after the other, so whatever belongs to a lane (a connection to the
store, say) needs no lock. The thread is a daemon: work that hangs never keeps the program alive.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Lane:
    """Runs work in order on one daemon thread, which starts with the first piece of work."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"stashlog-{name}", daemon=True)
        self._starting = threading.Lock()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `work` on the lane, then exactly one of the two others, there as well."""

        def run() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - whoever submitted the work decides
                failed(error)
            else:
                done(result)

        with self._starting:
            if not self._thread.is_alive():
                self._thread.start()
        self._queue.put(run)

    def flush(self, patience: float) -> bool:
        """Wait until all work submitted so far is done, at most `patience` seconds."""
        if not self._thread.is_alive():
            return True
        reached = threading.Event()
        self._queue.put(reached.set)
        return reached.wait(patience)

    def _run(self) -> None:
        while True:
            task = self._queue.get()
            try:
                task()
            except Exception:  # one faulty callback must not end the lane
                logger.exception("Background work failed")
