"""Which records the logged activities are linked to: what "used last" means."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from stashlog.domain.outbox import UNSENT, State
from stashlog.storage.codec import readable_time, time_text
from stashlog.storage.database import Database

_LOGGED = tuple(sorted({*UNSENT, State.SENT}))
_SINCE = f"""
    SELECT json_extract(activity, '$.contact_id'), json_extract(activity, '$.company_id'),
        json_extract(activity, '$.deal_id'), created_at, updated_at
    FROM outbox WHERE state IN ({", ".join("?" * len(_LOGGED))}) AND updated_at >= ?
    AND json_valid(activity) ORDER BY updated_at LIMIT ?
"""  # noqa: S608 - only question marks are put in


_TODAY = f"""
    SELECT json_extract(activity, '$.contact_id'), json_extract(activity, '$.subject'), created_at
    FROM outbox WHERE created_at >= ? AND state IN ({", ".join("?" * len(_LOGGED))}) AND id <> ?
    AND json_valid(activity) AND json_extract(activity, '$.type') = ? ORDER BY created_at DESC
"""  # noqa: S608 - only question marks are put in


class Earlier(NamedTuple):
    """One activity that was logged here, as far as it tells a repetition.

    Attributes:
        contact_id: Empty without a contact, as `subject` without one.
        logged_at: When it was first stored.
    """

    contact_id: str
    subject: str
    logged_at: datetime


class Use(NamedTuple):
    """One activity that was logged here.

    Attributes:
        ids: The records that it is linked to.
        logged_at: When it was first stored.
        changed_at: When it changed last, which orders what is read.
    """

    ids: tuple[str, ...]
    logged_at: datetime
    changed_at: datetime


class Links:
    """Reads the links of the outbox; a row with a damaged time is passed over.

    Every method raises StoreError if it cannot.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def used_since(self, moment: datetime, limit: int) -> list[Use]:
        """Return the activities that changed at or after a time, the first changes first.

        Drafts and what was discarded are not among them.
        """
        rows = self._database.rows(_SINCE, [*_LOGGED, time_text(moment), limit])
        return [
            Use(tuple(str(one) for one in ids if one), logged_at, changed_at)
            for *ids, logged, changed in rows
            if (logged_at := readable_time(logged)) and (changed_at := readable_time(changed))
        ]

    def logged_since(self, moment: datetime, type_: str, but_for: str) -> list[Earlier]:
        """Return the activities of a type that were made at or after a time, the latest first.

        Args:
            moment: The time.
            type_: Only activities of this type.
            but_for: The id of an item that does not count.
        """
        rows = self._database.rows(_TODAY, [time_text(moment), *_LOGGED, but_for, type_])
        return [
            Earlier(str(contact or ""), str(subject or ""), logged_at)
            for contact, subject, logged in rows
            if (logged_at := readable_time(logged))
        ]
