"""Pages of contacts, companies and deals, and the pipelines: read into plain values.

The directory only copies, so it is forgiving where delivery must not be: a record that makes no
sense is left out and the rest of its page is taken. What is no page at all is an outcome from the
same table as everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from stashlog.api.classify import classify_read
from stashlog.api.exchange import Failed, Received
from stashlog.api.limits import read_limits
from stashlog.api.record_wire import RecordList, records_of, stages_of
from stashlog.api.refusals import error_of, field_errors_of, words_of
from stashlog.api.transport import Request
from stashlog.api.wire import read_model, read_object
from stashlog.domain.directory import Kind, Record, Stage
from stashlog.domain.outcome import Outcome, RateLimits

PAGE_SIZE = 100
"""The largest that the API allows (its documentation, "Lists")."""

PATHS: Mapping[Kind, str] = MappingProxyType(
    {Kind.CONTACT: "/contacts", Kind.COMPANY: "/companies", Kind.DEAL: "/deals"}
)
_PIPELINES = "/pipelines"


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of a list.

    Attributes:
        records: Those that can be used, in the server's order.
        cursor: Where the next page begins; None where the server names none.
        complete: The server says that there is no further page.
        outcome: Set when no page came: why.
        cursor_refused: The server does not know the cursor that was sent.
    """

    records: tuple[Record, ...] = ()
    cursor: str | None = None
    complete: bool = False
    outcome: Outcome | None = None
    cursor_refused: bool = False
    limits: RateLimits | None = None


@dataclass(frozen=True, slots=True)
class Pipelines:
    """The stages of all pipelines, or why they did not come."""

    stages: tuple[Stage, ...] = ()
    outcome: Outcome | None = None
    limits: RateLimits | None = None


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page to fetch.

    Attributes:
        kind: Of which list.
        sort: One of the list's sort fields, `-` in front for descending.
        cursor: As the page before gave it; empty for the first page.
        size: Records on the page, from 1 to `PAGE_SIZE`.
    """

    kind: Kind
    sort: str
    cursor: str = ""
    size: int = PAGE_SIZE

    def replaced(self, *, cursor: str) -> PageQuery:
        """Return the query for another page of the same list."""
        return replace(self, cursor=cursor)


def fetch_page(
    send: Callable[[Request], Received | Failed],
    query: PageQuery,
    clock: Callable[[], datetime],
    host: str,
) -> RecordPage:
    """Fetch one page of a list; never raises."""
    parameters = {"sort": query.sort, "limit": str(query.size)}
    if query.cursor:
        parameters["cursor"] = query.cursor
    reply = send(Request("GET", PATHS[query.kind], query=parameters))
    page = _read(reply)
    if isinstance(reply, Failed) or page is None:
        outcome = classify_read(reply, clock(), host)
        refused = bool(query.cursor) and _refuses_cursor(reply)
        return RecordPage(outcome=outcome, cursor_refused=refused, limits=_limits(reply))
    records = tuple(records_of(query.kind, page.data))
    limits = read_limits(reply.headers)
    if page.data and not records:
        # Nothing on it makes sense: this is no list of ours, whatever it is.
        unreadable = classify_read(Received(200, reply.headers, None), clock(), host)
        return RecordPage(outcome=unreadable, limits=limits)
    pagination = page.meta.pagination
    complete = pagination.has_more is False
    cursor = None if complete else pagination.next_cursor or None
    return RecordPage(records, cursor, complete, limits=limits)


def fetch_pipelines(
    send: Callable[[Request], Received | Failed], clock: Callable[[], datetime], host: str
) -> Pipelines:
    """Fetch all pipelines, which come without pages; never raises."""
    reply = send(Request("GET", _PIPELINES))
    page = _read(reply)
    if isinstance(reply, Failed) or page is None:
        return Pipelines(outcome=classify_read(reply, clock(), host), limits=_limits(reply))
    stages = tuple(stages_of(page.data))
    return Pipelines(stages, limits=read_limits(reply.headers))


def _read(reply: Received | Failed) -> RecordList | None:
    if isinstance(reply, Failed) or reply.status != 200:
        return None
    return read_model(RecordList, reply.body)


def _limits(reply: Received | Failed) -> RateLimits | None:
    return None if isinstance(reply, Failed) else read_limits(reply.headers)


def _refuses_cursor(reply: Received | Failed) -> bool:
    """Whether a refusal is about the cursor, by its field or by its words."""
    if isinstance(reply, Failed) or reply.status not in (400, 404, 410, 422):
        return False
    error = error_of(read_object(reply.body))
    named = {*field_errors_of(error)}
    return "cursor" in named or (not named - {""} and "cursor" in words_of(error).lower())
