"""`stashlog key set, status, clear`: the API key in the keyring. A key is never an argument."""

from __future__ import annotations

import getpass
import sys

from stashlog.api.values import KeyVerdict
from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.server_check import why_unknown
from stashlog.cli.statuses import ExitStatus
from stashlog.credentials import ApiKey, KeySource
from stashlog.services.instance import KEY_CHANGED, ask_running
from stashlog.wording import key_commands as words

TEST_DEADLINE = 8.0
"""Seconds that nodestash has to say what it thinks of a new key."""

LONGEST_INPUT = 10_000
"""Characters; whatever is longer is no key, and is not worth reading to its end."""


def _describe(_: Parser) -> None:
    """Add nothing: a key is never an argument."""


def _set(context: Context) -> ExitStatus:
    key = ApiKey.parse(_typed_or_piped())
    credentials = context.parts.connection().credentials
    check = context.parts.sending().client(TEST_DEADLINE).check_key(key.reveal())
    answer = words.verdict(check.verdict, why_unknown(check))
    if check.verdict is KeyVerdict.REFUSED:
        context.console.tell(f"{answer} {words.NOT_KEPT}")
        return ExitStatus.NO_KEY
    credentials.set(key)
    ask_running(context.places.data, {KEY_CHANGED: True})
    status = credentials.status()
    context.console.say(words.kept(key.hint, status.backend))
    context.console.say(answer)
    if status.source is KeySource.ENVIRONMENT:
        context.console.tell(words.ENVIRONMENT_WINS)
    return ExitStatus.DONE


def _status(context: Context) -> ExitStatus:
    status = context.parts.connection().credentials.status()
    if status.problem is not None:
        context.console.tell(f"{status.problem.title} {status.problem.advice}".strip())
    if status.source is None:
        context.console.say(words.NO_KEY)
        return ExitStatus.NO_KEY
    context.console.say(words.in_force(status.hint, status.source.value, status.backend))
    return ExitStatus.DONE


def _clear(context: Context) -> ExitStatus:
    credentials = context.parts.connection().credentials
    credentials.clear()
    ask_running(context.places.data, {KEY_CHANGED: True})
    context.console.say(words.CLEARED)
    if credentials.peek() is not None:
        context.console.tell(words.ENVIRONMENT_STAYS)
    return ExitStatus.DONE


def _typed_or_piped() -> str:
    """Return what was typed without echo, or all of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(words.PROMPT)
    return sys.stdin.read(LONGEST_INPUT)


SET = Command(_describe, _set)
STATUS = Command(_describe, _status)
CLEAR = Command(_describe, _clear)
