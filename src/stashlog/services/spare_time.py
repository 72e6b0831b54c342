"""Spare time: while nothing is due to be delivered, other work may make a request.

It stands back in everything. It never closes a gate because of a trouble that may be its own, it
asks no keyring, and it leaves a part of the pace to delivery, which may have something to send in
any moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from stashlog.credentials import ApiKey
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Outcome, RateLimits
from stashlog.services.gatekeeper import LISTED, Gatekeeper
from stashlog.services.line import LOCK_RETRY, Line, Pause
from stashlog.services.settlement import Settlement

FIRST_REST = 3.0
"""Seconds after the start in which nothing is done: the window and what waits come first."""

KEY_RETRY = 30.0
"""Seconds until another look for a key, which nobody has asked the keyring for so far."""

FOR_ALL = frozenset({GateKind.RATE_LIMITED, GateKind.DAILY_QUOTA, GateKind.KEY_REFUSED})
"""Gates that concern whatever is sent next; any other trouble may be one of this request alone."""


class Asked(NamedTuple):
    """What a request came to.

    Attributes:
        outcome: Why it failed, if it did.
        limits: What the answer told of them; None where there was no answer.
    """

    outcome: Outcome | None
    limits: RateLimits | None


class SpareWork(Protocol):
    """Work that can wait."""

    def wait(self) -> float | None:
        """Seconds until it wants to make a request; None while it wants none."""

    def ask(self, key: str) -> Asked:
        """Make at most one request and write down what came; raises only faults of ours."""

    def close(self) -> None:
        """Give back what it holds."""


class SpareTime:
    """Lets spare work make one request at a time.

    Args:
        make: Makes the work, once its time has come.
        line: Delivery's own.
        keeper: Delivery's gates.
        settlement: Writes what an answer says about the gates.
        key: Returns the key as far as it is in memory.
    """

    def __init__(
        self,
        make: Callable[[], SpareWork],
        line: Line,
        keeper: Gatekeeper,
        settlement: Settlement,
        key: Callable[[], ApiKey | None],
    ) -> None:
        self._make = make
        self._work: SpareWork | None = None
        self._begins_at = line.seconds() + FIRST_REST
        self._line = line
        self._keeper = keeper
        self._settlement = settlement
        self._key = key

    def step(self, rest: Pause) -> Pause:
        """Make a request if the work wants one and nothing speaks against it.

        Args:
            rest: How long delivery rests otherwise.

        Raises:
            StoreError: gates or limits could not be read or written.
        """
        early = self._begins_at - self._line.seconds()
        if early > 0:
            return rest.or_sooner(early)
        work = self._work = self._work or self._make()
        wait = work.wait()
        if wait is None or wait > 0:
            return rest.or_sooner(wait)
        now = self._settlement.now()
        if closed := self._keeper.closed(now):
            ends = [gate.until for gate in closed]
            known = [until for until in ends if until is not None]
            if len(known) < len(ends):
                return rest
            return rest.or_sooner((max(known) - now).total_seconds())
        key = self._key()
        if key is None:
            return rest.or_sooner(KEY_RETRY)
        if (pace := self._line.wait()) > 0:
            return rest.or_sooner(pace)
        with self._line.held() as held:
            if not held:
                return rest.or_sooner(LOCK_RETRY)
            self._ask(work, key)
        return Pause(0.0)

    def close(self) -> None:
        """Give back what the work holds."""
        if self._work is not None:
            self._work.close()

    def _ask(self, work: SpareWork, key: ApiKey) -> None:
        self._line.spend()
        outcome, limits = work.ask(key.reveal())
        if outcome is None and limits is not None:
            self._keeper.open(LISTED)
        elif outcome is not None and outcome.gate in FOR_ALL:
            self._settlement.close_gate(outcome)
        self._line.learn(limits, outcome)
