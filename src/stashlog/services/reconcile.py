"""Reconcile: find out whether an activity that may have arrived is in nodestash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from stashlog.api.values import FoundActivity, LookUp, LookUpQuery
from stashlog.domain.activity import Activity
from stashlog.domain.outbox import Item
from stashlog.domain.payload import request_bytes

CLOCK_MARGIN = timedelta(days=2)
"""How far this computer's clock may be wrong without hiding an activity from the search."""

WINDOW_MARGIN = timedelta(minutes=1)
"""How far the server's clocks may be apart: before the request, less this, nothing is its work."""


def query_for(items: Sequence[Item]) -> LookUpQuery:
    """Return the one query that looks for all of these items, which share type and links."""
    activity = _activity(items[0])
    return LookUpQuery(
        type=str(activity.type),
        contact_id=activity.contact_id,
        company_id=activity.company_id,
        deal_id=activity.deal_id,
        since=min(_attempted(item) for item in items) - CLOCK_MARGIN,
        largest=max(len(item.request or b"") for item in items),
    )


def served_together(items: Iterable[Item]) -> list[Item]:
    """Return the first item and all others for which the same query looks."""
    group: list[Item] = []
    for item in items:
        if not group or _where(item) == _where(group[0]):
            group.append(item)
    return group


def match(
    item: Item, look_up: LookUp, taken: Callable[[str], bool], steady_since: datetime
) -> FoundActivity | None:
    """Return the activity that this item created, if the look-up found it.

    The outbox id in the metadata decides. An item sent without one is compared by its content;
    what was there before its request, or belongs to another item, is left out.

    Args:
        item: The item in question.
        look_up: What the server returned.
        taken: Whether a server id belongs to another item.
        steady_since: When this computer's clock was set last.
    """
    for candidate in look_up.activities:
        if candidate.stashlog_id == item.id:
            return candidate
    if _stamped(item):
        return None
    earliest = _earliest(item, look_up, steady_since)
    for candidate in look_up.activities:
        if _same_content(item, candidate, earliest) and not taken(candidate.id):
            return candidate
    return None


def _earliest(item: Item, look_up: LookUp, steady_since: datetime) -> datetime:
    """Return when the server can have created the item's activity at the earliest, by its clock."""
    attempted = _attempted(item)
    if look_up.ahead is None or attempted < steady_since:
        return attempted - CLOCK_MARGIN
    return attempted + look_up.ahead - WINDOW_MARGIN


def _stamped(item: Item) -> bool:
    return item.request == request_bytes(_activity(item), item.id, stamp=True)


def _same_content(item: Item, candidate: FoundActivity, earliest: datetime) -> bool:
    activity = _activity(item)
    if candidate.stashlog_id is not None:
        return False
    if candidate.created_at is not None and candidate.created_at < earliest:
        return False
    return (
        candidate.type == activity.type
        and (candidate.subject or None) == activity.subject
        and (candidate.body or None) == activity.body
        and candidate.contact_id == activity.contact_id
        and candidate.company_id == activity.company_id
        and candidate.deal_id == activity.deal_id
        and _moment(candidate.due_date) == activity.due_date
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None


def _where(item: Item) -> tuple[str | None, ...]:
    activity = _activity(item)
    return (str(activity.type), activity.contact_id, activity.company_id, activity.deal_id)


def _attempted(item: Item) -> datetime:
    return item.attempted_at or item.updated_at


def _activity(item: Item) -> Activity:
    if item.activity is None:
        raise ValueError(f"Item {item.id} in state {item.state} has no activity.")
    return item.activity
