"""Items for tests: whole ones, with the bytes that Stashlog itself would send."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import Item, State
from stashlog.domain.payload import request_bytes

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
"""The time at which tests begin."""


def later(seconds: float) -> datetime:
    """Return the time so many seconds after `NOON`."""
    return NOON + timedelta(seconds=seconds)


def made_item(subject: str = "Call back", body: str = "", **changes: Any) -> Item:  # noqa: ANN401 - fields of Item
    """Return a waiting item; `changes` are fields of `Item`, `created_at` dates the change too."""
    item_id = changes.pop("id", None) or str(uuid.uuid4())
    created_at = changes.pop("created_at", NOON)
    activity = Activity(ActivityType.CALL, subject=subject, body=body or None)
    item = Item(
        id=item_id,
        state=State.WAITING,
        entry=Entry(type="call", subject=subject, body=body),
        created_at=created_at,
        updated_at=created_at,
        activity=activity,
        request=request_bytes(activity, item_id),
    )
    return replace(item, **changes)


def made_draft(subject: str = "Unfinished", **changes: Any) -> Item:  # noqa: ANN401 - fields of Item
    """Return a draft without anything that could be sent."""
    nothing: dict[str, Any] = {"state": State.DRAFT, "activity": None, "request": None}
    return made_item(subject, **{**nothing, **changes})
