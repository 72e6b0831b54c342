"""The delivery thread: repeats `step()` and rests in between, until it is told to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

from stashlog.domain.gates import Gate, GateKind
from stashlog.services.delivery import Delivery
from stashlog.services.line import Pause
from stashlog.services.network_watch import NetworkWatch
from stashlog.storage.errors import StoreError

logger = logging.getLogger(__name__)

LONGEST_REST = 30.0
"""Seconds after which the worker looks again even if told to rest longer, since the clock may
have been changed or the computer may have slept."""

GLANCE = 2.0
"""Seconds between two glances at whether another process changed the store."""

AFTER_FAULT = 15.0
"""Seconds to rest after a fault of ours, so that it cannot spin."""

QUIT_PATIENCE = 2.5
"""Seconds that quitting waits for a cancelled request to be written down."""


class Worker:
    """One daemon thread around a delivery.

    Args:
        make: Builds the delivery. Called on the thread, since a store belongs to its thread.
        network: Tells when the network comes back.
    """

    def __init__(self, make: Callable[[], Delivery], network: NetworkWatch | None = None) -> None:
        self._make = make
        self._network = network or NetworkWatch()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._errands: deque[Callable[[Delivery], None]] = deque()
        self._delivery: Delivery | None = None
        self._thread = threading.Thread(target=self._run, name="stashlog-delivery", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once: something was stored."""
        self._wake.set()

    def post(self, errand: Callable[[Delivery], None]) -> None:
        """Have something done to the delivery on its own thread, before its next step."""
        self._errands.append(errand)
        self._wake.set()

    def gates_here(self) -> Mapping[GateKind, Gate]:
        """Return the gates that only this process knows, from any thread."""
        return {} if self._delivery is None else self._delivery.gatekeeper.here()

    def stop(self, patience: float = QUIT_PATIENCE) -> bool:
        """Stop, waiting at most `patience` seconds; True if the thread ended in that time.

        A request that is under way is cancelled and counts as one that may have arrived. If even
        that cannot be written in time, the next start finds the item claimed and checks it.
        """
        self._stopping.set()
        self._wake.set()
        if self._delivery is not None:
            self._delivery.cancel()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            pause = self._turn()
            self._rest(LONGEST_REST if pause.seconds is None else pause.seconds)
        if self._delivery is not None:
            self._delivery.close()

    def _turn(self) -> Pause:
        try:
            delivery = self._delivery = self._delivery or self._make()
            while self._errands:
                self._errands.popleft()(delivery)
            return delivery.step()
        except StoreError as error:
            logger.warning("The store cannot be used: %s", error)
        except Exception:  # the thread must live on: every item is safe on disk
            logger.exception("The delivery step failed")
        return Pause(AFTER_FAULT)

    def _rest(self, seconds: float) -> None:
        """Rest, but end it when woken or when another process changed the store."""
        end = time.monotonic() + min(seconds, LONGEST_REST)
        while (left := end - time.monotonic()) > 0 and not self._stopping.is_set():
            if self._wake.wait(min(left, GLANCE)):
                self._wake.clear()
                return
            if self._network.returned():
                self.post(lambda delivery: delivery.try_now())
            if self._noticed():
                return

    def _noticed(self) -> bool:
        try:
            return self._delivery is not None and self._delivery.noticed_change()
        except StoreError:
            return False
