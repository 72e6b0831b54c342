"""The one way to announce that something changed.

The row in the store is the truth; an event only says that it is worth another look. Events are
announced on whichever thread made the change, after the change is on disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stashlog.domain.outbox import Item

if TYPE_CHECKING:
    from stashlog.domain.refresh_quota import Progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """Items or gates changed, perhaps in another process."""


@dataclass(frozen=True, slots=True)
class ItemSettled:
    """An attempt ended: the item is sent, refused, or being checked."""

    item: Item


@dataclass(frozen=True, slots=True)
class KeyringAnswered:
    """A keyring answered after nobody waited for it any more; a key may be there now."""


@dataclass(frozen=True, slots=True)
class StoreNoticed:
    """Something about the store that its user should know, such as a damaged file moved aside."""

    text: str


@dataclass(frozen=True, slots=True)
class DirectoryChanged:
    """The refresh of the directory got on, or came to a halt."""

    progress: Progress


Event = OutboxChanged | ItemSettled | KeyringAnswered | StoreNoticed | DirectoryChanged


class Announcer:
    """Hands every event to whoever subscribed."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Event], None]] = []

    def subscribe(self, subscriber: Callable[[Event], None]) -> None:
        """Call `subscriber` with every event from now on, on the announcing thread."""
        self._subscribers.append(subscriber)

    def announce(self, event: Event) -> None:
        """Tell everybody; one subscriber's fault keeps the event from no other."""
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(event)
            except Exception:  # delivery must outlive a fault in whoever listens
                logger.exception("A subscriber failed on %s", type(event).__name__)
