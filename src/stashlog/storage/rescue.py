"""Rescue: a damaged store is moved aside, and a sound one takes its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stashlog.domain.outbox import UNSENT, State
from stashlog.domain.reasons import ReasonCode
from stashlog.storage.backups import backups, copy_store, is_good, made_at, remove_unfinished
from stashlog.storage.codec import time_text
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.files import (
    COMPANIONS,
    companions,
    create_private,
    log_of,
    rename_unless_in_use,
    sync_folder,
)
from stashlog.storage.migrations import Schema, migrate, newest
from stashlog.storage.salvage import salvage
from stashlog.wording import storage as words


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The store that took the place of a damaged one.

    Attributes:
        backup: From which backup it was made; None if there was no good one.
        saved: How many items were newer and could be read from the damaged store.
        unsent: How many of all its items wait for the user now.
    """

    backup: Path | None
    saved: int
    unsent: int


def is_missing(path: Path) -> bool:
    """Whether the store is not there, or empty, and yet there was one: it left a trace."""
    if path.exists() and path.stat().st_size > 0:
        return False
    log = log_of(path)
    logged = log.exists() and log.stat().st_size > 0
    return logged or bool(backups(path.parent)) or _latest_aside(path) is not None


def replace_store(path: Path, schema: Schema, now: datetime) -> tuple[str, ...]:
    """Move a damaged or missing store aside, put a sound one in its place and say what was done.

    The sound one is the newest good backup and whatever is newer and can still be read. Nothing
    is deleted. No connection of this process may be open.

    Raises:
        StoreDamagedError: another program uses the file.
        sqlite3.Error, OSError: the disk does not let it be done.
    """
    aside = _set_aside(path, now)
    found = words.vanished() if aside is None else words.set_aside(aside.name)
    # After a crash between moving and rebuilding, what was moved aside then is read now.
    rebuilt = _rebuild(path, aside or _latest_aside(path), schema, now)
    return (found, *_told(rebuilt))


def _told(rebuilt: Rebuilt) -> Iterator[str]:
    if rebuilt.backup is not None:
        yield words.restored(made_at(rebuilt.backup))
    if rebuilt.saved:
        yield words.saved(rebuilt.saved)
    if rebuilt.backup is None and not rebuilt.saved:
        yield words.nothing_saved()
    if rebuilt.unsent:
        yield words.unsent_wait(rebuilt.unsent)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Move the store and the files beside it to a dated name; None if there is nothing in them.

    The store goes first: without it, the others are moved at the next start. The other way round
    a power cut in between would leave a store without its newest content.
    """
    target = _free_name(path, now)
    filled = [name for name in (path, log_of(path)) if name.exists() and name.stat().st_size]
    if path.exists() and not rename_unless_in_use(path, target):
        raise StoreDamagedError(*words.damaged_in_use(os.fspath(path.parent)))
    for ending, companion in zip(COMPANIONS, companions(path), strict=True):
        if companion.exists():
            companion.rename(target.with_name(target.name + ending))
    sync_folder(path.parent)
    return target if filled else None


def _free_name(path: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime("%Y-%m-%d-%H%M%SZ")
    target = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 1
    while any(name.exists() for name in (target, *companions(target))):
        number += 1
        target = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
    return target


def _latest_aside(path: Path) -> Path | None:
    return max(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}"), default=None)


def _rebuild(path: Path, aside: Path | None, schema: Schema, now: datetime) -> Rebuilt:
    """Put a sound store in place; its unsent items wait for the user from the start."""
    part = path.with_name(f"{path.stem}-restoring{path.suffix}")
    good = (backup for backup in backups(path.parent) if is_good(backup, newest(schema)))
    backup = next(good, None)
    try:
        if backup is None:
            remove_unfinished(part)
            create_private(part)
        else:
            copy_store(backup, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA fullfsync = ON")
            migrate(connection, schema, now)
            connection.execute("BEGIN IMMEDIATE")
            saved = 0 if aside is None or not aside.exists() else salvage(aside, connection)
            unsent = _ask_about_unsent(connection, now)
            connection.execute("COMMIT")
        part.replace(path)
    finally:
        remove_unfinished(part)
    sync_folder(path.parent)
    return Rebuilt(backup, saved, unsent)


def _ask_about_unsent(connection: sqlite3.Connection, now: datetime) -> int:
    """Hand all unsent items to the user: they may have been sent after the backup was made.

    What was refused keeps its field errors, and may be corrected; what was on its way may have
    arrived. A draft that waited for its contact waits no more: it may have found it since.
    """
    connection.execute(
        "UPDATE outbox SET reason_code = ?, reason_detail = '' WHERE reason_code IN (?, ?)",
        (ReasonCode.RESTORED_BACKUP, ReasonCode.LINK_WANTED, ReasonCode.LINK_AMBIGUOUS),
    )
    marks = ", ".join("?" * len(UNSENT))
    changed = connection.execute(
        f"""
        UPDATE outbox SET
            maybe_delivered = CASE state WHEN ? THEN maybe_delivered ELSE 1 END,
            state = ?, reason_code = ?, reason_detail = '',
            not_before = NULL, held_until = NULL, updated_at = ?
        WHERE state IN ({marks})
        """,  # noqa: S608 - only question marks are put in
        (
            State.NEEDS_YOU,
            State.NEEDS_YOU,
            ReasonCode.RESTORED_BACKUP,
            time_text(now),
            *sorted(UNSENT),
        ),
    )
    return changed.rowcount
