"""The activity: one call, e-mail, meeting, task, note or custom entry as nodestash knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class ActivityType(StrEnum):
    """The six types that nodestash documents, in the order in which the form shows them."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    TASK = "task"
    NOTE = "note"
    CUSTOM = "custom"


LINK_PREFIXES: Mapping[str, str] = MappingProxyType(
    {"contact_id": "ct_", "company_id": "co_", "deal_id": "dl_"}
)
"""How the id in each link field starts (nodestash API documentation, "Create an activity")."""

FIELDS = (
    "type",
    "contact_id",
    "company_id",
    "deal_id",
    "subject",
    "body",
    "due_date",
    "tags",
    "metadata",
)
"""The form's fields under the API's names, in the order in which the form shows them."""

STASHLOG_ID = "stashlog_id"
"""The metadata key that carries the outbox id, by which a sent activity is found again."""


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
