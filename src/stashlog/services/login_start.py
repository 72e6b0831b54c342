"""Whether Stashlog starts when its user logs in, kept where the operating system looks.

Linux: XDG autostart (https://specifications.freedesktop.org/autostart-spec); Windows: the Run key
of the user; macOS: a launch agent (launchd.plist(5)). Nothing of it needs an administrator.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stashlog.paths import write_private

APPLICATION_ID = "io.github.stashlog.Stashlog"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NAME = "Stashlog"


def starts_at_login() -> bool:
    """Whether it is switched on. Raises OSError where that cannot be found out."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                return bool(winreg.QueryValueEx(key, _NAME)[0])
        except FileNotFoundError:
            return False
    return _file().is_file()


def start_at_login(command: Sequence[str], *, wanted: bool) -> None:
    """Switch it on or off.

    Args:
        command: What starts Stashlog, word by word.
        wanted: Whether it shall start.

    Raises:
        OSError: it cannot be changed.
    """
    if sys.platform == "win32":
        _change_registry(command, wanted=wanted)
        return
    file = _file()
    if not wanted:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    content = _agent(command) if sys.platform == "darwin" else _desktop_entry(command)
    write_private(file, content)


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / f"Library/LaunchAgents/{APPLICATION_ID}.plist"
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(settings) / f"autostart/{APPLICATION_ID}.desktop"


def _desktop_entry(command: Sequence[str]) -> bytes:
    return (
        f"[Desktop Entry]\nType=Application\nName={_NAME}\nIcon={APPLICATION_ID}\n"
        f"Exec={' '.join(map(_quoted, command))}\nTerminal=false\n"
    ).encode()


def _quoted(word: str) -> str:
    """Quote a word of a desktop entry's command line: first as an argument, then as a value.

    https://specifications.freedesktop.org/desktop-entry-spec, "The Exec key".
    """
    argument = "".join(f"\\{c}" if c in '"`$\\' else c for c in word).replace("%", "%%")
    return f'"{argument}"'.replace("\\", "\\\\")


def _agent(command: Sequence[str]) -> bytes:
    import plistlib

    entry = {"Label": APPLICATION_ID, "ProgramArguments": list(command), "RunAtLoad": True}
    return plistlib.dumps(entry)


if sys.platform == "win32":

    def _change_registry(command: Sequence[str], *, wanted: bool) -> None:
        import subprocess
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if wanted:
                line = subprocess.list2cmdline(command)
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, line)
                return
            with suppress(FileNotFoundError):
                winreg.DeleteValue(key, _NAME)
