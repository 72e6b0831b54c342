"""What one request to nodestash came to: a value, made in one place and read in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from stashlog.domain.gates import GateKind
from stashlog.domain.reasons import Reason


class Effect(StrEnum):
    """What an outcome does to the item for which the request was made."""

    SENT = "sent"
    REFUSED = "refused"
    UNCHANGED = "unchanged"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one attempt.

    Attributes:
        effect: What becomes of the item.
        reason: Why; None only when it was sent.
        gate: Which gate closes for the whole queue, if any.
        retry_after: Seconds to wait as told by the server, within 0 and 86,400.
        until: A point in time given by the server (the reset of a daily limit), UTC.
        server_id: The id that the server gave; set exactly when the effect is SENT.
        request_id: What nodestash's support asks for.
        field_errors: The server's words for each field it named, nested paths folded to the
            form's field; a field unknown to the form keeps the server's name.
        server_fault: Counts towards the circuit that spares a server in trouble.
    """

    effect: Effect
    reason: Reason | None = None
    gate: GateKind | None = None
    retry_after: float | None = None
    until: datetime | None = None
    server_id: str | None = None
    request_id: str | None = None
    field_errors: Mapping[str, str] = field(default_factory=dict)
    server_fault: bool = False


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What the five rate-limit headers of an answer said; None where one is missing or unreadable.

    Attributes:
        limit: Requests a day of the workspace, shared by all its keys.
        remaining: How many of them are left.
        resets_at: When the day's count starts again, UTC.
        burst_limit: Requests a second.
        burst_remaining: How many of them are left in this second.
    """

    limit: int | None = None
    remaining: int | None = None
    resets_at: datetime | None = None
    burst_limit: int | None = None
    burst_remaining: int | None = None
