"""When Qt cannot open a window at all, it ends the process; here that becomes one sentence.

Imported only then, so that a start that goes well does not pay for it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PySide6 import QtCore

from stashlog.services.alert import alert
from stashlog.wording import trouble as words

CANNOT_START = 1
"""The exit status."""


def sentence_for(said: Sequence[str]) -> str:
    """Return the sentence for what Qt said before it gave up."""
    if any("could not connect to display" in text for text in said):
        display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or ""
        return words.no_connection(display)
    return words.missing_library(_missing_library())


def give_up(said: Sequence[str]) -> NoReturn:
    """Say a sentence, on standard error and in a dialog, and end: Qt would abort next.

    Args:
        said: Qt's messages so far.
    """
    sentence = sentence_for(said)
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
    alert(words.TITLE, sentence, os.environ)
    os._exit(CANNOT_START)


def _missing_library() -> str:
    """Ask the loader what Qt's part for X11 lacks; empty if it lacks nothing."""
    plugin = Path(QtCore.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return words.library_named(str(error))
    return ""
