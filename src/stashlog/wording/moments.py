"""Times as people read them: local, as short as the day allows, waits as a countdown.

Names of days and months are our own words rather than `strftime`'s, whose language follows the
C library's locale, and that changes when Qt starts.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from stashlog.wording.catalogue import tr

COUNTDOWN_SECONDS = 3600
"""A wait shorter than this is counted down; a longer one names the time of day."""

_DAYS = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
_MONTHS = (
    tr("Jan"),
    tr("Feb"),
    tr("Mar"),
    tr("Apr"),
    tr("May"),
    tr("Jun"),
    tr("Jul"),
    tr("Aug"),
    tr("Sep"),
    tr("Oct"),
    tr("Nov"),
    tr("Dec"),
)
_WEEK = timedelta(days=7)

NEXT_TRY: Mapping[str, str] = MappingProxyType(
    {
        "now": tr("Trying now"),
        "countdown": tr("Next try in {wait}"),
        "today": tr("Next try at {time}"),
        "tomorrow": tr("Next try tomorrow at {time}"),
        "later": tr("Next try on {day} at {time}"),
    }
)
"""When something is sent next; for `next_phrase`."""

NEXT_LOOK: Mapping[str, str] = MappingProxyType(
    {
        "now": tr("Looking before sending again."),
        "countdown": tr("Looking again in {wait}"),
        "today": tr("Looking again at {time}"),
        "tomorrow": tr("Looking again tomorrow at {time}"),
        "later": tr("Looking again on {day} at {time}"),
    }
)
"""When nodestash is asked next whether something arrived; for `next_phrase`."""

GOES_ON: Mapping[str, str] = MappingProxyType(
    {
        "now": tr("Sending goes on now."),
        "today": tr("Sending goes on at {time}."),
        "tomorrow": tr("Sending goes on tomorrow at {time}."),
        "later": tr("Sending goes on at {time} on {day}."),
    }
)
"""When the queue goes on, without a countdown: for `next_phrase`, in text that does not tick."""


def countdown(seconds: float) -> str:
    """Write a wait as minutes and seconds, rounded up: "0:42". Nothing is left below 0."""
    whole = max(0, math.ceil(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def time_of_day(moment: datetime, zone: tzinfo | None = None) -> str:
    """Write the local time of an aware moment: "13:58"."""
    return f"{moment.astimezone(zone):%H:%M}"


def long_moment(moment: datetime, zone: tzinfo | None = None) -> str:
    """Write an aware moment so that nothing about it is left open: "Fri 27 Nov 2026, 14:00"."""
    local = moment.astimezone(zone)
    date_ = tr("{day} {month}").format(day=local.day, month=_MONTHS[local.month - 1])
    day = f"{_DAYS[local.weekday()]} {date_} {local.year}"
    return tr("{day}, {time}").format(day=day, time=f"{local:%H:%M}")


def short_day(day: date, today: date) -> str:
    """Write a day so that it is clear and short: "20 Nov", with the year unless it is this one."""
    text = tr("{day} {month}").format(day=day.day, month=_MONTHS[day.month - 1])
    return text if day.year == today.year else f"{text} {day.year}"


def short_moment(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Write when something happened: "13:58" today, "Fri 13:58" this week, else "20 Nov"."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return time_of_day(moment, zone)
    if timedelta() < today - local.date() < _WEEK:
        return f"{_DAYS[local.weekday()]} {time_of_day(moment, zone)}"
    return short_day(local.date(), today)


def next_phrase(
    phrases: Mapping[str, str], moment: datetime, now: datetime, zone: tzinfo | None = None
) -> str:
    """Say when something happens next.

    Args:
        phrases: `NEXT_TRY`, `NEXT_LOOK` or `GOES_ON`.
        moment: When it happens; aware, as `now` is. Past means at once.
        now: The present.
        zone: The zone in which a time of day is written; None for the one of this computer.
    """
    seconds = (moment - now).total_seconds()
    if seconds <= 0:
        return phrases["now"]
    if seconds < COUNTDOWN_SECONDS and "countdown" in phrases:
        return phrases["countdown"].format(wait=countdown(seconds))
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    kind = {today: "today", today + timedelta(days=1): "tomorrow"}.get(day, "later")
    return phrases[kind].format(day=short_day(day, today), time=time_of_day(moment, zone))
