"""The store as one thing: a connection and everything that is read and written through it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stashlog.storage.database import Database
from stashlog.storage.facts import Facts
from stashlog.storage.gates import Gates
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies


@dataclass(frozen=True, slots=True)
class Store:
    """One connection's view of the store; belongs to the thread that opened it."""

    database: Database
    outbox: Outbox
    gates: Gates
    working_copies: WorkingCopies
    facts: Facts

    @classmethod
    def open(cls, folder: Path, *, check: bool = False) -> Store:
        """Open the store in a data folder, which is made if need be.

        Args:
            folder: The data folder.
            check: For the first opening in a process, before any other: finds and mends damage,
                and makes the day's backup. `database.notices` then says what was done.

        Raises:
            StoreError: when it cannot be used; its words say why and what to do.
        """
        database = Database.open(folder, check=check)
        return cls(
            database, Outbox(database), Gates(database), WorkingCopies(database), Facts(database)
        )

    def close(self) -> None:
        """Give the connection back."""
        self.database.close()
