"""Where Stashlog keeps its files, and how a private file is written.

`STASHLOG_HOME` names one folder for everything; without it each kind of file goes where the
operating system wants it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HOME_VARIABLE = "STASHLOG_HOME"
_APPLICATION = "stashlog"

MANAGED_FILE = {
    "win32": Path(os.environ.get("PROGRAMFILES", "C:/Program Files"), "Stashlog", "managed.toml"),
    "darwin": Path("/Library/Application Support/stashlog/managed.toml"),
}.get(sys.platform, Path("/etc/stashlog/managed.toml"))
"""What an administrator decided for all users of this computer: where only administrators write."""


class Places(NamedTuple):
    """The folders and files of one user.

    Attributes:
        data: The folder of `outbox.db`, its backups and its locks.
        settings_file: `settings.toml`, which need not exist.
        logs: The folder of `stashlog.log`.
        managed_file: The administrator's settings, which need not exist.
    """

    data: Path
    settings_file: Path
    logs: Path
    managed_file: Path = MANAGED_FILE

    @property
    def log_file(self) -> Path:
        """The log that is being written; older ones stand beside it."""
        return self.logs / "stashlog.log"

    @classmethod
    def under(cls, folder: Path) -> Places:
        """Return places that are all in one folder."""
        return cls(folder, folder / "settings.toml", folder / "logs")

    @classmethod
    def locate(cls, environment: Mapping[str, str] = os.environ) -> Places:
        """Return the places that the environment or the operating system names; makes nothing."""
        home = environment.get(HOME_VARIABLE, "")
        if home:
            return cls.under(Path(home).absolute())
        # Only here: it costs as much as the rest of a short command.
        import platformdirs

        settings = Path(platformdirs.user_config_dir(_APPLICATION, appauthor=False))
        return cls(
            Path(platformdirs.user_data_dir(_APPLICATION, appauthor=False)),
            settings / "settings.toml",
            Path(platformdirs.user_log_dir(_APPLICATION, appauthor=False)),
        )


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, and its parents alike where they are missing.

    What exists is left as it is.

    Raises:
        OSError: it cannot be made, or something else has its name.
    """
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def open_private(file: str, flags: int) -> int:
    """Open a file that only its owner may read and write; an `opener` for `open`."""
    return os.open(file, flags, 0o600)


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 so that at any time either the old or the new content is there.

    A symbolic link stays one: what it points to is replaced.

    Raises:
        OSError: the file cannot be written; the old one is untouched.
    """
    # Only here: it brings half of the library along, and a short command writes no such file.
    import tempfile

    target = path.resolve()
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
