"""A store in a folder of its own, and everything that reads and writes through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.storage.database import Database
from stashlog.storage.outbox import Outbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """An open store."""
    with Database.open(folder, check=True) as opened:
        yield opened


@pytest.fixture
def outbox(database: Database) -> Outbox:
    """The outbox of the open store."""
    return Outbox(database)
