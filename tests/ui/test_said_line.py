"""A line that says what something came to."""

import pytest
from pytestqt.qtbot import QtBot

from stashlog.ui.said_line import SaidLine, problem_line
from tests.support.widgets import said


@pytest.mark.usefixtures("qapp")
def test_it_takes_no_room_until_there_is_something_to_say(qtbot: QtBot) -> None:
    line = problem_line("appearance")
    qtbot.addWidget(line)
    assert line.objectName() == "appearance_error"
    assert line.isHidden()
    line.say("The disk is full.")
    assert not line.isHidden()
    assert said(line) == "The disk is full."
    line.say("")
    assert line.isHidden()


@pytest.mark.usefixtures("qapp")
def test_good_and_bad_news_look_different(qtbot: QtBot) -> None:
    line = SaidLine("result")
    qtbot.addWidget(line)
    for role in ("success", "danger"):
        line.say("Done.", role)
        assert line.property("role") == role
    line.say("Still so.")
    assert line.property("role") == "danger"
