"""Facts: small things to remember from one start to the next."""

from __future__ import annotations

from stashlog.domain.activity import Json
from stashlog.storage.codec import from_json, to_json
from stashlog.storage.database import Database


class Facts:
    """Reads and changes the stored facts. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> Json:
        """Return a fact; None if there is none, or none that can be read."""
        row = self._database.row("SELECT value FROM facts WHERE name = ?", [name])
        if row is None:
            return None
        try:
            value: Json = from_json(row[0])
        except (ValueError, RecursionError):
            return None
        return value

    def put(self, name: str, value: Json) -> None:
        """Remember a fact in place of the earlier one."""
        sql = (
            "INSERT INTO facts (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        with self._database.transaction():
            self._database.execute(sql, [name, to_json(value)])
