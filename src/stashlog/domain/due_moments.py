"""From local days and times to moments, and back to text that means the same moment.

Three things make this more than a conversion: the clock skips an hour in spring, an hour comes
twice in autumn, and a day without a time must be the same date for colleagues who see it in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from stashlog.wording import entries as words

USUAL_TIME = time(9, 0)
"""The local time of a due date typed without one: the start of the working day."""

_FIRST_YEAR, _LAST_YEAR = 1971, 2999
"""Years of local time that every system can convert. Windows knows none outside."""


class UnreadableDateError(ValueError):
    """The text is not a date that Stashlog understands; the message says what to type instead."""


def on_day(day: date, zone: tzinfo | None = None, now: datetime | None = None) -> datetime:
    """Return the moment of a due date that has no time.

    It is 9:00 local time unless that is another date in UTC; then the nearest local time that is
    not. East of UTC+9 this is midnight UTC, for example 13:00 in Auckland in summer. So the day
    that was typed is the day shown here and the day shown in UTC, in any zone from UTC-12 to
    UTC+14. (No moment has one date in all of them at once.)

    On the present day, a time that is past by then becomes the next full hour, as long as this is
    still the day in both; else the last minute of which that is true.

    Args:
        day: The day.
        zone: The zone in which it is meant; None for the one of this computer.
        now: The present, an aware time; None if the day may lie in the past.

    Raises:
        ValueError: the day does not exist in this zone, or is out of reach.
    """
    usual = _fitting(datetime.combine(day, USUAL_TIME), zone)
    if now is None or usual > now or now.astimezone(zone).date() != day:
        return usual
    local = now.astimezone(zone).replace(tzinfo=None, minute=0, second=0, microsecond=0, fold=0)
    later = local + timedelta(hours=1)
    if later.date() == day:
        return _fitting(later, zone)
    return _fitting(datetime.combine(day, time(23, 59)), zone)


def at_time(local: datetime, zone: tzinfo | None, text: str, which: int = 0) -> datetime:
    """Return the moment at which the clock on the wall shows a time.

    Args:
        local: A time without a zone.
        zone: The zone of the wall; None for the one of this computer.
        text: What was typed, for the message.
        which: 1 or 2 for the first or second of two equal hours; 0 for the first or only one.

    Raises:
        UnreadableDateError: the clock skips this time, or it comes only once though the second
            was asked for.
        ValueError: the time is out of reach.
    """
    moment = _moment(local, zone)
    if moment is None:
        raise UnreadableDateError(words.date_skipped(text))
    second = _moment(local.replace(fold=1), zone)
    if which and moment == second:
        raise UnreadableDateError(words.date_once(text))
    return second if which == 2 and second is not None else moment


def in_reach(moment: datetime) -> datetime:
    """Return an aware moment in UTC with whole seconds.

    Raises:
        ValueError: it is in a year that cannot be shown everywhere.
    """
    utc = moment.astimezone(UTC).replace(microsecond=0)
    # A year less at either end, so that the local year can be converted as well.
    if not _FIRST_YEAR < utc.year < _LAST_YEAR:
        raise ValueError(utc.year)
    return utc


def which_of_two(due: datetime, zone: tzinfo | None = None) -> int:
    """Return 1 or 2 if the clock on the wall shows this time twice, else 0."""
    local = _wall(due, zone)
    first, second = (_moment(local.replace(fold=fold), zone) for fold in (0, 1))
    if first is None or second is None or first == second:
        return 0
    # In UTC: a local time that comes twice equals none of another zone (PEP 495).
    return 1 if due.astimezone(UTC) == first else 2


def due_text(due: datetime, zone: tzinfo | None = None) -> str:
    """Write a due date so that it is read back to the same moment, whatever day it is then.

    The second of two equal hours is written with its distance from UTC.
    """
    local = due.astimezone(zone)
    if which_of_two(due, zone) != 2:
        local = local.replace(tzinfo=None)
    return local.isoformat(sep=" ", timespec="seconds" if local.second else "minutes")


def _moment(local: datetime, zone: tzinfo | None) -> datetime | None:
    """Convert wall-clock time to UTC; None where the clock skips it."""
    if not _FIRST_YEAR <= local.year <= _LAST_YEAR:
        raise ValueError(local.year)
    moment = (local if zone is None else local.replace(tzinfo=zone)).astimezone(UTC)
    return moment if _wall(moment, zone) == local.replace(fold=0) else None


def _wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return what the clock on the wall shows."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _fitting(wanted: datetime, zone: tzinfo | None) -> datetime:
    """Return the moment nearest to a local time that has the same date there and in UTC."""
    day = wanted.date()
    if (moment := _same_day(wanted, zone)) is not None:
        return moment
    # Midnight UTC is the nearest east of Greenwich, the last minute of UTC's day west of it.
    edges = (datetime.combine(day, edge, UTC) for edge in (time(0, 0), time(23, 59)))
    fits = [edge for edge in edges if edge.astimezone(zone).date() == day]
    if not fits:
        raise ValueError(day)
    return in_reach(min(fits, key=lambda edge: abs(_wall(edge, zone) - wanted)))


def _same_day(local: datetime, zone: tzinfo | None) -> datetime | None:
    moment = _moment(local, zone)
    return moment if moment is not None and moment.date() == local.date() else None
