"""What the window reads of the outbox, and what it takes up again after a kill."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.sandbox import Fault
from stashlog.services import desk as desks
from stashlog.services.desk import Desk
from stashlog.services.limits import FACT
from stashlog.services.reading import CaptureRules
from stashlog.storage.store import Store
from stashlog.storage.working_copy import WorkingCopy
from tests.support.workbench import Workbench


def desk_of(bench: Workbench, rules: CaptureRules | None = None) -> Desk:
    return Desk.over(bench.store, lambda: bench.time.day, rules or CaptureRules(zone=UTC))


def subjects(items: tuple[Item, ...]) -> list[str]:
    return [item.entry.subject for item in items]


def store_as(bench: Workbench, subject: str, *states: State) -> Item:
    """Store an item and lead it through these states."""
    item = bench.log(subject)
    for state in states:
        changed = replace(item, state=state, updated_at=bench.time.day)
        bench.store.outbox.replace(changed, item)
        item = changed
    return item


def test_each_item_stands_in_the_section_of_its_state(bench: Workbench) -> None:
    sending, needs = State.SENDING, State.NEEDS_YOU
    store_as(bench, "waiting")
    store_as(bench, "sending", sending)
    store_as(bench, "checking", sending, State.CHECKING)
    store_as(bench, "needs you", sending, needs)
    store_as(bench, "sent", sending, State.SENT)
    store_as(bench, "draft", State.DRAFT)
    store_as(bench, "discarded", State.DISCARDED)
    overview = desk_of(bench).overview({})
    assert subjects(overview.waiting) == ["waiting", "sending"]
    assert subjects(overview.checking) == ["checking"]
    assert subjects(overview.needs_you) == ["needs you"]
    assert subjects(overview.sent_today) == ["sent"]
    assert subjects(overview.drafts) == ["draft"]
    assert subjects(overview.discarded) == ["discarded"]
    assert overview.logged_today == 5, "neither the draft nor what was discarded"


def test_the_oldest_is_sent_first_and_the_latest_draft_is_seen_first(bench: Workbench) -> None:
    for number in range(3):
        bench.log(f"waiting {number}")
        store_as(bench, f"draft {number}", State.DRAFT)
        bench.time.advance(60)
    overview = desk_of(bench).overview({})
    assert subjects(overview.waiting) == ["waiting 0", "waiting 1", "waiting 2"]
    assert subjects(overview.drafts) == ["draft 2", "draft 1", "draft 0"]


def test_of_very_many_items_the_first_are_shown_and_all_are_counted(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "SHOWN_AT_MOST", 4)
    for number in range(9):
        bench.log(f"{number}")
    overview = desk_of(bench).overview({})
    assert subjects(overview.waiting) == ["0", "1", "2", "3"]
    assert overview.total("waiting") == 9


def test_gates_of_the_store_and_of_this_process_are_shown_together(bench: Workbench) -> None:
    until = bench.time.day + timedelta(seconds=60)
    bench.store.gates.close(Gate(GateKind.OFFLINE, bench.time.day, until))
    here = Gate(GateKind.KEY_REFUSED, bench.time.day)
    assert set(desk_of(bench).overview({here.kind: here}).gates) == {
        GateKind.OFFLINE,
        GateKind.KEY_REFUSED,
    }


def test_a_damaged_memory_of_the_limits_does_not_hide_the_outbox(bench: Workbench) -> None:
    bench.log("Still seen")
    bench.store.facts.put(FACT, {"resets_at": "some day"})
    assert subjects(desk_of(bench).overview({}).waiting) == ["Still seen"]


def test_today_begins_at_midnight_of_the_users_own_zone(bench: Workbench) -> None:
    """At 23:30 UTC it is half past one of the next day in the east."""
    east = CaptureRules(zone=timezone(timedelta(hours=2)))
    bench.time.day = datetime(2026, 11, 24, 21, 59, tzinfo=UTC)
    store_as(bench, "yesterday there", State.SENDING, State.SENT)
    bench.time.day = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    store_as(bench, "today there", State.SENDING, State.SENT)
    bench.time.day = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    there, here = desk_of(bench, east).overview({}), desk_of(bench).overview({})
    assert (subjects(there.sent_today), there.logged_today) == (["today there"], 1)
    assert (len(here.sent_today), here.logged_today) == (2, 2)


def test_what_was_being_typed_is_taken_up_again(bench: Workbench) -> None:
    desk, entry = desk_of(bench), Entry("call", "Half a sent")
    assert desk.recover() is None
    bench.store.working_copies.save(WorkingCopy("form", entry, None, bench.time.day))
    found = desk.recover()
    assert found is not None
    assert (found[0].entry, found[1]) == (entry, None)


def test_an_item_whose_text_was_being_changed_is_held_again(bench: Workbench) -> None:
    bench.sandbox.stop()
    item = bench.log("Waiting")
    copy = WorkingCopy("form", Entry("call", "Changed"), item.id, bench.time.day)
    bench.store.working_copies.save(copy)
    bench.time.advance(86_400)
    found = desk_of(bench).recover()
    assert found is not None
    assert found[1] is not None
    assert found[1].id == item.id
    bench.sandbox.start()
    bench.deliver(within=60)
    assert bench.sandbox.ledger.matching("POST") == []


def test_text_of_an_item_that_was_sent_meanwhile_becomes_a_new_activity(bench: Workbench) -> None:
    item = bench.log("Waiting")
    copy = WorkingCopy("form", Entry("call", "Changed"), item.id, bench.time.day)
    bench.store.working_copies.save(copy)
    bench.deliver()
    found = desk_of(bench).recover()
    assert found is not None
    assert (found[0].entry.subject, found[1]) == ("Changed", None)


def test_a_refused_item_is_taken_up_again_with_what_was_wrong(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.refuse_fields([("subject", "Too long")]).on("POST"))
    item = bench.log("Much too long")
    bench.deliver()
    copy = WorkingCopy("form", Entry("call", "Much"), item.id, bench.time.day)
    bench.store.working_copies.save(copy)
    found = desk_of(bench).recover()
    assert found is not None
    assert found[1] is not None
    assert found[1].field_errors == {"subject": "Too long"}


def test_an_item_that_is_put_back_is_sent_as_it_was(bench: Workbench) -> None:
    desk, item = desk_of(bench), bench.log("Waiting")
    desk.actions.open(item.id)
    copy = WorkingCopy("form", item.entry, item.id, bench.time.day)
    bench.store.working_copies.save(copy)
    desk.put_back(item.id, "form")
    assert bench.store.working_copies.load() is None
    bench.deliver()
    assert bench.arrived() == ["Waiting"]


def test_what_was_discarded_is_forgotten_after_thirty_days_and_not_earlier(
    bench: Workbench,
) -> None:
    desk = desk_of(bench)
    bench.actions.discard(bench.log("Not wanted").id)
    bench.time.advance(timedelta(days=30).total_seconds() - 1)
    desk.tidy()
    assert bench.states() == [State.DISCARDED]
    bench.time.advance(2)
    desk.tidy()
    assert bench.states() == []


def test_a_closed_desk_holds_no_file_of_outbox_or_directory(bench: Workbench) -> None:
    """While a file is held, its write-ahead log stays beside it."""
    bench.close()
    desk = Desk.over(Store.open(bench.folder), lambda: bench.time.day, CaptureRules())
    desk.directory.names(["ct_1"])
    desk.directory.pause(paused=False)
    assert list(bench.folder.glob("*-wal"))
    desk.close()
    assert not list(bench.folder.glob("*-wal"))
