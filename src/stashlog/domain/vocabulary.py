"""The names that nodestash gives to the types of activities, to their fields and links.

Apart from the activity itself, because the window's start needs the names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
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
