"""`stashlog send`: deliver what is due; with `--wait`, until nothing is left or the time is up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.console import Console
from stashlog.cli.context import Context
from stashlog.cli.delivering import Stepping, link_known, status_for, tell_about_key
from stashlog.cli.items import Gates, item_document, list_lines
from stashlog.cli.statuses import ExitStatus, UsageError
from stashlog.domain.outbox import Item, State
from stashlog.services.delivery import Delivery
from stashlog.services.desk import Desk
from stashlog.services.events import Event, ItemSettled
from stashlog.wording import cli as words
from stashlog.wording.gates import gate_line

LEFT = (State.WAITING, State.SENDING, State.CHECKING)
LONGEST_WAIT = 7 * 24 * 3600.0
"""Seconds; above that a number is more likely a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of `send` came to.

    Attributes:
        moved: The items that this run settled, as they stand now.
        left: What is still to be sent or checked.
        needs_you: How many items need a person, from this run or before.
    """

    moved: tuple[Item, ...]
    left: tuple[Item, ...]
    needs_you: int


def _describe(parser: Parser) -> None:
    parser.option("--wait", words.SECONDS, words.HELP_WAIT, read=_seconds)
    parser.switch("--json", words.HELP_JSON)


def _run(context: Context) -> ExitStatus:
    desk = context.desk()
    link_known(desk)
    delivery = context.parts.sending().delivery(desk.store)
    moved: dict[str, None] = {}

    def notice(event: Event) -> None:
        if isinstance(event, ItemSettled):
            moved[event.item.id] = None

    context.parts.announcer.subscribe(notice)
    _deliver(context, desk, delivery)
    found = (desk.store.outbox.get(item_id) for item_id in moved)
    result = Result(
        tuple(item for item in found if item is not None),
        tuple(desk.store.outbox.list(LEFT)),
        desk.store.outbox.count([State.NEEDS_YOU]),
    )
    gates, now = delivery.gatekeeper.gates(), desk.clock()
    _report(context.console, result, gates, now)
    closed = delivery.gatekeeper.closed(now)
    status = status_for((*result.moved, *result.left), closed)
    if status is ExitStatus.NO_KEY:
        tell_about_key(context.console, closed)
    return status


def _deliver(context: Context, desk: Desk, delivery: Delivery) -> None:
    stepping = Stepping(delivery)
    delivery.try_now()
    stepping.once(lambda: False)
    seconds: float | None = context.options.wait
    if seconds is None:
        return
    for gate in delivery.gatekeeper.closed(desk.clock()):
        context.console.tell(gate_line(gate, desk.clock()))
    stepping.wait(lambda: desk.store.outbox.count(LEFT) == 0, seconds)


def _report(console: Console, result: Result, gates: Gates, now: datetime) -> None:
    checking = sum(item.state is State.CHECKING for item in result.left)
    sent = sum(item.state is State.SENT for item in result.moved)
    waiting = len(result.left) - checking
    if console.json_wanted:
        console.document(
            {
                "sent": sent,
                "waiting": waiting,
                "checking": checking,
                "needs_you": result.needs_you,
                "items": [item_document(item, gates, now) for item in result.moved],
            }
        )
        return
    console.say(words.counts(sent, waiting, checking, result.needs_you))
    for line in list_lines((*result.moved, *result.left), gates, now):
        console.say(line)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise UsageError(words.WAIT_SHAPE) from None
    if not 0 <= seconds <= LONGEST_WAIT:
        raise UsageError(words.WAIT_SHAPE)
    return seconds


SEND = Command(_describe, _run)
