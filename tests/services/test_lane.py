"""Work in the background: in order, on a thread of its own, and nothing that goes wrong ends it."""

from __future__ import annotations

import logging
import threading

import pytest

from stashlog.services.lane import Lane
from tests.support.threads import own_threads
from tests.support.waiting import PATIENCE


def nothing(_: object) -> None:
    """Do not care."""


@pytest.fixture
def gate() -> threading.Event:
    """Holds work up until it is set."""
    return threading.Event()


def held(gate: threading.Event) -> bool:
    return gate.wait(PATIENCE)


def test_work_runs_in_the_order_in_which_it_came(gate: threading.Event) -> None:
    lane = Lane("order")
    done: list[int] = []
    lane.submit(lambda: held(gate), nothing, nothing)
    for number in range(200):
        lane.submit(lambda n=number: n, done.append, nothing)  # type: ignore[misc]  # mypy cannot infer a lambda's default
    assert done == [], "one after the other"
    gate.set()
    assert lane.flush(PATIENCE)
    assert done == list(range(200))


def test_exactly_one_of_done_and_failed_is_told() -> None:
    lane = Lane("told")
    done: list[object] = []
    failed: list[Exception] = []

    def fails() -> None:
        raise ValueError("not today")

    lane.submit(lambda: "yes", done.append, failed.append)
    lane.submit(fails, done.append, failed.append)
    assert lane.flush(PATIENCE)
    assert done == ["yes"]
    assert [str(error) for error in failed] == ["not today"]


def test_a_faulty_listener_is_logged_and_does_not_end_the_lane(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lane = Lane("faulty")

    def faulty(_: object) -> None:
        raise RuntimeError("the listener's own fault")

    done: list[str] = []
    failed: list[Exception] = []
    with caplog.at_level(logging.ERROR):
        lane.submit(lambda: None, faulty, failed.append)
        lane.submit(lambda: "goes on", done.append, failed.append)
        assert lane.flush(PATIENCE)
    assert done == ["goes on"]
    assert failed == [], "the work itself had succeeded"
    assert "the listener's own fault" in caplog.text


def test_everything_in_a_lane_runs_on_one_thread_which_never_keeps_the_program_alive() -> None:
    lane = Lane("alone")
    threads: list[threading.Thread] = []
    for _ in range(5):
        lane.submit(threading.current_thread, threads.append, nothing)
    assert lane.flush(PATIENCE)
    (thread,) = set(threads)
    assert thread.daemon
    assert thread.name == "stashlog-alone"


def test_starts_from_many_threads_at_once_make_one_thread() -> None:
    lane = Lane("contested")
    threads: list[threading.Thread] = []
    ready = threading.Barrier(8)

    def submits() -> None:
        ready.wait(PATIENCE)
        lane.submit(threading.current_thread, threads.append, nothing)

    starters = [threading.Thread(target=submits) for _ in range(8)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(PATIENCE)
    assert lane.flush(PATIENCE)
    assert len(threads) == 8
    assert len(set(threads)) == 1


def test_nobody_waits_for_a_lane_that_hangs(gate: threading.Event) -> None:
    lane = Lane("hangs")
    lane.submit(lambda: held(gate), nothing, nothing)
    assert not lane.flush(0.01), "its work is not done"
    gate.set()
    assert lane.flush(PATIENCE)


def test_a_lane_that_was_never_used_has_nothing_to_wait_for() -> None:
    assert Lane("idle").flush(PATIENCE)
    assert own_threads("stashlog-idle") == [], "and has no thread either"
