"""The client as the rest of the program sees it: calls, cancel, close."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stashlog.api.client import (
    FoundActivity,
    KeyCheck,
    KeyVerdict,
    LookUpQuery,
    Nodestash,
)
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome, RateLimits
from stashlog.domain.reasons import Reason, ReasonCode
from tests.api.conftest import PATIENT, ClientMaker
from tests.support.toy_server import Script, ToyServer, Visit, answering, http

KEY = "nds_test_client"
SINCE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
QUERY = LookUpQuery("call", SINCE)
CREATED = http(201, b'{"data":{"id":"act_1"}}')


def silent(visit: Visit) -> None:
    visit.read_request()
    visit.hold()


def refusal(status: int, code: str, message: str = "No", **extra: object) -> bytes:
    error = {"code": code, "message": message, **extra}
    return http(status, json.dumps({"error": error}).encode())


def in_background(call: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Start a call that will block, and return where its result will be."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(call()))
    thread.start()
    return thread, results


def test_a_creation_carries_exactly_the_documented_request(make_client: ClientMaker) -> None:
    with ToyServer(answering(CREATED)) as server:
        body = '{"type":"note","body":"Größe 👍"}'.encode()
        answer = make_client(server.base_url).create(KEY, body, "stashlog-activity-7")
        head, _, sent = server.requests[0].partition(b"\r\n\r\n")
    assert answer.outcome == Outcome(Effect.SENT, server_id="act_1")
    assert sent == body
    start, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    assert start == "POST /v1/activities HTTP/1.1"
    assert headers.pop("host") == f"127.0.0.1:{server.port}"
    assert headers == {
        "authorization": f"Bearer {KEY}",
        "user-agent": "Stashlog/0.0",
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "idempotency-key": "stashlog-activity-7",
    }


def test_an_answer_brings_its_limits_and_a_page_for_a_larger_plan(
    make_client: ClientMaker,
) -> None:
    error = {"code": "RATE_LIMITED", "upgrade_url": "https://app.nodestash.io/upgrade"}
    body = json.dumps({"error": error}).encode()
    limited = http(429, body, [("X-RateLimit-Burst-Limit", "5"), ("Retry-After", "1")])
    with ToyServer(answering(limited)) as server:
        answer = make_client(server.base_url).create(KEY, b"{}", "k")
    assert answer.limits == RateLimits(burst_limit=5)
    assert answer.upgrade_url == "https://app.nodestash.io/upgrade"
    assert answer.outcome.retry_after == 1.0


def test_of_a_repeated_header_the_first_counts(make_client: ClientMaker) -> None:
    limited = http(429, b"", [("Retry-After", "7"), ("Retry-After", "9")])
    with ToyServer(answering(limited)) as server:
        assert make_client(server.base_url).create(KEY, b"{}", "k").outcome.retry_after == 7.0


@pytest.mark.parametrize(
    ("answer", "effect"),
    [
        (http(204), Effect.SENT),
        (http(200, b'{"data":{"id":"act_1"}}'), Effect.SENT),
        (http(200, b"{}"), Effect.SENT),
        (refusal(404, "NOT_FOUND"), Effect.SENT),
        (http(200, b"<html>"), Effect.MAYBE),
        (http(201, b'{"data":{"id":"act_1"}}'), Effect.MAYBE),
        (http(202, b"{}"), Effect.MAYBE),
        (http(404, b"<html>"), Effect.REFUSED),
        (refusal(409, "CONFLICT"), Effect.REFUSED),
        (refusal(401, "INVALID_API_KEY"), Effect.UNCHANGED),
        (refusal(403, "INSUFFICIENT_SCOPE"), Effect.UNCHANGED),
        (refusal(429, "RATE_LIMITED"), Effect.UNCHANGED),
        (refusal(500, "INTERNAL_ERROR"), Effect.MAYBE),
        (b"", Effect.MAYBE),
    ],
)
def test_a_removal_is_confirmed_only_by_nodestash_itself(
    make_client: ClientMaker, answer: bytes, effect: Effect
) -> None:
    def script(visit: Visit) -> None:
        visit.read_request()
        visit.send(answer)

    with ToyServer(script) as server:
        outcome = make_client(server.base_url).delete(KEY, "act_1").outcome
        assert server.requests[0].startswith(b"DELETE /v1/activities/act_1 HTTP/1.1\r\n")
    assert outcome.effect is effect
    assert outcome.server_id == ("act_1" if effect is Effect.SENT else None)


def test_a_removal_that_is_refused_says_why(make_client: ClientMaker) -> None:
    with ToyServer(answering(refusal(409, "CONFLICT", "It is locked"))) as server:
        outcome = make_client(server.base_url).delete(KEY, "act_1").outcome
    assert outcome.reason == Reason(ReasonCode.REFUSED, "It is locked")


def test_an_id_cannot_lead_a_removal_elsewhere(make_client: ClientMaker) -> None:
    with ToyServer(answering(http(204))) as server:
        make_client(server.base_url).delete(KEY, "../contacts/ct_1?x#y")
        assert server.requests[0].startswith(
            b"DELETE /v1/activities/..%2Fcontacts%2Fct_1%3Fx%23y HTTP/1.1\r\n"
        )


@pytest.mark.parametrize(
    ("answer", "verdict", "code"),
    [
        (http(200, b'{"data":[]}'), KeyVerdict.GOOD, None),
        (http(200, b"<html>"), KeyVerdict.UNKNOWN, ReasonCode.UNREADABLE_ANSWER),
        (refusal(403, "INSUFFICIENT_SCOPE"), KeyVerdict.WRITE_ONLY, ReasonCode.KEY_TOO_NARROW),
        (refusal(401, "INVALID_API_KEY"), KeyVerdict.REFUSED, ReasonCode.KEY_REFUSED),
        (refusal(500, "INTERNAL_ERROR"), KeyVerdict.UNKNOWN, ReasonCode.SERVER_ERROR),
        (refusal(429, "RATE_LIMITED"), KeyVerdict.UNKNOWN, ReasonCode.RATE_LIMITED),
    ],
)
def test_a_key_is_judged_by_what_it_may_list(
    make_client: ClientMaker, answer: bytes, verdict: KeyVerdict, code: ReasonCode | None
) -> None:
    with ToyServer(answering(answer)) as server:
        check = make_client(server.base_url).check_key(KEY)
        assert server.requests[0].startswith(b"GET /v1/activities?limit=1 HTTP/1.1\r\n")
    assert check.verdict is verdict
    reason = None if check.outcome is None else check.outcome.reason
    assert (None if reason is None else reason.code) == code
    assert check.limits == RateLimits()


@pytest.mark.parametrize(
    "key", ["", "nds test", "nds_test_\n", "nds_test_\u00a0x", "nds_é", "\x00"]
)
def test_a_key_that_no_header_may_hold_is_not_sent(make_client: ClientMaker, key: str) -> None:
    with ToyServer(answering(CREATED)) as server:
        client = make_client(server.base_url)
        unusable = Outcome(
            Effect.UNCHANGED, Reason(ReasonCode.KEY_UNUSABLE), gate=GateKind.KEY_REFUSED
        )
        assert client.create(key, b"{}", "k").outcome == unusable
        assert client.delete(key, "act_1").outcome == unusable
        assert client.look_up(key, QUERY).outcome == unusable
        assert client.check_key(key) == KeyCheck(KeyVerdict.REFUSED, unusable)
        assert server.visits == 0


@pytest.mark.parametrize(
    "base_url", ["ftp://nodestash.invalid/v1", "https://nodestash.invalid:port/v1"]
)
def test_an_address_that_slipped_through_is_a_matter_of_settings(
    make_client: ClientMaker, base_url: str
) -> None:
    outcome = make_client(base_url).create(KEY, b"{}", "k").outcome
    bad_address = Reason(ReasonCode.BAD_ADDRESS, "nodestash.invalid")
    assert outcome == Outcome(Effect.UNCHANGED, bad_address, gate=GateKind.SETTINGS)


def test_cancel_frees_a_request_that_has_left_as_a_maybe(make_client: ClientMaker) -> None:
    with ToyServer(silent) as server:
        client = make_client(server.base_url)
        thread, results = in_background(lambda: client.create(KEY, b"{}", "k").outcome)
        assert server.arrived.wait(PATIENT)
        began = time.monotonic()
        client.cancel()
        thread.join(PATIENT)
        assert time.monotonic() - began < PATIENT / 2
        assert results == [Outcome(Effect.MAYBE, Reason(ReasonCode.INTERRUPTED))]
        assert server.over.acquire(timeout=PATIENT), "the connection outlived the cancel"


def test_cancel_frees_a_request_that_has_not_left_as_unchanged(make_client: ClientMaker) -> None:
    def no_handshake(visit: Visit) -> None:
        visit.read_some()
        visit.hold()

    with ToyServer(no_handshake) as server:
        client = make_client(server.base_url.replace("http:", "https:"))
        thread, results = in_background(lambda: client.create(KEY, b"{}", "k").outcome)
        assert server.arrived.wait(PATIENT)
        client.cancel()
        thread.join(PATIENT)
        assert results == [Outcome(Effect.UNCHANGED, Reason(ReasonCode.INTERRUPTED))]


def test_cancel_does_not_concern_later_calls(make_client: ClientMaker) -> None:
    with ToyServer(answering(CREATED)) as server:
        client = make_client(server.base_url)
        client.cancel()
        assert client.create(KEY, b"{}", "k").outcome.effect is Effect.SENT


def test_cancel_ends_a_look_up_as_a_whole(make_client: ClientMaker) -> None:
    with ToyServer(silent) as server:
        client = make_client(server.base_url)
        thread, results = in_background(lambda: client.look_up(KEY, QUERY).outcome)
        assert server.arrived.wait(PATIENT)
        client.cancel()
        thread.join(PATIENT)
        assert results == [Outcome(Effect.MAYBE, Reason(ReasonCode.INTERRUPTED))]
        assert server.visits == 1


def test_close_frees_what_is_blocked_and_sends_nothing_any_more(make_client: ClientMaker) -> None:
    with ToyServer(silent) as server:
        client = make_client(server.base_url)
        thread, results = in_background(lambda: client.create(KEY, b"{}", "k").outcome)
        assert server.arrived.wait(PATIENT)
        client.close()
        thread.join(PATIENT)
        assert results == [Outcome(Effect.MAYBE, Reason(ReasonCode.INTERRUPTED))]
        later = client.create(KEY, b"{}", "k").outcome
        assert later == Outcome(Effect.UNCHANGED, Reason(ReasonCode.INTERRUPTED))
        assert server.visits == 1


def test_requests_in_two_threads_do_not_disturb_each_other(make_client: ClientMaker) -> None:
    with ToyServer(answering(CREATED)) as server:
        client = make_client(server.base_url)
        calls = [in_background(lambda: client.create(KEY, b"{}", "k").outcome) for _ in range(8)]
        for thread, _ in calls:
            thread.join(PATIENT)
        assert [results for _, results in calls] == [[Outcome(Effect.SENT, server_id="act_1")]] * 8


# Looking up


def activity(number: int, created_at: datetime | str | None, **attributes: object) -> object:
    text = (
        created_at
        if isinstance(created_at, str) or created_at is None
        else (created_at.isoformat().replace("+00:00", "Z"))
    )
    values = {"id": f"act_{number}", "type": "call", "created_at": text, **attributes}
    return {"id": f"act_{number}", "type": "activity", "attributes": values}


def page(*activities: object, **pagination: object) -> bytes:
    meta = {"request_id": "r", "pagination": pagination} if pagination else {}
    return json.dumps({"data": activities, "meta": meta}).encode()


def pages(*bodies: bytes, date: str | None = None) -> tuple[Script, ...]:
    headers = [] if date is None else [("Date", date)]
    return tuple(answering(http(200, body, headers)) for body in bodies)


def minutes(count: float) -> datetime:
    return SINCE + timedelta(minutes=count)


def test_a_look_up_asks_for_the_links_and_the_newest_first(make_client: ClientMaker) -> None:
    query = replace(QUERY, contact_id="ct_1", deal_id="dl_2")
    with ToyServer(*pages(page(has_more=False))) as server:
        result = make_client(server.base_url).look_up(KEY, query)
        line = server.requests[0].partition(b"\r\n")[0].decode()
    assert line == (
        "GET /v1/activities?type=call&sort=-created_at&limit=100&contact_id=ct_1&deal_id=dl_2 "
        "HTTP/1.1"
    )
    assert (result.activities, result.complete, result.outcome) == ((), True, None)
    assert result.limits == RateLimits()


def test_what_is_found_is_read_whole(make_client: ClientMaker) -> None:
    full = activity(
        1,
        SINCE,
        subject="Hi\u202e",
        body="Long",
        contact_id="ct_1",
        company_id="co_1",
        deal_id="dl_1",
        due_date="2026-03-02T09:00:00Z",
        metadata={"stashlog_id": "outbox-1", "n": [1, {"a": None}]},
        owner_id=None,
    )
    with ToyServer(*pages(page(full, has_more=False))) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
    assert result.activities == (
        FoundActivity(
            "act_1",
            "outbox-1",
            "call",
            "Hi\u202e",
            "Long",
            "ct_1",
            "co_1",
            "dl_1",
            "2026-03-02T09:00:00Z",
            SINCE,
        ),
    )


def test_values_of_an_unexpected_kind_count_as_missing(make_client: ClientMaker) -> None:
    odd = [
        activity(1, "yesterday", subject=7, metadata=["x"]),
        activity(2, "2026-03-01T09:00:00", metadata={"stashlog_id": 7}),
        {"id": "act_3"},
        {"id": "act_4", "attributes": None},
    ]
    with ToyServer(*pages(page(*odd, has_more=False))) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
    assert result.activities == (
        FoundActivity("act_1", type="call"),
        FoundActivity("act_2", type="call"),
        FoundActivity("act_3"),
        FoundActivity("act_4"),
    )
    assert result.complete


def test_pages_are_followed_until_the_server_says_that_there_are_no_more(
    make_client: ClientMaker,
) -> None:
    bodies = [
        page(activity(1, minutes(3)), has_more=True, next_cursor="a b&c"),
        page(activity(2, minutes(2)), has_more=True, next_cursor="d"),
        page(activity(3, minutes(1)), has_more=False, next_cursor=None),
    ]
    with ToyServer(*pages(*bodies)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
        assert b"&cursor=a+b%26c " in server.requests[1].replace(b"%20", b"+")
        assert b"&cursor=d " in server.requests[2]
    assert [found.id for found in result.activities] == ["act_1", "act_2", "act_3"]
    assert result.complete


def test_a_page_that_reaches_back_far_enough_is_the_last(make_client: ClientMaker) -> None:
    times = (1, 1, -1, -1)
    body = page(
        *(activity(n, minutes(offset)) for n, offset in enumerate(times)),
        has_more=True,
        next_cursor="x",
    )
    with ToyServer(*pages(body)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
        assert server.visits == 1
    assert result.complete
    assert len(result.activities) == 4


@pytest.mark.parametrize(
    "first",
    [
        pytest.param([activity(1, minutes(-9)), activity(2, minutes(-1))], id="oldest first"),
        pytest.param([activity(1, minutes(-1)), activity(2, None)], id="a time is missing"),
        pytest.param([activity(1, minutes(1)), activity(2, SINCE)], id="exactly since"),
        pytest.param([activity(1, minutes(-1))], id="a single one has no order"),
        pytest.param([activity(n, minutes(-1)) for n in (1, 2)], id="all of one time"),
    ],
)
def test_a_page_that_proves_nothing_about_older_ones_is_not_the_last(
    make_client: ClientMaker, first: list[object]
) -> None:
    more = page(*first, has_more=True, next_cursor="x")
    last = page(has_more=False)
    with ToyServer(*pages(more, last)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
        assert server.visits == 2
    assert result.complete


def test_the_order_shows_across_pages_as_well(make_client: ClientMaker) -> None:
    bodies = [
        page(activity(n, minutes(1 - n)), has_more=True, next_cursor=str(n)) for n in range(4)
    ]
    with ToyServer(*pages(*bodies)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
        assert server.visits == 3
    assert result.complete


def test_every_page_waits_for_its_turn_and_a_wait_is_called_off(make_client: ClientMaker) -> None:
    turns = iter([0.0, 0.0, 3600.0])
    more = [page(activity(n, minutes(1)), has_more=True, next_cursor=str(n)) for n in range(2)]
    with ToyServer(*pages(*more)) as server:
        client = make_client(server.base_url)

        def turn() -> float:
            seconds = next(turns)
            if seconds:
                client.cancel()
            return seconds

        result = client.look_up(KEY, QUERY, turn)
        assert server.visits == 2
    assert result.outcome is not None
    assert result.outcome.reason == Reason(ReasonCode.INTERRUPTED)
    assert not result.complete


@pytest.mark.parametrize(
    "pagination",
    [
        pytest.param({"has_more": True, "next_cursor": None}, id="more, but not where"),
        pytest.param({"has_more": True, "next_cursor": 7}, id="a cursor that is a number"),
        pytest.param({"has_more": True, "next_cursor": "same"}, id="a circle"),
        pytest.param({"next_cursor": None}, id="no word about more"),
        pytest.param({}, id="no pagination at all"),
    ],
)
def test_without_proof_a_look_up_is_not_complete(
    make_client: ClientMaker, pagination: dict[str, object]
) -> None:
    body = page(activity(1, minutes(1)), **pagination)
    with ToyServer(*pages(body)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
    assert not result.complete
    assert result.outcome is None
    assert result.activities[0].id == "act_1"


def test_an_empty_page_ends_a_look_up(make_client: ClientMaker) -> None:
    with ToyServer(*pages(b'{"data":[]}')) as server:
        assert make_client(server.base_url).look_up(KEY, QUERY).complete


def test_a_workspace_without_end_is_given_up_after_some_pages(make_client: ClientMaker) -> None:
    bodies = [page(activity(n, minutes(99)), has_more=True, next_cursor=f"c{n}") for n in range(25)]
    with ToyServer(*pages(*bodies)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
        assert server.visits == 20
    assert not result.complete
    assert result.outcome is None
    assert len(result.activities) == 20


@pytest.mark.parametrize(
    ("answer", "effect", "code"),
    [
        (refusal(403, "INSUFFICIENT_SCOPE"), Effect.UNCHANGED, ReasonCode.KEY_TOO_NARROW),
        (refusal(401, "INVALID_API_KEY"), Effect.UNCHANGED, ReasonCode.KEY_REFUSED),
        (refusal(429, "RATE_LIMITED"), Effect.UNCHANGED, ReasonCode.RATE_LIMITED),
        (refusal(503, "INTERNAL_ERROR"), Effect.MAYBE, ReasonCode.SERVER_ERROR),
        (http(200, b"<html>"), Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER),
        (http(200, b'{"data":{"id":"act_1"}}'), Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER),
        (http(200, b'{"data":[{"id":7}]}'), Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER),
        (http(206, b'{"data":[]}'), Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER),
        (
            http(200, b'{"data":[],"meta":{"pagination":{"has_more":"no"}}}'),
            Effect.MAYBE,
            ReasonCode.UNREADABLE_ANSWER,
        ),
    ],
)
def test_a_failed_page_says_why_and_keeps_what_was_seen(
    make_client: ClientMaker, answer: bytes, effect: Effect, code: ReasonCode
) -> None:
    first = pages(page(activity(1, minutes(1)), has_more=True, next_cursor="x"))
    with ToyServer(*first, answering(answer)) as server:
        result = make_client(server.base_url).look_up(KEY, QUERY)
    assert result.outcome is not None
    assert result.outcome.reason is not None
    assert (result.outcome.effect, result.outcome.reason.code) == (effect, code)
    assert not result.complete
    assert [found.id for found in result.activities] == ["act_1"]


@pytest.mark.parametrize(
    ("server_date", "here", "visits"),
    [
        pytest.param("Sun, 01 Mar 2026 09:05:00 GMT", minutes(5), 1, id="clocks agree"),
        pytest.param("Sun, 01 Mar 2026 08:05:00 GMT", minutes(5), 2, id="server is an hour behind"),
        pytest.param("Sun, 01 Mar 2026 10:05:00 GMT", minutes(5), 1, id="server is ahead"),
        pytest.param(None, minutes(5), 1, id="server tells no time"),
        pytest.param(None, minutes(-5), 2, id="clock here was set back since"),
    ],
)
def test_a_wrong_clock_never_ends_a_look_up_too_early(
    server_date: str | None, here: datetime, visits: int
) -> None:
    recent, older = activity(0, minutes(1)), activity(1, minutes(-30))
    more = page(recent, older, has_more=True, next_cursor="x")
    last = page(activity(2, minutes(-50)), has_more=False)
    with ToyServer(*pages(more, last, date=server_date)) as server:
        client = Nodestash(server.base_url, user_agent="Stashlog/0.0", clock=lambda: here)
        assert client.look_up(KEY, QUERY).complete
        client.close()
        assert server.visits == visits
