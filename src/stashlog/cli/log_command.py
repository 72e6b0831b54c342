"""`stashlog log`: store an activity, then try to deliver it once, at once."""

from __future__ import annotations

import logging
from datetime import datetime

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.console import Console, one_line
from stashlog.cli.context import Context
from stashlog.cli.delivering import Stepping, link_known, status_for, tell_about_key
from stashlog.cli.due_echo import due_line
from stashlog.cli.entry_options import describe_entry, describe_metadata, entry_of
from stashlog.cli.failures import tell_fields
from stashlog.cli.items import Gates, api_fields
from stashlog.cli.statuses import ExitStatus
from stashlog.domain.gates import Gate
from stashlog.domain.outbox import Item, State
from stashlog.services.desk import Desk
from stashlog.wording import cli as words
from stashlog.wording.gates import by_importance, gate_cause
from stashlog.wording.reasons import reason_line

logger = logging.getLogger(__name__)

AT_MOST = 30.0
"""Seconds after which no older item is sent before this one any more."""


def _describe(parser: Parser) -> None:
    describe_entry(parser)
    describe_metadata(parser)
    parser.switch("--draft", words.HELP_DRAFT)
    parser.switch("--json", words.HELP_JSON)


def _run(context: Context) -> ExitStatus:
    entry = entry_of(context.options)
    desk = context.desk()
    if context.options.draft:
        item = desk.capture.save_draft(entry)
        _report(context.console, item, words.STORED_AS_DRAFT)
        return ExitStatus.DONE
    item = desk.capture.log(entry, allow_empty=True)
    try:
        item, gates = _deliver(context, desk, item)
    except KeyboardInterrupt:
        _report(context.console, item, words.STORED_NOT_TRIED)
        raise
    # The item is on disk; whatever happened since must not make it look lost.
    except Exception:
        logger.exception("A stored activity could not be tried")
        _report(context.console, item, words.STORED_NOT_TRIED)
        return ExitStatus.DONE
    now = desk.clock()
    closed = [gate for gate in by_importance(gates) if gate.closed(now)]
    _report(context.console, item, _message(item, gates, closed, now))
    status = status_for([item], closed)
    if status is ExitStatus.NO_KEY:
        tell_about_key(context.console, closed)
    return status


def _deliver(context: Context, desk: Desk, item: Item) -> tuple[Item, Gates]:
    """Try to send what was stored; return it as it stands then, and what pauses the queue."""
    link_known(desk)
    delivery = context.parts.sending().delivery(desk.store)

    def current() -> Item:
        return desk.store.outbox.get(item.id) or item

    delivery.try_now()
    Stepping(delivery).once(
        lambda: current().state not in (State.WAITING, State.SENDING), at_most=AT_MOST
    )
    return current(), delivery.gatekeeper.gates()


def _message(item: Item, gates: Gates, closed: list[Gate], now: datetime) -> str:
    """Say what became of it. No time of a next try: this process makes none."""
    if item.state is not State.WAITING:
        return words.what_became(item.state, reason_line(item, gates, now))
    return words.waiting(gate_cause(closed[0], item.reason) if closed else "")


def _report(console: Console, item: Item, message: str) -> None:
    due = None if item.activity is None else item.activity.due_date
    understood = None if due is None else due_line(due)
    if console.json_wanted:
        console.document(
            {
                "id": item.id,
                "state": str(item.state),
                "server_id": item.server_id,
                "request_id": item.request_id,
                "message": message if understood is None else f"{message} {understood}",
                "field_errors": api_fields(item.field_errors),
            }
        )
        return
    console.say(one_line(message))
    if understood is not None:
        console.say(understood)
    console.say(words.ids(item.id, item.server_id))
    tell_fields(console, item.field_errors)


LOG = Command(_describe, _run)
