"""What delivery needs of the outside world; bootstrap hands in the real parts, tests others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from stashlog.api.values import Answer, LookUp, LookUpQuery


class Server(Protocol):
    """nodestash, one request at a time."""

    def create(self, key: str, request: bytes, idempotency_key: str) -> Answer:
        """Create an activity; never raises."""

    def look_up(self, key: str, query: LookUpQuery, turn: Callable[[], float]) -> LookUp:
        """Read the newest activities that fit, each page in its turn; never raises."""

    def delete(self, key: str, server_id: str) -> Answer:
        """Remove an activity; the effect SENT means that it is not there any more; never raises."""

    def cancel(self) -> None:
        """Free a blocked request, from any thread."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Time and chance.

    Attributes:
        clock: The time of day, UTC.
        monotonic: Seconds that never go back.
        chance: A random number from 0 up to, but not including, 1.
    """

    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    chance: Callable[[], float]
