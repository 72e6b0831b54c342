"""What the form shows of an item that came back."""

from __future__ import annotations

from datetime import datetime

from stashlog.domain.outbox import Item
from stashlog.ui.form.report import ErrorReport
from stashlog.wording import moments
from stashlog.wording import window as words
from stashlog.wording.reasons import reason_line

_LONGEST_NAME = 60
"""Characters of a subject by which a sentence names an activity."""


def report_of(item: Item, now: datetime) -> ErrorReport:
    """Return the refusal of an item, the same on the day and weeks later."""
    advice = "" if item.field_errors else reason_line(item, {}, now)
    return ErrorReport(item.field_errors, words.NOT_ACCEPTED_TITLE, advice, item.request_id)


def short_name(item: Item) -> str:
    """Return what a sentence calls an activity: its subject or notes in short, or when it was."""
    for text in (item.entry.subject, item.entry.body):
        if name := " ".join(text[: 4 * _LONGEST_NAME].split()):
            return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
    return moments.time_of_day(item.created_at)
