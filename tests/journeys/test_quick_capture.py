"""Quick capture on a real X server: from another program into the form, and back to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support.other_program import MISSED
from tests.support.processes import has_said_something, read_line
from tests.support.program import Workplace
from tests.support.waiting import wait_until

pytestmark = pytest.mark.desktop

KEYS = ("key", "ctrl+alt+space")


def switch_on(workplace: Workplace) -> None:
    """Have quick capture on, as its user would have chosen in the settings."""
    workplace.home.mkdir(exist_ok=True)
    (workplace.home / "settings.toml").write_text("quick_capture = true\n")


def in_front(workplace: Workplace) -> str:
    """Return the title of the window that has the keyboard."""
    return workplace.desktop.in_front()


def call_up(workplace: Workplace, other: subprocess.Popen[str]) -> None:
    """Press the keys, again whenever the other program got them, until the small form is there.

    Once they are Stashlog's, a press too many would send the form away again.
    """
    assert other.stdout
    said = other.stdout.fileno()

    def came() -> bool:
        if has_said_something(said):
            assert read_line(said) == MISSED
            workplace.desktop.xdotool(*KEYS)
        return in_front(workplace).startswith("Quick capture")

    workplace.desktop.xdotool(*KEYS)
    wait_until(came, "the small form")


def test_a_call_is_logged_from_another_program_which_has_the_keyboard_again_afterwards(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    switch_on(workplace)
    press = workplace.desktop.xdotool
    with workplace.program() as stashlog:
        running = workplace.desktop.session.running
        other = running.start(sys.executable, "-m", "tests.support.other_program")
        assert other.stdout
        wait_until(lambda: in_front(workplace) == "other program", "the other program in front")
        press("type", "a")
        assert read_line(other.stdout.fileno()) == "a"

        call_up(workplace, other)
        stashlog.controls.find("Contact", "text", states=("focused",))
        press("key", "alt+s")
        stashlog.controls.find("Subject", "text", states=("focused",))
        press("type", "From elsewhere")
        press("key", "ctrl+Return")
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))

        wait_until(lambda: in_front(workplace) == "other program", "the way back")
        press("type", "b")
        assert read_line(other.stdout.fileno()) == "ab"
        running.end(other)
    (activity,) = sandbox.ledger.activities
    assert activity.received["subject"] == "From elsewhere"


def test_esc_goes_back_and_what_was_typed_is_there_the_next_time(
    workplace: Workplace, sandbox: Sandbox, tmp_path: Path
) -> None:
    del sandbox
    switch_on(workplace)
    press = workplace.desktop.xdotool
    with workplace.program() as stashlog:
        running = workplace.desktop.session.running
        other = running.start(sys.executable, "-m", "tests.support.other_program")
        wait_until(lambda: in_front(workplace) == "other program", "the other program in front")
        call_up(workplace, other)
        press("key", "alt+s")
        stashlog.controls.find("Subject", "text", states=("focused",))
        press("type", "Half a thought")
        stashlog.controls.find("Subject", "text", containing="Half a thought")
        workplace.desktop.screenshot(tmp_path / "quick.png")
        press("key", "Escape")
        wait_until(lambda: in_front(workplace) == "other program", "the way back")
        call_up(workplace, other)
        stashlog.controls.find("Subject", "text", containing="Half a thought")
        running.end(other)


def test_keys_that_another_program_has_are_named_as_taken(workplace: Workplace) -> None:
    running = workplace.desktop.session.running
    holder = (sys.executable, "-m", "tests.support.key_holder", "Ctrl+Alt+K")
    first = running.start(*holder)
    assert first.stdout
    assert read_line(first.stdout.fileno()) == "held"
    second = running.start(*holder)
    assert second.stdout
    said = read_line(second.stdout.fileno())
    assert said == "Another program uses Ctrl+Alt+K. Choose other keys."
    workplace.desktop.xdotool("key", "ctrl+alt+k")
    assert read_line(first.stdout.fileno()) == "pressed"
    running.end(first)
    third = running.start(*holder)
    assert third.stdout
    assert read_line(third.stdout.fileno()) == "held"
    running.end(third)
