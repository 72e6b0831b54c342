"""Rows of the directory: where a record stands, and how it is written and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType

from stashlog.domain.directory import Candidate, Kind, Record
from stashlog.domain.directory_query import index_text
from stashlog.domain.names import name_key, words
from stashlog.domain.phones import read_number
from stashlog.storage.codec import readable_time
from stashlog.storage.connection import Row, SqlValue

_SHELF_SIZE = 2**40

SHELVES: Mapping[Kind, tuple[int, ...]] = MappingProxyType(
    {Kind.CONTACT: (1,), Kind.COMPANY: (2,), Kind.DEAL: (3, 4)}
)
"""The shelves of each kind, in the order in which they are searched; closed deals come last."""

RECORD_COLUMNS = tuple(field.name for field in fields(Record))
_RECORD = ", ".join(f"r.{name}" for name in RECORD_COLUMNS)

POSITION = len(RECORD_COLUMNS)
"""The column of `CANDIDATES` with the record's position."""

RECORDS = f"SELECT {_RECORD} FROM records AS r"  # noqa: S608 - names of our own
CANDIDATES = f"""
    SELECT {_RECORD}, r.position,
        coalesce(company.title, ''), coalesce(contact.title, ''), coalesce(stage.name, ''),
        uses.used_at,
        EXISTS (
            SELECT 1 FROM records AS other
            WHERE other.kind = r.kind AND other.name_key = r.name_key AND other.name_key <> ''
            AND other.position <> r.position
        )
    FROM records AS r
    LEFT JOIN records AS company ON company.id = r.company_id
    LEFT JOIN records AS contact ON contact.id = r.contact_id
    LEFT JOIN stages AS stage ON stage.id = r.stage_id
    LEFT JOIN uses ON uses.id = r.id
"""  # noqa: S608 - names of our own


def shelf_of(record: Record) -> int:
    """Return the shelf on which a record stands."""
    return SHELVES[record.kind][-1 if record.closed else 0]


def span(shelf: int) -> tuple[int, int]:
    """Return the first and the last position of a shelf."""
    return shelf * _SHELF_SIZE, (shelf + 1) * _SHELF_SIZE - 1


def record_values(record: Record) -> list[SqlValue]:
    """Return the values of a record's own columns."""
    values = (getattr(record, name) for name in RECORD_COLUMNS)
    return [int(value) if isinstance(value, bool) else str(value) for value in values]


def read_record(row: Row) -> Record:
    """Read a row that begins with the record's own columns."""
    values = dict(zip(RECORD_COLUMNS, row, strict=False))
    values["kind"] = Kind(values["kind"])
    return Record(**values | {name: bool(values[name]) for name in ("closed", "missing")})


def read_candidate(row: Row) -> Candidate:
    """Read a row of `CANDIDATES`."""
    company, contact, stage, used_at, same_name = row[POSITION + 1 :]
    moment = readable_time(used_at)
    return Candidate(read_record(row), company, contact, stage, moment, bool(same_name))


def name_words(record: Record) -> str:
    """Return the index text of a record's name."""
    return index_text(words(record.title))


def other_words(record: Record, linked: Iterable[str]) -> str:
    """Return the index text of everything else by which a record is found.

    Args:
        record: The record.
        linked: The names of its company and its contact, and the company's domain.
    """
    texts = (record.email, record.domain, *linked)
    found = dict.fromkeys(word for text in texts for word in words(text))
    number = read_number(record.phone) if record.phone else None
    return index_text([*found, *([number.text] if number is not None else [])])


def namesake_key(record: Record) -> str:
    """Return what it shares with others of the same name."""
    return name_key(record.title)
