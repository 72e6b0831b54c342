"""A store in a folder of its own, and everything that reads and writes through it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.backups import make_backup
from stashlog.storage.database import Database
from stashlog.storage.files import FILE_NAME
from stashlog.storage.outbox import Outbox
from tests.support.items import later, made_item
from tests.support.stores import open_checked


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


@pytest.fixture
def filled(folder: Path) -> Path:
    """A store with an item in every state, and a backup of it from the day before."""
    with open_checked(folder) as database:
        outbox = Outbox(database)
        for state in State:
            outbox.add(made_item(id=state.value, body="x" * 3000, state=state))
        refused = outbox.get("needs_you")
        assert refused is not None
        reason = Reason(ReasonCode.REFUSED_FIELDS, "no")
        outbox.replace(replace(refused, reason=reason, field_errors={"subject": "no"}), refused)
    make_backup(folder / FILE_NAME, later(-86400))
    return folder
