"""What a user can do to an item, by the state it is in."""

from __future__ import annotations

from enum import StrEnum

from stashlog.domain.outbox import Item, State


class Action(StrEnum):
    """Everything that a row offers, in the order in which it is offered."""

    OPEN = "open"
    SEND_AGAIN = "send_again"
    MARK_SENT = "mark_sent"
    RETRY = "retry"
    RESTORE = "restore"
    REPEAT = "repeat"
    DISCARD = "discard"
    COPY_SERVER_ID = "copy_server_id"
    COPY_REQUEST_ID = "copy_request_id"


def asks(item: Item) -> bool:
    """Whether only a person can say if the item arrived."""
    return item.state is State.NEEDS_YOU and item.maybe_delivered


def allowed_actions(item: Item) -> tuple[Action, ...]:
    """Return what the services accept for an item as it stands, in the order of `Action`."""
    allowed = {
        Action.OPEN: item.editable,
        Action.SEND_AGAIN: asks(item),
        Action.MARK_SENT: asks(item),
        Action.RETRY: item.state in (State.WAITING, State.CHECKING, State.NEEDS_YOU),
        Action.RESTORE: item.state is State.DISCARDED,
        Action.REPEAT: item.state not in (State.DRAFT, State.DISCARDED),
        Action.DISCARD: item.state not in (State.SENDING, State.SENT, State.DISCARDED),
        Action.COPY_SERVER_ID: bool(item.server_id),
        Action.COPY_REQUEST_ID: bool(item.request_id),
    }
    return tuple(action for action in Action if allowed[action])
