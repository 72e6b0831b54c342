"""A look-up says "not there" only on proof, and tells how far the server's clock is from ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from stashlog.api.exchange import Failed, Received
from stashlog.api.lookup import look_up
from stashlog.api.transport import Request
from stashlog.api.values import LookUp, LookUpQuery
from stashlog.domain.payload import utc_text
from tests.support.items import NOON

BEFORE, EARLIER = NOON - timedelta(minutes=5), NOON - timedelta(minutes=10)
NO_ACTIVITIES = b'{"data": [], "meta": {"pagination": {"has_more": false}}}'


class Server:
    """Answers every request with what was prepared for its cursor, and remembers the requests."""

    def __init__(self, answers: Mapping[str | None, Received]) -> None:
        self._answers = answers
        self.requests: list[Request] = []
        self.limits: list[str] = []

    def __call__(self, request: Request) -> Received | Failed:
        """Answer one request."""
        self.requests.append(request)
        self.limits.append(request.query["limit"])
        return self._answers[request.query.get("cursor")]

    def ask(self, query: LookUpQuery) -> LookUp:
        """Look through what this server has, at noon."""
        return look_up(self, query, lambda: NOON, "host")


def page(*created: datetime | None, cursor: str | None = None) -> Received:
    """Return a page of activities, behind which there are more."""
    times = [{"created_at": utc_text(moment)} if moment else {} for moment in created]
    document = {
        "data": [
            {"type": "activity", "id": f"act_{number}", "attributes": {"type": "call", **time}}
            for number, time in enumerate(times)
        ],
        "meta": {"pagination": {"has_more": True, "next_cursor": cursor}},
    }
    return Received(200, {}, json.dumps(document).encode())


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Sat, 14 Mar 2026 12:00:00 GMT", timedelta(0)),
        ("Sat, 14 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Fri, 13 Mar 2026 12:00:00 GMT", timedelta(days=-1)),
        ("noon", None),
        (None, None),
    ],
)
def test_the_date_header_tells_of_the_servers_clock(
    date: str | None, ahead: timedelta | None
) -> None:
    headers = {} if date is None else {"date": date}
    found = Server({None: Received(200, headers, NO_ACTIVITIES)}).ask(LookUpQuery("call", NOON))
    assert found.complete
    assert found.ahead == ahead


def test_only_activities_of_these_links_are_asked_for_and_what_was_sent_may_come_back() -> None:
    server = Server({None: Received(200, {}, NO_ACTIVITIES)})
    server.ask(LookUpQuery("call", NOON, company_id="co_1", deal_id="dl_1", largest=7000))
    (request,) = server.requests
    asked = {name: request.query.get(name) for name in ("contact_id", "company_id", "deal_id")}
    assert asked == {"contact_id": None, "company_id": "co_1", "deal_id": "dl_1"}
    assert request.echo == 7000


def test_a_page_that_is_too_large_is_asked_for_in_smaller_pieces_down_to_one() -> None:
    server = Server({None: Received(200, {}, None, too_large=True)})
    assert not server.ask(LookUpQuery("call", NOON)).complete
    assert server.limits == ["100", "10", "1"]


def test_a_server_that_leads_in_a_circle_is_followed_once() -> None:
    server = Server(
        {None: page(NOON, cursor="a"), "a": page(NOON, cursor="b"), "b": page(NOON, cursor="a")}
    )
    assert not server.ask(LookUpQuery("call", EARLIER)).complete
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("times", "complete"),
    [
        ((NOON, EARLIER), True),
        ((NOON, None, EARLIER), False),
        ((EARLIER, NOON, EARLIER), False),
        ((EARLIER, EARLIER), False),
        ((NOON, BEFORE), False),
    ],
    ids=["in order and far enough", "a time missing", "out of order", "no order", "not so far"],
)
def test_pages_prove_something_if_they_show_their_order_and_reach_back_far_enough(
    times: tuple[datetime | None, ...], complete: bool
) -> None:
    assert Server({None: page(*times)}).ask(LookUpQuery("call", BEFORE)).complete == complete


def test_a_time_of_right_now_is_not_one_in_the_future() -> None:
    server = Server({None: page(NOON, EARLIER)})
    assert server.ask(LookUpQuery("call", NOON)).complete
    assert not server.ask(LookUpQuery("call", NOON + timedelta(seconds=1))).complete
