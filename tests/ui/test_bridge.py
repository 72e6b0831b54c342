"""Background threads reach the interface thread through one door, which can be shut."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from stashlog.services.lane import Lane
from stashlog.ui.bridge import Bridge
from tests.support.waiting import PATIENCE


def from_a_thread(call: Callable[[], None]) -> None:
    """Run something on another thread and wait for its end."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def wait(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def test_whatever_thread_asks_it_runs_on_the_interface_thread_in_order(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[tuple[int, threading.Thread]] = []

    def posts() -> None:
        for number in range(100):
            bridge.post(lambda n=number: ran.append((n, threading.current_thread())))  # type: ignore[misc]  # mypy cannot infer a lambda's default

    from_a_thread(posts)
    assert ran == [], "nothing runs before the interface thread gets to it"
    wait(qtbot, lambda: len(ran) == 100)
    assert [number for number, _ in ran] == list(range(100))
    assert {thread for _, thread in ran} == {threading.main_thread()}


def test_a_call_from_the_interface_thread_runs_later_too(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[str] = []
    bridge.post(lambda: ran.append("later"))
    ran.append("now")
    wait(qtbot, lambda: len(ran) == 2)
    assert ran == ["now", "later"]


def test_a_shut_door_carries_nothing_and_troubles_nobody(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[str] = []
    bridge.close()
    from_a_thread(lambda: bridge.post(lambda: ran.append("too late")))
    other = Bridge()
    other.post(lambda: ran.append("through another door"))
    wait(qtbot, lambda: ran)
    assert ran == ["through another door"]


def test_work_is_done_on_its_lane_and_told_on_the_interface_thread(qtbot: QtBot) -> None:
    bridge, lane = Bridge(), Lane("told")
    told: list[tuple[str, str]] = []

    def tell(worked_on: str) -> None:
        told.append((worked_on, threading.current_thread().name))

    bridge.run(lane, lambda: threading.current_thread().name, tell)
    wait(qtbot, lambda: told)
    assert told == [("stashlog-told", threading.main_thread().name)]


def test_a_failure_is_told_to_whoever_cares(qtbot: QtBot) -> None:
    bridge, lane = Bridge(), Lane("fails")
    failed: list[Exception] = []

    def work() -> None:
        raise OSError("no such thing")

    bridge.run(lane, work, failed=failed.append)
    wait(qtbot, lambda: failed)
    assert str(failed[0]) == "no such thing"


def test_a_failure_that_nobody_cares_about_is_a_fault_of_ours_and_not_silent(
    qtbot: QtBot,
) -> None:
    bridge, lane = Bridge(), Lane("fails")

    def work() -> None:
        raise ZeroDivisionError("ours")

    with qtbot.capture_exceptions() as faults:
        bridge.run(lane, work)
        wait(qtbot, lambda: faults)
    assert [str(fault[1]) for fault in faults] == ["ours"]


def test_a_door_that_is_shut_while_many_knock_never_blocks(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[int] = []
    started = threading.Event()

    def knocks() -> None:
        started.set()
        for number in range(500):
            bridge.post(lambda n=number: ran.append(n))  # type: ignore[misc]  # mypy cannot infer a lambda's default

    threads = [threading.Thread(target=knocks) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert started.wait(PATIENCE)
    bridge.close()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    last = Bridge()
    done: list[bool] = []
    last.post(lambda: done.append(True))
    wait(qtbot, lambda: done)
    assert len(ran) <= 4 * 500
