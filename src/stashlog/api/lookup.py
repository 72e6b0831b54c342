"""Pages of activities, newest first: is the activity there, and was everything looked through?

"Not there" leads to a second attempt to create it, so a look-up is called complete only on proof:
the server says that there is no further page, or a page in the promised order reaches back to
before the time asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from stashlog.api.classify import classify_read
from stashlog.api.exchange import Failed, Received
from stashlog.api.limits import read_limits, server_time, told_time
from stashlog.api.transport import ACTIVITIES, Request
from stashlog.api.values import FoundActivity, LookUp, LookUpQuery
from stashlog.api.wire import Page, Record, read_model
from stashlog.domain.activity import STASHLOG_ID

PAGE_SIZE = 100
"""The largest that the API allows (its documentation, "Lists")."""

SMALLER = 10
"""A page that is too large to be read is asked for again with so many times fewer activities. One
that is too large on its own ends the look-up, which then proves nothing."""

MOST_PAGES = 20
"""Requests that one look-up may spend; they count towards the day's quota."""


def read_page(reply: Received | Failed) -> Page | None:
    """Return the page that came, or None for whatever else came."""
    if isinstance(reply, Failed) or reply.status != 200:
        return None
    return read_model(Page, reply.body)


def look_up(
    send: Callable[[Request], Received | Failed],
    query: LookUpQuery,
    clock: Callable[[], datetime],
    host: str,
) -> LookUp:
    """Fetch the pages that can hold what the query asks for, `MOST_PAGES` at most."""
    seen: list[FoundActivity] = []
    parameters = _parameters(query)
    cursors = set[str]()
    complete, limits, ahead = False, None, None
    for _ in range(MOST_PAGES):
        reply = send(Request("GET", ACTIVITIES, query=parameters, echo=query.largest))
        page, now = read_page(reply), clock()
        if isinstance(reply, Received) and reply.too_large:
            if parameters["limit"] == "1":
                break
            parameters["limit"] = str(max(1, int(parameters["limit"]) // SMALLER))
            continue
        if isinstance(reply, Failed) or page is None:
            return LookUp(tuple(seen), complete=False, outcome=classify_read(reply, now, host))
        limits, ahead = read_limits(reply.headers), _ahead(reply, now)
        seen += [_activity(record) for record in page.data]
        complete = _is_last(page) or _reaches(seen, _since(query, reply, now))
        cursor = page.meta.pagination.next_cursor
        if complete or not cursor or cursor in cursors:
            break
        cursors.add(cursor)
        parameters["cursor"] = cursor
    return LookUp(tuple(seen), complete, limits=limits, ahead=ahead)


def _parameters(query: LookUpQuery) -> dict[str, str]:
    links = {
        "contact_id": query.contact_id,
        "company_id": query.company_id,
        "deal_id": query.deal_id,
    }
    parameters = {"type": query.type, "sort": "-created_at", "limit": str(PAGE_SIZE)}
    return parameters | {name: link for name, link in links.items() if link}


def _is_last(page: Page) -> bool:
    return page.meta.pagination.has_more is False or not page.data


def _ahead(reply: Received, now: datetime) -> timedelta | None:
    told = told_time(reply.headers)
    return None if told is None else told - now


def _since(query: LookUpQuery, reply: Received, now: datetime) -> datetime | None:
    """Return the time asked for by the server's clock, the earlier one in doubt.

    None when it lies in the future: this computer's clock was set back since, and no time of it
    says anything.
    """
    behind = server_time(reply.headers, now) - now
    return None if query.since > now else min(query.since, query.since + behind)


def _reaches(seen: list[FoundActivity], since: datetime | None) -> bool:
    """Whether the pages go back to before `since`, in the promised order.

    A server that ignores the order would otherwise end the look-up with its oldest activity. So
    the order has to show: at least one activity is older than the one before, and none younger.
    """
    times = [activity.created_at for activity in seen]
    known = [moment for moment in times if moment is not None]
    in_order = len(known) == len(times) and all(a >= b for a, b in pairwise(known))
    shows = in_order and bool(known) and known[0] > known[-1]
    return since is not None and shows and known[-1] < since


def _activity(record: Record) -> FoundActivity:
    values = record.attributes
    stashlog_id = values.metadata.get(STASHLOG_ID)
    return FoundActivity(
        id=record.id,
        stashlog_id=stashlog_id if isinstance(stashlog_id, str) else None,
        type=values.type,
        subject=values.subject,
        body=values.body,
        contact_id=values.contact_id,
        company_id=values.company_id,
        deal_id=values.deal_id,
        due_date=values.due_date,
        created_at=values.created_at,
    )
