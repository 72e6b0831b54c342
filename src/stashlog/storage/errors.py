"""Everything that can go wrong with the store, in words for the user.

```
StashlogError
├── StoreError               the store cannot be used; nothing was stored
│   ├── StoreUnavailableError    full or failing disk, read-only, locked, unusable folder
│   ├── StoreDamagedError        the file's content is broken
│   └── StoreTooNewError         a newer Stashlog wrote the file
└── StaleItemError           the item changed since it was read
```
Exceptions of sqlite3 and of the file system become these here and nowhere else.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from stashlog.domain.errors import StashlogError
from stashlog.wording import storage as words


class StoreError(StashlogError):
    """The store cannot be used; what was to be stored is not stored."""


class StoreUnavailableError(StoreError):
    """The surroundings do not let the store be used: disk, permissions, another program."""


class StoreDamagedError(StoreError):
    """The content of the data file is broken."""


class StoreTooNewError(StoreError):
    """A newer Stashlog wrote the data; it was only looked at."""


class StaleItemError(StashlogError):
    """The item is no longer as it was read; nothing was written."""


_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})

_TROUBLES: Mapping[int, Callable[[str], words.Trouble]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: words.disk_full,
        sqlite3.SQLITE_READONLY: words.read_only,
        sqlite3.SQLITE_PERM: words.read_only,
        sqlite3.SQLITE_BUSY: words.locked,
        sqlite3.SQLITE_LOCKED: words.locked,
        sqlite3.SQLITE_PROTOCOL: words.locked,
        sqlite3.SQLITE_CANTOPEN: words.cannot_open,
        sqlite3.SQLITE_IOERR: words.disk_fault,
    }
)

_EXACT_TROUBLES: Mapping[int, Callable[[str], words.Trouble]] = MappingProxyType(
    {
        sqlite3.SQLITE_READONLY_DBMOVED: words.moved,
        sqlite3.SQLITE_IOERR_SHMSIZE: words.disk_full,
    }
)
"""Extended result codes that say more: the second is met when the file beside the store that
connections share cannot get its room."""


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection is in the way."""
    return _primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def store_error(error: sqlite3.Error | OSError, folder: Path) -> StoreError:
    """Return the error for the user that an exception of sqlite3 or the file system stands for."""
    place = os.fspath(folder)
    if isinstance(error, OSError):
        return _folder_error(error, place)
    code = _primary_code(error)
    if code in _DAMAGED:
        return StoreDamagedError(*words.damaged(place))
    if code == sqlite3.SQLITE_CANTOPEN and folder.is_dir() and not os.access(folder, os.W_OK):
        # SQLite cannot make the files that it needs beside the store, and only says so.
        return StoreUnavailableError(*words.read_only(place))
    trouble = _EXACT_TROUBLES.get(_code(error)) or _TROUBLES.get(code)
    if trouble is not None:
        return StoreUnavailableError(*trouble(place))
    return StoreError(*words.unforeseen(getattr(error, "sqlite_errorname", type(error).__name__)))


@contextmanager
def converted(folder: Path) -> Iterator[None]:
    """Turn every exception of sqlite3 and the file system in the block into a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise store_error(error, folder) from error


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's extended result code, 0 where Python itself complained."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code


def _primary_code(error: sqlite3.Error) -> int:
    return _code(error) & 0xFF


def _folder_error(error: OSError, place: str) -> StoreError:
    if error.errno in _FULL_DISK:
        return StoreUnavailableError(*words.disk_full(place))
    if error.errno == errno.EROFS:
        return StoreUnavailableError(*words.read_only(place))
    cause = error.strerror or type(error).__name__
    return StoreUnavailableError(*words.unusable_folder(place, cause))
