"""From what was typed to an item on disk: all of it, or none and a sentence for each field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.outbox import Item, State
from stashlog.sandbox import Fault
from stashlog.services.errors import ActionRefusedError, UnknownItemError
from stashlog.services.reading import CaptureRules
from stashlog.storage.working_copy import WorkingCopy
from tests.support.workbench import Workbench, workbench

WRONG = Entry(
    type="visit",
    subject="Kept",
    contact_id="co_1",
    company_id="Globex",
    due_date="someday",
    tags=("x" * 51,),
    metadata=(("", "value without key"),),
)


@pytest.fixture
def unstamped(tmp_path: Path) -> Iterator[Workbench]:
    with workbench(tmp_path / "unstamped", rules=CaptureRules(stamp=False)) as made:
        yield made


def body_of(item: Item) -> dict[str, object]:
    assert item.request is not None
    read: dict[str, object] = json.loads(item.request)
    return read


def test_what_was_logged_is_there_after_a_restart_and_waits(bench: Workbench) -> None:
    item = bench.capture.log(Entry("call", "Renewal", "Grüße 🎉"))
    bench.restart()
    assert bench.item(item) == item
    assert (item.state, item.attempts, item.revision) == (State.WAITING, 0, 1)


def test_fields_without_a_value_are_left_out_of_the_request(bench: Workbench) -> None:
    item = bench.capture.log(Entry("note", "Only this"))
    assert body_of(item) == {
        "type": "note",
        "subject": "Only this",
        "metadata": {"stashlog_id": item.id},
    }


def test_without_a_stamp_the_metadata_holds_what_was_typed_and_nothing_else(
    unstamped: Workbench,
) -> None:
    capture = unstamped.capture
    assert "metadata" not in body_of(capture.log(Entry("note", "Plain")))
    typed = capture.log(Entry("note", "Typed", metadata=(("priority", "high"),)))
    assert body_of(typed)["metadata"] == {"priority": "high"}


def test_every_field_that_cannot_be_sent_is_named_at_once_and_nothing_is_stored(
    bench: Workbench,
) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        bench.capture.log(WRONG)
    wrong = refused.value.field_errors
    assert set(wrong) == {"type", "contact_id", "company_id", "due_date", "tags", "metadata"}
    assert all(sentence.endswith(".") for sentence in wrong.values())
    assert bench.states() == []


def test_nothing_but_a_type_is_refused_unless_it_is_meant(bench: Workbench) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        bench.capture.log(Entry("call"))
    assert set(refused.value.field_errors) == {"subject"}
    assert bench.states() == []
    assert bench.capture.log(Entry("call"), allow_empty=True).state is State.WAITING


def test_a_relative_date_is_stored_as_the_day_that_it_meant(bench: Workbench) -> None:
    item = bench.capture.log(Entry("task", "Call back", due_date="tomorrow 9"))
    bench.time.advance(timedelta(days=5).total_seconds())
    assert item.activity is not None
    assert item.activity.due_date is not None
    again = bench.capture.log(bench.item(item).entry, replacing=item.id)
    assert again.activity is not None
    assert again.activity.due_date == item.activity.due_date


def test_dates_are_read_in_the_zone_of_the_rules_and_sent_as_utc(tmp_path: Path) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    with workbench(tmp_path / "data", rules=CaptureRules(zone=east)) as bench:
        item = bench.capture.log(Entry("task", "x", due_date="2026-12-24 18:00"))
    assert body_of(item)["due_date"] == "2026-12-24T12:30:00Z"


def test_a_draft_of_nonsense_is_kept_word_for_word(bench: Workbench) -> None:
    draft = bench.capture.save_draft(WRONG)
    bench.restart()
    stored = bench.item(draft)
    assert (stored.state, stored.entry) == (State.DRAFT, WRONG)
    assert (stored.activity, stored.request) == (None, None)


def test_a_draft_keeps_its_id_when_it_is_logged(bench: Workbench) -> None:
    draft = bench.capture.save_draft(Entry("call", "Later"))
    bench.time.advance(60)
    logged = bench.capture.log(Entry("call", "Now"), replacing=draft.id)
    assert (logged.id, logged.created_at) == (draft.id, draft.created_at)
    assert bench.states() == [State.WAITING]
    bench.deliver()
    (post,) = bench.sandbox.ledger.matching("POST")
    assert post.idempotency_key == f"stashlog-activity-{draft.id}"


@pytest.mark.parametrize("changed", [True, False], ids=["changed", "unchanged"])
def test_only_another_content_after_an_attempt_goes_out_under_another_key(
    bench: Workbench, changed: bool
) -> None:
    bench.sandbox.faults.add(Fault.refuse_fields([("subject", "Too long")]).on("POST"))
    item = bench.log("First try")
    bench.deliver()
    refused = bench.item(item)
    assert refused.state is State.NEEDS_YOU
    entry = replace(refused.entry, subject="Second try") if changed else refused.entry
    corrected = bench.capture.log(entry, replacing=item.id)
    assert corrected.revision == (2 if changed else 1)
    assert corrected.field_errors == {}
    assert corrected.reason is None
    bench.deliver()
    assert bench.states() == [State.SENT]


def test_an_item_that_went_its_own_way_is_not_overwritten(bench: Workbench) -> None:
    item = bench.log("On its way")
    bench.store.outbox.claim_next(bench.time.day)
    for change in (bench.capture.log, bench.capture.save_draft):
        with pytest.raises(ActionRefusedError):
            change(Entry("call", "Too late"), replacing=item.id)
    assert bench.item(item).entry.subject == "On its way"
    assert bench.states() == [State.SENDING]


def test_an_item_that_somebody_else_changed_is_not_overwritten(bench: Workbench) -> None:
    opened = bench.log("As both opened it")
    bench.capture.log(Entry("call", "The other's words"), replacing=opened)
    for change in (bench.capture.log, bench.capture.save_draft):
        with pytest.raises(ActionRefusedError):
            change(Entry("call", "Mine"), replacing=opened)
    assert bench.item(opened).entry.subject == "The other's words"


def test_what_was_stored_although_the_disk_said_no_can_be_stored_again(bench: Workbench) -> None:
    """A commit can fail after it was made; the same words are then no change by somebody else."""
    opened, entry = bench.log("Before"), Entry("call", "After")
    bench.capture.log(entry, replacing=opened)
    assert bench.capture.log(entry, replacing=opened).id == opened.id
    assert bench.states() == [State.WAITING]


def test_an_item_that_is_gone_is_named(bench: Workbench) -> None:
    with pytest.raises(UnknownItemError):
        bench.capture.log(Entry("call", "x"), replacing="no such id")
    assert bench.states() == []


def test_the_working_copy_goes_in_the_moment_in_which_its_entry_is_stored(
    bench: Workbench,
) -> None:
    copies, entry = bench.store.working_copies, Entry("call", "Typed")
    copies.save(WorkingCopy("mine", entry, None, bench.time.day))
    with pytest.raises(InvalidEntryError):
        bench.capture.log(Entry("call", due_date="someday"), form="mine")
    assert copies.load() is not None, "nothing was stored in its place"
    copies.save(WorkingCopy("another form's", entry, None, bench.time.day - timedelta(hours=1)))
    bench.capture.log(entry, form="mine")
    left = copies.load()
    assert left is not None
    assert left.token == "another form's"
    bench.capture.save_draft(entry, form="another form's")
    assert copies.load() is None


def test_logging_lets_go_of_an_item_that_was_held_for_its_form(bench: Workbench) -> None:
    bench.sandbox.stop()
    item = bench.log()
    bench.actions.open(item.id)
    assert bench.item(item).held_until is not None
    assert bench.capture.log(Entry("call", "Done"), replacing=item.id).held_until is None


def test_text_that_no_server_can_read_is_stored_and_sent_readably(bench: Workbench) -> None:
    item = bench.capture.log(Entry("note", "half \ud83d emoji", "NUL \x00 here"))
    bench.restart()
    assert bench.item(item).state is State.WAITING
    bench.deliver()
    (activity,) = bench.sandbox.ledger.activities
    assert activity.received["subject"] == "half \ufffd emoji"
    assert activity.received["body"] == "NUL \x00 here"


def test_ids_are_never_used_twice(bench: Workbench) -> None:
    ids = {bench.log(f"{number}").id for number in range(50)}
    assert len(ids) == 50


def test_the_time_of_the_rules_is_that_of_the_clock(bench: Workbench) -> None:
    bench.time.day = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert bench.log().created_at == bench.time.day
