"""The truth of the model: what is in nodestash, and what is still going to be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

_KEY_HEAD = "stashlog-activity-"
_ID_LENGTH = 36

Answered = tuple[int, dict[str, Any]]


class Keys(Enum):
    """What the server does with an idempotency key that it knows."""

    HONOURED = "first answer again; 409 while the first request runs"
    REPLAYED = "first answer again, whatever the body"
    REJECTED = "409"
    IGNORED = "every request is new"


@dataclass(frozen=True, slots=True)
class Created:
    """One activity that was created, whether or not it was removed since."""

    id: str
    key: str
    body: bytes
    at: datetime

    @property
    def outbox_id(self) -> str:
        """The item that it comes from."""
        return outbox_id_of(self.key)


@dataclass(frozen=True, slots=True)
class _Late:
    due: float
    outbox_id: str | None
    finish: Callable[[], Answered]


def outbox_id_of(key: str) -> str:
    """Return the outbox id in an idempotency key."""
    return key.removeprefix(_KEY_HEAD)[:_ID_LENGTH]


@dataclass
class Workspace:
    """All activities, and the requests on which the server still works.

    Attributes:
        seconds: The true clock, which never goes back.
        now: The same as a date.
        created: Every activity ever created, oldest first.
        deleted: The ids of those that were removed.
    """

    keys: Keys
    seconds: Callable[[], float]
    now: Callable[[], datetime]
    created: list[Created] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    _late: list[_Late] = field(default_factory=list)

    def create(self, key: str, body: bytes) -> Answered:
        """Create an activity, or do what this server does with a key that it knows."""
        first = next((activity for activity in self.created if activity.key == key), None)
        running = self.may_still_arrive(outbox_id_of(key))
        if self.keys is Keys.HONOURED and running:
            return _refusal(409, "A request with this Idempotency-Key is already in progress")
        if self.keys is Keys.REJECTED and (first or running):
            return _refusal(409, "This Idempotency-Key was used before")
        if first is None or self.keys is Keys.IGNORED:
            first = Created(f"act_{len(self.created) + 1}", key, body, self.now())
            self.created.append(first)
        return 201, {"data": {"id": first.id, "type": "activity", "attributes": {}}}

    def delete(self, server_id: str) -> Answered:
        """Remove an activity."""
        if server_id not in {one.id for one in self.present()}:
            return _refusal(404, "Not found")
        self.deleted.add(server_id)
        return 200, {"data": {"id": server_id}}

    def finish_later(
        self, after: float, outbox_id: str | None, finish: Callable[[], Answered]
    ) -> None:
        """Do something only in so many seconds.

        Args:
            after: Seconds from now.
            outbox_id: The item that will arrive then; None for a removal.
            finish: What is done.
        """
        self._late.append(_Late(self.seconds() + after, outbox_id, finish))

    def catch_up(self) -> None:
        """Finish what was to be done by now."""
        while late := next((one for one in self._late if one.due <= self.seconds()), None):
            self._late.remove(late)
            late.finish()

    def present(self) -> list[Created]:
        """Return the activities that are there now, oldest first."""
        return [activity for activity in self.created if activity.id not in self.deleted]

    def count(self, outbox_id: str) -> int:
        """How many activities this item ever created."""
        self.catch_up()
        return sum(activity.outbox_id == outbox_id for activity in self.created)

    def may_still_arrive(self, outbox_id: str) -> bool:
        """Whether a request of this item is still being worked on."""
        self.catch_up()
        return any(late.outbox_id == outbox_id for late in self._late)

    def holds_or_will(self, outbox_id: str) -> bool:
        """Whether this item is there, or will be without anybody doing anything."""
        there = any(activity.outbox_id == outbox_id for activity in self.present())
        return self.may_still_arrive(outbox_id) or there


def fits(activity: Created, filters: dict[str, str]) -> bool:
    """Whether a list with these filters shows it."""
    values = json.loads(activity.body)
    return all(values.get(name) == value for name, value in filters.items())


def record(activity: Created) -> dict[str, Any]:
    """Return an activity as a list shows it."""
    created_at = activity.at.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    attributes = {**json.loads(activity.body), "created_at": created_at}
    return {"id": activity.id, "type": "activity", "attributes": attributes}


def _refusal(status: int, message: str) -> Answered:
    return status, {"error": {"code": "CONFLICT", "message": message}}
