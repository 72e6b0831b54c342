"""Pace as the server tells it: limits, waits in every form, the daily reset."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from stashlog.api.classify import classify_answer
from stashlog.api.limits import read_limits
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome, RateLimits
from stashlog.domain.reasons import Reason, ReasonCode
from tests.support.local_clock import local_clock, needs_tzset

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
DAY = 86_400.0


def limited(
    headers: dict[str, str], error: object = None, *, status: int = 429, now: datetime = NOW
) -> Outcome:
    body = json.dumps({"error": error or {}}).encode()
    return classify_answer(status, headers, body, now, "api.nodestash.io")


def reset_headers(reset: datetime) -> dict[str, str]:
    return {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(reset.timestamp()))}


WAITS = [
    ("0", 0.0),
    ("120", 120.0),
    (" 7 ", 7.0),
    ("1.5", 1.5),
    ("-5", 0.0),
    ("86401", DAY),
    ("9" * 300, DAY),
    ("Sun, 01 Mar 2026 09:02:00 GMT", 120.0),
    ("Sun, 01 Mar 2026 10:02:00 +0100", 120.0),
    ("Sunday, 01-Mar-26 09:02:00 GMT", 120.0),
    ("Sun Mar  1 09:02:00 2026", 120.0),
    ("Sun, 01 Mar 2026 08:00:00 GMT", 0.0),
    ("Sun, 01 Mar 2099 08:00:00 GMT", DAY),
    ("soon", None),
    ("", None),
    ("NaN", None),
    ("inf", None),
    ("1e3", None),
    ("٣", None),
    ("5, 5", None),
    ("9" * 5000, None),
    ("Sun, 99 Mar 2026 08:00:00 GMT", None),
]


@pytest.mark.parametrize(("text", "seconds"), WAITS)
def test_retry_after_is_read_in_every_form(text: str, seconds: float | None) -> None:
    outcome = limited({"Retry-After": text})
    assert (outcome.effect, outcome.gate) == (Effect.UNCHANGED, GateKind.RATE_LIMITED)
    assert outcome.reason == Reason(ReasonCode.RATE_LIMITED)
    assert outcome.retry_after == seconds


@pytest.mark.parametrize(("text", "seconds"), WAITS)
def test_a_server_in_trouble_that_says_when_pauses_the_queue(
    text: str, seconds: float | None
) -> None:
    outcome = limited({"Retry-After": text}, status=503)
    assert outcome.effect is Effect.MAYBE
    assert outcome.server_fault
    assert outcome.gate == (GateKind.SERVER_TROUBLE if seconds else None)
    assert outcome.retry_after == (seconds or None)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (30, 30.0),
        (0.5, 0.5),
        ("30", 30.0),
        (-1, 0.0),
        (10**400, None),
        (1e308, None),
        (10**299, DAY),
        (True, None),
        (None, None),
        ([30], None),
    ],
)
def test_the_body_tells_the_wait_where_the_header_does_not(
    told: object, seconds: float | None
) -> None:
    assert limited({}, {"retry_after": told}).retry_after == seconds
    assert limited({"Retry-After": "soon"}, {"retry_after": told}).retry_after == seconds


def test_a_wait_beside_the_error_object_is_read_too() -> None:
    body = b'{"error":{"code":"RATE_LIMITED"},"retry_after":12}'
    assert classify_answer(429, {}, body, NOW, "x").retry_after == 12.0


@pytest.mark.parametrize("header", ["3", "Sun, 01 Mar 2026 09:00:03 GMT"])
def test_the_header_wins_over_the_body(header: str) -> None:
    assert limited({"Retry-After": header}, {"retry_after": 30}).retry_after == 3.0


@needs_tzset
def test_a_date_without_a_zone_is_utc_wherever_this_computer_stands() -> None:
    with local_clock("Pacific/Kiritimati"):
        assert limited({"Retry-After": "Sun Mar  1 09:02:00 2026"}).retry_after == 120.0


def test_a_date_counts_from_the_clock_of_the_server() -> None:
    headers = {
        "Date": "Sun, 01 Mar 2026 09:00:00 GMT",
        "Retry-After": "Sun, 01 Mar 2026 09:01:00 GMT",
    }
    assert limited(headers, now=NOW - timedelta(days=365)).retry_after == 60.0


def test_no_requests_left_today_closes_the_daily_gate_until_the_reset() -> None:
    outcome = limited(reset_headers(MIDNIGHT) | {"Retry-After": "54000"})
    assert outcome.gate is GateKind.DAILY_QUOTA
    assert outcome.effect is Effect.UNCHANGED
    assert outcome.reason == Reason(ReasonCode.DAILY_QUOTA)
    assert (outcome.until, outcome.retry_after) == (MIDNIGHT, 54000.0)


def test_requests_left_today_make_it_the_burst_limit() -> None:
    headers = reset_headers(MIDNIGHT) | {"X-RateLimit-Remaining": "1"}
    outcome = limited(headers)
    assert (outcome.gate, outcome.until) == (GateKind.RATE_LIMITED, None)


@pytest.mark.parametrize(
    "reset",
    ["", "junk", "-1", "0", "1772322600.5", "9" * 14, "9" * 30, "1772269200000"],
)
def test_a_reset_that_cannot_be_leaves_the_wait_that_was_told(reset: str) -> None:
    outcome = limited(
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset, "Retry-After": "60"}
    )
    assert (outcome.gate, outcome.until) == (GateKind.DAILY_QUOTA, None)
    assert outcome.retry_after == 60.0


@pytest.mark.parametrize(
    ("reset", "plausible"),
    [
        (NOW, False),
        (NOW + timedelta(seconds=1), True),
        (NOW + timedelta(days=1), True),
        (NOW + timedelta(days=1, seconds=1), False),
    ],
)
def test_a_reset_is_believed_within_a_day(reset: datetime, plausible: bool) -> None:
    assert limited(reset_headers(reset)).until == (reset if plausible else None)


@pytest.mark.parametrize("wrong", [timedelta(days=-365), timedelta(days=2), timedelta(hours=-7)])
def test_a_wrong_clock_here_neither_shortens_nor_prolongs_the_day(wrong: timedelta) -> None:
    headers = reset_headers(MIDNIGHT) | {"Date": "Sun, 01 Mar 2026 09:00:00 GMT"}
    here = NOW + wrong
    assert limited(headers, now=here).until == here + timedelta(hours=15)


def test_a_small_difference_of_the_clocks_leaves_the_reset_exact() -> None:
    headers = reset_headers(MIDNIGHT) | {"Date": "Sun, 01 Mar 2026 09:01:59 GMT"}
    assert limited(headers).until == MIDNIGHT


def test_a_date_that_makes_the_reset_impossible_is_not_believed() -> None:
    headers = reset_headers(MIDNIGHT) | {"Date": "Sun, 01 Mar 2020 09:00:00 GMT"}
    assert limited(headers).until == MIDNIGHT


def test_all_five_headers_are_read() -> None:
    headers = {
        "x-ratelimit-limit": "1000",
        "x-ratelimit-remaining": "998",
        "x-ratelimit-reset": str(int(MIDNIGHT.timestamp())),
        "x-ratelimit-burst-limit": " 5 ",
        "x-ratelimit-burst-remaining": "4",
    }
    assert read_limits(headers) == RateLimits(1000, 998, MIDNIGHT, 5, 4)


@pytest.mark.parametrize("junk", ["", "unlimited", "-1", "1.5", "٣", "9" * 16, "1 000"])
def test_a_header_that_is_no_count_is_no_limit(junk: str) -> None:
    names = ("limit", "remaining", "reset", "burst-limit", "burst-remaining")
    assert read_limits({f"x-ratelimit-{name}": junk for name in names}) == RateLimits()
