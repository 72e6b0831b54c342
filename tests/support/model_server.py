"""A model of nodestash in this process, with every ambiguity that the real one may have.

It keeps the truth, while the client sees only answers. It stands in the place of the transport, so
that all between a status line and the store is real: client, outcome table, look-up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import Enum
from typing import Any, Self

from stashlog.api.client import Nodestash
from stashlog.api.exchange import Failed, Received
from stashlog.api.transport import Request
from tests.support.fates import ANSWERED, LISTED, Applies, CrashError, Fate, Listing
from tests.support.model_workspace import Workspace, fits, outbox_id_of, record

HOST = "nodestash.example"
EPOCH = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class Access(Enum):
    """What the API key in use may do: the status of a refused change, and of a refused look-up."""

    FULL = (0, 0)
    WRITE_ONLY = (0, 403)
    READ_ONLY = (403, 0)
    REVOKED = (401, 401)


class ModelNodestash(Nodestash):
    """The real client, on the model instead of a network."""

    def __init__(self, server: ModelServer, clock: Callable[[], datetime]) -> None:
        super().__init__(f"https://{HOST}/v1", user_agent="Stashlog/test", clock=clock)
        self._transport = server  # type: ignore[assignment]  # the part of it that a client uses


@dataclass
class ModelServer:
    """Answers requests.

    Attributes:
        workspace: The truth.
        advance: Lets the true clock go on.
        inspect: Called with every request that changes something, before anything else happens.
        access: What the API key may do.
        change: What happens to the next requests that change something.
        listing: What happens to the next look-ups.
        meanwhile: Called once, while the next request is under way.
    """

    workspace: Workspace
    advance: Callable[[float], None]
    inspect: Callable[[Request], None]
    access: Access = Access.FULL
    change: Fate = ANSWERED
    listing: Listing = LISTED
    meanwhile: Callable[[], object] | None = None
    _busy: bool = False

    def heal(self) -> None:
        """Be a good server from now on."""
        self.access, self.change, self.listing = Access.FULL, ANSWERED, LISTED

    @contextmanager
    def operation(self, key: str | None) -> Iterator[Self]:
        """Open a series of requests, as the transport does."""
        assert key is not None
        yield self

    def cancel(self) -> None:
        """Nothing ever blocks here."""

    def close(self) -> None:
        """Nothing is ever open here."""

    def send(self, request: Request, after: float = 0.0) -> Received | Failed:
        """Do what the fate of this request says, and return what the client sees of it."""
        self.advance(after)
        assert not self._busy, "two requests at once"
        self._busy = True
        try:
            return self._answer(request)
        finally:
            self._busy = False

    def _answer(self, request: Request) -> Received | Failed:
        looks = request.method == "GET"
        if not looks:
            self.inspect(request)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        self.workspace.catch_up()
        return self._list(request) if looks else self._change(request)

    def _change(self, request: Request) -> Received | Failed:
        fate, refused = self.change, self.access.value[0]
        reply: Received | Failed = fate.reply(self._headers())
        if refused and fate.reaches:
            reply = self._problem(refused)
        elif fate.applies is Applies.NOW:
            answered = self._apply(request)
            if fate is ANSWERED:
                reply = self._document(*answered)
        elif fate.applies is Applies.LATER:
            key = request.idempotency_key
            item = None if key is None else outbox_id_of(key)
            self.workspace.finish_later(fate.later, item, lambda: self._apply(request))
        self.advance(fate.lasts)
        if fate.crash:
            raise CrashError
        return reply

    def _apply(self, request: Request) -> tuple[int, dict[str, Any]]:
        if request.method == "DELETE":
            return self.workspace.delete(request.path.rpartition("/")[2])
        assert request.idempotency_key is not None
        assert request.content is not None
        return self.workspace.create(request.idempotency_key, request.content)

    def _list(self, request: Request) -> Received | Failed:
        shown = self._page(dict(request.query)) if self.listing.early else None
        self.advance(self.listing.lasts)
        self.workspace.catch_up()
        if self.listing.crash:
            raise CrashError
        if self.access.value[1]:
            return self._problem(self.access.value[1])
        return self.listing.reply(self._headers()) or shown or self._page(dict(request.query))

    def _page(self, query: dict[str, str]) -> Received:
        assert query.pop("sort") == "-created_at"
        limit, start = int(query.pop("limit")), int(query.pop("cursor", "0"))
        wanted = [one for one in self.workspace.present() if fits(one, query)]
        newest_first = sorted(wanted, key=lambda one: (one.at, one.id), reverse=True)
        shown = self.listing.order(newest_first)
        end = start + min(self.listing.page, limit)
        pagination = self.listing.pagination(end, len(shown))
        data = [record(one) for one in shown[start:end]]
        return self._document(200, {"data": data, "meta": {"pagination": pagination}})

    def _problem(self, status: int) -> Received:
        code = "INVALID_API_KEY" if status == 401 else "INSUFFICIENT_SCOPE"
        return self._document(status, {"error": {"code": code, "message": "No"}})

    def _document(self, status: int, document: dict[str, Any]) -> Received:
        return Received(status, self._headers(), json.dumps(document).encode())

    def _headers(self) -> dict[str, str]:
        date = format_datetime(self.workspace.now(), usegmt=True)
        return {"date": date, "x-ratelimit-burst-limit": "5"}


def true_time(seconds: float) -> datetime:
    """Return the true time of day after so many seconds."""
    return EPOCH + timedelta(seconds=seconds)
