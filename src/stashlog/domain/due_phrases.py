"""The grammar of due dates: what a row of tokens says, whatever the language.

A day, then perhaps a time ("fri 14:00"); a time that can be nothing else, then perhaps a day
("9am tomorrow"); or a length of time from now ("in 3 days"). What may be meant in two ways is told
apart from what means nothing.

Decided here: "next friday" is the first Friday after today, and "next week" is its Monday; the
line under the field shows the day. The end of the week is Friday, its last working day. A bare
number after a weekday is the hour, unless that weekday is the next day of this number: "fri 11" is
refused a week before a Friday the 11th.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from stashlog.domain.due_calendar import (
    MONTHS,
    TwoMeaningsError,
    completed,
    day_of_month,
    from_figures,
)
from stashlog.domain.due_cursor import Cursor, NotAPhraseError
from stashlog.domain.due_times import marked_clock, read_time
from stashlog.domain.due_tokens import Token
from stashlog.domain.due_words import Meaning, Span

_FRIDAY = 4
_LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says.

    Attributes:
        day: The day; None where only a time or a length of time was given.
        clock: The time of day; None where none was given.
        minutes: From now; then there is neither day nor time.
        which: 1 or 2 where one of two equal hours was chosen, else 0.
        offset: How far the local time is ahead of UTC, where that was given.
    """

    day: date | None = None
    clock: time | None = None
    minutes: int | None = None
    which: int = 0
    offset: timedelta | None = None


def read_phrase(
    found: Sequence[Token], today: date, *, day_first: bool | None
) -> tuple[Phrase, frozenset[tuple[str, Meaning]]] | None:
    """Read tokens as one phrase, and say which words were taken in which meaning.

    Returns:
        None if the tokens are no phrase.

    Raises:
        TwoMeaningsError: they may be meant in two ways.
    """
    cursor = Cursor(found)
    try:
        phrase = _Reader(cursor, today, day_first=day_first).phrase()
    except TwoMeaningsError:
        raise
    except (ValueError, OverflowError):
        return None
    return phrase, frozenset(cursor.used)


class _Reader:
    """Reads a phrase. Whatever fails raises `ValueError` or `OverflowError`."""

    def __init__(self, cursor: Cursor, today: date, *, day_first: bool | None) -> None:
        self._at = cursor
        self._today = today
        self._day_first = day_first
        self._weekday_only = False

    def phrase(self) -> Phrase:
        phrase = self._later() or self._time_first() or self._day_and_time()
        if self._ending():
            if phrase.clock is None:
                raise NotAPhraseError
            last = self._at.next()
            phrase = replace(phrase, which=last.which, offset=last.offset)
            self._at.skip()
        if self._at.left:
            raise NotAPhraseError
        return phrase

    def _ending(self) -> bool:
        """Whether what follows says which of two equal hours is meant."""
        return self._at.next().which > 0 or self._at.next().offset is not None

    def _later(self) -> Phrase | None:
        """Read "in 3 days" and "+3d"."""
        if not (self._at.mark("in") or self._at.mark("plus")):
            return None
        span = self._span()
        if span.minutes:
            return Phrase(minutes=span.minutes)
        return Phrase(self._today + timedelta(days=span.days), read_time(self._at))

    def _span(self) -> Span:
        token = self._at.next()
        if token.span is not None:
            self._at.skip()
            return token.span
        number = self._at.number("number")
        if number is None:
            number = self._at.figure()
        unit = self._at.take("unit")
        if unit is None or not isinstance(unit.value, Span):
            raise NotAPhraseError
        return Span(number * unit.value.days, number * unit.value.minutes)

    def _time_first(self) -> Phrase | None:
        """Read a time that is marked as one, and perhaps a day after it."""
        if not marked_clock(self._at):
            return None
        clock = read_time(self._at)
        alone = not self._at.left or self._ending()
        return Phrase(None if alone else self._day(), clock)

    def _day_and_time(self) -> Phrase:
        day = self._day()
        if self._weekday_only and self._at.left == 1:
            self._refuse_day_of_month(day)
        return Phrase(day, read_time(self._at))

    def _refuse_day_of_month(self, day: date) -> None:
        """Refuse "fri 11" where it is 11 o'clock as well as a Friday that is an 11th."""
        number = self._at.next().number
        if not number:
            return
        other = day_of_month(number, self._today)
        if other != day and other.weekday() == day.weekday():
            raise TwoMeaningsError

    def _day(self) -> date:
        """Read a day, with or without an article and the name of its weekday."""
        article = self._at.mark("article")
        if (shift := self._at.number("shift")) is not None:
            return self._today + timedelta(days=shift)
        if self._at.mark("next week"):
            return self._today + timedelta(days=7 - self._today.weekday())
        if self._at.mark("week's end"):
            return self._today + timedelta(days=(_FRIDAY - self._today.weekday()) % 7)
        if self._at.mark("next"):
            return self._following(self._at.number("weekday"))
        if (weekday := self._at.number("weekday")) is None:
            return self._date(alone=article)
        if self._at.mark("after next") or not self._date_ahead():
            return self._following(weekday)
        self._at.mark("article")
        day = self._date(alone=True)
        if day.weekday() != weekday:
            raise NotAPhraseError
        return day

    def _following(self, weekday: int | None) -> date:
        """Return the first such weekday after today."""
        if weekday is None:
            raise NotAPhraseError
        self._weekday_only = True
        return self._today + timedelta(days=(weekday - self._today.weekday() - 1) % 7 + 1)

    def _date_ahead(self) -> bool:
        """Whether a date follows a weekday, and not its time."""
        ahead = 1 if self._at.has("mark", "article") else 0
        token = self._at.next(ahead)
        if self._at.has("month", None, ahead):
            return True
        if token.number is not None:
            beyond = ahead + (2 if self._at.has("mark", "of", ahead + 1) else 1)
            return bool(self._at.has("month", None, beyond)) or token.number > _LAST_HOUR
        if token.date is not None and token.dotted is not None:
            return token.date.second <= MONTHS
        return bool(token.date or token.iso or token.ordinal)

    def _date(self, *, alone: bool) -> date:
        """Read figures, a day with its month, or the day of a month without its month.

        Args:
            alone: Whether a bare number is the day of a month.
        """
        token = self._at.next()
        if token.iso is not None:
            self._at.skip()
            return date(*token.iso)
        if token.date is not None:
            self._at.skip()
            return from_figures(token.date, self._today, day_first=self._day_first)
        if (month := self._at.number("month")) is not None:
            return completed(self._number_of_day(), month, self._year(), self._today)
        number = self._number_of_day()
        self._at.mark("of")
        if (month := self._at.number("month")) is not None:
            return completed(number, month, self._year(), self._today)
        if token.ordinal is None and not alone:
            raise NotAPhraseError
        return day_of_month(number, self._today)

    def _number_of_day(self) -> int:
        ordinal = self._at.next().ordinal
        if ordinal is None:
            return self._at.figure()
        self._at.skip()
        return ordinal

    def _year(self) -> int | None:
        """Read four figures as a year, wherever one can stand."""
        ahead = 1 if self._at.has("mark", "of") else 0
        token = self._at.next(ahead)
        if token.number is None or len(token.text) != len("2026"):
            return None
        self._at.skip(ahead + 1)
        return token.number
