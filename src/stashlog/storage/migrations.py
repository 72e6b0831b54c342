"""The format of `outbox.db`, its number, and how an older file becomes a newer one.

The number of the format stands in SQLite's `user_version`. A migration is made of statements that
lead from the number before it to its own; all that are missing run in one transaction, after a
backup. A published migration never changes: the next one corrects it.

Format 1
--------
Times are UTC text of fixed width, `2026-03-14T13:00:00.000000Z`. JSON is ASCII with escapes.

`format`: one row for each migration. This table keeps its form in every later format, so that an
old Stashlog can say which version a newer file needs.
  version      the number of the format
  written_by   the version of Stashlog that brought the file to it
  applied_at   when

`outbox`: one row for each activity that was ever stored here.
  position          order of insertion; decides between equal `created_at`
  id                UUID, part of the idempotency key; never changes
  state             draft, waiting, sending, checking, needs_you, sent or discarded
  revision          1, and one more for each edit after an attempt that created nothing
  attempts          how often a request left
  maybe_delivered   1 while an attempt may have arrived
  created_at, updated_at, attempted_at
  not_before        earliest time of the next attempt
  held_until        until when an open form keeps it from being sent
  reason_code, reason_detail   why it is where it is (`stashlog.domain.reasons`)
  field_errors      JSON object: field of the API, the server's words
  server_id, request_id        what nodestash answered
  discarded_from    the state to which a restore returns it
  take_back         1 while the user wants it back that was logged a moment ago
  request_sha256    SHA-256 of `request`, 32 bytes
  entry             JSON object: the form as typed; `metadata` as a list of pairs, and so `details`
                    (`stashlog.domain.details`), which are left out where there are none
  activity          JSON object: what the entry means; null for a draft that cannot be read
  request           the exact bytes for the wire; null for a draft

`gates`: what pauses the queue, one row for each closed gate (`stashlog.domain.gates`).
  kind, since, until (null: only an event opens it), detail, strikes

`working_copies`: the text being typed, one row for each open form.
  token       identifies the form
  item_id     the item that is being edited, if any
  entry       as in `outbox`
  saved_at

`facts`: small things to remember, `name` and `value` (JSON).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stashlog import __version__
from stashlog.storage.codec import time_text
from stashlog.storage.connection import Connection, all_or_nothing, pragma

APPLICATION_ID = 0x53544C47
"""`STLG`: tells tools such as `file` whose database it is."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead to format `version` from the one before it."""

    version: int
    statements: tuple[str, ...]


Schema = Sequence[Migration]
"""All migrations, oldest first."""

SCHEMA: Schema = (
    Migration(
        1,
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            """
            CREATE TABLE format (
                version INTEGER PRIMARY KEY,
                written_by TEXT NOT NULL,
                applied_at TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE outbox (
                position INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN (
                    'draft', 'waiting', 'sending', 'checking', 'needs_you', 'sent', 'discarded'
                )),
                revision INTEGER NOT NULL CHECK (revision >= 1),
                attempts INTEGER NOT NULL CHECK (attempts >= 0),
                maybe_delivered INTEGER NOT NULL CHECK (maybe_delivered IN (0, 1)),
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL,
                attempted_at TEXT,
                not_before TEXT,
                held_until TEXT,
                reason_code TEXT,
                reason_detail TEXT,
                field_errors TEXT NOT NULL,
                server_id TEXT,
                request_id TEXT,
                discarded_from TEXT,
                take_back INTEGER NOT NULL CHECK (take_back IN (0, 1)),
                request_sha256 BLOB CHECK ((request_sha256 IS NULL) = (request IS NULL)),
                entry TEXT NOT NULL,
                activity TEXT,
                request BLOB
            ) STRICT
            """,
            "CREATE INDEX outbox_by_state ON outbox (state, created_at, position)",
            "CREATE INDEX outbox_by_due ON outbox (state, not_before, held_until)",
            "CREATE INDEX outbox_by_change ON outbox (state, updated_at)",
            "CREATE INDEX outbox_by_wish ON outbox (take_back) WHERE take_back = 1",
            "CREATE INDEX outbox_by_server_id ON outbox (server_id) WHERE server_id IS NOT NULL",
            """
            CREATE TABLE gates (
                kind TEXT PRIMARY KEY,
                since TEXT NOT NULL,
                until TEXT,
                detail TEXT NOT NULL,
                strikes INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE working_copies (
                token TEXT PRIMARY KEY,
                item_id TEXT REFERENCES outbox (id) ON DELETE SET NULL,
                entry TEXT NOT NULL,
                saved_at TEXT NOT NULL
            ) STRICT
            """,
            "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        ),
    ),
)


def newest(schema: Schema) -> int:
    """Return the number of the newest format that this program knows."""
    return schema[-1].version


def version_of(connection: Connection) -> int:
    """Return the number of a file's format; 0 for an empty file."""
    return int(pragma(connection, "user_version"))


def written_by(connection: Connection) -> str | None:
    """Return which version of Stashlog brought the file to its format; None if it does not say."""
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'format'"
    ).fetchone()
    if known is None:
        return None
    row = connection.execute(
        "SELECT written_by FROM format ORDER BY version DESC LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])


def migrate(connection: Connection, schema: Schema, now: datetime) -> None:
    """Bring the file to the newest format, wholly or not at all.

    Args:
        connection: Outside of any transaction.
        schema: All migrations.
        now: When it happens.

    Raises:
        sqlite3.Error: the file is as it was.
    """
    with all_or_nothing(connection):
        current = version_of(connection)
        for migration in schema:
            if migration.version > current:
                _apply(connection, migration, now)


def _apply(connection: Connection, migration: Migration, now: datetime) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {migration.version:d}")
    connection.execute(
        "INSERT INTO format (version, written_by, applied_at) VALUES (?, ?, ?)",
        (migration.version, __version__, time_text(now)),
    )
