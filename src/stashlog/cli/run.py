"""From the arguments to an exit status: the one place where errors become sentences.

What reads arguments and describes commands takes 20 ms to import. The two plain starts of the
window do without: they say nothing that would have to be read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from stashlog.cli.console import Console
from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus, status_of
from stashlog.domain.errors import StashlogError

SANDBOX = "--sandbox"
LINK = "stashlog:"
"""What a link begins with that the desktop hands on: see `domain.new_link`."""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit status.

    Args:
        arguments: Without the program's own name.
    """
    console = Console.standard(json_wanted="--json" in arguments)
    try:
        return _run(arguments, console)
    except StashlogError as error:
        from stashlog.cli.failures import tell_failure

        tell_failure(console, arguments, error)
        _tell_person(arguments, error)
        return status_of(error)
    except KeyboardInterrupt:
        from stashlog.wording import cli as words

        console.tell(words.INTERRUPTED)
        return ExitStatus.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has ended; Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return ExitStatus.FAULT
    except Exception as error:  # noqa: BLE001 - a fault of ours: one sentence, details in the log
        from stashlog.cli.failures import tell_fault

        tell_fault(console, arguments, error)
        return ExitStatus.FAULT


def _run(arguments: Sequence[str], console: Console) -> int:
    if tuple(arguments) in ((), (SANDBOX,)):
        return _start_window(console, sandboxed=bool(arguments))
    if arguments[0][:9].lower() == LINK:
        return _open_link(arguments, console)
    return _run_command(arguments, console)


def _open_link(arguments: Sequence[str], console: Console) -> int:
    """Open the form that a link asks for.

    Windows hands a link on as text in which a quotation mark would begin further arguments, so
    that whoever wrote the link could choose options as well.
    """
    from argparse import Namespace

    from stashlog.cli.window import open_or_raise
    from stashlog.domain.new_link import entry_of_link

    if len(arguments) > 1:
        from stashlog.cli.statuses import UsageError
        from stashlog.wording.links import LINK_ALONE

        raise UsageError(LINK_ALONE)
    with Context(Namespace(base_url=None), console) as context:
        return open_or_raise(context, entry_of_link(arguments[0]))


def _tell_person(arguments: Sequence[str], error: StashlogError) -> None:
    """Say it in a dialog as well, where no terminal is looked at: a start by icon or by link."""
    if tuple(arguments) in ((), (SANDBOX,)) or arguments[0][:9].lower() == LINK:
        from stashlog.services.alert import alert
        from stashlog.wording.trouble import TITLE

        alert(TITLE, f"{error.title} {error.advice}".strip(), os.environ)


def _start_window(console: Console, *, sandboxed: bool) -> int:
    from argparse import Namespace

    from stashlog.cli.window import open_or_raise, open_sandbox

    with Context(Namespace(base_url=None), console) as context:
        return open_sandbox(context) if sandboxed else open_or_raise(context)


def _run_command(arguments: Sequence[str], console: Console) -> int:
    from stashlog import __version__
    from stashlog.cli.arguments import find_command
    from stashlog.cli.commands import COMMANDS, load, overview, parser_of

    invocation = find_command(arguments, COMMANDS)
    if invocation.wants_version:
        console.say(f"stashlog {__version__}")
        return ExitStatus.DONE
    path = invocation.path
    if invocation.wants_help:
        complete = path in COMMANDS and path != ()
        console.say(parser_of(path, load(path)).format_help() if complete else overview(path))
        return ExitStatus.DONE
    command = load(path)
    options = parser_of(path, command).read(invocation.arguments)
    with Context(options, console) as context:
        return command.run(context)
