"""What the sentences read of the domain's values.

Words stand at the bottom of the import order, so items, gates and reasons are described here by
what is read of them rather than imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class ReasonView(Protocol):
    """What is read of a `domain.reasons.Reason`."""

    @property
    def code(self) -> str:
        """What happened last."""

    @property
    def detail(self) -> str:
        """What fills its sentence."""


class ItemView(Protocol):
    """What is read of a `domain.outbox.Item`."""

    @property
    def state(self) -> str:
        """Where it stands."""

    @property
    def reason(self) -> ReasonView | None:
        """Why it stands there."""

    @property
    def maybe_delivered(self) -> bool:
        """Whether an attempt may have arrived."""

    @property
    def not_before(self) -> datetime | None:
        """The earliest time of its next attempt."""

    @property
    def held_until(self) -> datetime | None:
        """Until when an open form keeps it."""

    @property
    def take_back(self) -> bool:
        """Whether its user wants it back."""

    @property
    def field_errors(self) -> Mapping[str, str]:
        """The server's words for each field."""


class GateView(Protocol):
    """What is read of a `domain.gates.Gate`."""

    @property
    def kind(self) -> str:
        """Why the queue pauses."""

    @property
    def until(self) -> datetime | None:
        """When it opens by itself."""

    @property
    def detail(self) -> str:
        """What its sentence names."""

    def closed(self, now: datetime) -> bool:
        """Whether it still holds the queue."""
