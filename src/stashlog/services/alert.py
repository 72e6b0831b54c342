"""A sentence in a dialog where no window of ours can show it: Qt itself is what does not work.

The desktop's own programs are asked, of which every desktop has one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

_PROGRAMS: Sequence[Sequence[str]] = (
    ("zenity", "--error", "--no-markup", "--title={title}", "--text={text}"),
    ("kdialog", "--title", "{title}", "--error", "{text}"),
    ("xmessage", "-center", "-title", "{title}", "{text}"),
)
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_APPLE_SCRIPT = (
    "on run arguments", "display alert (item 1 of arguments) message (item 2 of arguments)",
    "end run",
)  # fmt: skip
_ERROR_ICON = 0x10
"""MB_ICONERROR of winuser.h."""


def alert(title: str, text: str, environment: Mapping[str, str]) -> bool:
    """Show a sentence until it is closed.

    Returns:
        Whether anybody could show it.
    """
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.MessageBoxW(None, text, title, _ERROR_ICON))
    command = command_for(title, text, environment)
    if command is None:
        return False
    try:
        subprocess.run(  # noqa: S603 - one of the programs above, the text is a word of its own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return True


def command_for(title: str, text: str, environment: Mapping[str, str]) -> list[str] | None:
    """Return the command that shows a sentence; None where there is no display or no program."""
    if sys.platform == "darwin":
        script = [word for line in _APPLE_SCRIPT for word in ("-e", line)]
        return ["osascript", *script, title, text]
    if not any(environment.get(name) for name in _DISPLAYS):
        return None
    for program, *words in _PROGRAMS:
        if found := shutil.which(program, path=environment.get("PATH")):
            return [found, *(word.format(title=title, text=text) for word in words)]
    return None
