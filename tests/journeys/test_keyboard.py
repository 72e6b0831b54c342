"""No mouse: the whole way with the keys of a real keyboard."""

import json

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.program import Workplace

pytestmark = pytest.mark.desktop


def test_an_activity_is_typed_logged_refused_found_corrected_and_logged_by_keys_alone(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.refuse_fields([("subject", "Too vague")]).on("POST"))
    press = workplace.desktop.xdotool
    with workplace.program() as stashlog:
        controls = stashlog.controls
        controls.find("Contact", "text", states=("focused",))
        press("key", "alt+m", "alt+s")
        controls.find("Subject", "text", states=("focused",))
        press("type", "Talk")
        press("key", "alt+t")
        controls.find("Notes", "text", states=("focused",))
        press("type", "First line")
        press("key", "Return")
        press("type", "second line")
        press("key", "ctrl+Return")
        controls.find("nodestash did not accept this activity", states=("focused",))

        press("key", "ctrl+n")
        controls.find("Subject", "text", containing="")
        controls.find("Contact", "text", states=("focused",))
        press("key", "ctrl+f")
        controls.find("Outbox", "list", states=("focused",))
        press("key", "Home", "Down", "Return")
        controls.find("Subject", "text", containing="Talk")
        press("key", "alt+s", "End")
        press("type", " about the renewal")
        controls.find("Subject", "text", containing="Talk about the renewal")
        press("key", "ctrl+Return")
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))

    (activity,) = sandbox.ledger.activities
    assert activity.received["type"] == "meeting"
    assert activity.received["subject"] == "Talk about the renewal"
    assert activity.received["body"] == "First line\nsecond line"
    assert json.loads(sandbox.ledger.matching("POST")[0].body)["subject"] == "Talk"


def test_the_lists_of_keys_and_the_settings_open_and_close_by_keys(workplace: Workplace) -> None:
    press = workplace.desktop.xdotool
    with workplace.program() as stashlog:
        controls = stashlog.controls
        for keys, title in (("F1", "Keys"), ("ctrl+comma", "Settings")):
            # Keys go to the window that is active, which is a moment after it is there.
            controls.find("Contact", "text", states=("focused",))
            press("key", keys)
            controls.find(role="dialog", containing=title, states=("active",))
            press("key", "Escape")
            controls.missing(role="dialog")
        controls.find("Contact", "text", states=("focused",))


@pytest.mark.parametrize("letter", ["o", "t", "g"], ids=["contact", "notes", "tags"])
def test_undo_works_wherever_the_keyboard_is(
    workplace: Workplace, sandbox: Sandbox, letter: str
) -> None:
    """On X11 Ctrl+U means to text fields that they shall be emptied."""
    sandbox.stop()
    press = workplace.desktop.xdotool
    with workplace.program() as stashlog:
        controls = stashlog.controls
        controls.find("Contact", "text", states=("focused",))
        press("key", "alt+s")
        press("type", "Taken back")
        press("key", "ctrl+Return")
        controls.find(role="label", containing="Logged at", states=("showing",))
        press("key", f"alt+{letter}", "ctrl+u")
        controls.find("Subject", "text", containing="Taken back")
