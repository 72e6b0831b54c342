"""What had left the form and could not be stored comes back."""

import threading
from collections.abc import Callable

import pytest

from stashlog.domain.outbox import State
from stashlog.services.capture import Capture
from tests.support.waiting import PATIENCE
from tests.support.window import Desk


def breaking_down(until: threading.Event) -> Callable[..., None]:
    """Return a fault of ours that happens once the test is ready for it."""

    def break_down(*_: object, **__: object) -> None:
        assert until.wait(PATIENCE)
        raise RuntimeError("a fault of ours")

    return break_down


def test_a_fault_of_ours_while_storing_brings_the_text_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = threading.Event()
    now.set()
    desk.open()
    monkeypatch.setattr(Capture, "log_all", breaking_down(now))
    desk.type(subject="Not lost")
    with desk.qtbot.capture_exceptions() as faults:
        desk.log()
        desk.wait(desk.summary)
    assert [str(fault[1]) for fault in faults] == ["a fault of ours"]
    assert desk.form.entry().subject == "Not lost"
    monkeypatch.undo()
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])


def test_text_that_was_not_stored_waits_for_whoever_types_on_and_both_are_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = threading.Event()
    desk.open()
    monkeypatch.setattr(Capture, "log_all", breaking_down(ready))
    desk.type(subject="First")
    desk.log()
    desk.type(subject="Next")
    with desk.qtbot.capture_exceptions():
        ready.set()
        desk.wait(lambda: "not stored yet" in desk.shown("notice"))
    assert desk.form.entry().subject == "Next"
    assert desk.conductor.furniture.notices.lasting

    desk.push("notice_action")
    assert desk.form.entry().subject == "First"
    assert desk.summary()
    assert "not stored yet" in desk.shown("notice"), "the next one takes its place in line"
    monkeypatch.undo()
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.push("notice_action")
    assert desk.form.entry().subject == "Next"
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT, State.SENT])
    assert desk.arrived() == ["First", "Next"]
