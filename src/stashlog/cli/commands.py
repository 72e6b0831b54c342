"""The table of commands. A command's module is imported when the command is called."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stashlog.cli.arguments import Parser, Path
from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus
from stashlog.wording import cli as words


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        describe: Adds its options to a parser.
        run: Carries it out. Errors with words for the user are told by whoever calls it.
    """

    describe: Callable[[Parser], None]
    run: Callable[[Context], ExitStatus]


COMMANDS: Mapping[Path, str] = MappingProxyType(
    {
        (): "window_commands:WINDOW",
        ("new",): "window_commands:NEW",
        ("log",): "log_command:LOG",
        ("send",): "send_command:SEND",
        ("outbox", "list"): "outbox_commands:LIST",
        ("outbox", "show"): "outbox_commands:SHOW",
        ("outbox", "retry"): "outbox_commands:RETRY",
        ("outbox", "discard"): "outbox_commands:DISCARD",
        ("outbox", "export"): "transfer_commands:EXPORT",
        ("outbox", "import"): "transfer_commands:IMPORT",
        ("key", "set"): "key_commands:SET",
        ("key", "status"): "key_commands:STATUS",
        ("key", "clear"): "key_commands:CLEAR",
        ("sandbox",): "sandbox_command:SANDBOX",
        ("doctor",): "doctor_command:DOCTOR",
    }
)
"""Module and name of each command, by its words, in the order of the help."""


def load(path: Path) -> Command:
    """Import a command of the table."""
    module, _, name = COMMANDS[path].partition(":")
    command = getattr(importlib.import_module(f"stashlog.cli.{module}"), name)
    if not isinstance(command, Command):
        raise TypeError(f"{COMMANDS[path]} is not a command.")
    return command


def parser_of(path: Path, command: Command) -> Parser:
    """Return the parser of a command's options."""
    parser = Parser(path, words.SUMMARIES[path])
    command.describe(parser)
    return parser


def overview(beginning: Path) -> str:
    """Write the help for all commands that begin with these words."""
    rows = [(path, " ".join(path)) for path in COMMANDS if path[: len(beginning)] == beginning]
    width = max(len(name) for _, name in rows)
    commands = [f"  {name:{width}}  {words.SUMMARIES[path]}" for path, name in rows if path]
    options = (
        ("--base-url URL", words.HELP_BASE_URL),
        ("--sandbox", words.HELP_SANDBOX),
        ("--version", words.HELP_VERSION),
        ("--help", words.HELP_HELP),
    )
    everywhere = [f"  {name:{width}}  {summary}" for name, summary in options]
    head = (words.TAGLINE, "", words.USAGE, words.SUMMARIES[()], "", words.COMMANDS)
    return "\n".join((*head, *commands, "", words.EVERYWHERE, *everywhere, "", words.MORE_HELP))
