"""`stashlog outbox list, show, retry, discard`."""

from __future__ import annotations

from collections.abc import Callable

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.items import item_document, item_lines, list_lines
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.domain.outbox import Item, State
from stashlog.services.desk import Desk
from stashlog.wording import cli as words


def _describe_list(parser: Parser) -> None:
    parser.option("--state", "S", words.HELP_STATE, read=_state, many=True)
    parser.switch("--json", words.HELP_JSON)


def _describe_one(parser: Parser) -> None:
    parser.operand("ID", words.HELP_ID)
    parser.switch("--json", words.HELP_JSON)


def _list(context: Context) -> ExitStatus:
    desk = context.desk()
    items = desk.store.outbox.list(context.options.state or None)
    gates, now = desk.store.gates.load(), desk.clock()
    if context.console.json_wanted:
        context.console.document([item_document(item, gates, now) for item in items])
        return ExitStatus.DONE
    for line in list_lines(items, gates, now) or [words.NOTHING_HERE]:
        context.console.say(line)
    return ExitStatus.DONE


def _show(context: Context) -> ExitStatus:
    desk = context.desk()
    item = desk.actions.find(context.options.id)
    gates, now = desk.store.gates.load(), desk.clock()
    if context.console.json_wanted:
        document = item_document(item, gates, now)
        context.console.document({**document, "body": item.entry.body or None})
        return ExitStatus.DONE
    for line in item_lines(item, gates, now):
        context.console.say(line)
    return ExitStatus.DONE


def _retry(context: Context) -> ExitStatus:
    return _change(context, lambda desk: desk.actions.retry, words.RETRIED)


def _discard(context: Context) -> ExitStatus:
    return _change(context, lambda desk: desk.actions.discard, words.DISCARDED)


def _change(
    context: Context, action: Callable[[Desk], Callable[[str], Item]], message: str
) -> ExitStatus:
    desk = context.desk()
    item = action(desk)(context.options.id)
    if context.console.json_wanted:
        context.console.document(item_document(item, desk.store.gates.load(), desk.clock()))
    else:
        context.console.say(message)
    return ExitStatus.DONE


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise UsageError(words.unknown_choice("--state", text, State)) from None


LIST = Command(_describe_list, _list)
SHOW = Command(_describe_one, _show)
RETRY = Command(_describe_one, _retry)
DISCARD = Command(_describe_one, _discard)
