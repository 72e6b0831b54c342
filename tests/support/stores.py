"""Opening a store in tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from stashlog.storage.database import Database
from stashlog.storage.opening import StoreOptions
from tests.support.items import NOON


def open_checked(folder: Path, moment: datetime = NOON) -> Database:
    """Open a store as the first one in a process does, at a time that stands still."""
    return Database.open(folder, check=True, options=StoreOptions(clock=lambda: moment))
