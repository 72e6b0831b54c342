"""What goes into the client and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stashlog.domain.outcome import Outcome, RateLimits


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one request that creates or removes an activity.

    Attributes:
        outcome: What it means for the item and the queue.
        limits: The rate limits that the answer carried; None when there was no answer.
        upgrade_url: A page about a larger plan, only if it is an https page of nodestash itself.
    """

    outcome: Outcome
    limits: RateLimits | None = None
    upgrade_url: str | None = None


@dataclass(frozen=True, slots=True)
class LookUpQuery:
    """Which activities to look through.

    Attributes:
        since: Nothing created before this time can be what is looked for; aware, UTC.
        largest: Bytes of the largest request that is looked for.
    """

    type: str
    since: datetime
    contact_id: str | None = None
    company_id: str | None = None
    deal_id: str | None = None
    largest: int = 0


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """One activity as nodestash has it; texts exactly as stored, so not to be shown uncleaned.

    Attributes:
        stashlog_id: The outbox id in its metadata, if it carries one.
        due_date: As nodestash writes it.
        created_at: Aware, UTC; None when unreadable.
    """

    id: str
    stashlog_id: str | None = None
    type: str | None = None
    subject: str | None = None
    body: str | None = None
    contact_id: str | None = None
    company_id: str | None = None
    deal_id: str | None = None
    due_date: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a look-up saw.

    Attributes:
        activities: Newest first; kept even when the look-up failed on a later page.
        complete: Everything since the time asked for was seen, so what is not in `activities` is
            not in nodestash.
        outcome: Set when the look-up failed: the gate to close, how long to wait, why.
        ahead: How far the server's clock is ahead of this computer's, negative if it is behind;
            None if the server does not tell its time.
    """

    activities: tuple[FoundActivity, ...]
    complete: bool
    outcome: Outcome | None = None
    limits: RateLimits | None = None
    ahead: timedelta | None = None


class KeyVerdict(StrEnum):
    """What nodestash thinks of a key."""

    GOOD = "good"
    WRITE_ONLY = "write_only"  # good, but it cannot read activities; whether it can write is open
    REFUSED = "refused"
    UNKNOWN = "unknown"  # no verdict came; the outcome says why


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """The verdict on a key, and the outcome of the request that asked for it.

    Attributes:
        outcome: None when the verdict is good.
    """

    verdict: KeyVerdict
    outcome: Outcome | None = None
    limits: RateLimits | None = None
