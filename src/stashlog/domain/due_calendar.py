"""Days of the calendar that are given in part: without a year, or by their number alone."""

from __future__ import annotations

from datetime import date, timedelta

from stashlog.domain.due_tokens import PartialDate

MONTHS = 12
"""In a year."""

_LEAP_YEARS_APART = 8
"""Years until there is a 29 February again, at most."""


class TwoMeaningsError(ValueError):
    """The phrase can be meant in two ways."""


def completed(day: int, month: int, year: int | None, today: date) -> date:
    """Complete a date without a year to the next one that is not past.

    Raises:
        ValueError: there is no such day.
    """
    if year is not None:
        return date(year, month, day)
    for guess in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        try:
            found = date(guess, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day)


def day_of_month(number: int, today: date) -> date:
    """Return the next day with this number, today included.

    Raises:
        ValueError: no month has so many.
    """
    date(today.year, 1, number)
    day = today
    while day.day != number:
        day += timedelta(days=1)
    return day


def from_figures(figures: PartialDate, today: date, *, day_first: bool | None) -> date:
    """Put day and month in their order.

    Raises:
        TwoMeaningsError: both orders are dates, and the user's is not known.
        ValueError: neither is one.
    """
    first, second, year, slashed = figures
    if not slashed:
        return completed(first, second, year, today)
    orders = {True: (first, second), False: (second, first)}
    found = {
        order: completed(day, month, year, today)
        for order, (day, month) in orders.items()
        if 1 <= month <= MONTHS
    }
    if not found:
        raise ValueError(first)
    if len(set(found.values())) == 1:
        return found.popitem()[1]
    if day_first is None:
        raise TwoMeaningsError
    return found[day_first]
