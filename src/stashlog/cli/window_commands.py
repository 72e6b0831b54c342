"""The bare `stashlog` and `stashlog new`: open the window, or raise the one that is open."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.due_echo import line_for
from stashlog.cli.entry_options import describe_entry, entry_of
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.domain.entry import Entry
from stashlog.services.instance import ask_running, wish_for
from stashlog.wording import cli as words

if TYPE_CHECKING:
    from stashlog.bootstrap import Parts

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Variables of which one is set wherever a window can be shown, apart from macOS and Windows."""


def _describe_window(parser: Parser) -> None:
    parser.switch("--sandbox", words.HELP_SANDBOX)
    parser.switch("--headless", None)
    parser.switch("--self-test", None)


def _window(context: Context) -> ExitStatus:
    options = context.options
    if options.self_test:
        from stashlog.cli.self_test import self_test

        return self_test(context)
    if not options.sandbox:
        if options.headless:
            raise UsageError(words.HEADLESS_ALONE)
        return _open(context, None)
    from stashlog import bootstrap

    if options.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        parts = context.sandbox_parts()
        context.log_to(parts.places)
        return ExitStatus(bootstrap.run_headless_demo(parts))
    _check_display(context.environment)
    return _show(context, context.sandbox_parts(), None)


def _new(context: Context) -> ExitStatus:
    entry = entry_of(context.options)
    if line := line_for(entry.due_date):
        context.console.say(line)
    return _open(context, entry)


def _open(context: Context, entry: Entry | None) -> ExitStatus:
    """Hand the wish to the running window; become the window where there is none."""
    if ask_running(context.places.data, wish_for(entry)):
        return ExitStatus.DONE
    _check_display(context.environment)
    return _show(context, context.window_parts(), entry)


def _show(context: Context, parts: Parts, entry: Entry | None) -> ExitStatus:
    from stashlog import bootstrap

    def painted() -> None:
        context.log_to(parts.places)

    return ExitStatus(bootstrap.open_window(parts, entry, painted))


def _check_display(environment: Mapping[str, str]) -> None:
    """Say that there is no display, where Qt would abort the process and say it to nobody.

    Raises:
        UsageError: there is none.
    """
    if sys.platform in ("darwin", "win32"):
        return
    if not any(environment.get(name) for name in _DISPLAYS):
        raise UsageError(words.NO_DISPLAY, words.NO_DISPLAY_ADVICE)


WINDOW = Command(_describe_window, _window)
NEW = Command(describe_entry, _new)
