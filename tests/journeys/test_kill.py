"""The program is killed at the worst moments; nothing is lost and nothing is there twice."""

import json

import pytest

from stashlog.sandbox import Fault, Ledger, Sandbox
from tests.support.program import Workplace, written_under
from tests.support.waiting import DELIVERED_WITHIN, wait_until

pytestmark = pytest.mark.desktop


def subjects(sandbox: Sandbox) -> list[object]:
    """Return the subjects of the activities that exist on the server."""
    return [activity.received["subject"] for activity in sandbox.ledger.activities]


def states(workplace: Workplace) -> list[str]:
    """Return the state of every item, as a script sees it."""
    listed = workplace.command("outbox", "list", "--json")
    return [item["state"] for item in json.loads(listed.stdout)]


@pytest.mark.parametrize("honoured", [True, False], ids=["keys honoured", "keys ignored"])
def test_what_was_logged_without_a_server_is_there_once_after_a_kill_and_a_restart(
    workplace: Workplace, sandbox: Sandbox, honoured: bool
) -> None:
    if not honoured:
        sandbox.faults.add(Fault.ignore_idempotency())
    sandbox.stop()
    with workplace.program() as stashlog:
        stashlog.fill(subject="Kept through the kill")
        stashlog.log()
        stashlog.controls.find(role="list item", containing="Offline.")
        stashlog.kill()

    sandbox.start()
    with workplace.program():
        # It may have been killed while it tried again by itself.
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities), DELIVERED_WITHIN)
        wait_until(lambda: states(workplace) == ["sent"], "the item to be sent")

    assert subjects(sandbox) == ["Kept through the kill"]


def test_a_kill_while_the_answer_is_on_its_way_leads_to_a_look_and_no_second_activity(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.ignore_idempotency(), Fault.hold(after_commit=True).on("POST"))
    with workplace.program() as stashlog:
        stashlog.fill(subject="Killed while sending")
        stashlog.log()
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))
        stashlog.kill()
    assert states(workplace) == ["sending"]

    sandbox.faults.release()
    with workplace.program():
        wait_until(lambda: states(workplace) == ["sent"], "the item to be found")

    assert subjects(sandbox) == ["Killed while sending"]
    assert len(sandbox.ledger.matching("POST")) == 1


def test_a_kill_in_the_moment_of_the_key_press_loses_nothing(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    """Nobody waited for the word that it is stored: it is sent, or the text is still there."""

    def arrived(ledger: Ledger) -> bool:
        return bool(ledger.activities)

    with workplace.program() as stashlog:
        stashlog.fill(subject="Pressed and killed")
        wait_until(lambda: saved(workplace, "Pressed and killed"), "the text to be on the disk")
        stashlog.controls.press("Log activity")
        stashlog.kill()

    with workplace.program() as stashlog:
        if not states(workplace):
            stashlog.controls.find("Subject", "text", containing="Pressed and killed")
            stashlog.log()
        sandbox.ledger.wait_until(arrived, DELIVERED_WITHIN)
        wait_until(lambda: states(workplace) == ["sent"], "the item to be sent")

    assert subjects(sandbox) == ["Pressed and killed"]


def test_text_that_was_only_typed_is_back_after_a_kill(workplace: Workplace) -> None:
    with workplace.program() as stashlog:
        stashlog.fill(notes="Half a sentence, then the battery")
        wait_until(lambda: saved(workplace, "Half a sentence"), "the text to be on the disk")
        stashlog.kill()

    with workplace.program() as stashlog:
        stashlog.controls.find("Notes", "text", containing="Half a sentence, then the battery")
        stashlog.controls.find(role="label", containing="Your text from last time is back")


def saved(workplace: Workplace, text: str) -> bool:
    """Whether the working copy is in the files, wherever the database keeps it."""
    stored = written_under(workplace.home)
    return any(text.encode() in content for path, content in stored if "outbox" in path.name)
