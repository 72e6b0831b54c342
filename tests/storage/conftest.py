"""A store in a folder of its own, and everything that reads and writes through it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from stashlog.storage.database import Database
from stashlog.storage.outbox import Outbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for hundreds of stores that need no real syncing."""
    shared = Path("/dev/shm")  # noqa: S108 - what is made in it has a name of its own
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=shared, prefix="stashlog-test-") as made:
        yield Path(made)


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """An open store."""
    with Database.open(folder, check=True) as opened:
        yield opened


@pytest.fixture
def outbox(database: Database) -> Outbox:
    """The outbox of the open store."""
    return Outbox(database)
