"""Working copies: the text being typed, so that a crash costs a second of it at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stashlog.domain.entry import Entry
from stashlog.storage.codec import entry_text, read_stored_entry, read_time, time_text
from stashlog.storage.database import Database


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What stands in one open form.

    Attributes:
        token: Identifies the form, among those of every process.
        item_id: The item that is being edited in it, if any.
        saved_at: When it was stored, UTC.
    """

    token: str
    entry: Entry
    item_id: str | None
    saved_at: datetime


class WorkingCopies:
    """Reads and changes the stored working copies. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, copy: WorkingCopy) -> None:
        """Store what stands in a form, in place of what stood there before.

        The link to an item that is gone is dropped, not the text.
        """
        sql = (
            "INSERT INTO working_copies (token, item_id, entry, saved_at) "
            "VALUES (?, (SELECT id FROM outbox WHERE id = ?), ?, ?) "
            "ON CONFLICT (token) DO UPDATE SET item_id = excluded.item_id, "
            "entry = excluded.entry, saved_at = excluded.saved_at"
        )
        values = [copy.token, copy.item_id, entry_text(copy.entry), time_text(copy.saved_at)]
        with self._database.transaction():
            self._database.execute(sql, values)

    def load(self) -> WorkingCopy | None:
        """Return the copy that was stored last, whichever form it is from."""
        row = self._database.row(
            "SELECT token, entry, item_id, saved_at FROM working_copies "
            "ORDER BY saved_at DESC, rowid DESC LIMIT 1"
        )
        if row is None:
            return None
        token, text, item_id, saved_at = row
        return WorkingCopy(token, _readable(text), item_id, read_time(saved_at))

    def besides(self, token: str) -> list[WorkingCopy]:
        """Return the copies of other forms that are no item yet, the latest first."""
        rows = self._database.rows(
            "SELECT token, entry, saved_at FROM working_copies "
            "WHERE token <> ? AND item_id IS NULL ORDER BY saved_at DESC, rowid DESC",
            [token],
        )
        return [
            WorkingCopy(other, _readable(text), None, read_time(saved_at))
            for other, text, saved_at in rows
        ]

    def clear(self, token: str | None) -> None:
        """Forget the copy of a form that is done with; nothing happens if there is none."""
        if token is None:
            return
        with self._database.transaction():
            self._database.execute("DELETE FROM working_copies WHERE token = ?", [token])


def _readable(text: str) -> Entry:
    """Read the entry; one that is damaged is shown as it stands, in the notes."""
    try:
        return read_stored_entry(text)
    except (ValueError, RecursionError):
        return Entry(body=text)
