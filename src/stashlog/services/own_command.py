"""The command that starts this program again."""

from __future__ import annotations

import sys


def own_command() -> list[str]:
    """Return what starts this program again: Python and a module, or the bundle's own program."""
    # Set by PyInstaller's loader: https://pyinstaller.org/en/stable/runtime-information.html
    return [sys.executable] if hasattr(sys, "frozen") else [sys.executable, "-m", "stashlog"]
