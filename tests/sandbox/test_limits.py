"""Rate limits on a clock that the test turns."""

from __future__ import annotations

import httpx
import pytest

from stashlog.sandbox import Sandbox
from tests.support.sandbox import FakeClock, bearer, http_client, running_sandbox

HEADERS = (
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-RateLimit-Burst-Limit",
    "X-RateLimit-Burst-Remaining",
)
MIDNIGHT = 1_772_409_600
"""2026-03-02T00:00:00Z, the first midnight after the clock's start."""


def _limits(answer: httpx.Response) -> list[str]:
    return [answer.headers[name] for name in HEADERS]


@pytest.mark.parametrize(
    ("plan", "per_day", "per_second"),
    [
        ("free", 1_000, 5),
        ("starter", 25_000, 25),
        ("pro", 250_000, 50),
        ("scale", 2_000_000, 200),
        ("enterprise", None, 500),
    ],
)
def test_each_plan_has_its_documented_limits(
    clock: FakeClock, plan: str, per_day: int | None, per_second: int
) -> None:
    with running_sandbox(plan, clock=clock) as sandbox, http_client(sandbox) as http:
        answer = http.get("deals", params={"limit": 1})
    limit, left = ("unlimited",) * 2 if per_day is None else (str(per_day), str(per_day - 1))
    assert _limits(answer) == [limit, left, str(MIDNIGHT), str(per_second), str(per_second - 1)]


def test_refusals_carry_the_limits_too(http: httpx.Client, sandbox: Sandbox) -> None:
    bad = bearer("nds_test_wrong")
    for answer in (
        http.get("activities", headers=bad),
        http.get("unknown"),
        http.get("deals?limit=0"),
        http.post("activities", headers=bearer(sandbox.keys.read_only), json={}),
    ):
        assert answer.status_code >= 400
        assert _limits(answer)[0] == "2000000"


def test_a_burst_is_refused_until_the_next_second(clock: FakeClock) -> None:
    with (
        running_sandbox("free", clock=clock) as sandbox,
        http_client(sandbox) as http,
    ):
        full, narrow = bearer(sandbox.key), bearer(sandbox.keys.read_only)
        for left in (4, 3, 2, 1, 0):
            answer = http.get("deals", headers=full if left % 2 else narrow)
            assert answer.status_code == 200
            assert answer.headers["X-RateLimit-Burst-Remaining"] == str(left)
        refused = http.post("activities", headers=full, json={"type": "note"})
        assert refused.status_code == 429
        assert refused.json()["error"] == {
            "code": "RATE_LIMITED",
            "message": "Burst rate limit exceeded",
        }
        assert refused.headers["Retry-After"] == "1"
        assert _limits(refused) == ["1000", "995", str(MIDNIGHT), "5", "0"]
        assert sandbox.ledger.activities == []
        clock.advance(1)
        assert http.post("activities", headers=full, json={"type": "note"}).status_code == 201


def test_the_day_is_used_up_and_begins_again_at_midnight_utc(clock: FakeClock) -> None:
    with (
        running_sandbox("free", clock=clock) as sandbox,
        http_client(sandbox) as http,
    ):
        for number in range(1_000):
            clock.advance(1)
            assert http.get("activities/act_0").status_code == 404, number
        clock.advance(1)
        refused = http.get("deals")
        assert refused.status_code == 429
        wait = MIDNIGHT - int(clock())
        assert refused.headers["Retry-After"] == str(wait)
        error = refused.json()["error"]
        assert error["retry_after"] == wait
        assert error["upgrade_url"].startswith("https://")
        assert _limits(refused)[:3] == ["1000", "0", str(MIDNIGHT)]
        clock.advance(wait - 0.5)
        assert http.get("deals").status_code == 429
        clock.advance(0.5)
        answer = http.get("deals")
        assert answer.status_code == 200
        assert _limits(answer)[:3] == ["1000", "999", str(MIDNIGHT + 86_400)]


def test_colleagues_can_use_up_the_day(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.limiter.leave_today(1)
    assert http.get("deals").headers["X-RateLimit-Remaining"] == "0"
    assert http.get("deals").status_code == 429


def test_an_unlimited_day_cannot_be_used_up() -> None:
    with running_sandbox("enterprise") as sandbox, pytest.raises(ValueError, match="no daily"):
        sandbox.limiter.leave_today(0)


def test_a_bad_key_and_a_refused_request_cost_nothing(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.limiter.leave_today(1)
    http.get("deals", headers=bearer("nds_test_wrong"))
    assert http.get("deals").status_code == 200
    assert http.get("deals").status_code == 429
    sandbox.limiter.leave_today(1)
    assert http.get("deals").status_code == 200


def test_a_restart_does_not_give_a_new_day(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.limiter.leave_today(0)
    sandbox.stop()
    sandbox.start()
    assert http.get("deals").status_code == 429
