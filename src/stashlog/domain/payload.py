"""The exact bytes of the request that creates an activity."""

from __future__ import annotations

import json
from datetime import datetime

from stashlog.domain.activity import STASHLOG_ID, Activity


def utc_text(moment: datetime) -> str:
    """Write an aware UTC time the way every sample of the API does: whole seconds and `Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def request_bytes(activity: Activity, outbox_id: str, *, stamp: bool = True) -> bytes:
    """Encode an activity for `POST /activities`; fields without a value are left out.

    Args:
        activity: What to create.
        outbox_id: Travels in the metadata, so that the activity can be found again.
        stamp: False where the user switched that off.
    """
    metadata = dict(activity.metadata)
    if stamp:
        metadata[STASHLOG_ID] = outbox_id
    values = {
        "type": str(activity.type),
        "subject": activity.subject,
        "body": activity.body,
        "contact_id": activity.contact_id,
        "company_id": activity.company_id,
        "deal_id": activity.deal_id,
        "due_date": None if activity.due_date is None else utc_text(activity.due_date),
        "tags": list(activity.tags),
        "metadata": metadata,
    }
    filled = {field: value for field, value in values.items() if value not in (None, "", [], {})}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode()
