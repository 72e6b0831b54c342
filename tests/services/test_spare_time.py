"""Spare time: other work makes a request only while nothing of delivery's own speaks against it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outcome import Effect, Outcome, RateLimits
from stashlog.services.sender_lock import SenderLock
from stashlog.services.spare_time import FIRST_REST, Asked
from tests.support.workbench import Workbench


class Counting:
    """Work that wants a request at once, and counts how many it may make."""

    def __init__(self, *answers: Asked, wait: float | None = 0.0) -> None:
        self.answers = list(answers)
        self.wanted = wait
        self.keys: list[str] = []
        self.closed = False

    def wait(self) -> float | None:
        return self.wanted

    def ask(self, key: str) -> Asked:
        self.keys.append(key)
        return self.answers.pop(0) if self.answers else Asked(None, RateLimits())

    def close(self) -> None:
        self.closed = True


def filled(bench: Workbench, work: Counting) -> Counting:
    """Give delivery this work, and let the first rest pass."""
    bench.delivery.fill_spare_time(lambda: work)
    bench.time.advance(FIRST_REST)
    assert bench.credentials.current() is not None
    return work


def test_the_first_seconds_belong_to_what_the_user_waits_for(bench: Workbench) -> None:
    made: list[Counting] = []

    def make() -> Counting:
        made.append(Counting())
        return made[-1]

    bench.delivery.fill_spare_time(make)
    bench.time.advance(1)
    assert bench.delivery.step().seconds == FIRST_REST - 1
    assert made == []


def test_it_asks_with_the_key_once_nothing_is_due(bench: Workbench) -> None:
    work = filled(bench, Counting())
    assert bench.delivery.step().seconds == 0
    assert work.keys == [bench.sandbox.key]


@pytest.mark.parametrize(("wait", "rest"), [(None, None), (70.0, 70.0)])
def test_it_rests_as_long_as_its_work_does(
    bench: Workbench, wait: float | None, rest: float | None
) -> None:
    work = filled(bench, Counting(wait=wait))
    assert bench.delivery.step().seconds == rest
    assert work.keys == []


def test_what_is_due_sooner_ends_its_rest(bench: Workbench) -> None:
    filled(bench, Counting(wait=70.0))
    item = bench.log()
    bench.store.outbox.hold(item.id, bench.time.day + timedelta(seconds=9))
    assert bench.delivery.step().seconds == 9


def test_what_waits_comes_first(bench: Workbench) -> None:
    work = filled(bench, Counting())
    bench.log("Waits")
    bench.delivery.step()
    assert bench.arrived() == ["Waits"]
    assert work.keys == []


@pytest.mark.parametrize(("seconds", "rest"), [(None, None), (9.0, 9.0)])
def test_a_closed_gate_holds_it(
    bench: Workbench, seconds: float | None, rest: float | None
) -> None:
    work = filled(bench, Counting())
    until = None if seconds is None else bench.time.day + timedelta(seconds=seconds)
    bench.delivery.gatekeeper.close_here(Gate(GateKind.OFFLINE, bench.time.day, until))
    assert bench.delivery.step().seconds == rest
    assert work.keys == []


def test_it_never_asks_the_keyring(bench: Workbench) -> None:
    work = filled(bench, Counting())
    bench.credentials.clear()
    assert bench.delivery.step().seconds == 30
    assert work.keys == []


def test_it_keeps_to_the_pace(bench: Workbench) -> None:
    work = filled(bench, Counting(*[Asked(None, RateLimits(burst_limit=5))] * 9))
    while not (pause := bench.delivery.step().seconds):
        assert len(work.keys) < 9
    assert 0 < pause <= 1
    assert work.keys


def test_while_another_process_sends_it_stands_back(bench: Workbench) -> None:
    work = filled(bench, Counting())
    with SenderLock(bench.folder).held():
        assert bench.delivery.step().seconds == 1
    assert work.keys == []


@pytest.mark.parametrize(
    ("gate", "closes"),
    [(GateKind.RATE_LIMITED, True), (GateKind.OFFLINE, False), (None, False)],
)
def test_only_a_trouble_of_all_requests_closes_a_gate(
    bench: Workbench, gate: GateKind | None, closes: bool
) -> None:
    refused = Asked(Outcome(Effect.UNCHANGED, gate=gate, retry_after=5.0), None)
    filled(bench, Counting(refused))
    bench.delivery.step()
    assert bool(bench.delivery.gatekeeper.gates()) is closes


def test_an_answered_request_shows_that_nodestash_is_there(bench: Workbench) -> None:
    filled(bench, Counting())
    over = bench.time.day - timedelta(seconds=1)
    bench.delivery.gatekeeper.close_here(Gate(GateKind.OFFLINE, bench.time.day, over))
    bench.delivery.step()
    assert bench.delivery.gatekeeper.gates() == {}


def test_what_the_work_holds_is_given_back_with_the_store(bench: Workbench) -> None:
    work = filled(bench, Counting())
    bench.delivery.step()
    bench.restart()
    assert work.closed


def test_work_that_never_began_holds_nothing(bench: Workbench) -> None:
    work = Counting()
    bench.delivery.fill_spare_time(lambda: work)
    bench.restart()
    assert not work.closed
