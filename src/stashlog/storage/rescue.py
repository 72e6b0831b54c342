"""Rescue: a damaged store is moved aside, and the newest good backup takes its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stashlog.domain.outbox import UNSENT, State
from stashlog.domain.reasons import ReasonCode
from stashlog.storage.backups import backups, copy_store, is_good, made_at, remove_unfinished
from stashlog.storage.codec import time_text
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.files import COMPANIONS, companions, rename_unless_in_use, sync_folder
from stashlog.storage.migrations import Schema, migrate, newest
from stashlog.wording import storage as words


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that took the place of the store.

    Attributes:
        backup: Which one.
        unsent: How many of its items wait for the user now.
    """

    backup: Path
    unsent: int


def is_missing(path: Path) -> bool:
    """Whether the store is not there, or empty, and yet there was one: it left a trace."""
    if path.exists() and path.stat().st_size > 0:
        return False
    log = path.with_name(f"{path.name}-wal")
    return bool(backups(path.parent)) or (log.exists() and log.stat().st_size > 0)


def replace_store(path: Path, schema: Schema, now: datetime) -> tuple[str, ...]:
    """Move a damaged or missing store aside, restore a backup and say what was done.

    Nothing is deleted. No connection of this process may be open.

    Raises:
        StoreDamagedError: another program uses the file.
        sqlite3.Error, OSError: the disk does not let it be done.
    """
    aside = _set_aside(path, now)
    found = words.vanished() if aside is None else words.set_aside(aside.name)
    restored = _restore_newest(path, schema, now)
    if restored is None:
        return found, words.no_backup()
    return found, words.restored(made_at(restored.backup), restored.unsent)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Move the store and the files beside it to a dated name.

    The store goes first: without it, the others are moved at the next start. The other way round
    a power cut in between would leave a store without its newest content.
    """
    target = _free_name(path, now)
    moved = None
    if path.exists():
        if not rename_unless_in_use(path, target):
            raise StoreDamagedError(*words.damaged_in_use(os.fspath(path.parent)))
        moved = target
    for ending, companion in zip(COMPANIONS, companions(path), strict=True):
        if companion.exists():
            companion.rename(target.with_name(target.name + ending))
            moved = target
    sync_folder(path.parent)
    return moved


def _free_name(path: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime("%Y-%m-%d-%H%M%SZ")
    target = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 1
    while any(name.exists() for name in (target, *companions(target))):
        number += 1
        target = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
    return target


def _restore_newest(path: Path, schema: Schema, now: datetime) -> Restored | None:
    """Put the newest good backup in place; its unsent items wait for the user from the start."""
    part = path.with_name(f"{path.stem}-restoring{path.suffix}")
    for backup in backups(path.parent):
        if not is_good(backup, newest(schema)):
            continue
        try:
            copy_store(backup, part)
            with closing(sqlite3.connect(part, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = EXTRA")
                connection.execute("PRAGMA fullfsync = ON")
                migrate(connection, schema, now)
                unsent = _ask_about_unsent(connection, now)
            part.replace(path)
        finally:
            remove_unfinished(part)
        sync_folder(path.parent)
        return Restored(backup, unsent)
    return None


def _ask_about_unsent(connection: sqlite3.Connection, now: datetime) -> int:
    """Hand all unsent items to the user: they may have been sent after the backup was made.

    What was refused keeps its field errors, and may be corrected; what was on its way may have
    arrived.
    """
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
