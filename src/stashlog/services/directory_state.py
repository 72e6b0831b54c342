"""How far the refresh of the directory is, kept in the directory's own file.

State and records are written in one transaction, so that a crash at any point finds them agreeing.
The wishes of the user are facts of their own: another thread writes them at any moment.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from stashlog.domain.refresh_state import RefreshState
from stashlog.storage.database import Database
from stashlog.storage.directory import Directory
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.storage.facts import Facts

_STATES = TypeAdapter(RefreshState)
_STATE = "refresh"
_SOURCE = "refresh_source"
_SALT = "refresh_salt"
_PAUSED = "refresh_paused"
_WANTED = "refresh_wanted"


class RefreshWishes:
    """What the user wants of the refresh."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def pause(self, *, paused: bool) -> None:
        """Hold the refresh, or let it go on."""
        self._facts.put(_PAUSED, paused)

    def paused(self) -> bool:
        """Whether it is held."""
        return self._facts.get(_PAUSED) is True

    def want(self) -> None:
        """Wish for a round before its time."""
        self._facts.put(_WANTED, value=True)

    def wanted(self) -> bool:
        """Whether a round is wished for."""
        return self._facts.get(_WANTED) is True

    def fulfilled(self) -> None:
        """Forget the wish for a round: it has begun."""
        if self.wanted():
            self._facts.put(_WANTED, value=False)


def read_state(facts: Facts) -> RefreshState:
    """Return how far the refresh is; at the beginning where that cannot be read."""
    try:
        return _STATES.validate_python(facts.get(_STATE))
    except ValidationError:
        return RefreshState()


@dataclass(frozen=True, slots=True)
class RefreshFile:
    """The directory's file as the refresh uses it. Every method raises StoreError if it cannot."""

    database: Database
    directory: Directory
    copy: DirectoryCopy
    facts: Facts
    wishes: RefreshWishes

    @classmethod
    def open(cls, folder: Path, source: str, *, check: bool) -> Self:
        """Open the file, and forget what is in it if it comes from somewhere else.

        Args:
            folder: The data folder.
            source: The address of the workspace.
            check: Look for damage first.
        """
        database = open_directory(folder, check=check)
        facts, copy = Facts(database), DirectoryCopy(database)
        if facts.get(_SOURCE) != source:
            with database.transaction():
                if facts.get(_SOURCE) is not None:
                    copy.clear()
                facts.put(_SOURCE, source)
        return cls(database, Directory(database), copy, facts, RefreshWishes(facts))

    def state(self) -> RefreshState:
        """Return how far the refresh is; at the beginning where that cannot be read."""
        return read_state(self.facts)

    def keep(self, state: RefreshState) -> None:
        """Keep how far the refresh is."""
        self.facts.put(_STATE, _STATES.dump_python(state, mode="json"))

    def mark_of(self, key: str) -> str:
        """Return what tells this key from another one, and tells nothing about it."""
        salt = self.facts.get(_SALT)
        if not isinstance(salt, str):
            salt = secrets.token_hex(16)
            self.facts.put(_SALT, salt)
        return hashlib.sha256(f"{salt}{key}".encode()).hexdigest()[:12]
