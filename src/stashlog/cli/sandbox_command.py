"""`stashlog sandbox`: a sandbox nodestash on its own."""

from __future__ import annotations

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.wording import cli as words

HIGHEST_PORT = 65535


def _describe(parser: Parser) -> None:
    parser.option("--port", "N", words.HELP_PORT, read=_port)
    parser.option("--plan", "PLAN", words.HELP_PLAN, read=_plan)


def _run(context: Context) -> ExitStatus:
    from stashlog.sandbox.command import run

    options = context.options
    return ExitStatus(run(port=options.port or 0, plan=options.plan or "free"))


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text[:6]) <= HIGHEST_PORT:
        return int(text)
    raise UsageError(words.PORT_SHAPE)


def _plan(text: str) -> str:
    from stashlog.sandbox import PLANS

    if text not in PLANS:
        raise UsageError(words.unknown_choice("--plan", text, PLANS))
    return text


SANDBOX = Command(_describe, _run)
