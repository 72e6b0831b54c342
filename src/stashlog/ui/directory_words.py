"""The progress of the directory's refresh in sentences, for status line and settings alike."""

from __future__ import annotations

from datetime import datetime

from stashlog.domain.refresh_quota import Progress
from stashlog.wording import directory as words
from stashlog.wording.moments import short_moment

FEW = 300
"""Records up to which a look for changes is over before anybody could read about it."""


def state_line(progress: Progress) -> str:
    """Say what the refresh does."""
    if progress.paused:
        return words.PAUSED
    if progress.saving and (progress.running or progress.ended_at is None):
        return words.SAVING
    if progress.running:
        return words.progress(progress.done, progress.estimate)
    return words.UP_TO_DATE if progress.ended_at is not None else words.NOT_COPIED_YET


def ended_line(progress: Progress, now: datetime) -> str:
    """Say when it was complete last; empty where it never was."""
    if progress.ended_at is None:
        return ""
    return words.last_complete(short_moment(progress.ended_at, now))


def trouble_line(progress: Progress) -> str:
    """Say why it does not get on; empty where it does."""
    trouble = progress.trouble
    return "" if trouble is None else words.trouble(trouble.code, trouble.detail)


def short_line(progress: Progress) -> str:
    """Say the same in two words; empty where there is nothing that anybody waits for."""
    if progress.trouble is not None:
        return words.SHORT_TROUBLE
    if progress.paused:
        return words.SHORT_PAUSED
    at_work = progress.running or progress.ended_at is None
    if progress.saving:
        return words.SHORT_SAVING if at_work else ""
    if not progress.running or (progress.ended_at is not None and progress.done <= FEW):
        return ""
    return words.short_progress(progress.done, progress.estimate)
