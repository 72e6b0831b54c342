"""Delivering from the command line: the delivery's step, repeated while there is a point in it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from stashlog.cli.console import Console
from stashlog.cli.statuses import ExitStatus
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.server_text import clean
from stashlog.services.delivery import Delivery
from stashlog.services.desk import Desk
from stashlog.services.gatekeeper import KEY_GATES
from stashlog.services.link_later import link_waiting
from stashlog.storage.errors import StoreError
from stashlog.wording import cli as words

SHORT_PAUSE = 1.0
"""Seconds. The pace of the workspace and another process that is sending take no longer; a pause
above that means that nothing can be done now."""

PATIENCE = 5.0
"""Seconds without anything done by us, after which another process will not finish soon either."""

BETWEEN_LOOKS = 1.0
"""Seconds between two looks while waiting for what others do: the network, a new key."""

logger = logging.getLogger(__name__)

_ENTERED_MEANWHILE = frozenset({GateKind.KEY_MISSING, GateKind.KEYRING_LOCKED})


def _nap(seconds: float) -> None:
    # An event rather than time.sleep, which on Windows does not notice Ctrl+C.
    threading.Event().wait(seconds)


def link_known(desk: Desk) -> None:
    """Have what waits for a contact, a company or a deal sent where it is known by now.

    A directory that cannot be used keeps nothing else from being sent.
    """
    try:
        link_waiting(desk)
    except StoreError:
        logger.warning("What waits for a link could not be looked after", exc_info=True)


@dataclass(frozen=True, slots=True)
class Stepping:
    """Repeats a delivery's step on this thread.

    Attributes:
        delivery: What is driven.
        monotonic: Seconds that never go back.
        nap: Waits so many seconds.
    """

    delivery: Delivery
    monotonic: Callable[[], float] = time.monotonic
    nap: Callable[[float], None] = _nap

    def once(self, done: Callable[[], bool], at_most: float | None = None) -> None:
        """Step until it is done or nothing more can be done at this moment.

        Args:
            done: Whether there is no reason to go on.
            at_most: Seconds after which no further request is begun; None for no limit.
        """
        began = worked = self.monotonic()
        while not done():
            pause = self.delivery.step().seconds
            now = self.monotonic()
            if pause == 0:
                worked = now
            elif pause is None or pause > SHORT_PAUSE or now - worked >= PATIENCE:
                return
            if at_most is not None and now - began >= at_most:
                return
            self._rest(pause)

    def wait(self, done: Callable[[], bool], seconds: float) -> None:
        """Step until it is done or the time is up, whatever pauses there are in between.

        A key that was missing is looked for again, so that it can be entered meanwhile.
        """
        end = self.monotonic() + seconds
        while not done() and (left := end - self.monotonic()) > 0:
            pause = self.delivery.step().seconds
            self._rest(min(BETWEEN_LOOKS if pause is None else pause, BETWEEN_LOOKS, left))
            self._look_for_key()

    def _look_for_key(self) -> None:
        """Ask for a missing key again; one that nodestash refused is not tried a second time."""
        kinds = {gate.kind for gate in self.delivery.gatekeeper.gates().values()}
        if kinds & _ENTERED_MEANWHILE and GateKind.KEY_REFUSED not in kinds:
            self.delivery.key_changed()

    def _rest(self, seconds: float) -> None:
        if seconds > 0:
            self.nap(seconds)


def status_for(items: Iterable[Item], closed: Collection[Gate]) -> ExitStatus:
    """Return the exit status for what became of these items."""
    states = {item.state for item in items}
    if State.NEEDS_YOU in states:
        return ExitStatus.NEEDS_YOU
    held = State.WAITING in states and any(gate.kind in KEY_GATES for gate in closed)
    return ExitStatus.NO_KEY if held else ExitStatus.DONE


def tell_about_key(console: Console, closed: Iterable[Gate]) -> None:
    """Say what is known about the trouble with the key, in the words of whoever met it."""
    for gate in closed:
        if gate.kind in KEY_GATES and gate.detail:
            console.tell(words.about_key(clean(gate.detail)))
