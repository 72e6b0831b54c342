"""The bare `stashlog` and `stashlog new`: open the window, or raise the one that is open."""

from __future__ import annotations

import os

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.due_echo import line_for
from stashlog.cli.entry_options import describe_entry, entry_of
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.cli.window import open_or_raise, open_sandbox
from stashlog.wording import cli as words


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
        return open_or_raise(context)
    if options.headless:
        from stashlog import bootstrap

        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        parts = context.sandbox_parts()
        context.log_to(parts.places)
        return ExitStatus(bootstrap.run_headless_demo(parts))
    return open_sandbox(context)


def _new(context: Context) -> ExitStatus:
    entry = entry_of(context.options)
    if line := line_for(entry.due_date):
        context.console.say(line)
    return open_or_raise(context, entry)


WINDOW = Command(_describe_window, _window)
NEW = Command(describe_entry, _new)
