"""What the sandbox received and what it did with it: the truth that tests compare with."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from stashlog.sandbox.answers import JsonObject


@dataclass(frozen=True)
class RequestEntry:
    """One request, in the order of arrival.

    Attributes:
        number: Counts from 1 and is never used again.
        time: Unix seconds on the sandbox's clock.
        method: Upper case.
        path: Decoded, with `/v1`, without the query.
        query: Decoded pairs.
        headers: Lower-case names; an Authorization value is replaced by the name of its key.
        key_name: Name of the API key, `unknown` for one that the sandbox never issued, or None.
        body: The exact bytes received, fewer than announced if `complete` is False.
        complete: False if the client went away while uploading.
        finished: True once the sandbox is done with it; set before the answer leaves.
        status: Status sent; None while in progress, and for good if no answer was sent.
        request_id: As in the answer that the API gave, even if a fault kept it from the client.
        committed: True if this request created or changed something.
        replayed: True if an idempotency key brought back an earlier answer.
        created_id: Id of the record that this request created.
        faults: Names of the faults that struck this request.
    """

    number: int
    time: float
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    key_name: str | None
    body: bytes
    complete: bool = True
    finished: bool = False
    status: int | None = None
    request_id: str | None = None
    committed: bool = False
    replayed: bool = False
    created_id: str | None = None
    faults: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of this name, any case, or None."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    @property
    def idempotency_key(self) -> str | None:
        """The Idempotency-Key header, or None."""
        return self.header("idempotency-key")

    def to_json(self) -> JsonObject:
        """As shown over HTTP: the exact body in base64, and as text if it is UTF-8."""
        document = asdict(self)
        document["body"] = base64.b64encode(self.body).decode("ascii")
        try:
            document["text"] = self.body.decode("utf-8")
        except UnicodeDecodeError:
            document["text"] = None
        return document


@dataclass(frozen=True)
class CreatedActivity:
    """An activity that a request created, with the field values exactly as received.

    `received` holds the whole JSON object of the request, unknown fields included.
    """

    id: str
    request_number: int
    idempotency_key: str | None
    received: JsonObject


class Ledger:
    """Every request to the API since the data was made; safe to read from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._entries: list[RequestEntry] = []
        self._activities: list[CreatedActivity] = []
        self._forgotten = 0

    @property
    def requests(self) -> list[RequestEntry]:
        """All requests so far, oldest first."""
        with self._changed:
            return list(self._entries)

    @property
    def activities(self) -> list[CreatedActivity]:
        """All activities created by requests, oldest first, also those deleted later."""
        with self._changed:
            return list(self._activities)

    def matching(self, method: str, path: str | None = None) -> list[RequestEntry]:
        """Requests of this method and, if given, this exact path (`/v1/activities`)."""
        return [
            entry
            for entry in self.requests
            if entry.method == method and path in (None, entry.path)
        ]

    def wait_until(self, condition: Callable[[Ledger], bool], seconds: float = 60.0) -> None:
        """Block until a condition on this ledger holds; it is asked again after every change.

        Raises:
            TimeoutError: It did not hold within `seconds`.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), seconds):
                raise TimeoutError(f"not so within {seconds} s; requests: {self._summary()}")

    def clear(self) -> None:
        """Forget the requests so far; what they created stays in the workspace."""
        with self._changed:
            self._forgotten += len(self._entries)
            self._entries.clear()
            self._activities.clear()
            self._changed.notify_all()

    def open(self, entry: RequestEntry) -> RequestEntry:
        """Add a request on its arrival; returns it with its number."""
        with self._changed:
            numbered = replace(entry, number=self._forgotten + len(self._entries) + 1)
            self._entries.append(numbered)
            self._changed.notify_all()
            return numbered

    def update(self, entry: RequestEntry) -> None:
        """Replace the entry of the same number; nothing happens if it was cleared meanwhile."""
        with self._changed:
            index = entry.number - self._forgotten - 1
            if index >= 0:
                self._entries[index] = entry
            self._changed.notify_all()

    def add_activity(self, activity: CreatedActivity) -> None:
        """Note that a request created an activity."""
        with self._changed:
            self._activities.append(activity)
            self._changed.notify_all()

    def to_json(self) -> JsonObject:
        """Everything, for another process."""
        return {
            "requests": [entry.to_json() for entry in self.requests],
            "activities": [asdict(activity) for activity in self.activities],
        }

    def _summary(self) -> str:
        lines = [f"{e.method} {e.path} -> {e.status}" for e in self._entries[-10:]]
        return "; ".join(lines) or "none"
