"""The time of day in a phrase: "9", "9:30", "9 uhr 30", "3 de la tarde", "noon"."""

from __future__ import annotations

from datetime import time

from stashlog.domain.due_cursor import Cursor, NotAPhraseError
from stashlog.domain.due_tokens import half_day
from stashlog.domain.due_words import Half


def marked_clock(at: Cursor) -> bool:
    """Whether a time follows that can be nothing else."""
    if at.has("mark", "at") or at.has("mark", "noon") or at.next().clock is not None:
        return True
    figures = at.next().number is not None or at.next().dotted is not None
    marked = at.has("mark", "oclock", 1) or at.has("half", None, 1)
    return figures and marked is not None


def read_time(at: Cursor) -> time | None:
    """Read a time; None if nothing is left to read.

    Raises:
        ValueError: something else is left.
    """
    marked = at.mark("at")
    if at.mark("noon"):
        return time(12)
    if not at.left and not marked:
        return None
    clock = at.next().clock or at.next().dotted
    if clock is None:
        return _halved(_hour(at), at)
    at.skip()
    at.mark("oclock")
    return _halved(clock, at)


def _hour(at: Cursor) -> time:
    """Read "9", "9 uhr" and "9 uhr 30"."""
    hour, minute = at.figure(), 0
    if at.mark("oclock") and len(at.next().text) == len("30") and at.next().number is not None:
        minute = at.figure()
    return time(hour, minute)


def _halved(clock: time, at: Cursor) -> time:
    """Move a time into the half of the day that is named after it."""
    half = at.take("half")
    if half is None or not isinstance(half.value, Half):
        return clock
    found = half_day(clock.hour, clock.minute, half.value)
    if found is None:
        raise NotAPhraseError
    return found
