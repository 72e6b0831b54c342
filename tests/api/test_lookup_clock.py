"""A look-up tells how far the server's clock is from ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stashlog.api.exchange import Received
from stashlog.api.lookup import look_up
from stashlog.api.values import LookUpQuery
from tests.support.items import NOON

PAGE = b'{"data": [], "meta": {"pagination": {"has_more": false}}}'


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
def test_from_the_date_header_if_there_is_one(date: str | None, ahead: timedelta | None) -> None:
    headers = {} if date is None else {"date": date}
    query = LookUpQuery(type="call", since=NOON)
    found = look_up(lambda _: Received(200, headers, PAGE), query, lambda: NOON, "host")
    assert found.complete
    assert found.ahead == ahead
