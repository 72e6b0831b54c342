"""The follow-up: a task that the outcome of a call proposes, with the same links.

While it is typed it is part of the call's entry, among the details, so that nothing of it is lost.
When the call is logged it becomes an item of its own, and the call's entry remembers only that it
has been stored, so that logging the call again after a correction does not store it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from stashlog.domain.call_rules import FollowUpRule
from stashlog.domain.details import (
    FOLLOW_UP,
    FOLLOW_UP_DUE,
    FOLLOW_UP_SUBJECT,
    Pairs,
    detail,
    with_details,
)
from stashlog.domain.due_moments import due_text
from stashlog.domain.vocabulary import ActivityType

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry

ON, OFF, STORED = "on", "off", "stored"
"""What the detail `FOLLOW_UP` can say."""

_SATURDAY = 5


class FollowUp(NamedTuple):
    """A follow-up as it stands in the form: subject and due date as typed."""

    subject: str = ""
    due_date: str = ""


def proposed(
    rules: Iterable[FollowUpRule], outcome: str, now: datetime, zone: tzinfo | None = None
) -> FollowUp | None:
    """Return what an outcome proposes now; None where there is no rule for it.

    Args:
        rules: In the order of the settings.
        outcome: Its code.
        now: An aware time, from which days are counted.
        zone: The zone in which days are counted; None for the one of this computer.
    """
    rule = next((one for one in rules if one.outcome == outcome), None)
    if rule is None:
        return None
    return FollowUp(rule.subject, due_in(rule.working_days, rule.at, now, zone))


def due_in(working_days: int, at: str, now: datetime, zone: tzinfo | None = None) -> str:
    """Write the date that is so many working days away, as `read_due` reads it."""
    day = now.astimezone(zone).date()
    for _ in range(working_days):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    local = datetime.combine(day, time.fromisoformat(at))
    return due_text(local.astimezone() if zone is None else local.replace(tzinfo=zone), zone)


def follow_up_of(entry: Entry) -> Entry | None:
    """Return the follow-up that is to be stored with an entry, as an entry of its own."""
    if entry.type != ActivityType.CALL or detail(entry.details, FOLLOW_UP) != ON:
        return None
    from stashlog.domain.entry import Entry

    return Entry(
        type=ActivityType.TASK,
        subject=detail(entry.details, FOLLOW_UP_SUBJECT),
        contact_id=entry.contact_id,
        company_id=entry.company_id,
        deal_id=entry.deal_id,
        due_date=detail(entry.details, FOLLOW_UP_DUE),
    )


def with_follow_up(details: Pairs, state: str, follow_up: FollowUp | None = None) -> Pairs:
    """Return details that say this of the follow-up, in place of what they said before."""
    told = follow_up or FollowUp()
    changes = {FOLLOW_UP: state, FOLLOW_UP_SUBJECT: told.subject, FOLLOW_UP_DUE: told.due_date}
    return with_details(details, changes)


def stored_apart(entry: Entry) -> Entry:
    """Return an entry whose follow-up is stored as an item of its own."""
    from dataclasses import replace

    return replace(entry, details=with_follow_up(entry.details, STORED))


def rejoined(entry: Entry, follow_up: Entry) -> Entry:
    """Return an entry as it was before its follow-up was stored as an item of its own."""
    from dataclasses import replace

    told = FollowUp(follow_up.subject, follow_up.due_date)
    return replace(entry, details=with_follow_up(entry.details, ON, told))
