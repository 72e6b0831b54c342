"""Reading: from what was typed to an activity, the same way in the form and in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from stashlog.domain.activity import Activity
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP_DUE, FOLLOW_UP_SUBJECT
from stashlog.domain.entry import Entry, InvalidEntryError, read_entry
from stashlog.domain.follow_up import follow_up_of
from stashlog.wording import details as details_words
from stashlog.wording import entries as words

_OF_FOLLOW_UP: Mapping[str, str] = MappingProxyType(
    {"due_date": FOLLOW_UP_DUE, "subject": FOLLOW_UP_SUBJECT}
)
"""Where the form shows what is wrong with a follow-up; its links are those of the entry."""


@dataclass(frozen=True, slots=True)
class CaptureRules:
    """What the user's settings say about capture.

    Attributes:
        stamp: Whether the outbox id travels in the metadata.
        zone: The zone in which dates are read; None for the one of this computer.
        style: How the user writes dates; None if that is not known.
    """

    stamp: bool = True
    zone: tzinfo | None = None
    style: DateStyle | None = None


def read_to_log(
    entry: Entry, now: datetime, rules: CaptureRules, *, allow_empty: bool = False
) -> Activity:
    """Read an entry that is to be sent, the same way in the form and in the store.

    Raises:
        InvalidEntryError: with a sentence for each field; also when nothing but a type was
            entered, unless that is allowed.
    """
    activity, errors = _read(entry, now, rules)
    if entry.empty and not allow_empty and not errors:
        errors["subject"] = words.NOTHING_ENTERED
    if (follow_up := follow_up_of(entry)) is not None:
        for field, sentence in _read(follow_up, now, rules)[1].items():
            errors.setdefault(_OF_FOLLOW_UP.get(field, field), sentence)
        if not follow_up.subject.strip():
            errors[FOLLOW_UP_SUBJECT] = details_words.NO_SUBJECT
    if errors or activity is None:
        raise InvalidEntryError(errors)
    return activity


def _read(
    entry: Entry, now: datetime, rules: CaptureRules
) -> tuple[Activity | None, dict[str, str]]:
    """Read an entry; return a sentence for each field that cannot be read besides."""
    try:
        return read_entry(entry, now, rules.zone, rules.style), {}
    except InvalidEntryError as error:
        return None, dict(error.field_errors)
