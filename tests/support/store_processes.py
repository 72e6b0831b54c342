"""Other processes at the store: one that locks it, and several that fight over its items.

Run as a program it is such a process: `python -m tests.support.store_processes ROLE PATH`. It says
"ready", goes on when its standard input has a line, and ends when that is closed.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from stashlog.storage.database import Database
from stashlog.storage.errors import StaleItemError
from stashlog.storage.outbox import Outbox
from tests.support.items import NOON

CHANGES = 15
"""How often each process that edits changes its item."""


@contextmanager
def locked_by_another_process(path: Path) -> Iterator[None]:
    """Let another process keep a database to itself."""
    with _process("lock", path) as process:
        _tell(process, "go")
        assert _line(process) == "locked"
        yield


@contextmanager
def open_in_another_process(folder: Path) -> Iterator[None]:
    """Let another Stashlog have the store open, without writing."""
    with _process("open", folder) as process:
        _tell(process, "go")
        assert _line(process) == "open"
        yield


def all_at_once(role: str, folder: Path, how_many: int) -> list[str]:
    """Let several processes do the same at the same time, and return what they wrote, together.

    Args:
        role: "claim" (writes the ids that it claimed) or "edit" (changes one item again and
            again, and writes nothing).
        folder: The data folder.
        how_many: Processes.
    """
    running = [_start(role, folder) for _ in range(how_many)]
    try:
        for process in running:
            assert _line(process) == "ready"
        for process in running:
            _tell(process, "go")
        written = [process.communicate(timeout=60)[0].split() for process in running]
        assert [process.returncode for process in running] == [0] * how_many
    finally:
        for process in running:
            _end(process)
    return [word for words in written for word in words]


@contextmanager
def _process(role: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    process = _start(role, path)
    try:
        assert _line(process) == "ready"
        yield process
    finally:
        _end(process)


def _start(role: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.store_processes", role, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.communicate()


def _tell(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _lock(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        _say("locked")
        sys.stdin.read()


def _open(folder: Path) -> None:
    with Database.open(folder):
        _say("open")
        sys.stdin.read()


def _claim(folder: Path) -> None:
    with Database.open(folder) as database:
        while item := Outbox(database).claim_next(NOON):
            _say(item.id)


def _edit(folder: Path) -> None:
    with Database.open(folder) as database:
        outbox = Outbox(database)
        changed = 0
        while changed < CHANGES:
            [item] = outbox.list()
            moment = item.updated_at + timedelta(microseconds=1)
            try:
                outbox.replace(replace(item, attempts=item.attempts + 1, updated_at=moment), item)
            except StaleItemError:
                continue
            changed += 1


ROLES: dict[str, Callable[[Path], None]] = {
    "lock": _lock,
    "open": _open,
    "claim": _claim,
    "edit": _edit,
}

if __name__ == "__main__":
    _say("ready")
    sys.stdin.readline()
    ROLES[sys.argv[1]](Path(sys.argv[2]))
