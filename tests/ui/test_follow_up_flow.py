"""A call and its follow-up in a whole window: logged, taken back, refused by halves."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from stashlog.domain.outbox import State
from tests.support.widgets import child

if TYPE_CHECKING:
    from tests.support.window import Desk

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def left_a_message(desk: "Desk") -> None:
    """Log a call that ended in a voicemail, with keys alone."""
    desk.open()
    desk.type(subject="Left a message")
    desk.press(Qt.Key.Key_3, ALT)
    desk.log()
    desk.wait(lambda: len(desk.items()) == 2)
    desk.wait(lambda: desk.says("with a follow-up"))


def test_the_call_and_its_follow_up_arrive(desk: "Desk") -> None:
    left_a_message(desk)
    desk.wait(lambda: desk.arrived() == ["Left a message", "Call back"])
    [call, task] = [item.activity for item in desk.items()]
    assert call is not None
    assert task is not None
    assert call.metadata == {"direction": "out", "outcome": "voicemail"}
    assert (task.type, task.metadata) == ("task", {})
    assert desk.says("with a follow-up")


def test_undo_brings_both_back_into_one_form(desk: "Desk") -> None:
    left_a_message(desk)
    desk.press(Qt.Key.Key_U, CONTROL)
    desk.wait(lambda: desk.form.entry().subject == "Left a message")
    details = dict(desk.form.entry().details)
    assert (details["outcome"], details["follow_up_subject"]) == ("voicemail", "Call back")
    box = child(desk.form, "follow_up")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    gone = {State.DISCARDED, State.DRAFT}
    desk.wait(lambda: set(desk.states()) <= gone)


def test_a_refused_call_comes_home_and_its_follow_up_goes_on(desk: "Desk") -> None:
    desk.refuse(("metadata.outcome", "Not one of ours"))
    left_a_message(desk)
    desk.wait(lambda: desk.message("outcome") == "Not one of ours")
    desk.wait(lambda: desk.states() == [State.NEEDS_YOU, State.SENT])
    [call, _] = desk.items()
    assert desk.form.entry() == call.entry
    desk.press(Qt.Key.Key_2, ALT)
    assert desk.message("outcome") == ""
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT, State.SENT])
    assert desk.arrived() == ["Call back", "Left a message"]


@pytest.mark.parametrize("text", ["soon", "25h"])
def test_an_unreadable_duration_is_said_at_the_field_and_nothing_is_lost(
    desk: "Desk", text: str
) -> None:
    desk.open()
    desk.type(subject="Long talk", duration_seconds=text)
    desk.log()
    assert text in desk.message("duration_seconds")
    assert desk.focused() == "error_summary"
    assert dict(desk.form.entry().details) == {"duration_seconds": text}
    assert desk.form.entry().subject == "Long talk"
    assert desk.items() == []


def test_a_running_timer_is_there_again_after_a_kill(desk: "Desk") -> None:
    desk.open()
    desk.press(Qt.Key.Key_T, CONTROL)
    desk.wait(lambda: (saved := desk.saved()) and dict(saved.details).get("timer_started"))
    desk.kill()
    desk.time.advance(300)
    desk.open()
    desk.wait(lambda: dict(desk.form.entry().details).get("timer_started"))
    desk.type(subject="Long talk")
    desk.log()
    desk.wait(lambda: len(desk.items()) == 1)
    [item] = desk.items()
    assert item.activity is not None
    counted = item.activity.metadata["duration_seconds"]
    assert isinstance(counted, int)
    assert 300 <= counted <= desk.time.passed + 1, "the minutes between kill and start included"
