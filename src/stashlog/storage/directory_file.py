"""`directory.db`: the file with the copy of the CRM's contacts, companies and deals.

A file of its own beside the outbox: it grows to some 70 MB for 100,000 contacts, and none of that
belongs into the outbox' daily backups, its check at every start or its salvage; nor must writing
it ever keep an activity from being stored. All of it can be fetched again. So there is neither
backup nor migration: a file of another format, or a damaged one, is made anew.

Format 1
--------
Times of nodestash stand as it writes them, our own as in the outbox.

`records`: one row for each contact, company or deal.
  position      shelf * 2**40 and a running number. The shelf is the kind, and for deals whether
                they are closed; so a search reads its own shelf and nothing else
  id, kind, title, email, phone, job, domain, company_id, contact_id, value, currency,
  pipeline_id, stage_id, closed, updated_at, missing     (`stashlog.domain.directory.Record`)
  name_key      the title folded, to find others of the same name
  name_words, other_words    the words by which it is found (`stashlog.domain.directory_query`)
  seen_in       the number of the latest full pass that saw it

`names`, `words`: indexes of the trigrams of `name_words`, and of both texts in a row, by position;
  they hold no text themselves. Two of them, because a word that is in everybody's e-mail address
  would make an index of both slow for names.
`stages`: the stages of the pipelines.
`uses`: when a record was last used here; `used_at` of an id, whether or not it is known.
`facts`: as in the outbox: how far the refresh is (`stashlog.services.directory_refresh`).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from stashlog.storage.connection import (
    Connection,
    all_or_nothing,
    check_library,
    configure,
    connect,
    opening_lock,
    pragma,
    problems,
)
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError, StoreUnavailableError, converted
from stashlog.storage.files import companions, create_private, prepare_folder
from stashlog.wording import directory as words
from stashlog.wording import storage as store_words

DIRECTORY_FILE = "directory.db"
FORMAT = 1
_PATIENCE = 5.0

_INDEX = "content = '', tokenize = 'trigram case_sensitive 1'"
_STATEMENTS = (
    """
    CREATE TABLE records (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('contact', 'company', 'deal')),
        title TEXT NOT NULL,
        email TEXT NOT NULL,
        phone TEXT NOT NULL,
        job TEXT NOT NULL,
        domain TEXT NOT NULL,
        company_id TEXT NOT NULL,
        contact_id TEXT NOT NULL,
        value TEXT NOT NULL,
        currency TEXT NOT NULL,
        pipeline_id TEXT NOT NULL,
        stage_id TEXT NOT NULL,
        closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
        updated_at TEXT NOT NULL,
        missing INTEGER NOT NULL CHECK (missing IN (0, 1)),
        name_key TEXT NOT NULL,
        name_words TEXT NOT NULL,
        other_words TEXT NOT NULL,
        seen_in INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX records_by_name ON records (kind, name_key) WHERE name_key <> ''",
    "CREATE INDEX records_by_company ON records (company_id, kind) WHERE company_id <> ''",
    "CREATE INDEX records_by_contact ON records (contact_id, kind) WHERE contact_id <> ''",
    "CREATE INDEX records_by_change ON records (kind, closed, updated_at)",
    f"CREATE VIRTUAL TABLE names USING fts5 (name_words, {_INDEX})",
    f"CREATE VIRTUAL TABLE words USING fts5 (all_words, {_INDEX})",
    """
    CREATE TABLE stages (
        id TEXT PRIMARY KEY,
        pipeline_id TEXT NOT NULL,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        position INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE TABLE uses (id TEXT PRIMARY KEY, kind TEXT NOT NULL, used_at TEXT NOT NULL) STRICT",
    "CREATE INDEX uses_by_time ON uses (kind, used_at)",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    f"PRAGMA user_version = {FORMAT:d}",
)


def open_directory(folder: Path, *, check: bool = False) -> Database:
    """Open the directory's file in a data folder, and make it anew if it is of no use.

    Args:
        folder: The data folder, which is made if need be.
        check: Look through the whole file for damage first; takes a second or so where it is large.

    Raises:
        StoreError: it can be neither used nor made.
    """
    with converted(folder):
        check_library()
        prepare_folder(folder)
        with opening_lock(folder, _PATIENCE):
            try:
                connection = _opened(folder, check=check)
            except (StoreDamagedError, sqlite3.DatabaseError) as error:
                if not _is_damage(error):
                    raise
                _remove(folder)
                connection = _opened(folder, check=False)
    return Database(folder, connection, name=DIRECTORY_FILE)


def _opened(folder: Path, *, check: bool) -> Connection:
    path = folder / DIRECTORY_FILE
    create_private(path)
    connection = connect(path, _PATIENCE)
    try:
        configure(connection)
        # What a power cut takes from a copy is fetched again; only its order has to hold.
        connection.execute("PRAGMA synchronous = NORMAL")
        if check:
            _look_for_damage(connection, folder)
        if pragma(connection, "user_version") != FORMAT:
            _make_anew(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_for_damage(connection: Connection, folder: Path) -> None:
    if problems(connection):
        raise StoreDamagedError(*store_words.damaged(os.fspath(folder)))


def _make_anew(connection: Connection) -> None:
    """Replace whatever is in the file by empty tables, in one transaction."""
    try:
        with all_or_nothing(connection):
            if pragma(connection, "user_version") != FORMAT:
                _drop_everything(connection)
                for statement in _STATEMENTS:
                    connection.execute(statement)
    except sqlite3.OperationalError as error:
        if "fts5" in str(error) or "tokenizer" in str(error):
            raise StoreUnavailableError(*words.NO_INDEX) from error
        raise


def _drop_everything(connection: Connection) -> None:
    """Drop all tables; those that belong to an index go with it."""
    for virtual in (True, False):
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND (sql LIKE 'CREATE VIRTUAL%') = ?",
            (int(virtual),),
        ).fetchall()
        for (name,) in tables:
            quoted = str(name).replace('"', '""')
            connection.execute(f'DROP TABLE "{quoted}"')


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, StoreDamagedError) or code in damaged


def _remove(folder: Path) -> None:
    path = folder / DIRECTORY_FILE
    for name in (path, *companions(path)):
        name.unlink(missing_ok=True)
