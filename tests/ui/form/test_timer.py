"""The timer of a call, on a clock that the tests move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from stashlog.ui.form.call_timer import CallTimer
from tests.support.widgets import child, press, shown_with_name, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass
class Time:
    """The time of day."""

    now: datetime = START


@dataclass
class Call:
    """A form, and the time that passes in it."""

    form: EntryForm
    time: Time

    @property
    def field(self) -> QLineEdit:
        field = child(self.form, "duration_seconds")
        assert isinstance(field, QLineEdit)
        return field

    @property
    def details(self) -> dict[str, str]:
        return dict(self.form.entry().details)

    def toggle(self) -> None:
        child(self.form, "subject").setFocus()
        press(Qt.Key.Key_T, CONTROL)

    def pass_time(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass, and the timer notice it."""
        self.time.now += timedelta(hours=hours, minutes=minutes, seconds=seconds)
        for timer in self.form.findChildren(CallTimer):
            ticks = timer.findChild(QTimer)
            assert isinstance(ticks, QTimer)
            if ticks.isActive():
                ticks.timeout.emit()

    def question(self) -> QWidget | None:
        found = self.form.findChild(QWidget, "still_on_the_call")
        return found if isinstance(found, QWidget) and found.isVisible() else None


@pytest.fixture
def call(qtbot: QtBot) -> Iterator[Call]:
    time = Time()
    made = Call(EntryForm(clock=lambda: time.now, zone=UTC), time)
    qtbot.addWidget(made.form)
    made.form.resize(900, 900)
    with qtbot.waitActive(made.form):
        made.form.show()
        made.form.activateWindow()
    yield made
    made.form.stop_timer()


def test_the_timer_counts_in_the_field(call: Call) -> None:
    call.toggle()
    assert call.field.text() == "0:00"
    call.pass_time(seconds=272)
    assert call.field.text() == "4:32"
    call.toggle()
    assert call.details == {"duration_seconds": "4:32"}
    call.pass_time(seconds=60)
    assert call.field.text() == "4:32"


def test_the_timer_goes_on_while_other_fields_are_typed_in(call: Call) -> None:
    call.toggle()
    type_text(child(call.form, "body"), "Wants a quote")
    call.pass_time(seconds=65)
    assert call.field.text() == "1:05"
    assert call.form.entry().body == "Wants a quote"


def test_the_button_says_what_it_does(call: Call) -> None:
    start = shown_with_name(call.form, "Start the timer")[0]
    assert isinstance(start, QPushButton)
    start.click()
    assert start.text() == "Stop"
    assert shown_with_name(call.form, "Stop the timer") == [start]


def test_a_second_part_of_the_call_is_added(call: Call) -> None:
    type_text(call.field, "4m")
    call.toggle()
    call.pass_time(seconds=30)
    call.toggle()
    assert call.details == {"duration_seconds": "4:30"}


def test_control_enter_stops_the_timer_and_takes_it(call: Call, qtbot: QtBot) -> None:
    call.toggle()
    call.pass_time(minutes=5)
    with qtbot.waitSignal(call.form.submitted):
        press(Qt.Key.Key_Return, CONTROL)
    assert call.details == {"duration_seconds": "5:00"}


def test_typing_into_the_counting_field_is_the_last_word(call: Call) -> None:
    call.toggle()
    call.pass_time(minutes=5)
    call.field.selectAll()
    type_text(call.field, "3m")
    call.pass_time(minutes=5)
    assert call.details == {"duration_seconds": "3m"}


def test_the_timer_does_not_start_over_a_text_that_cannot_be_read(call: Call) -> None:
    type_text(call.field, "soon")
    call.toggle()
    assert call.details == {"duration_seconds": "soon"}
    message = child(call.form, "duration_seconds_error")
    assert isinstance(message, QLabel)
    assert "“soon” is not a duration" in message.text()


def test_a_running_timer_survives_a_restart(call: Call, qtbot: QtBot) -> None:
    type_text(call.field, "1m")
    call.toggle()
    call.pass_time(minutes=3)
    kept = call.form.entry()
    assert kept.details == (("duration_seconds", "1m"), ("timer_started", START.isoformat()))
    call.form.stop_timer()
    again = EntryForm(clock=lambda: call.time.now, zone=UTC)
    qtbot.addWidget(again)
    call.time.now += timedelta(minutes=2)
    again.set_entry(kept)
    assert again.entry() == kept
    again.stop_timer()
    assert dict(again.entry().details) == {"duration_seconds": "6:00"}


def test_a_damaged_start_is_no_start(call: Call) -> None:
    entry = Entry(type="call", details=(("duration_seconds", "1m"), ("timer_started", "x")))
    call.form.set_entry(entry)
    assert call.field.text() == "1m"
    assert call.form.entry() == entry


def test_a_clock_that_was_set_back_counts_nothing(call: Call) -> None:
    call.toggle()
    call.pass_time(hours=-1)
    assert call.field.text() == "0:00"


def test_a_forgotten_timer_asks_in_the_layout_and_takes_no_focus(call: Call) -> None:
    call.toggle()
    call.pass_time(minutes=5)
    type_text(child(call.form, "body"), "x")
    call.pass_time(minutes=14)
    assert call.question() is None
    call.pass_time(minutes=1)
    assert call.question() is not None
    assert QApplication.focusWidget() is child(call.form, "body")
    assert any(
        "Still on the call? The timer shows 20:00." in label.text()
        for label in call.form.findChildren(QLabel)
    )


def test_the_call_can_end_where_the_program_was_used_last(call: Call) -> None:
    call.toggle()
    call.pass_time(minutes=5)
    type_text(child(call.form, "body"), "x")
    call.pass_time(minutes=20)
    _button(call, "It ended after 5:00").click()
    assert call.details == {"duration_seconds": "5:00"}
    assert call.question() is None


def test_the_call_can_go_on_and_is_asked_for_again(call: Call) -> None:
    call.toggle()
    call.pass_time(minutes=15)
    _button(call, "Still on the call").click()
    assert call.question() is None
    call.pass_time(minutes=14)
    assert call.question() is None
    call.pass_time(minutes=1)
    assert call.question() is not None
    assert call.field.text() == "30:00"


def test_a_timer_that_runs_for_hours_is_asked_for_however_busy_its_user_is(call: Call) -> None:
    call.toggle()
    for _ in range(12):
        call.pass_time(minutes=10)
        type_text(child(call.form, "body"), "x")
    assert call.question() is None
    call.pass_time(minutes=1)
    assert call.question() is not None


def _button(call: Call, text: str) -> QPushButton:
    return next(one for one in call.form.findChildren(QPushButton) if one.text() == text)
