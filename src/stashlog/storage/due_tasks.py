"""Which of the tasks that were logged here are due: what the call list begins with."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from stashlog.domain.outbox import UNSENT, State
from stashlog.storage.codec import readable_time, time_text
from stashlog.storage.database import Database

_LOGGED = tuple(sorted({*UNSENT, State.SENT}))
# The comparison of text first: it spares the JSON of everything that is no task.
_DUE = f"""
    SELECT id, json_extract(activity, '$.subject'), json_extract(activity, '$.contact_id'),
        json_extract(activity, '$.company_id'), json_extract(activity, '$.deal_id'),
        json_extract(activity, '$.due_date') AS due
    FROM outbox WHERE state IN ({", ".join("?" * len(_LOGGED))})
    AND activity LIKE '%"type":"task"%' AND json_valid(activity)
    AND json_extract(activity, '$.type') = 'task'
    AND json_extract(activity, '$.contact_id') IS NOT NULL AND due < ?
    ORDER BY due, position
"""  # noqa: S608 - only question marks are put in


class DueTask(NamedTuple):
    """A task with a contact whose due date has come.

    Attributes:
        id: The item's.
        due: UTC.
    """

    id: str
    subject: str
    contact_id: str
    company_id: str
    deal_id: str
    due: datetime


def due_tasks(database: Database, until: datetime) -> list[DueTask]:
    """Return the tasks that are due before a time, the first ones first.

    Drafts and what was discarded are not among them, nor tasks without a contact or with a
    damaged due date.

    Raises:
        StoreError: the store cannot be used.
    """
    rows = database.rows(_DUE, [*_LOGGED, time_text(until)])
    return [
        DueTask(item, subject or "", contact, company or "", deal or "", due)
        for item, subject, contact, company, deal, text in rows
        if (due := readable_time(text))
    ]
