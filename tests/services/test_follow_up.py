"""A call and its follow-up: stored together or not at all, each with a fate of its own."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.follow_up import FollowUp, with_follow_up
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.services.capture import Capture, Logged
from stashlog.storage.errors import StaleItemError
from tests.support.workbench import Workbench, workbench

TASK = FollowUp("Call back", "+3d")
CALL = Entry(
    type="call",
    subject="Left a message",
    details=with_follow_up((("outcome", "voicemail"),), "on", TASK),
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with workbench(tmp_path) as made:
        yield made


def changed(subject: str = TASK.subject, due: str = TASK.due_date) -> Entry:
    return replace(CALL, details=with_follow_up(CALL.details, "on", FollowUp(subject, due)))


def test_both_are_stored_with_an_id_each(bench: Workbench) -> None:
    logged = bench.capture.log_all(CALL)
    assert logged.follow_up is not None
    assert logged.item.id != logged.follow_up.id
    assert bench.store.outbox.list() == [logged.item, logged.follow_up]
    assert bench.states() == [State.WAITING, State.WAITING]


def test_both_arrive_and_the_call_tells_nothing_of_the_task(bench: Workbench) -> None:
    bench.capture.log(CALL)
    bench.deliver()
    call, task = (json.loads(item.request or b"") for item in bench.store.outbox.list())
    assert [activity.received for activity in bench.sandbox.ledger.activities] == [call, task]
    assert (call["type"], call["subject"]) == ("call", "Left a message")
    assert {key for key in call["metadata"] if key != "stashlog_id"} == {"outcome"}
    assert (task["type"], task["subject"]) == ("task", "Call back")
    assert task["due_date"].startswith("2026-11-27T")


@pytest.mark.usefixtures("bench")
def test_a_crash_between_the_two_leaves_neither(bench: Workbench) -> None:
    capture = Capture(bench.store, lambda: bench.time.day, new_id=lambda: "same")
    with pytest.raises(StaleItemError):
        capture.log_all(CALL)
    bench.restart()
    assert bench.store.outbox.list() == []


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (changed(subject="  "), "follow_up_subject"),
        (changed(due="someday"), "follow_up_due"),
        (replace(CALL, due_date="someday"), "due_date"),
        (replace(CALL, contact_id="nobody"), "contact_id"),
    ],
)
def test_a_mistake_in_either_stores_neither_and_is_named(
    bench: Workbench, entry: Entry, field: str
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        bench.capture.log_all(entry)
    assert list(caught.value.field_errors) == [field]
    assert bench.states() == []


def test_a_call_that_was_refused_and_corrected_has_no_second_follow_up(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.refuse_fields([("subject", "Too short")]).on("POST"))
    logged = bench.capture.log_all(CALL)
    bench.deliver()
    assert bench.states() == [State.NEEDS_YOU, State.SENT]
    refused = bench.item(logged.item)
    again = bench.capture.log_all(replace(refused.entry, subject="Longer"), replacing=refused.id)
    assert again.follow_up is None
    bench.deliver()
    assert bench.arrived() == ["Call back", "Longer"]


def test_a_refused_follow_up_waits_for_its_user_alone(bench: Workbench) -> None:
    logged = bench.capture.log_all(CALL)
    assert logged.follow_up is not None
    bench.delivery.step()
    bench.sandbox.faults.add(Fault.refuse_fields([("due_date", "In the past")]).on("POST"))
    bench.deliver()
    assert bench.item(logged.item).state is State.SENT
    task = bench.item(logged.follow_up)
    assert task.state is State.NEEDS_YOU
    assert task.field_errors == {"due_date": "In the past"}
    assert task.entry.subject == "Call back"


def test_a_draft_keeps_its_follow_up_until_it_is_logged(bench: Workbench) -> None:
    draft = bench.capture.save_draft(CALL)
    assert len(bench.store.outbox.list()) == 1
    logged = bench.capture.log_all(bench.item(draft).entry, replacing=draft.id)
    assert logged.follow_up is not None
    assert len(bench.store.outbox.list()) == 2


def _taken_back(bench: Workbench, logged: Logged) -> object:
    assert logged.follow_up is not None
    return bench.actions.take_back(logged.item.id, logged.follow_up.id)


def test_undo_takes_back_both_before_they_are_sent(bench: Workbench) -> None:
    logged = bench.capture.log_all(CALL)
    assert _taken_back(bench, logged) is not None
    assert bench.states() == [State.DRAFT, State.DISCARDED]
    bench.deliver()
    assert bench.arrived() == []
    assert dict(logged.entry.details)["follow_up_subject"] == "Call back"


def test_undo_takes_back_both_after_they_were_sent(bench: Workbench) -> None:
    there_before = list(bench.sandbox.workspace.activities)
    logged = bench.capture.log_all(CALL)
    bench.deliver()
    assert len(bench.arrived()) == 2
    assert _taken_back(bench, logged) is None
    bench.deliver()
    assert bench.sandbox.workspace.activities == there_before
    assert bench.states() == [State.DISCARDED, State.DISCARDED]


def test_undo_takes_back_both_where_only_one_was_sent(bench: Workbench) -> None:
    there_before = list(bench.sandbox.workspace.activities)
    logged = bench.capture.log_all(CALL)
    bench.delivery.step()
    assert bench.arrived() == ["Left a message"]
    assert _taken_back(bench, logged) is None
    bench.deliver()
    assert bench.sandbox.workspace.activities == there_before
    assert bench.states() == [State.DISCARDED, State.DISCARDED]


def test_undo_does_not_mind_a_follow_up_that_was_discarded(bench: Workbench) -> None:
    logged = bench.capture.log_all(CALL)
    assert logged.follow_up is not None
    bench.actions.discard(logged.follow_up.id)
    assert _taken_back(bench, logged) is not None
    assert bench.states() == [State.DRAFT, State.DISCARDED]
