"""What the window shows of the outbox, read from the store in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item
from stashlog.domain.outcome import RateLimits
from stashlog.domain.reasons import Reason, ReasonCode

_EXACT_CAUSES = frozenset({ReasonCode.CERTIFICATE, ReasonCode.REDIRECTED, ReasonCode.BAD_ADDRESS})


@dataclass(frozen=True, slots=True)
class Overview:
    """The outbox at one moment.

    Attributes:
        needs_you: Items about which a person has to decide, oldest first.
        waiting: Items that wait and the one being sent, oldest first, as they are sent.
        checking: Items that may have arrived, oldest first.
        sent_today: Items confirmed since local midnight, newest first.
        drafts: Items not to be sent yet, newest first.
        discarded: Items that can be restored, newest first.
        totals: How many items there are in all, by the name of one of the attributes above, where
            it holds only the first of very many.
        gates: What pauses the queue.
        limits: The workspace's limits as last seen; None before the first answer.
        logged_today: How many activities were logged since local midnight, whatever became of
            them; drafts and discarded ones do not count.
    """

    needs_you: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    checking: tuple[Item, ...] = ()
    sent_today: tuple[Item, ...] = ()
    drafts: tuple[Item, ...] = ()
    discarded: tuple[Item, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    gates: Mapping[GateKind, Gate] = field(default_factory=dict)
    limits: RateLimits | None = None
    logged_today: int = 0

    def total(self, section: str) -> int:
        """Return how many items there are in one of the sections, shown or not."""
        items: tuple[Item, ...] = getattr(self, section)
        return self.totals.get(section, len(items))

    def cause(self) -> Reason | None:
        """Return the reason that tells best why nothing can be reached, if an item met one."""
        reasons = [item.reason for item in (*self.waiting, *self.checking) if item.reason]
        exact = [reason for reason in reasons if reason.code in _EXACT_CAUSES]
        return next(iter(exact or reasons), None)
