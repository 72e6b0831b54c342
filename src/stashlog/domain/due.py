"""Due dates as people type them: "tomorrow 9", "freitag 14 uhr", "dans 3 jours", "14 de marzo".

Our own small grammar. Of 63 everyday phrases in English, German, French and Spanish (they stand in
the tests), each read with its own language chosen, in November 2026:

    dateparser 1.5.0      43 right, 12 wrong without a word, 217 ms to import and read one
    parsedatetime 2.6     42 right, 13 wrong without a word, 30 ms
    ctparse 0.3.6         28 right, 19 wrong without a word, 127 ms
    arrow 1.4.0            7 right,  0 wrong
    python-dateutil 4.0    2 right,  8 wrong without a word

dateparser reads "tomorrow 9" as the hour of now, "freitag 14 uhr" as the 14th of the month and
"demain 9h" as nine hours before tomorrow; parsedatetime reads "14 de marzo" as the first of March.
A due date that is off without a word is worse than one that is not understood.

How languages meet: figures are read first, as they need none. Then the user's own language
decides alone. A phrase that it cannot read may be of another one, if no word of it means something
else in any of the rest: "mar" is Tuesday in French and in Spanish and March in English, so it is
read for a Spaniard and refused, with a sentence, for a German.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due_moments import UnreadableDateError, at_time, in_reach, on_day
from stashlog.wording import entries as words

if TYPE_CHECKING:
    from stashlog.domain.due_phrases import Phrase

_LONGEST = 100
"""Characters in the longest text that can be a date."""


def read_due(
    text: str, now: datetime, zone: tzinfo | None = None, style: DateStyle | None = None
) -> datetime | None:
    """Read a due date.

    What has no year or no date is read as the next one: never a day that is past. A time that is
    typed with its day stands as typed, even if it is past.

    Args:
        text: What was typed; white-space alone means that nothing is due.
        now: An aware time, from which relative dates start.
        zone: The zone in which the text is meant; None for the one of this computer.
        style: How the user writes dates; None if that is not known.

    Returns:
        An aware time in UTC with whole seconds, or None for an empty text.

    Raises:
        UnreadableDateError: with a sentence for the user.
    """
    if not text.strip():
        return None
    try:
        return in_reach(_read(text, now, zone, style or DateStyle()))
    except UnreadableDateError:
        raise
    # OSError: Windows, for local times that it does not know.
    except (ValueError, OverflowError, OSError):
        raise UnreadableDateError(words.date_unreadable(text)) from None


def _read(text: str, now: datetime, zone: tzinfo | None, style: DateStyle) -> datetime:
    """Read a text that is not empty.

    Raises:
        ValueError, OverflowError: it is not a date.
    """
    # Only now: an empty form opens without the grammar.
    from stashlog.domain.due_calendar import TwoMeaningsError
    from stashlog.domain.due_reading import choose_reading

    if len(text.strip()) > _LONGEST:
        raise ValueError(_LONGEST)
    if (absolute := _read_absolute(text.strip())) is not None:
        return absolute
    try:
        phrase = choose_reading(text, now.astimezone(zone).date(), style)
    except TwoMeaningsError:
        raise UnreadableDateError(words.date_ambiguous(text)) from None
    return _moment(phrase, now, zone, text)


def _read_absolute(text: str) -> datetime | None:
    """Read ISO 8601 with an offset or `Z`, as scripts write it."""
    if "T" not in text.upper():
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.astimezone(UTC)


def _moment(phrase: Phrase, now: datetime, zone: tzinfo | None, text: str) -> datetime:
    """Return the moment that a phrase means now."""
    if phrase.minutes is not None:
        later = now.astimezone(UTC) + timedelta(minutes=phrase.minutes)
        # Up to the next full minute, so that it is never past.
        return later.replace(second=0, microsecond=0) + timedelta(
            minutes=bool(later.second or later.microsecond)
        )
    today = now.astimezone(zone).date()
    day = phrase.day or today
    if phrase.clock is None:
        return on_day(day, zone, now)
    local = datetime.combine(day, phrase.clock)
    if phrase.offset is not None:
        return local.replace(tzinfo=timezone(phrase.offset)).astimezone(UTC)
    if phrase.day is None and local <= now.astimezone(zone).replace(tzinfo=None):
        local += timedelta(days=1)
    return at_time(local, zone, text, phrase.which)
