"""Ways in which a data file gets damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Damage = Callable[[Path], None]
"""Does harm to a file."""

PAGE = 4096
"""Bytes in a page of the store."""


def garbage_header(path: Path) -> None:
    """Write over the beginning, by which SQLite knows its files."""
    with path.open("r+b") as file:
        file.write(b"\xde\xad\xbe\xef" * 25)


def truncated(path: Path) -> None:
    """Cut the end off, in the middle of a page."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 5000)


def zeroed_page(path: Path, number: int = 5) -> None:
    """Fill a page with zeros; the first one has the number 1."""
    with path.open("r+b") as file:
        file.seek(PAGE * (number - 1))
        file.write(bytes(PAGE))


def zeroed_first_page(path: Path) -> None:
    """Fill the first page with zeros."""
    zeroed_page(path, 1)


def zeroed_index(path: Path) -> None:
    """Damage an index: every row can still be read."""
    with closing(sqlite3.connect(path)) as connection:
        question = "SELECT rootpage FROM sqlite_master WHERE name = 'outbox_by_change'"
        page: int = connection.execute(question).fetchone()[0]
    zeroed_page(path, page)


def emptied(path: Path) -> None:
    """Leave nothing but the name."""
    path.write_bytes(b"")


DAMAGES: tuple[Damage, ...] = (garbage_header, truncated, zeroed_page, zeroed_first_page)
"""Damage after which SQLite cannot use the file."""
