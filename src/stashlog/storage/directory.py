"""The directory: a searchable copy of the CRM's contacts, companies and deals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from stashlog.domain.directory import Candidate, Kind, Record, kind_of
from stashlog.domain.directory_query import read_query
from stashlog.domain.entry import sendable
from stashlog.storage.codec import time_text
from stashlog.storage.connection import SqlValue
from stashlog.storage.database import Database
from stashlog.storage.directory_file import open_directory
from stashlog.storage.directory_rows import (
    CANDIDATES,
    POSITION,
    RECORDS,
    read_candidate,
    read_record,
)
from stashlog.storage.directory_search import Search

MOST_SHOWN = 200
"""Candidates that one search may ask for."""

_AT_ONCE = 500
_USED = """
    SELECT r.position FROM uses AS u JOIN records AS r ON r.id = u.id
    WHERE u.kind = ? ORDER BY u.used_at DESC LIMIT ?
"""
_CHANGED = """
    SELECT position FROM records WHERE kind = ? AND closed = ? ORDER BY updated_at DESC LIMIT ?
"""


class Directory:
    """What a picker asks, through one connection. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._search = Search(database)

    @classmethod
    def open(cls, folder: Path) -> Directory:
        """Open the directory in a data folder for the calling thread; make it if need be."""
        return cls(open_directory(folder))

    def close(self) -> None:
        """Give the connection back."""
        self._database.close()

    def search(
        self,
        kind: Kind,
        text: str,
        limit: int = 20,
        *,
        company_id: str | None = None,
    ) -> list[Candidate]:
        """Return what fits a text best: names first, then beginnings of other words, then parts.

        Of those that fit equally well, open deals come before closed ones, and then what was used
        last comes first.

        Args:
            kind: What is searched for.
            text: Parts of names, company, e-mail, domain, a phone number, or a whole id; nothing
                for what was used last.
            limit: At most so many, and `MOST_SHOWN`.
            company_id: Only contacts or deals of this company.
        """
        most = max(0, min(limit, MOST_SHOWN))
        if text.strip() and (known := self.candidate(text.strip())) is not None:
            return [known][:most] if known.kind is kind else []
        questions = read_query(text)
        if text.strip() and not questions:
            return []
        if company_id:
            colleagues = self._search.linked(kind, "company_id", company_id, questions, most)
            return self._candidates(colleagues)
        if not questions:
            return self.recent(kind, most)
        return self._candidates(self._search.everywhere(kind, questions, most))

    def recent(self, kind: Kind, limit: int = 20) -> list[Candidate]:
        """Return what was used last, filled up with what changed last in nodestash."""
        most = max(0, min(limit, MOST_SHOWN))
        rows = self._database.rows(_USED, [kind, most])
        for closed in (0, 1):
            rows += self._database.rows(_CHANGED, [kind, closed, most])
        return self._candidates([*dict.fromkeys(row[0] for row in rows)][:most])

    def candidate(self, record_id: str) -> Candidate | None:
        """Return a record by its id, with what tells it from others of its name."""
        row = self._database.row(f"{CANDIDATES} WHERE r.id = ?", [sendable(record_id)])
        return None if row is None else read_candidate(row)

    def get(self, record_id: str) -> Record | None:
        """Return a record by its id."""
        row = self._database.row(f"{RECORDS} WHERE r.id = ?", [sendable(record_id)])
        return None if row is None else read_record(row)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return what to call records, by id; those that are not known are left out."""
        wanted = [*dict.fromkeys(map(sendable, ids))]
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows = self._database.rows(f"{RECORDS} WHERE r.id IN ({_marks(some)})", some)
            found |= {record.id: record.name for record in map(read_record, rows)}
        return found

    def deals_of(self, linked_id: str, limit: int = 20) -> list[Candidate]:
        """Return the open deals of a contact or a company, what was used last first."""
        kind = kind_of(linked_id)
        if kind is None or kind is Kind.DEAL:
            return []
        positions = self._search.linked(Kind.DEAL, kind.field, linked_id, (), limit)
        return [deal for deal in self._candidates(positions) if not deal.closed]

    def used(self, ids: Iterable[str], moment: datetime) -> None:
        """Note that records were used; an earlier time than the one known changes nothing."""
        sql = (
            "INSERT INTO uses (id, kind, used_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET used_at = excluded.used_at WHERE excluded.used_at > uses.used_at"
        )
        with self._database.transaction():
            for record_id in ids:
                if (kind := kind_of(record_id)) is not None:
                    self._database.execute(sql, [sendable(record_id), kind, time_text(moment)])

    def mark_missing(self, record_id: str) -> bool:
        """Note that nodestash has no such record; False if it is not known here either."""
        sql = "UPDATE records SET missing = 1 WHERE id = ?"
        with self._database.transaction():
            return self._database.execute(sql, [sendable(record_id)]).rowcount == 1

    def count(self, kind: Kind) -> int:
        """Return how many records of a kind there are."""
        row = self._database.row("SELECT count(*) FROM records WHERE kind = ?", [kind])
        return 0 if row is None else int(row[0])

    def _candidates(self, positions: list[int]) -> list[Candidate]:
        values: list[SqlValue] = [*positions]
        sql = f"{CANDIDATES} WHERE r.position IN ({_marks(values)})"
        rows = {row[POSITION]: row for row in self._database.rows(sql, values)}
        return [read_candidate(rows[position]) for position in positions if position in rows]


def _marks(values: Sequence[SqlValue]) -> str:
    return ", ".join("?" * len(values))
