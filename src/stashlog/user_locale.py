"""Which locale the user's system is set to, without Qt, for the window and the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping

_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")
"""The variables that decide how dates are written, the strongest first (POSIX)."""


def user_locale(environment: Mapping[str, str]) -> str:
    """Return the name of the locale in which dates are written, such as "de_DE.UTF-8".

    Returns:
        An empty text where the system does not say: macOS, for a program that no terminal started.
    """
    for name in _VARIABLES:
        if value := environment.get(name):
            return value
    return _of_windows() if sys.platform == "win32" else ""


def _of_windows() -> str:
    """Ask Windows for the name that the user's settings for region have, such as "en-US"."""
    import ctypes

    longest = 85  # LOCALE_NAME_MAX_LENGTH of winnls.h
    name = ctypes.create_unicode_buffer(longest)
    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return ""
    windll.kernel32.GetUserDefaultLocaleName(name, longest)
    return name.value
