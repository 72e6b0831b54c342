"""The store's files: where they are, and that nobody but the user can read them."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote_from_bytes

FILE_NAME = "outbox.db"

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the files beside it."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SQLITE_LOCKS = 0x40000002
_SQLITE_LOCKS_LENGTH = 510
"""Bytes that a SQLite connection locks while it reads, or for as long as it is open in WAL mode
(https://www.sqlite.org/lockingv3.html and the source of os_unix.c: SHARED_FIRST, SHARED_SIZE)."""


def companions(path: Path) -> list[Path]:
    """Return the names of the files that SQLite may keep beside a database."""
    return [path.with_name(path.name + ending) for ending in COMPANIONS]


def log_of(path: Path) -> Path:
    """Return the name of the file with the latest changes of a database in WAL mode."""
    return path.with_name(f"{path.name}-wal")


def prepare_folder(folder: Path) -> None:
    """Make the data folder, for the user alone; its parents as the system makes them.

    An existing folder is closed to others only before the first file is made in it, and only
    where that can do no harm: it is the user's, not shared and not a home folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        if not (folder / FILE_NAME).exists():
            _close_to_others(folder)
    else:
        sync_folder(folder.parent)


def create_private(path: Path) -> None:
    """Make an empty file that only the user can read, unless the file is there already.

    SQLite gives the files beside a database the mode of the database. An existing file is not
    opened: closing it would drop the locks that SQLite holds on it in this process.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        for existing in (path, *companions(path)):
            with suppress(FileNotFoundError):
                _remove_rights(existing, _OTHERS)
    else:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were added, changed or removed in a folder survive a power cut.

    Windows keeps them in its own journal and offers no such call.
    """
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            # Some network file systems cannot sync a folder; SQLite ignores that as well.
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def uri(path: Path, parameters: str) -> str:
    """Return a SQLite URI for a file, whatever characters are in its name.

    A name on a Windows share starts with two slashes, which a URI takes for a host: it needs the
    empty host in front, as every absolute path does.
    """
    absolute = os.fsencode(path.absolute().as_posix())
    slash = "" if absolute.startswith(b"/") else "/"
    quoted = quote_from_bytes(absolute, safe="/:")
    return f"file://{slash}{quoted}?{parameters}"


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file under a name from a later one of that name; None without file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def rename_unless_in_use(path: Path, target: Path) -> bool:
    """Rename a database; False if another process has it open.

    Windows itself refuses to rename an open file. Elsewhere SQLite's own lock is asked: a process
    that went on writing to a renamed file would store nothing. This process must not have the
    file open.

    Raises:
        OSError: for any other reason not to rename.
    """
    if sys.platform == "win32":
        try:
            path.rename(target)
        except PermissionError:
            return False
    else:
        import fcntl

        with path.open("r+b") as file:
            try:
                wanted = fcntl.LOCK_EX | fcntl.LOCK_NB
                fcntl.lockf(file, wanted, _SQLITE_LOCKS_LENGTH, _SQLITE_LOCKS)
            except (BlockingIOError, PermissionError):
                return False
            path.rename(target)
    return True


def _close_to_others(folder: Path) -> None:
    if sys.platform != "win32":
        home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without one
        found = folder.stat()
        shared = found.st_mode & stat.S_ISVTX or found.st_uid != os.geteuid()
        if not shared and folder.resolve() not in (home, *home.parents):
            _remove_rights(folder, _OTHERS)


def _remove_rights(path: Path, rights: int) -> None:
    """Take rights away; a file system without rights, or another owner, is none of our making."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & rights:
        with suppress(PermissionError):
            path.chmod(mode & ~rights)
