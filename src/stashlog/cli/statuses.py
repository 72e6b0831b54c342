"""Exit statuses: what a script learns without reading a word."""

from __future__ import annotations

from enum import IntEnum

from stashlog.domain.errors import StashlogError


class ExitStatus(IntEnum):
    """How a command ended."""

    DONE = 0
    FAULT = 1
    WRONG_VALUES = 2
    NEEDS_YOU = 3
    NO_KEY = 4
    STORE_UNUSABLE = 5
    INTERRUPTED = 130
    """As shells report a program that Ctrl+C ended."""


class UsageError(StashlogError):
    """The arguments make no sense; the title names the one that is wrong.

    Attributes:
        field: The API's name of the field that the argument fills, if it fills one.
    """

    def __init__(self, title: str, advice: str = "", *, field: str | None = None) -> None:
        super().__init__(title, advice)
        self.field = field


class StartError(StashlogError):
    """The window cannot open, for a reason that is this computer's."""


def status_of(error: StashlogError) -> ExitStatus:
    """Return the exit status that an error stands for."""
    from stashlog.credentials.errors import KeyringError
    from stashlog.storage.errors import StoreError

    if isinstance(error, StartError):
        return ExitStatus.FAULT
    if isinstance(error, StoreError):
        return ExitStatus.STORE_UNUSABLE
    if isinstance(error, KeyringError):
        return ExitStatus.NO_KEY
    return ExitStatus.WRONG_VALUES
