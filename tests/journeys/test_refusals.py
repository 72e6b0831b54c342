"""What the server refuses comes home to the fields, as assistive technology sees them."""

import json

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.program import Program, Workplace

pytestmark = pytest.mark.desktop

LONG = "String must contain at most 20 character(s)"
MANY = "Array must contain at most 20 element(s)"
EMAIL = "Invalid email <img src='file:///etc/passwd'>"


def log(stashlog: Program) -> None:
    """Press the button; what becomes of the activity is seen later."""
    stashlog.controls.press("Log activity", "push button")


def test_three_refused_fields_one_of_them_unknown_come_back_and_are_corrected(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    refusal = [("subject", LONG), ("tags.0", MANY), ("email", EMAIL)]
    sandbox.faults.add(Fault.refuse_fields(refusal).on("POST"))
    with workplace.program() as stashlog:
        controls = stashlog.controls
        stashlog.fill(subject="Much too long a subject", notes="Stays as it is", tags="vip")
        log(stashlog)

        controls.find("nodestash did not accept this activity", states=("focused",))
        assert controls.description("Subject", "text") == LONG
        assert controls.description("Tags", "text") == MANY
        for message in (LONG, MANY):
            controls.find(role="label", containing=message, states=("showing",))
        summary = controls.description("nodestash did not accept this activity")
        for message in (LONG, MANY, EMAIL):
            assert message in summary
        assert controls.text("Notes", "text") == "Stays as it is"
        assert controls.description("Notes", "text") == ""

        stashlog.fill(subject="Short")
        controls.missing(role="label", containing=LONG, states=("showing",))
        assert controls.description("Subject", "text") == ""
        assert controls.description("Tags", "text") == MANY
        log(stashlog)
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))
        controls.find(role="list item", containing="Sent")

    first, second = sandbox.ledger.matching("POST")
    assert json.loads(second.body)["subject"] == "Short"
    assert second.idempotency_key == f"{first.idempotency_key}-2"
    assert len(sandbox.ledger.activities) == 1


def test_a_refusal_is_still_at_its_fields_after_a_restart(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.refuse_fields([("due_date", "Invalid date")]).on("POST"))
    assert workplace.command("log", "--type", "task", "--due", "2027-01-01").returncode == 3

    with workplace.program() as stashlog:
        controls = stashlog.controls
        controls.focus("Outbox", "list")
        controls.find(role="list item", containing="Needs you")
        workplace.desktop.xdotool("key", "Down", "Down", "Return")
        controls.find("nodestash did not accept this activity", states=("focused",))
        assert controls.description("Due", "text") == "Invalid date"
        assert controls.text("Due", "text").startswith("2027-01-01")
