"""Icon and colour of each state and type: never one without the other, nor without the word."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.domain.activity import ActivityType
from stashlog.domain.outbox import State

STATE_ICONS: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "draft",
        State.WAITING: "clock",
        State.SENDING: "sending",
        State.CHECKING: "search",
        State.NEEDS_YOU: "alert",
        State.SENT: "sent",
        State.DISCARDED: "discard",
    }
)
"""Names of drawings."""

STATE_COLOURS: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "muted",
        State.WAITING: "warning",
        State.SENDING: "accent",
        State.CHECKING: "info",
        State.NEEDS_YOU: "danger",
        State.SENT: "success",
        State.DISCARDED: "muted",
    }
)
"""Names of tokens."""


def type_icon(name: str) -> str:
    """Return the drawing for an activity type; a draft may have none, or one nobody knows."""
    known = name.strip().lower()
    return known if known in tuple(ActivityType) else "draft"
