"""Due dates as people type them: "tomorrow 9", "fri", "+3d", "14.3. 14:00", "2026-03-14".

Our own small grammar, after a look at the `dateparser` library: it read "tomorrow 9" as the hour
of now, "freitag 14 uhr" as the 14th of the month, and "demain 9h" as nine hours from now. A due
date that is off without a word is worse than one that is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from stashlog.wording import entries as words

DEFAULT_TIME = time(9, 0)
"""The local time of a due date typed without one: the start of the working day."""

_DAY_WORDS: Mapping[str, int] = MappingProxyType(
    {"today": 0, "tod": 0, "heute": 0, "tomorrow": 1, "tom": 1, "morgen": 1}
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_GERMAN = (
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
)
_UNIT_DAYS: Mapping[str, int] = MappingProxyType({"d": 1, "w": 7})
_UNIT_MINUTES: Mapping[str, int] = MappingProxyType({"h": 60, "m": 1, "min": 1})

_OFFSET = re.compile(r"\+\s*(\d{1,4})\s*(d|w|h|min|m)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_SEPARATOR = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})t")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?")
_SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_TIME = re.compile(r"(?:at |um )?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|h)?")


class UnreadableDateError(ValueError):
    """The text is not a date that Stashlog understands; the message says what to type instead."""


def read_due(
    text: str, now: datetime, zone: tzinfo | None = None, *, day_first: bool = True
) -> datetime | None:
    """Read a due date.

    Args:
        text: What was typed; white-space alone means that nothing is due.
        now: An aware time, from which relative dates start.
        zone: The zone in which the text is meant; None for the one of this computer.
        day_first: Whether "3/4" is the third of April (else March the fourth).

    Returns:
        An aware time in UTC with whole seconds, or None for an empty text.

    Raises:
        UnreadableDateError: with a sentence for the user.
    """
    phrase = " ".join(text.split()).lower().replace(",", " ")
    if not phrase.strip():
        return None
    if (absolute := _read_absolute(text.strip())) is not None:
        return absolute
    local_now = now.astimezone(zone)
    if match := _OFFSET.fullmatch(phrase):
        amount, unit = int(match[1]), match[2]
        if unit in _UNIT_MINUTES:
            later = now.astimezone(UTC) + timedelta(minutes=amount * _UNIT_MINUTES[unit])
            return later.replace(second=0, microsecond=0)
        day = local_now.date() + timedelta(days=amount * _UNIT_DAYS[unit])
        return _to_utc(datetime.combine(day, DEFAULT_TIME), zone, text)
    try:
        day, rest = _read_day(phrase, local_now.date(), day_first=day_first)
        local = datetime.combine(day, _read_time(rest))
    except (ValueError, OverflowError):
        raise UnreadableDateError(words.date_unreadable(text)) from None
    return _to_utc(local, zone, text)


def due_text(due: datetime, zone: tzinfo | None = None) -> str:
    """Write a due date so that `read_due` reads it back, whatever day it is then."""
    local = due.astimezone(zone)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


def _read_absolute(text: str) -> datetime | None:
    """Read ISO 8601 with an offset or `Z`, as scripts write it."""
    if "T" not in text.upper():
        return None
    try:
        moment = datetime.fromisoformat(text)
        return None if moment.tzinfo is None else moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _read_day(phrase: str, today: date, *, day_first: bool) -> tuple[date, str]:
    """Split a phrase into the day that it begins with and the rest, which is a time."""
    head, _, rest = _ISO_SEPARATOR.sub(r"\1 ", phrase).partition(" ")
    if match := _ISO_DATE.fullmatch(head):
        return date(int(match[1]), int(match[2]), int(match[3])), rest
    if match := _DOTTED_DATE.fullmatch(head):
        return _this_or_next_year(int(match[1]), int(match[2]), match[3], today), rest
    if match := _SLASHED_DATE.fullmatch(head):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if day_first else (second, first)
        return _this_or_next_year(day, month, match[3], today), rest
    if head in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[head]), rest
    if (weekday := _weekday(head)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1), rest
    return today, phrase


def _weekday(word: str) -> int | None:
    """Read a weekday, written out or cut to two letters or more: "fri", "friday", "fr"."""
    for names in (_WEEKDAYS, _WEEKDAYS_GERMAN):
        matches = [n for n, name in enumerate(names) if len(word) > 1 and name.startswith(word)]
        if len(matches) == 1:
            return matches[0]
    return None


def _this_or_next_year(day: int, month: int, year: str | None, today: date) -> date:
    """Complete a date without a year to the next one that is not past."""
    if year:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _read_time(text: str) -> time:
    phrase = text.strip()
    if not phrase:
        return DEFAULT_TIME
    if match := re.fullmatch(r"(\d{1,2}):(\d{2}):(\d{2})", phrase):
        return time(int(match[1]), int(match[2]), int(match[3]))
    match = _TIME.fullmatch(phrase)
    if match is None:
        raise ValueError(phrase)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise ValueError(phrase)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)


def _to_utc(local: datetime, zone: tzinfo | None, text: str) -> datetime:
    """Convert wall-clock time to UTC, and refuse one that the clock skips."""
    moment = (local if zone is None else local.replace(tzinfo=zone)).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise UnreadableDateError(words.date_skipped(text))
    return moment
