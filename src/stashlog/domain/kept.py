"""What goes on into the next activity: the fields that the user keeps, or a whole earlier entry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stashlog.wording import settings as words

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry

KEEPABLE = ("contact_id", "company_id", "deal_id", "subject", "body", "due_date", "tags")
"""The fields that can be kept, by the API's names; the type always is."""

KEPT = "contact_id company_id deal_id"
"""What is kept where the settings say nothing: the next activity is about the same people."""

_OF_ITS_OWN = ("outcome", "duration_seconds", "timer_started")
"""Details that say how one activity went, which tells nothing about the next."""


def read_kept(name: str, value: object) -> str:
    """Read the names of the fields that are kept, with spaces between; may be none.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not isinstance(value, str) or not set(value.split()) <= set(KEEPABLE):
        raise ValueError(words.not_fields(name, KEEPABLE))
    return " ".join(field for field in KEEPABLE if field in value.split())


def kept(entry: Entry, fields: str) -> Entry:
    """Return the beginning of the next entry: the type and these fields of the one before.

    Args:
        entry: What was logged.
        fields: Names out of `KEEPABLE`, with spaces between.
    """
    blank = type(entry)(type=entry.type)
    return replace(blank, **{name: getattr(entry, name) for name in fields.split()})


def repeated(entry: Entry) -> Entry:
    """Return the beginning of an activity like an earlier one.

    Dates, outcome, duration and follow-up belonged to that one alone.
    """
    from stashlog.domain.details import FOLLOW_UP_KEYS

    left_out = {*_OF_ITS_OWN, *FOLLOW_UP_KEYS}
    details = tuple(pair for pair in entry.details if pair[0] not in left_out)
    return replace(entry, due_date="", details=details)
