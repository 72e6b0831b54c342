"""Gates: what pauses the whole queue without touching any item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_WAIT = timedelta(hours=25)
"""No server may make us wait longer than a day. A time further off comes from a clock that was
wrong, and does not count."""


class GateKind(StrEnum):
    """Why nothing is sent at the moment."""

    PAUSED = "paused"
    KEY_MISSING = "key_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEY_REFUSED = "key_refused"
    KEY_TOO_NARROW = "key_too_narrow"
    SETTINGS = "settings"
    OFFLINE = "offline"
    RATE_LIMITED = "rate_limited"
    DAILY_QUOTA = "daily_quota"
    SERVER_TROUBLE = "server_trouble"
    STORAGE_TROUBLE = "storage_trouble"


@dataclass(frozen=True, slots=True)
class Gate:
    """One closed gate.

    Attributes:
        until: When it opens by itself; None while only an event (a new key, the user) opens it.
            A gate with a time is kept in the store and so survives a restart.
        since: When it closed.
        detail: What its sentence names: a scope, a host, the server's words.
        strikes: How often in a row it closed; the back-off grows with it.
    """

    kind: GateKind
    since: datetime
    until: datetime | None = None
    detail: str = ""
    strikes: int = 1

    def closed(self, now: datetime) -> bool:
        """Whether it still holds the queue at `now`."""
        return self.until is None or now < self.until <= now + LONGEST_WAIT
