"""The directory for writing: takes over what nodestash lists, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stashlog.domain.activity import Json
from stashlog.domain.directory import Kind, Record, Stage
from stashlog.storage.connection import Row, SqlValue
from stashlog.storage.database import Database
from stashlog.storage.directory_rows import (
    RECORD_COLUMNS,
    RECORDS,
    name_words,
    namesake_key,
    other_words,
    read_record,
    record_values,
    shelf_of,
    span,
)
from stashlog.storage.facts import Facts

_COLUMNS = ("position", *RECORD_COLUMNS, "name_key", "name_words", "other_words", "seen_in")
_PUT = (
    f"INSERT INTO records ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join('?' * len(_COLUMNS))}) "
    "ON CONFLICT (id) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _COLUMNS if name != 'id')}"
)
_KNOWN = f"{RECORDS.replace(' FROM', ', r.position, r.name_words, r.other_words FROM')}"
_LINKED = (
    f"{RECORDS} WHERE r.company_id = ?1 AND r.company_id <> '' AND r.id > ?2 UNION "
    f"{RECORDS} WHERE r.contact_id = ?1 AND r.contact_id <> '' AND r.id > ?2 "
    "ORDER BY r_id LIMIT ?3"
).replace("SELECT r.id", "SELECT r.id AS r_id")
"""That the ids are not empty is said for SQLite, whose indexes hold no empty ones."""

LINKED_AT_ONCE = 100
"""Records that are found by another one's new name at once: a company with thousands of people
would otherwise keep delivery waiting for seconds."""

_LEFT = "find_anew"
"""The fact that holds which records were renamed, each with the last linked one that is done."""

_UNSEEN = "SELECT position, name_words, other_words FROM records WHERE kind = ? AND seen_in < ?"


class DirectoryCopy:
    """Changes records through one connection. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._facts = Facts(database)

    def put(self, records: Sequence[Record], seen_in: int) -> int:
        """Store records in place of what was known of them, and return how many are different.

        Whatever is also found by the name of a company or a contact is found by its new name.

        Args:
            records: As nodestash has them now.
            seen_in: The number of the latest full pass that began.
        """
        with self._database.transaction():
            return sum(self._put(record, seen_in) for record in records)

    def put_stages(self, stages: Iterable[Stage]) -> None:
        """Store the stages of all pipelines in place of those known before."""
        sql = "INSERT OR REPLACE INTO stages (id, pipeline_id, name, outcome, position) "
        with self._database.transaction():
            self._database.execute("DELETE FROM stages")
            for one in stages:
                values: list[SqlValue] = [
                    one.id,
                    one.pipeline_id,
                    one.name,
                    one.outcome,
                    one.position,
                ]
                self._database.execute(f"{sql} VALUES (?, ?, ?, ?, ?)", values)

    def final_stages(self) -> frozenset[str]:
        """Return the ids of the stages in which a deal is won or lost."""
        rows = self._database.rows("SELECT id FROM stages WHERE outcome IN ('won', 'lost')")
        return frozenset(row[0] for row in rows)

    def same(self, records: Sequence[Record]) -> bool:
        """Whether all these records are known as they are, by the time of their last change."""
        return all(self._changed_at(record.id) == record.updated_at for record in records)

    def sweep(self, kind: Kind, seen_in: int, limit: int) -> int:
        """Forget records that a full pass did not see; return how many, 0 once none is left.

        Args:
            kind: Records of this kind.
            seen_in: The number of the pass; those seen in it or later stay.
            limit: At most so many at once, since nobody else can write meanwhile.
        """
        with self._database.transaction():
            rows = self._database.rows(f"{_UNSEEN} LIMIT ?", [kind, seen_in, limit])
            for row in rows:
                self._remove_words(*row)
                self._database.execute("DELETE FROM records WHERE position = ?", [row[0]])
        return len(rows)

    def find_anew(self, limit: int = LINKED_AT_ONCE) -> bool:
        """Go on with what is found by a new name; False once nothing is left to do.

        Args:
            limit: At most so many records at once.
        """
        left = self._left()
        if not left:
            return False
        (renamed, done), *others = left.items()
        with self._database.transaction():
            linked = self._linked(renamed, done, limit)
            for record in linked:
                self._find_anew(record)
            rest: dict[str, Json] = dict(others)
            if len(linked) == limit:
                rest = {renamed: linked[-1].id, **rest}
            self._facts.put(_LEFT, rest)
        return True

    def clear(self) -> None:
        """Forget everything: another workspace is to be copied."""
        with self._database.transaction():
            self._database.execute("INSERT INTO names (names) VALUES ('delete-all')")
            self._database.execute("INSERT INTO words (words) VALUES ('delete-all')")
            for table in ("records", "stages", "uses", "facts"):
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def _put(self, record: Record, seen_in: int) -> bool:
        row = self._database.row(f"{_KNOWN} WHERE r.id = ?", [record.id])
        old = None if row is None else read_record(row)
        if old == record:
            sql = "UPDATE records SET seen_in = ? WHERE id = ?"
            self._database.execute(sql, [seen_in, record.id])
            return False
        self._write(record, seen_in, None if row is None else row[len(RECORD_COLUMNS) :])
        if record.kind is not Kind.DEAL and _called(old) != _called(record):
            self._renamed(record.id)
        return True

    def _renamed(self, record_id: str) -> None:
        """Have the first linked records found by the new name now, and the others soon."""
        linked = self._linked(record_id, "", LINKED_AT_ONCE)
        for record in linked:
            self._find_anew(record)
        left = self._left()
        if len(linked) == LINKED_AT_ONCE:
            self._facts.put(_LEFT, {**left, record_id: linked[-1].id})
        elif left.pop(record_id, None) is not None:
            self._facts.put(_LEFT, {**left})

    def _linked(self, record_id: str, after: str, limit: int) -> list[Record]:
        rows = self._database.rows(_LINKED, [record_id, after, limit])
        return [read_record(row) for row in rows]

    def _left(self) -> dict[str, str]:
        stored = self._facts.get(_LEFT)
        return {one: str(done) for one, done in stored.items()} if isinstance(stored, dict) else {}

    def _find_anew(self, record: Record) -> None:
        """Bring the words up to date by which a record is found."""
        row = self._database.row(
            "SELECT position, name_words, other_words, seen_in FROM records WHERE id = ?",
            [record.id],
        )
        if row is not None:
            self._write(record, row[3], row[:3])

    def _write(self, record: Record, seen_in: int, old: Row | None) -> None:
        """Write a record and its words; `old` holds the position and the words it had."""
        position = self._position(record, None if old is None else old[0])
        texts = [name_words(record), other_words(record, self._linked_names(record))]
        key = namesake_key(record)
        if old is not None:
            self._remove_words(*old)
        self._database.execute(_PUT, [position, *record_values(record), key, *texts, seen_in])
        for sql, text in (
            ("INSERT INTO names (rowid, name_words) VALUES (?, ?)", texts[0]),
            ("INSERT INTO words (rowid, all_words) VALUES (?, ?)", "".join(texts)),
        ):
            self._database.execute(sql, [position, text])

    def _remove_words(self, position: int, name: str, other: str) -> None:
        """Take a record out of the indexes, which have to be told what they had taken in."""
        for sql, text in (
            ("INSERT INTO names (names, rowid, name_words) VALUES ('delete', ?, ?)", name),
            ("INSERT INTO words (words, rowid, all_words) VALUES ('delete', ?, ?)", name + other),
        ):
            self._database.execute(sql, [position, text])

    def _position(self, record: Record, known: int | None) -> int:
        first, last = span(shelf_of(record))
        if known is not None and first <= known <= last:
            return known
        sql = "SELECT max(position) FROM records WHERE position BETWEEN ? AND ?"
        row = self._database.row(sql, [first, last])
        return first if row is None or row[0] is None else int(row[0]) + 1

    def _linked_names(self, record: Record) -> list[str]:
        values: list[SqlValue] = [record.company_id, record.contact_id]
        sql = "SELECT title, domain FROM records WHERE id IN (?, ?)"
        return [text for row in self._database.rows(sql, values) for text in row]

    def _changed_at(self, record_id: str) -> str | None:
        row = self._database.row("SELECT updated_at FROM records WHERE id = ?", [record_id])
        return None if row is None else str(row[0])


def _called(record: Record | None) -> tuple[str, str]:
    """Return by what other records are found through this one."""
    return ("", "") if record is None else (record.title, record.domain)
