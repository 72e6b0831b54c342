"""The activity: one call, e-mail, meeting, task, note or custom entry as nodestash knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stashlog.domain.vocabulary import FIELDS, LINK_PREFIXES, STASHLOG_ID, ActivityType, Json

__all__ = ["FIELDS", "LINK_PREFIXES", "STASHLOG_ID", "Activity", "ActivityType", "Json"]


@dataclass(frozen=True, slots=True)
class Activity:
    """What is sent: every value read and checked, nothing left to interpret.

    Attributes:
        due_date: An aware time in UTC with whole seconds, the only form the API shows.
        metadata: Plain keys and JSON values, without Stashlog's own `stashlog_id`.
    """

    type: ActivityType
    subject: str | None = None
    body: str | None = None
    contact_id: str | None = None
    company_id: str | None = None
    deal_id: str | None = None
    due_date: datetime | None = None
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Json] = field(default_factory=dict)
