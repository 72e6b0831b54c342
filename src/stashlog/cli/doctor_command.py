"""`stashlog doctor`: what a support person asks first; never the key, never note text."""

from __future__ import annotations

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.console import one_line
from stashlog.cli.context import Context
from stashlog.cli.doctor_facts import Facts, Section, machine, session
from stashlog.cli.doctor_parts import database, folders, key, server, settings
from stashlog.cli.statuses import ExitStatus
from stashlog.wording import doctor as words


def _describe(parser: Parser) -> None:
    parser.switch("--json", words.HELP_JSON)


def _run(context: Context) -> ExitStatus:
    facts: Facts = {
        "program": machine(),
        "folders": folders(context.places),
        "settings": settings(context),
        "database": database(context.places),
        "key": key(context),
        "server": server(context),
        "session": session(context.environment),
    }
    if context.console.json_wanted:
        context.console.document({name: dict(section) for name, section in facts.items()})
    else:
        for name, section in facts.items():
            context.console.say(words.SECTIONS[name])
            for line in _lines(section):
                context.console.say(f"  {line}")
    usable = facts["database"]["usable"] is not False
    return ExitStatus.DONE if usable else ExitStatus.STORE_UNUSABLE


def _lines(section: Section) -> list[str]:
    return [
        f"{words.LABELS.get(name, name)}: {one_line(words.value_text(value))}"
        for name, value in section.items()
        if value not in (None, [], {})
    ]


DOCTOR = Command(_describe, _run)
