"""Export and import: everything arrives, nothing twice, and nothing by halves."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.follow_up import FollowUp, with_follow_up
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.sandbox import Fault
from stashlog.services.reading import CaptureRules
from stashlog.services.transfer import Imported, TransferError, export_outbox, import_outbox
from stashlog.storage.store import Store
from tests.support.items import NOON, later, made_draft, made_item
from tests.support.workbench import SETTLED_AFTER, MovableTime, Workbench


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "here")
    yield store
    store.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "there")
    yield store
    store.close()


def exported(store: Store, *items: Item) -> bytes:
    """Put items into a store and return its export."""
    for item in items:
        store.outbox.add(item)
    return export_outbox(store, NOON)[1]


def taken(store: Store, content: bytes) -> Imported:
    return import_outbox(store, content, "outbox.json", later(60))


def changed(content: bytes, **values: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """Change values of the only item in a file."""
    document = json.loads(content)
    document["items"][0].update(values)
    return json.dumps(document).encode()


def only(store: Store) -> Item:
    [item] = store.outbox.list()
    return item


SENT = made_item(state=State.SENT, server_id="act_1", request_id="req_1", attempts=1)
WANTED_BACK = replace(SENT, take_back=True)
REFUSED = made_item(
    state=State.NEEDS_YOU,
    attempts=2,
    reason=Reason(ReasonCode.REFUSED_FIELDS, "No"),
    field_errors={"subject": "Too short"},
)
QUESTION = made_item(
    state=State.NEEDS_YOU, maybe_delivered=True, attempted_at=NOON, attempts=1,
    reason=Reason(ReasonCode.CANNOT_LOOK),
)  # fmt: skip
DETAILED = made_draft(
    entry=Entry(type="call", details=(("outcome", "busy"), ("duration_seconds", "soon")))
)
UNFINISHED = made_draft(entry=Entry(subject="Grüße \U0001f600", due_date="someday"))
THROWN_AWAY = made_item(state=State.DISCARDED, discarded_from=State.NEEDS_YOU)


def test_a_follow_up_of_a_draft_is_due_at_the_same_moment_elsewhere(there: Store) -> None:
    details = with_follow_up((), "on", FollowUp("Call back", "2026-11-26T09:00:00+05:00"))
    content = exported(there, made_draft(entry=Entry(type="call", details=details)))
    [item] = json.loads(content)["items"]
    assert ["follow_up_due", "2026-11-26T04:00:00Z"] in item["entry"]["details"]


def test_a_file_from_before_there_were_details_is_taken_in(here: Store, there: Store) -> None:
    document = json.loads(exported(there, UNFINISHED))
    del document["items"][0]["entry"]["details"]
    old = json.dumps({**document, "version": 1}).encode()
    assert taken(here, old) == Imported(added=1)
    assert only(here) == only(there)


@pytest.mark.parametrize(
    "item", [SENT, WANTED_BACK, REFUSED, QUESTION, DETAILED, UNFINISHED, THROWN_AWAY]
)
def test_what_is_not_to_be_sent_arrives_unchanged(here: Store, there: Store, item: Item) -> None:
    assert taken(here, exported(there, item)) == Imported(added=1)
    assert only(here) == only(there)


@pytest.mark.parametrize(
    "item",
    [
        made_item(),
        made_item(attempts=3, maybe_delivered=True, attempted_at=later(-9)),
        made_item(state=State.SENDING, attempted_at=later(-1)),
        made_item(state=State.CHECKING, attempts=1, maybe_delivered=True, attempted_at=later(-5)),
    ],
    ids=["waiting", "tried", "sending", "checking"],
)
def test_what_is_to_be_sent_is_looked_for_first(here: Store, there: Store, item: Item) -> None:
    assert taken(here, exported(there, item)) == Imported(added=1, to_check=1)
    arrived = only(here)
    assert arrived.state is State.CHECKING
    assert arrived.maybe_delivered
    assert arrived.attempted_at == (item.attempted_at or item.created_at)
    assert arrived.not_before is None
    assert arrived.request == item.request
    assert arrived.idempotency_key == item.idempotency_key
    assert arrived.activity == item.activity


def test_what_was_discarded_while_waiting_is_looked_for_if_it_is_restored(
    here: Store, there: Store
) -> None:
    taken(here, exported(there, made_item(state=State.DISCARDED, discarded_from=State.WAITING)))
    assert only(here).discarded_from is State.CHECKING
    assert only(here).maybe_delivered


def test_an_item_whose_content_is_damaged_does_not_keep_the_others_out(
    here: Store, there: Store
) -> None:
    content = changed(exported(there, made_item()), request=None)
    assert taken(here, content) == Imported(added=1)
    assert only(here).state is State.NEEDS_YOU
    assert only(here).reason == Reason(ReasonCode.BAD_CONTENT)


def test_importing_again_takes_nothing_and_changes_nothing(here: Store, there: Store) -> None:
    content = exported(there, SENT, REFUSED, made_item(), made_draft())
    taken(here, content)
    before = here.outbox.list()
    assert taken(here, content) == Imported(known=4)
    assert here.outbox.list() == before


def test_an_export_of_our_own_changes_nothing_here(here: Store) -> None:
    content = exported(here, made_item(), SENT)
    before = here.outbox.list()
    assert taken(here, content) == Imported(known=2)
    assert here.outbox.list() == before


@pytest.mark.parametrize(
    "progress",
    [
        {"state": State.SENT, "server_id": "act_1", "attempts": 1},
        {"state": State.SENDING, "attempted_at": NOON},
        {"state": State.CHECKING, "maybe_delivered": True, "attempts": 1},
        {"attempts": 1},
        {"maybe_delivered": True},
    ],
)
def test_what_the_other_computer_came_further_with_is_looked_for_here_as_well(
    here: Store, there: Store, progress: dict[str, Any]
) -> None:
    item = made_item()
    here.outbox.add(item)
    result = taken(here, exported(there, replace(item, **progress)))
    assert result == Imported(known=1, alerted=1)
    assert only(here).state is State.CHECKING
    assert only(here).maybe_delivered


@pytest.mark.parametrize("state", [State.DRAFT, State.NEEDS_YOU, State.SENT, State.DISCARDED])
def test_what_is_settled_here_is_left_alone(here: Store, there: Store, state: State) -> None:
    item = made_item(state=state)
    here.outbox.add(item)
    sent = replace(item, state=State.SENT, server_id="act_1")
    assert taken(here, exported(there, sent)) == Imported(known=1)
    assert only(here) == item


def test_a_due_date_keeps_its_moment_in_another_zone(here: Store, there: Store) -> None:
    due = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
    item = made_item()
    assert item.activity
    item = replace(
        item,
        entry=Entry(type="call", subject="Call back", due_date="2026-03-16 21:30"),
        activity=replace(item.activity, due_date=due),
        request=b'{"type":"call","subject":"Call back","due_date":"2026-03-16T08:30:00Z"}',
    )
    taken(here, exported(there, item))
    arrived = only(here)
    assert arrived.activity
    assert arrived.activity.due_date == due
    local = datetime.strptime(arrived.entry.due_date, "%Y-%m-%d %H:%M").astimezone()
    assert local == due


def test_everything_typed_survives_that_json_can_hold(here: Store, there: Store) -> None:
    body = 'NUL \x00, quotes ", \\, \u202e, \U0001f600\r\n' + "long " * 200_000
    item = made_item("Grüße", body)
    taken(here, exported(there, item))
    assert only(here).entry == item.entry
    assert only(here).request == item.request


def test_a_lone_surrogate_becomes_the_replacement_character(here: Store, there: Store) -> None:
    taken(here, exported(there, made_draft(entry=Entry(subject="half \ud83d"))))
    assert only(here).entry.subject == "half \ufffd"


def test_an_item_without_a_stamp_arrives_as_it_is(here: Store, there: Store) -> None:
    request = b'{"type":"call","subject":"Call back"}'
    taken(here, exported(there, made_item(request=request)))
    assert only(here).request == request


BROKEN: list[dict[str, Any]] = [
    {"id": "not-an-id"},
    {"state": "lost"},
    {"created_at": "yesterday"},
    {"created_at": "2026-03-14T12:00:00"},
    {"created_at": "0001-01-01T00:00:00+14:00"},
    {"attempted_at": "0001-01-02T00:00:00Z"},
    {"not_before": "9999-12-31T23:59:59-14:00"},
    {"attempts": -1},
    {"attempts": 10**30},
    {"revision": 0},
    {"revision": 10**30},
    {"maybe_delivered": "yes"},
    {"entry": {}},
    {"request": "not JSON"},
    {"request": "[]"},
    {"request": '{"type":"telegram"}'},
    {"request": '{"type":"call","password":"x"}'},
    {"request": '{"type":"call","due_date":"9999-12-31T23:59:59-14:00"}'},
    {"request": '{"type":"call","metadata":{"stashlog_id":"another"}}'},
    {"request": "[" * 100_000},
    {"reason": {"code": "unheard_of", "detail": ""}},
    {"api_key": "nds_live_x"},
]


@pytest.mark.parametrize("values", BROKEN, ids=lambda values: f"{values}"[:40])
def test_one_bad_value_keeps_the_whole_file_out(
    here: Store, there: Store, values: dict[str, Any]
) -> None:
    document = json.loads(exported(there, made_item(), SENT))
    document["items"][1].update(values)
    with pytest.raises(TransferError, match=r"outbox\.json.*items\.1\.") as caught:
        taken(here, json.dumps(document).encode())
    assert len(caught.value.title) < 200
    assert here.outbox.list() == []


def test_an_id_that_stands_in_the_file_twice_keeps_it_out(here: Store, there: Store) -> None:
    document = json.loads(exported(there, made_item()))
    document["items"] *= 2
    with pytest.raises(TransferError, match="twice"):
        taken(here, json.dumps(document).encode())
    assert here.outbox.list() == []


def test_a_file_that_is_cut_off_anywhere_is_never_taken_by_halves(
    here: Store, there: Store
) -> None:
    content = exported(there, *(made_item(f"call {number}") for number in range(3)))
    for length in range(0, len(content.rstrip()), 97):
        with pytest.raises(TransferError):
            taken(here, content[:length])
    assert here.outbox.list() == []


@pytest.fixture
def other(bench: Workbench, tmp_path: Path) -> Iterator[Workbench]:
    """A second computer that works with the same server, at the same time of day."""
    made = Workbench(tmp_path / "other", bench.sandbox, bench.time)
    yield made
    made.close()


def move(source: Workbench, target: Workbench) -> None:
    _, content = export_outbox(source.store, source.time.day)
    import_outbox(target.store, content, "outbox.json", target.time.day)


@pytest.mark.parametrize("when", ["before the import", "after the import", "never"])
def test_an_activity_arrives_once_whichever_computer_sends_it(
    bench: Workbench, other: Workbench, when: str
) -> None:
    bench.sandbox.stop()
    bench.log("Moved")
    bench.deliver(within=0)
    _, content = export_outbox(bench.store, bench.time.day)
    bench.sandbox.start()
    bench.delivery.try_now()
    if when == "before the import":
        bench.deliver()
    import_outbox(other.store, content, "outbox.json", other.time.day)
    if when == "after the import":
        bench.deliver()
    other.deliver()
    assert other.states() == [State.SENT]
    assert bench.arrived() == ["Moved"]


def test_work_that_comes_back_is_not_sent_by_the_first_computer_again(
    bench: Workbench, other: Workbench
) -> None:
    bench.sandbox.stop()
    bench.log("There and back")
    bench.deliver(within=0)
    move(bench, other)
    bench.sandbox.start()
    other.deliver()
    move(other, bench)
    bench.delivery.try_now()
    bench.time.advance(timedelta(days=1).total_seconds())
    bench.deliver()
    assert bench.states() == [State.SENT]
    assert bench.arrived() == ["There and back"]


@pytest.fixture
def astray(bench: Workbench, tmp_path: Path) -> Iterator[Workbench]:
    """A second computer with a clock of its own, which leaves the outbox id at home."""
    time = MovableTime(bench.time.day)
    made = Workbench(tmp_path / "astray", bench.sandbox, time, CaptureRules(stamp=False))
    yield made
    made.close()


def attempt(there: Workbench, fault: Fault) -> bytes:
    """Send an activity whose answer is lost, to a server that ignores keys; return the export."""
    there.sandbox.faults.add(Fault.ignore_idempotency(), fault.on("POST"))
    there.log("Moved")
    there.delivery.step()
    assert there.states() == [State.CHECKING]
    return export_outbox(there.store, there.time.day)[1]


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=30), timedelta(days=-30)])
@pytest.mark.parametrize("on_the_way", [timedelta(0), timedelta(days=1)])
def test_what_a_computer_with_a_wrong_clock_sent_without_its_id_is_found(
    bench: Workbench, astray: Workbench, ahead: timedelta, on_the_way: timedelta
) -> None:
    bench.log("Here")
    bench.deliver()
    for computer in (bench, astray):
        computer.time.advance(3600)
    astray.time.advance(ahead.total_seconds())
    content = attempt(astray, Fault.drop_answer())
    bench.time.advance(on_the_way.total_seconds())
    import_outbox(bench.store, content, "outbox.json", bench.time.day)
    bench.deliver()
    assert bench.states() == [State.SENT] * 2
    assert bench.arrived() == ["Here", "Moved"]


def test_what_another_computer_may_be_sending_right_now_is_waited_for(
    bench: Workbench, astray: Workbench
) -> None:
    bench.log("Here")
    bench.deliver()
    bench.time.advance(7200)
    content = attempt(astray, Fault.drop_answer(after_commit=False))
    import_outbox(bench.store, content, "outbox.json", bench.time.day)
    bench.deliver(within=SETTLED_AFTER - 1)
    assert bench.states() == [State.SENT, State.CHECKING]
    bench.deliver()
    assert bench.states() == [State.SENT] * 2
    assert bench.arrived() == ["Here", "Moved"]


def test_a_file_from_the_end_of_time_is_taken_in_like_any_other(here: Store, there: Store) -> None:
    content = exported(there, made_item(state=State.CHECKING, attempted_at=NOON))
    document = json.loads(content)
    document["exported_at"] = "9999-12-31T23:59:59Z"
    assert taken(here, json.dumps(document).encode()).to_check == 1
    assert only(here).attempted_at == datetime(1970, 1, 1, tzinfo=UTC)
