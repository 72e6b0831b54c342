"""The line to nodestash: one request at a time, as fast as the workspace allows and no faster."""

from __future__ import annotations

import pytest

from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome, RateLimits
from stashlog.services.limits import recall_limits
from stashlog.services.line import Line, Pause
from stashlog.services.sender_lock import SenderLock
from tests.support.workbench import Workbench

RATE_LIMITED = Outcome(Effect.UNCHANGED, gate=GateKind.RATE_LIMITED)
REFUSED = Outcome(Effect.REFUSED)


def limits(burst: int | None) -> RateLimits:
    return RateLimits(1000, 900, None, burst, None)


@pytest.fixture
def line(bench: Workbench) -> Line:
    return Line(SenderLock(bench.folder), lambda: bench.time.passed, bench.store.facts)


def sent_in(bench: Workbench, line: Line, seconds: float) -> int:
    """Send as fast as the line lets, and return how many requests left in so many seconds."""
    end, sent = bench.time.passed + seconds, 0
    while bench.time.passed < end:
        wait = line.wait()
        if wait > 0:
            bench.time.advance(wait)
        else:
            line.spend()
            sent += 1
    return sent


@pytest.mark.parametrize(
    ("one", "other", "sooner"),
    [(3.0, 5.0, 3.0), (5.0, 3.0, 3.0), (None, 2.0, 2.0), (2.0, None, 2.0), (None, None, None)],
)
def test_the_sooner_of_two_pauses_counts(
    one: float | None, other: float | None, sooner: float | None
) -> None:
    assert Pause(one).or_sooner(other) == Pause(sooner)


def test_before_the_first_answer_it_keeps_to_the_smallest_plan(
    bench: Workbench, line: Line
) -> None:
    assert 49 <= sent_in(bench, line, 10) <= 55


def test_a_larger_plan_is_learnt_from_the_answers_little_by_little(
    bench: Workbench, line: Line
) -> None:
    for _ in range(20):
        line.learn(limits(50), None)
    assert 490 <= sent_in(bench, line, 10) <= 551


def test_a_limit_that_was_hit_slows_it_down_and_success_speeds_it_up_again(
    bench: Workbench, line: Line
) -> None:
    line.learn(limits(5), RATE_LIMITED)
    slow = sent_in(bench, line, 10)
    for _ in range(20):
        line.learn(limits(5), None)
    assert slow < 30
    assert sent_in(bench, line, 10) > 45


def test_a_refusal_of_the_content_is_no_reason_to_slow_down(bench: Workbench, line: Line) -> None:
    line.learn(limits(5), REFUSED)
    assert sent_in(bench, line, 10) > 45


def test_what_an_answer_says_of_the_limits_is_kept(bench: Workbench, line: Line) -> None:
    line.learn(limits(25), None)
    assert recall_limits(bench.store.facts, bench.time.day) == limits(25)
    line.learn(None, RATE_LIMITED)
    assert recall_limits(bench.store.facts, bench.time.day) == limits(25)


def test_it_is_one_line_for_every_process(bench: Workbench, line: Line) -> None:
    other = Line(SenderLock(bench.folder), lambda: bench.time.passed, bench.store.facts)
    with line.held() as held, other.held() as also:
        assert (held, also) == (True, False)
    with other.held() as held:
        assert held
