"""The whole outcome table: every status, every exception, sent or not."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from stashlog.api.classify import (
    EXCEPTIONS,
    STATUSES,
    classify_answer,
    classify_exception,
    classify_read,
    classify_reply,
)
from stashlog.api.errors import (
    CancelledError,
    DeadlineError,
    ProxySettingsError,
    RequestStoppedError,
    UnusableKeyError,
)
from stashlog.api.exchange import Failed, Received
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOST = "api.nodestash.io"

Row = tuple[Effect, ReasonCode, GateKind | None]

UNREADABLE: Row = (Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER, None)
REDIRECTED: Row = (Effect.UNCHANGED, ReasonCode.REDIRECTED, GateKind.SETTINGS)
REFUSED: Row = (Effect.REFUSED, ReasonCode.REFUSED_STATUS, None)
FAULTY: Row = (Effect.MAYBE, ReasonCode.SERVER_ERROR, None)

EXPECTED_STATUSES: dict[int, Row] = (
    dict.fromkeys(range(100, 300), UNREADABLE)
    | dict.fromkeys(range(300, 400), REDIRECTED)
    | dict.fromkeys(range(400, 500), REFUSED)
    | dict.fromkeys(range(500, 600), FAULTY)
    | {
        401: (Effect.UNCHANGED, ReasonCode.KEY_REFUSED, GateKind.KEY_REFUSED),
        403: (Effect.UNCHANGED, ReasonCode.KEY_TOO_NARROW, GateKind.KEY_TOO_NARROW),
        407: (Effect.UNCHANGED, ReasonCode.OFFLINE, GateKind.OFFLINE),
        408: UNREADABLE,
        429: (Effect.UNCHANGED, ReasonCode.RATE_LIMITED, GateKind.RATE_LIMITED),
    }
    | dict.fromkeys((-200, -1, 0, 1, 99, 600, 999, 1000, 20_100), UNREADABLE)
)
"""What each status does when its body says nothing."""

OFFLINE: Row = (Effect.UNCHANGED, ReasonCode.OFFLINE, GateKind.OFFLINE)
BAD_ADDRESS: Row = (Effect.UNCHANGED, ReasonCode.BAD_ADDRESS, GateKind.SETTINGS)
BAD_KEY: Row = (Effect.UNCHANGED, ReasonCode.KEY_UNUSABLE, GateKind.KEY_REFUSED)
CERTIFICATE: Row = (Effect.UNCHANGED, ReasonCode.CERTIFICATE, GateKind.SETTINGS)
UNFORESEEN: Row = (Effect.UNCHANGED, ReasonCode.UNFORESEEN, GateKind.SETTINGS)
NO_ANSWER, UNKNOWN = ReasonCode.NO_ANSWER, ReasonCode.UNFORESEEN

EXPECTED_EXCEPTIONS: dict[type[BaseException], tuple[Row, ReasonCode]] = {
    httpx.HTTPError: (UNFORESEEN, UNKNOWN),
    httpx.RequestError: (UNFORESEEN, UNKNOWN),
    httpx.TransportError: (OFFLINE, NO_ANSWER),
    httpx.TimeoutException: (OFFLINE, NO_ANSWER),
    httpx.ConnectTimeout: (OFFLINE, NO_ANSWER),
    httpx.ReadTimeout: (OFFLINE, NO_ANSWER),
    httpx.WriteTimeout: (OFFLINE, NO_ANSWER),
    httpx.PoolTimeout: (OFFLINE, NO_ANSWER),
    httpx.NetworkError: (OFFLINE, NO_ANSWER),
    httpx.ConnectError: (OFFLINE, NO_ANSWER),
    httpx.ReadError: (OFFLINE, NO_ANSWER),
    httpx.WriteError: (OFFLINE, NO_ANSWER),
    httpx.CloseError: (OFFLINE, NO_ANSWER),
    httpx.ProtocolError: (OFFLINE, NO_ANSWER),
    httpx.LocalProtocolError: (BAD_KEY, NO_ANSWER),
    httpx.RemoteProtocolError: (OFFLINE, NO_ANSWER),
    httpx.ProxyError: (OFFLINE, NO_ANSWER),
    httpx.UnsupportedProtocol: (BAD_ADDRESS, NO_ANSWER),
    httpx.DecodingError: (UNFORESEEN, UNKNOWN),
    httpx.TooManyRedirects: (UNFORESEEN, UNKNOWN),
    httpx.HTTPStatusError: (UNFORESEEN, UNKNOWN),
    httpx.InvalidURL: (BAD_ADDRESS, NO_ANSWER),
    httpx.CookieConflict: (UNFORESEEN, UNKNOWN),
    httpx.StreamError: (UNFORESEEN, UNKNOWN),
    httpx.StreamConsumed: (UNFORESEEN, UNKNOWN),
    httpx.StreamClosed: (UNFORESEEN, UNKNOWN),
    httpx.ResponseNotRead: (UNFORESEEN, UNKNOWN),
    httpx.RequestNotRead: (UNFORESEEN, UNKNOWN),
    DeadlineError: (OFFLINE, NO_ANSWER),
    CancelledError: ((Effect.UNCHANGED, ReasonCode.INTERRUPTED, None), ReasonCode.INTERRUPTED),
    UnusableKeyError: (BAD_KEY, NO_ANSWER),
    ProxySettingsError: (BAD_ADDRESS, NO_ANSWER),
    ssl.SSLCertVerificationError: (CERTIFICATE, NO_ANSWER),
    # Nobody raises these on purpose; they stand for what nobody foresees.
    RequestStoppedError: (UNFORESEEN, UNKNOWN),
    OSError: (UNFORESEEN, UNKNOWN),
    ValueError: (UNFORESEEN, UNKNOWN),
    MemoryError: (UNFORESEEN, UNKNOWN),
    RecursionError: (UNFORESEEN, UNKNOWN),
    KeyError: (UNFORESEEN, UNKNOWN),
}
"""What each exception does while nothing has left, and the reason once something may have."""


def descendants(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    """Yield a class and all below it."""
    yield kind
    for child in kind.__subclasses__():
        yield from descendants(child)


ALL_OF_HTTPX = sorted(
    {
        kind
        for root in (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, httpx.StreamError)
        for kind in descendants(root)
        if kind.__module__.partition(".")[0] == "httpx"
    }
    | {
        value
        for value in vars(httpx).values()
        if isinstance(value, type) and issubclass(value, BaseException)
    },
    key=lambda kind: kind.__name__,
)


def row_of(outcome: Outcome) -> Row:
    assert outcome.reason is not None
    return outcome.effect, outcome.reason.code, outcome.gate


def make(kind: type[BaseException]) -> BaseException:
    """An instance, whatever its constructor wants; only its type matters."""
    error = kind.__new__(kind)
    assert isinstance(error, kind)
    return error


@pytest.mark.parametrize("status", sorted(EXPECTED_STATUSES))
def test_every_status_has_its_outcome(status: int) -> None:
    for body in (b"", b"<html>", b"{}", None):
        outcome = classify_answer(status, {}, body, NOW, HOST)
        assert row_of(outcome) == EXPECTED_STATUSES[status]
        assert outcome.server_fault == (500 <= status < 600)
        assert outcome.server_id is None


@pytest.mark.parametrize(
    ("status", "detail"), [(206, "206"), (408, "408"), (502, "502"), (999, "999"), (407, HOST)]
)
def test_the_reason_names_the_status_or_the_proxy_host(status: int, detail: str) -> None:
    reason = classify_answer(status, {}, b"", NOW, HOST).reason
    assert reason is not None
    assert reason.detail == detail


@pytest.mark.parametrize(("host", "detail"), [(HOST, HOST), ("", "base_url")])
def test_an_address_without_a_host_is_named_by_its_setting(host: str, detail: str) -> None:
    unusable = make(httpx.UnsupportedProtocol)
    reason = classify_exception(unusable, sent=False, host=host).reason
    assert reason == Reason(ReasonCode.BAD_ADDRESS, detail)


def test_the_table_covers_every_status_and_more() -> None:
    assert EXPECTED_STATUSES.keys() > set(range(100, 600))
    assert STATUSES.keys() < EXPECTED_STATUSES.keys()


@pytest.mark.parametrize("kind", ALL_OF_HTTPX)
def test_every_exception_of_httpx_is_tabled(kind: type[BaseException]) -> None:
    assert kind in EXPECTED_EXCEPTIONS, f"{kind} is new: decide what it does to an item"


@pytest.mark.parametrize("kind", EXPECTED_EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_an_exception_before_anything_left_leaves_the_item_as_it_was(
    kind: type[BaseException],
) -> None:
    outcome = classify_exception(make(kind), sent=False, host=HOST)
    assert row_of(outcome) == EXPECTED_EXCEPTIONS[kind][0]
    assert not outcome.server_fault


@pytest.mark.parametrize("kind", EXPECTED_EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_an_exception_after_something_may_have_left_makes_the_item_a_maybe(
    kind: type[BaseException],
) -> None:
    outcome = classify_exception(make(kind), sent=True, host=HOST)
    assert row_of(outcome) == (Effect.MAYBE, EXPECTED_EXCEPTIONS[kind][1], None)


def test_an_exception_that_nobody_foresaw_keeps_the_item() -> None:
    class UnheardOfError(Exception):
        pass

    before = classify_exception(UnheardOfError("nds_test_secret"), sent=False, host=HOST)
    after = classify_exception(UnheardOfError("nds_test_secret"), sent=True, host=HOST)
    assert before.reason == after.reason == Reason(ReasonCode.UNFORESEEN, "UnheardOfError")
    assert (before.effect, after.effect) == (Effect.UNCHANGED, Effect.MAYBE)


def test_a_new_transport_error_takes_the_row_of_its_parent() -> None:
    class NewReadError(httpx.ReadError):
        pass

    assert row_of(classify_exception(NewReadError("x"), sent=False, host=HOST)) == OFFLINE


@pytest.mark.parametrize("link", ["__cause__", "__context__", "args"])
def test_a_certificate_error_is_found_wherever_it_hides(link: str) -> None:
    middle = ConnectionError()
    verification = make(ssl.SSLCertVerificationError)
    setattr(middle, link, (verification,) if link == "args" else verification)
    error = httpx.ConnectError("failed")
    error.__cause__ = middle
    assert row_of(classify_exception(error, sent=False, host=HOST)) == CERTIFICATE


def test_a_circle_of_causes_ends() -> None:
    first, second = httpx.ConnectError("a"), httpx.ConnectError("b")
    first.__cause__, second.__cause__ = second, first
    assert row_of(classify_exception(first, sent=False, host=HOST)) == OFFLINE


def test_offline_names_the_host_and_a_bad_key_names_nothing() -> None:
    offline = classify_exception(httpx.ConnectError("nds_test_x"), sent=False, host=HOST)
    bad_key = classify_exception(httpx.LocalProtocolError("nds_test_x"), sent=False, host=HOST)
    assert offline.reason == Reason(ReasonCode.OFFLINE, HOST)
    assert bad_key.reason == Reason(ReasonCode.KEY_UNUSABLE, "")


def test_every_row_of_the_exception_table_is_expected_by_a_test() -> None:
    assert set(EXCEPTIONS) - {BaseException} <= EXPECTED_EXCEPTIONS.keys()


@pytest.mark.parametrize("status", [200, 201])
def test_a_readable_id_confirms_the_activity(status: int) -> None:
    body = json.dumps({"data": {"id": "act_1", "type": "activity"}, "meta": {"request_id": "r"}})
    outcome = classify_answer(status, {}, body.encode(), NOW, HOST)
    assert outcome == Outcome(Effect.SENT, server_id="act_1", request_id="r")


@pytest.mark.parametrize("status", [202, 204, 299, 301, 404, 500])
def test_an_id_under_another_status_confirms_nothing(status: int) -> None:
    outcome = classify_answer(status, {}, b'{"data":{"id":"act_1"}}', NOW, HOST)
    assert outcome.effect is not Effect.SENT
    assert outcome.server_id is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"data":{"id":""}}',
        b'{"data":{"id":null}}',
        b'{"data":{"id":7}}',
        b'{"data":{"id":["act_1"]}}',
        b'{"data":{"id":"act 1"}}',
        b'{"data":{"id":"act\\u00001"}}',
        b'{"data":{"id":"act\\n1"}}',
        b'{"data":{"id":"act\\u202e1"}}',
        b'{"data":{"id":"act\\ud8001"}}',
        b'{"data":{"id":".."}}',
        b'{"data":{"id":"' + b"x" * 201 + b'"}}',
        b'{"data":{}}',
        b'{"data":[]}',
        b'{"data":null}',
        b'{"data":{"id":"act_1","id":"act_1"}}',
        b'{"data":{"id":"act_1","value":NaN}}',
        b'{"data":{"id":"act_1","value":-Infinity}}',
        b'{"data":{"id":"act_1"}',
        b'{"data":{"id":"act_1"}} trailing',
        b'{"data":{"id":"act_\xff"}}',
        b'\xef\xbb\xbf{"data":{"id":"act_1"}}',
        '{"data":{"id":"act_1"}}'.encode("utf-16"),
        b'[{"data":{"id":"act_1"}}]',
        b'"act_1"',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"data":{"id":"act_1","n":' + b"9" * 5000 + b"}}",
        b"<!doctype html><title>Welcome to the hotel</title>",
        b"",
        None,
    ],
)
def test_an_answer_that_confirms_nothing_beyond_doubt_is_checked(body: bytes | None) -> None:
    outcome = classify_answer(201, {}, body, NOW, HOST)
    assert row_of(outcome) == UNREADABLE
    assert outcome.reason == Reason(ReasonCode.UNREADABLE_ANSWER, "201")


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("https://login.hotel.example/portal?key=1#x", "login.hotel.example"),
        ("//other.example/v1", "other.example"),
        ("https://user:secret@evil.example:8443/", "evil.example"),
        ("/v2/activities", HOST),
        ("", HOST),
        ("https://[broken", HOST),
        ("https://bad\u202ehost.example/", "badhost.example"),
    ],
)
def test_a_redirect_names_the_target_host_and_nothing_else(location: str, named: str) -> None:
    outcome = classify_answer(307, {"Location": location}, b"", NOW, HOST)
    assert outcome.reason == Reason(ReasonCode.REDIRECTED, named)


def test_a_fault_of_ours_while_reading_an_answer_keeps_the_item() -> None:
    naive = datetime(2026, 3, 1)  # noqa: DTZ001 - the fault: an aware time is required
    reply = Received(503, {"retry-after": "Sun, 01 Mar 2026 09:01:00 GMT"}, b"")
    outcome = classify_reply(reply, naive, HOST)
    assert row_of(outcome) == (Effect.MAYBE, ReasonCode.UNFORESEEN, None)


def test_a_failure_to_get_any_answer_is_classified_as_the_exception() -> None:
    outcome = classify_reply(Failed(httpx.ConnectError("x"), sent=False), NOW, HOST)
    assert row_of(outcome) == OFFLINE


@pytest.mark.parametrize("status", [200, 201])
def test_a_request_that_only_reads_never_counts_as_a_creation(status: int) -> None:
    reply = Received(status, {}, b'{"data":{"id":"act_1"}}')
    assert row_of(classify_read(reply, NOW, HOST)) == UNREADABLE
