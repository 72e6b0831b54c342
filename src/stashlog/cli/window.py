"""Opens the window, or raises the one that is open. Imports no more than a window's start needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus, StartError, UsageError
from stashlog.services.instance import ask_running, wish_for

if TYPE_CHECKING:
    from stashlog.bootstrap import Parts
    from stashlog.domain.entry import Entry

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Variables of which one is set wherever a window can be shown, apart from macOS and Windows."""


def open_or_raise(context: Context, entry: Entry | None = None) -> ExitStatus:
    """Hand the wish to the running window; become the window where there is none.

    Args:
        context: The command's.
        entry: What the form shall show.

    Raises:
        UsageError: there is no display.
    """
    if ask_running(context.places.data, wish_for(entry)):
        return ExitStatus.DONE
    _check_display(context.environment)
    return _show(context, context.window_parts(), entry)


def open_sandbox(context: Context) -> ExitStatus:
    """Show a window of its own against a sandbox in this process.

    Raises:
        UsageError: there is no display.
    """
    _check_display(context.environment)
    return _show(context, context.sandbox_parts(), None)


def _show(context: Context, parts: Parts, entry: Entry | None) -> ExitStatus:
    # What is imported stays. Until the form shows, the collector would look through it again and
    # again for nothing: a twentieth of the start. Afterwards `ui.collector` does its work.
    gc.disable()
    from stashlog import bootstrap

    def painted() -> None:
        gc.freeze()
        context.log_to(parts.places)

    try:
        return ExitStatus(bootstrap.open_window(parts, entry, painted))
    except ImportError as error:
        raise _missing_library(error) from error


def _missing_library(error: ImportError) -> Exception:
    """Return a sentence about the library of the system that Qt lacks; else the error itself."""
    from stashlog.wording import trouble as words

    if ".so" not in str(error) and "DLL" not in str(error):
        return error
    return StartError(words.missing_library(words.library_named(str(error))))


def _check_display(environment: Mapping[str, str]) -> None:
    """Say that there is no display, where Qt would abort the process and say it to nobody.

    Raises:
        UsageError: there is none.
    """
    if sys.platform in ("darwin", "win32"):
        return
    if not any(environment.get(name) for name in _DISPLAYS):
        from stashlog.wording import cli as words

        raise UsageError(words.NO_DISPLAY, words.NO_DISPLAY_ADVICE)
