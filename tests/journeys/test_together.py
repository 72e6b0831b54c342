"""The command line beside a running window, on the same store."""

import json
from contextlib import suppress

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.accessibility import AccessibilityError
from tests.support.program import Workplace
from tests.support.waiting import DELIVERED_WITHIN, PATIENCE, wait_until

pytestmark = pytest.mark.desktop


def listed(workplace: Workplace) -> list[dict[str, str]]:
    """Return the outbox as the command line shows it."""
    found: list[dict[str, str]] = json.loads(workplace.command("outbox", "list", "--json").stdout)
    return found


def states(workplace: Workplace) -> list[str]:
    """Return the state of every item, as the command line says it."""
    return [item["state"] for item in listed(workplace)]


def test_what_a_script_logs_shows_in_the_window_and_is_sent_once(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    sandbox.stop()
    with workplace.program() as stashlog:
        stashlog.fill(subject="From the window")
        stashlog.log()
        done = workplace.command("log", "--type", "call", "--subject", "From a script", "--json")
        assert (done.returncode, json.loads(done.stdout)["state"]) == (0, "waiting")
        stashlog.controls.find(role="list item", containing="From a script")

        sandbox.start()
        # Unless it was tried by itself in this moment: then the button is gone.
        with suppress(AccessibilityError):
            stashlog.controls.press("Try now", "push button", within=1)
        wait_until(
            lambda: states(workplace) == ["sent", "sent"],
            "both to be sent",
            within=DELIVERED_WITHIN,
        )
        stashlog.controls.missing(role="list item", containing="Waiting")

    assert [one.received["subject"] for one in sandbox.ledger.activities] == [
        "From the window",
        "From a script",
    ]


def test_many_scripts_and_a_window_deliver_every_activity_exactly_once(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.ignore_idempotency())
    with workplace.program() as stashlog:
        scripts = [
            workplace.start("log", "--type", "note", "--subject", f"script {number}")
            for number in range(5)
        ]
        stashlog.fill(subject="window")
        stashlog.log()
        assert [script.wait(PATIENCE) for script in scripts] == [0] * 5
        wait_until(
            lambda: states(workplace) == ["sent"] * 6, "all to be sent", within=DELIVERED_WITHIN
        )

    subjects = sorted(str(one.received["subject"]) for one in sandbox.ledger.activities)
    assert subjects == [*(f"script {number}" for number in range(5)), "window"]


def test_new_fills_the_form_of_the_running_window_and_keeps_what_stood_there(
    workplace: Workplace,
) -> None:
    with workplace.program() as stashlog:
        stashlog.fill(notes="Half typed")
        begun = workplace.command("new", "--type", "task", "--subject", "Asked for")
        assert (begun.returncode, begun.stdout, begun.stderr) == (0, b"", b"")
        stashlog.controls.find("Subject", "text", containing="Asked for")
        stashlog.controls.find("Task", states=("checked",))
        stashlog.controls.find(role="list item", containing="Half typed")

        again = workplace.start()
        assert again.wait(PATIENCE) == 0, "a second start raises the window and ends"

    assert states(workplace) == ["draft"]


def test_two_starts_at_once_open_one_window(workplace: Workplace) -> None:
    starts = [workplace.start("new", "--subject", name) for name in ("one", "two")]
    try:
        wait_until(
            lambda: any(start.poll() is not None for start in starts),
            "one of the two to hand over to the other",
        )
        (ended,) = [start for start in starts if start.poll() is not None]
        (stays,) = [start for start in starts if start.poll() is None]
        assert ended.returncode == 0
        wait_until(lambda: states(workplace) == ["draft"], "what the first one showed")
        stays.terminate()
        assert stays.wait(PATIENCE) == 0
    finally:
        for start in starts:
            workplace.desktop.session.running.end(start)

    assert states(workplace) == ["draft"], "what the first one showed makes room for the second's"
