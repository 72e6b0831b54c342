"""When the user's day begins and ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def midnight(now: datetime, zone: tzinfo | None) -> datetime:
    """Return the last midnight, UTC; on the day of a clock change it lies in another offset.

    Args:
        now: An aware time.
        zone: The user's; None for the one of this computer.
    """
    return _begin(now.astimezone(zone).date(), zone)


def next_midnight(now: datetime, zone: tzinfo | None) -> datetime:
    """Return the midnight that ends the day, UTC; 23 to 25 hours after the last one.

    Args:
        now: An aware time.
        zone: The user's; None for the one of this computer.
    """
    return _begin(now.astimezone(zone).date() + timedelta(days=1), zone)


def _begin(day: date, zone: tzinfo | None) -> datetime:
    """Return when a day begins, which is later than 0:00 where the clocks skip that.

    By way of the timestamp: without a zone, `astimezone` would take a skipped 0:00 for the hour
    before it.
    """
    return datetime.fromtimestamp(datetime.combine(day, time(), zone).timestamp(), UTC)
