"""The bare `stashlog` and `stashlog new`: open the window, or raise the one that is open."""

from __future__ import annotations

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.entry_options import describe_entry, entry_of
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.domain.entry import Entry
from stashlog.services.instance import ask_running, wish_for
from stashlog.wording import cli as words


def _describe_window(parser: Parser) -> None:
    parser.switch("--sandbox", words.HELP_SANDBOX)
    parser.switch("--headless", None)


def _window(context: Context) -> ExitStatus:
    options = context.options
    if not options.sandbox:
        if options.headless:
            raise UsageError(words.HEADLESS_ALONE)
        return _open(context, None)
    from stashlog import bootstrap

    parts = context.sandbox_parts()
    if options.headless:
        return ExitStatus(bootstrap.run_headless_demo(parts))
    return ExitStatus(bootstrap.open_window(parts))


def _new(context: Context) -> ExitStatus:
    return _open(context, entry_of(context.options))


def _open(context: Context, entry: Entry | None) -> ExitStatus:
    """Hand the wish to the running window; become the window where there is none."""
    if ask_running(context.places.data, wish_for(entry)):
        return ExitStatus.DONE
    from stashlog import bootstrap

    return ExitStatus(bootstrap.open_window(context.parts, entry))


WINDOW = Command(_describe_window, _window)
NEW = Command(describe_entry, _new)
