"""The nodestash client: sends one request, and says what became of it.

Nothing here raises because of the network, the server or the key: what happened is a value from the
outcome table. The key is handed in with each call, stands in no attribute, and no text that leaves
this package holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from stashlog.api.classify import classify_read, classify_reply
from stashlog.api.exchange import Failed, Received
from stashlog.api.limits import read_limits
from stashlog.api.lookup import look_up, read_page
from stashlog.api.records import PageQuery, Pipelines, RecordPage, fetch_page, fetch_pipelines
from stashlog.api.refusals import error_of, upgrade_url_of
from stashlog.api.transport import ACTIVITIES, Request, Transport
from stashlog.api.values import (
    Answer,
    FoundActivity,
    KeyCheck,
    KeyVerdict,
    LookUp,
    LookUpQuery,
)
from stashlog.api.wire import read_object
from stashlog.domain.address import host_of
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import ReasonCode

__all__ = [
    "Answer",
    "FoundActivity",
    "KeyCheck",
    "KeyVerdict",
    "LookUp",
    "LookUpQuery",
    "Nodestash",
]

_VERDICTS = {
    ReasonCode.KEY_REFUSED: KeyVerdict.REFUSED,
    ReasonCode.KEY_UNUSABLE: KeyVerdict.REFUSED,
    ReasonCode.KEY_TOO_NARROW: KeyVerdict.WRITE_ONLY,
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Nodestash:
    """One nodestash workspace behind one base URL.

    Every call blocks its thread for at most the deadline (a look-up: for each page). `cancel` and
    `close` free it from any other thread.

    Args:
        base_url: As `check_base_url` returns it.
        deadline: Seconds that one request may take in all, from the name look-up to the last byte.
        user_agent: `Stashlog/<version>`.
        clock: For waits that the server tells as a date; aware, UTC.
    """

    def __init__(
        self,
        base_url: str,
        *,
        deadline: float = 30.0,
        user_agent: str,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._transport = Transport(base_url, deadline=deadline, user_agent=user_agent)
        self._host = host_of(base_url)
        self._clock = clock

    def create(self, key: str, request: bytes, idempotency_key: str) -> Answer:
        """Create an activity from its exact request bytes."""
        post = Request(
            "POST",
            ACTIVITIES,
            content=request,
            idempotency_key=idempotency_key,
            echo=len(request),
        )
        reply = self._send(key, post)
        return self._answer(reply, classify_reply(reply, self._clock(), self._host))

    def delete(self, key: str, server_id: str) -> Answer:
        """Remove an activity that nodestash confirmed.

        The effect reads as for a creation, only that it is about the removal: SENT means that the
        activity is not in nodestash any more, even if somebody else removed it (404); MAYBE that it
        may be gone, and asking again is harmless; REFUSED that nodestash keeps it.
        """
        reply = self._send(key, Request("DELETE", f"{ACTIVITIES}/{quote(server_id, safe='')}"))
        outcome = classify_read(reply, self._clock(), self._host)
        if isinstance(reply, Received) and _removed(reply):
            outcome = Outcome(Effect.SENT, server_id=server_id, request_id=outcome.request_id)
        return self._answer(reply, outcome)

    def look_up(
        self, key: str, query: LookUpQuery, turn: Callable[[], float] = lambda: 0.0
    ) -> LookUp:
        """Return the activities that fit, newest first, back to `query.since`.

        `since` is a time of this computer's clock; where the server's clock is behind it, the
        search goes further back by the difference.

        Args:
            key: The API key.
            query: What to look for.
            turn: Asked before each request; returns the seconds after which it may leave.
        """
        with self._transport.operation(key) as operation:
            return look_up(
                lambda request: operation.send(request, turn()), query, self._clock, self._host
            )

    def list_page(self, key: str, query: PageQuery) -> RecordPage:
        """Fetch one page of contacts, companies or deals for the directory."""
        with self._transport.operation(key) as operation:
            return fetch_page(operation.send, query, self._clock, self._host)

    def list_pipelines(self, key: str) -> Pipelines:
        """Fetch the pipelines with their stages."""
        with self._transport.operation(key) as operation:
            return fetch_pipelines(operation.send, self._clock, self._host)

    def check_key(self, key: str | None) -> KeyCheck:
        """Ask nodestash what it thinks of a key, without writing anything.

        Without a key the answer can only be a refusal, which shows that nodestash is there.

        There is no question for that in the API; listing a single activity comes nearest. That it
        is allowed does not prove that logging is.
        """
        reply = self._send(key, Request("GET", ACTIVITIES, query={"limit": "1"}))
        limits = read_limits(reply.headers) if isinstance(reply, Received) else None
        if read_page(reply) is not None:
            return KeyCheck(KeyVerdict.GOOD, None, limits)
        outcome = classify_read(reply, self._clock(), self._host)
        code = None if outcome.reason is None else outcome.reason.code
        verdict = KeyVerdict.UNKNOWN if code is None else _VERDICTS.get(code, KeyVerdict.UNKNOWN)
        return KeyCheck(verdict, outcome, limits)

    def cancel(self) -> None:
        """Free every call that is blocked now, from any thread.

        A request of which something had left then counts as MAYBE, any other as UNCHANGED. Calls
        that begin later are not concerned.
        """
        self._transport.cancel()

    def close(self) -> None:
        """Free every blocked call and send nothing any more: later calls are UNCHANGED."""
        self._transport.close()

    def _send(self, key: str | None, request: Request) -> Received | Failed:
        with self._transport.operation(key) as operation:
            return operation.send(request)

    def _answer(self, reply: Received | Failed, outcome: Outcome) -> Answer:
        if isinstance(reply, Failed):
            return Answer(outcome)
        url = upgrade_url_of(error_of(read_object(reply.body)))
        return Answer(outcome, read_limits(reply.headers), url)


def _removed(reply: Received) -> bool:
    """Whether nodestash itself says so; a foreign page with status 404 or 200 proves nothing."""
    document = read_object(reply.body)
    if reply.status == 404:
        return bool(error_of(document))
    return reply.status == 204 or (reply.status == 200 and document is not None)
