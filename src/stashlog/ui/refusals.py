"""What the form shows of an item that came back."""

from __future__ import annotations

from datetime import datetime

from stashlog.domain.outbox import Item
from stashlog.ui.form.report import ErrorReport
from stashlog.wording import window as words
from stashlog.wording.reasons import reason_line


def report_of(item: Item, now: datetime) -> ErrorReport:
    """Return the refusal of an item, the same on the day and weeks later."""
    advice = "" if item.field_errors else reason_line(item, {}, now)
    return ErrorReport(item.field_errors, words.NOT_ACCEPTED_TITLE, advice, item.request_id)
