"""What happens around a window: a fault of ours, a later start, a key from the command line."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import State
from stashlog.services.instance import KEY_CHANGED, Doorbell, ask_running, wish_for
from stashlog.services.lane import Lane
from stashlog.ui.living import live
from tests.support.window import Desk


@pytest.fixture
def living(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An open window that hears what happens around it, and whose faults go nowhere else."""
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    conductor = desk.open()
    bell = Doorbell(desk.folder)
    assert bell.claim()
    with ExitStack() as until:
        live(conductor, bell, until)
        yield desk


def ask(desk: Desk, wish: dict[str, object]) -> list[bool]:
    """Ring from another thread, as another process does; the window has to turn meanwhile."""
    answers: list[bool] = []
    lane = Lane("another-start")
    lane.submit(lambda: ask_running(desk.folder, wish), answers.append, lambda _: None)
    desk.wait(lambda: answers)
    return answers


def test_a_fault_in_a_slot_is_said_and_the_window_goes_on(living: Desk) -> None:
    def slot() -> None:
        raise ValueError("nds_test_secret is in here")

    hook = sys.excepthook
    with capture_exceptions():
        sys.excepthook = hook
        QTimer.singleShot(0, slot)
        living.wait(lambda: "Something went wrong" in living.shown("notice"))
    assert "nds_test_secret" not in living.shown("notice")
    living.type(subject="It goes on")
    living.log()
    living.wait(lambda: living.states() == [State.SENT])


def test_a_later_start_fills_the_form_and_what_stood_there_is_kept(living: Desk) -> None:
    living.type(subject="Half typed")
    assert ask(living, wish_for(Entry(type="task", subject="Asked for"))) == [True]
    living.wait(lambda: living.form.entry().subject == "Asked for")
    living.wait(lambda: living.states() == [State.DRAFT])
    assert living.items()[0].entry.subject == "Half typed"


def test_a_later_start_without_an_entry_changes_nothing_in_the_form(living: Desk) -> None:
    living.type(subject="Half typed")
    assert ask(living, wish_for(None)) == [True]
    assert living.form.entry().subject == "Half typed"


def test_a_key_from_the_command_line_is_taken_up(living: Desk) -> None:
    living.keys.delete()
    living.conductor.session.key_changed()
    living.type(subject="Waits for the key")
    living.log()
    living.wait(lambda: "no API key" in living.shown("banner_text"))
    living.use_key(living.sandbox.key)
    assert ask(living, {KEY_CHANGED: True}) == [True]
    living.wait(lambda: living.states() == [State.SENT])


def test_why_the_store_cannot_be_used_is_said_on_standard_error_once(
    living: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = living.conductor.session.store_failed
    for title in ("It is full.", "It is full.", "It is gone."):
        failed.emit(StashlogError(title, "Look."))

    assert capsys.readouterr().err.splitlines() == ["It is full. Look.", "It is gone. Look."]
