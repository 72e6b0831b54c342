"""When the user's day began."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def midnight(now: datetime, zone: tzinfo | None) -> datetime:
    """Return the last midnight, UTC; on the day of a clock change it lies in another offset.

    Args:
        now: An aware time.
        zone: The user's; None for the one of this computer.
    """
    local = now.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0, tzinfo=zone).astimezone(
        UTC
    )
