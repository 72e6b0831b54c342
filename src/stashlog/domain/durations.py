"""Durations as people type them: "4:30", "4m", "270", "1h 5m", "1.5 h"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording import details as words

LONGEST = 24 * 3600
"""The longest duration that is believed, in seconds."""

_UNITS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), 3600),
        **dict.fromkeys(("heure", "heures", "hora", "horas"), 3600),
        **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 60),
        **dict.fromkeys(("mn", "minuto", "minutos"), 60),
        **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunde"), 1),
        **dict.fromkeys(("sekunden", "seconde", "secondes", "segundo", "segundos"), 1),
    }
)
_LOWER_UNIT: Mapping[int, int] = MappingProxyType({3600: 60, 60: 1})
"""What a number without a unit counts behind another one: "1h 5" is an hour and five minutes."""

_CLOCK = r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])"
_PART = r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*([a-z]*)\.?\s*"


class UnreadableDurationError(ValueError):
    """The text is not a duration that Stashlog understands; the message says what to type."""


def read_duration(text: str) -> int | None:
    """Read a duration.

    A number alone counts seconds, as telephones show them.

    Returns:
        Whole seconds from 0 to `LONGEST`, or None where nothing was typed.

    Raises:
        UnreadableDurationError: with a sentence for the user.
    """
    phrase = " ".join(text.lower().split())
    if not phrase:
        return None
    clock = re.fullmatch(_CLOCK, phrase)
    seconds = _of_clock(clock) if clock else _of_parts(phrase)
    if seconds is None:
        raise UnreadableDurationError(words.duration_unreadable(text))
    if seconds > LONGEST:
        raise UnreadableDurationError(words.duration_too_long(text))
    return seconds


def duration_text(seconds: int) -> str:
    """Write a duration as a clock shows it, "4:30" or "1:05:00"; `read_duration` reads it back."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _of_clock(match: re.Match[str]) -> int | None:
    hours, minutes, seconds = (int(group or 0) for group in match.groups())
    if match[1] is not None and minutes > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds


def _of_parts(phrase: str) -> int | None:
    """Add up numbers with units that become smaller; None for anything else."""
    total, position, smallest = 0.0, 0, 0
    while position < len(phrase):
        match = re.compile(_PART).match(phrase, position)
        if match is None:
            return None
        unit = _UNITS.get(match[2]) if match[2] else _LOWER_UNIT.get(smallest, 0 if smallest else 1)
        if not unit or (smallest and unit >= smallest):
            return None
        total += float(match[1].replace(",", ".")) * unit
        position, smallest = match.end(), unit
    return round(total)
