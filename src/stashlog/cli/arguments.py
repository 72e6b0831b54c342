"""Arguments: which command is meant, with which options, or one sentence about what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from stashlog.cli.statuses import UsageError
from stashlog.wording import cli as words

Path = tuple[str, ...]
"""The words of a command: ("outbox", "list"); none for the window."""

_FLAGS = frozenset({"--version", "--help", "-h", "--sandbox", "--headless", "--self-test"})
_BASE_URL = "--base-url"


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command and everything else that was said.

    Attributes:
        path: The command, or the beginning of one when only help is asked for.
        arguments: Its options and values, global ones included.
    """

    path: Path
    arguments: tuple[str, ...]

    @property
    def wants_help(self) -> bool:
        """Whether help is asked for."""
        return bool({"--help", "-h"}.intersection(_options(self.arguments)))

    @property
    def wants_version(self) -> bool:
        """Whether the version is asked for."""
        return "--version" in _options(self.arguments)


def find_command(arguments: Sequence[str], known: Collection[Path]) -> Invocation:
    """Find the command among the arguments; global options may stand before it.

    Raises:
        UsageError: there is no such command, or an option before it that is not a global one.
    """
    path: Path = ()
    before: list[str] = []
    rest = list(arguments)
    while rest and (path == () or path not in known):
        word = rest.pop(0)
        if not word.startswith("-"):
            path = _longer(path, word, known)
            continue
        before.append(word)
        if word == _BASE_URL and rest:
            before.append(rest.pop(0))
        elif word not in _FLAGS and not word.startswith(f"{_BASE_URL}="):
            raise UsageError(words.unknown_option(word, path))
    invocation = Invocation(path, (*before, *rest))
    if path not in known and not (invocation.wants_help or invocation.wants_version):
        raise UsageError(words.incomplete_command(path, _next_words(path, known)))
    return invocation


class Parser(argparse.ArgumentParser):
    """Reads the options of one command; whatever is wrong becomes a `UsageError`."""

    def __init__(self, path: Path, summary: str) -> None:
        super().__init__(
            prog=" ".join(("stashlog", *path)),
            description=summary,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._command = path
        self._switches: set[str] = set()
        self._options: list[str] = []
        self._operands: list[str] = []
        self.option(_BASE_URL, "URL", words.HELP_BASE_URL)
        self.switch("--version", words.HELP_VERSION)
        self.switch("--help", words.HELP_HELP, short="-h")

    def option(
        self,
        name: str,
        value: str,
        summary: str,
        *,
        read: Callable[[str], Any] = str,
        many: bool = False,
    ) -> None:
        """Add an option that takes a value.

        Args:
            name: With its dashes.
            value: What stands for the value in the help.
            summary: For the help.
            read: Turns the text into the value, or raises UsageError.
            many: Whether it can be given several times; then it is a list, perhaps empty.
        """
        self._options.append(name)
        if many:
            self.add_argument(
                name, metavar=value, help=summary, type=read, action="append", default=[]
            )
        else:
            self.add_argument(name, metavar=value, help=summary, type=read)

    def switch(self, name: str, summary: str | None, *, short: str | None = None) -> None:
        """Add an option without value; no summary keeps it out of the help."""
        names = (name,) if short is None else (short, name)
        self._switches.update(names)
        self._options.append(name)
        hidden = argparse.SUPPRESS if summary is None else summary
        self.add_argument(*names, action="store_true", help=hidden)

    def operand(self, name: str, summary: str) -> None:
        """Add a value without option, which is to be given."""
        self._operands.append(name)
        self.add_argument(name.lower(), metavar=name, nargs="?", help=summary)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Read the arguments.

        Raises:
            UsageError: one of them is unknown, or its value is missing or makes no sense.
        """
        try:
            options, unread = self.parse_known_args(list(arguments))
        except argparse.ArgumentError as error:
            raise UsageError(self._sentence_for(error.argument_name or "")) from None
        if unread:
            raise UsageError(self._sentence_about(unread[0]))
        for name in self._operands:
            if getattr(options, name.lower()) is None:
                raise UsageError(words.operand_missing(self.prog, name))
        return options

    def error(self, message: str) -> NoReturn:
        """Raise what argparse has to say, in place of ending the program."""
        raise UsageError(words.wrong_arguments(self.prog, message))

    def _sentence_for(self, option: str) -> str:
        name = option.rpartition("/")[2]
        if name in self._switches:
            return words.takes_no_value(name)
        return words.value_missing(name)

    def _sentence_about(self, unread: str) -> str:
        if unread.startswith("-"):
            option = unread.partition("=")[0]
            return words.unknown_option(option, self._command, _close(option, self._options))
        return words.too_much(self.prog, unread)


def _longer(path: Path, word: str, known: Collection[Path]) -> Path:
    longer = (*path, word)
    if any(command[: len(longer)] == longer for command in known):
        return longer
    candidates = _next_words(path, known)
    raise UsageError(words.unknown_command(longer, _close(word, candidates), candidates))


def _next_words(path: Path, known: Collection[Path]) -> list[str]:
    """Return the words that can follow, in the order of the table."""
    length = len(path)
    following = (command[length] for command in known if command[:length] == path != command)
    return list(dict.fromkeys(following))


def _options(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments before `--`, after which nothing is an option."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:end]


def _close(word: str, known: Collection[str]) -> str | None:
    """Return the known word that was probably meant."""
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
