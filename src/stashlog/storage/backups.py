"""Backups: whole copies of the store, made by SQLite while it is in use, the last three kept."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stashlog.storage.connection import connect_read_only, problems
from stashlog.storage.files import companions, create_private, prepare_folder, sync_folder
from stashlog.storage.migrations import version_of

KEPT = 3
EVERY = timedelta(days=1)
"""How many backups are kept, and how old the newest one may become before there is another."""

_PATIENCE = 5.0
_NAME = re.compile(r"outbox-(\d{5,})-(\d{8}T\d{6}Z)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


def backups(folder: Path) -> list[Path]:
    """Return the backups in a data folder, newest first.

    Their number decides, not their time: a clock that went wrong must not make an old one new.
    """
    found = [path for path in _folder(folder).glob("outbox-*.db") if _NAME.fullmatch(path.name)]
    return sorted(found, key=_number, reverse=True)


def made_at(backup: Path) -> datetime | None:
    """Return when a backup was made, by its name; None where that is no time."""
    match = _NAME.fullmatch(backup.name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest backup is too old, or from a time that has not come."""
    newest = next(iter(backups(folder)), None)
    made = None if newest is None else made_at(newest)
    return made is None or not now - EVERY < made <= now


def make_backup(path: Path, now: datetime) -> Path:
    """Copy a store beside it and drop the oldest copies.

    Args:
        path: The store; others may read and write it meanwhile.
        now: Becomes part of the name.

    Raises:
        sqlite3.Error, OSError: there is no new backup, and the old ones are untouched.
    """
    folder = _folder(path.parent)
    prepare_folder(folder)
    number = max(map(_number, backups(path.parent)), default=0) + 1
    target = folder / f"outbox-{number:05}-{now.astimezone(UTC).strftime(_STAMP)}.db"
    part = folder / "unfinished"
    try:
        copy_store(path, part)
        part.replace(target)
    finally:
        remove_unfinished(part)
    sync_folder(folder)
    for old in backups(path.parent)[KEPT:]:
        old.unlink()
    return target


def copy_store(source: Path, target: Path) -> None:
    """Copy a store into a new file of its own that needs no other beside it, synced to the disk.

    Raises:
        sqlite3.Error, OSError: the target is unfinished and to be removed.
    """
    remove_unfinished(target)
    create_private(target)
    with (
        closing(connect_read_only(source, _PATIENCE)) as original,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        copy.execute("PRAGMA synchronous = FULL")
        copy.execute("PRAGMA fullfsync = ON")
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def remove_unfinished(part: Path) -> None:
    """Remove what a copy left that did not come to its end."""
    for leftover in (part, *companions(part)):
        leftover.unlink(missing_ok=True)


def is_good(backup: Path, newest_format: int) -> bool:
    """Whether a backup can be read from end to end and is in a format that is known."""
    with suppress(sqlite3.Error), closing(connect_read_only(backup, _PATIENCE)) as connection:
        return 1 <= version_of(connection) <= newest_format and not problems(connection)
    return False


def _folder(data_folder: Path) -> Path:
    return data_folder / "backups"


def _number(backup: Path) -> int:
    match = _NAME.fullmatch(backup.name)
    return 0 if match is None else int(match[1])
