"""The outbox item: its states, and the one table of what may become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from stashlog.domain.activity import Activity
from stashlog.domain.entry import Entry
from stashlog.domain.reasons import Reason


class State(StrEnum):
    """Where an item stands. The words are the same in the window, the CLI and the store."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENDING = "sending"
    CHECKING = "checking"
    NEEDS_YOU = "needs_you"
    SENT = "sent"
    DISCARDED = "discarded"


TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.WAITING, State.DISCARDED}),
        State.WAITING: frozenset({State.SENDING, State.DRAFT, State.DISCARDED}),
        State.SENDING: frozenset({State.SENT, State.WAITING, State.CHECKING, State.NEEDS_YOU}),
        State.CHECKING: frozenset({State.SENT, State.WAITING, State.NEEDS_YOU, State.DISCARDED}),
        State.NEEDS_YOU: frozenset(
            {State.WAITING, State.CHECKING, State.DRAFT, State.SENT, State.DISCARDED},
        ),
        State.SENT: frozenset({State.DISCARDED}),
        State.DISCARDED: frozenset(
            {State.DRAFT, State.WAITING, State.CHECKING, State.NEEDS_YOU},
        ),
    }
)
"""Every allowed change of state. The store refuses any other, whoever asks for it.

From sent the way leads to discarded only after nodestash removed what it had stored.
"""

UNSENT = frozenset({State.WAITING, State.SENDING, State.CHECKING, State.NEEDS_YOU})
"""States of items that the user wants in nodestash and that are not confirmed to be there."""

DISCARD_DAYS = 30
"""For how many days a discarded item can be restored."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the outbox.

    Attributes:
        id: Made when the activity is first stored, never changed; a UUID in its usual spelling.
        entry: What the user typed, for the form.
        activity: The same, read and checked; None for a draft that cannot be read yet.
        request: The exact bytes that go on the wire; None for a draft.
        revision: 1, and one more for each edit after an attempt that surely created nothing.
        attempts: How often a request left for it; refusals that touch no item do not count.
        maybe_delivered: An attempt may have arrived. Only finding the activity, a search that can
            be trusted, or the user clears it.
        attempted_at: When the latest request that may have arrived began.
        not_before: The earliest time of the next attempt.
        reason: Why it is where it is.
        discarded_from: The state to which a restore returns it.
        held_until: Until when an open form keeps it from being sent.
        take_back: The user wants it back that was logged a moment ago: it is not to be in
            nodestash. Its text is in the form again, as another activity.
    """

    id: str
    state: State
    entry: Entry
    created_at: datetime
    updated_at: datetime
    activity: Activity | None = None
    request: bytes | None = None
    revision: int = 1
    attempts: int = 0
    maybe_delivered: bool = False
    attempted_at: datetime | None = None
    not_before: datetime | None = None
    reason: Reason | None = None
    field_errors: Mapping[str, str] = field(default_factory=dict)
    server_id: str | None = None
    request_id: str | None = None
    discarded_from: State | None = None
    held_until: datetime | None = None
    take_back: bool = False

    @property
    def idempotency_key(self) -> str:
        """The key that every attempt at this revision carries."""
        suffix = "" if self.revision == 1 else f"-{self.revision}"
        return f"stashlog-activity-{self.id}{suffix}"

    @property
    def editable(self) -> bool:
        """Whether its content may change: not while claimed, nor while it may be in nodestash."""
        if self.state is State.NEEDS_YOU or self.state is State.WAITING:
            return not self.maybe_delivered
        return self.state is State.DRAFT


class IllegalTransitionError(Exception):
    """Somebody asked for a change of state that the table does not allow; a fault of ours."""

    def __init__(self, item_id: str, current: State, wanted: State) -> None:
        super().__init__(f"Item {item_id} is {current}; it cannot become {wanted}.")
        self.item_id = item_id
        self.current = current
        self.wanted = wanted


def check_transition(item_id: str, current: State, wanted: State) -> None:
    """Let a change of state pass that the table allows.

    Raises:
        IllegalTransitionError: for every other one.
    """
    if wanted not in TRANSITIONS[current]:
        raise IllegalTransitionError(item_id, current, wanted)
