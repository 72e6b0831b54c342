"""What the last answer said of the workspace's limits, as the next start knows it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from stashlog.domain.activity import Json
from stashlog.domain.outcome import RateLimits
from stashlog.services.limits import FACT, recall_limits, remember_limits
from tests.support.workbench import Workbench, workbench


def test_what_an_answer_said_is_known_after_a_restart(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", plan="starter") as bench:
        bench.log()
        bench.deliver()
        bench.restart()
        recalled = recall_limits(bench.store.facts, bench.time.day)
        plan = bench.sandbox.limiter.plan
    assert recalled is not None
    assert (recalled.limit, recalled.burst_limit) == (plan.per_day, plan.per_second)
    assert recalled.remaining == 24_999


def test_the_figures_of_yesterday_say_nothing_today(bench: Workbench) -> None:
    reset = bench.time.day + timedelta(hours=3)
    remember_limits(bench.store.facts, RateLimits(1000, 4, reset, 5, None))
    assert recall_limits(bench.store.facts, reset - timedelta(seconds=1)) is not None
    assert recall_limits(bench.store.facts, reset) is None


def test_before_the_first_answer_nothing_is_known(bench: Workbench) -> None:
    assert recall_limits(bench.store.facts, bench.time.day) is None


def test_what_a_plan_without_limits_leaves_out_stays_unknown(bench: Workbench) -> None:
    remember_limits(bench.store.facts, RateLimits(None, None, None, 500, None))
    assert recall_limits(bench.store.facts, bench.time.day) == RateLimits(
        None, None, None, 500, None
    )


@pytest.mark.parametrize(
    "kept",
    [
        [],
        "much",
        {"resets_at": "some day"},
        {"resets_at": "2026-11-25T00:00:00"},
        {"limit": "1000", "remaining": 3.5, "resets_at": 7, "burst_limit": None},
        {"limit": True},
    ],
    ids=["list", "text", "no time", "time without a zone", "wrong kinds", "truth"],
)
def test_a_damaged_memory_is_no_memory_and_never_a_fault(bench: Workbench, kept: Json) -> None:
    """It stands in the way of nothing: the window reads it with every look at the outbox."""
    bench.store.facts.put(FACT, kept)
    limits = recall_limits(bench.store.facts, bench.time.day)
    assert limits in (None, RateLimits(None, None, None, None, None))
