"""Delivery, step by step, against a sandbox that misbehaves on demand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from stashlog.credentials import Credentials, MemoryKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault, WrongJson
from stashlog.services.events import ItemSettled
from stashlog.services.reading import CaptureRules
from stashlog.services.sender_lock import SenderLock
from stashlog.storage.store import Store
from tests.support.workbench import SETTLED_AFTER, Workbench, workbench

POST = "POST"

APPLIED_BUT_UNCLEAR = {
    "answer dropped": Fault.drop_answer(),
    "500 after commit": Fault.answer_status(500, after_commit=True),
    "502 after commit": Fault.answer_status(502, after_commit=True),
    "504 after commit": Fault.answer_status(504, after_commit=True),
    "body cut": Fault.cut_body(),
    "not JSON": Fault.wrong_json(WrongJson.INVALID),
    "invalid UTF-8": Fault.wrong_json(WrongJson.INVALID_UTF8),
    "not a number": Fault.wrong_json(WrongJson.NOT_A_NUMBER),
    "too deep": Fault.wrong_json(WrongJson.DEEP),
    "a list": Fault.wrong_json(WrongJson.NOT_AN_OBJECT),
    "no id": Fault.wrong_json(WrongJson.MISSING_ID),
    "too large": Fault.huge_body(3_000_000),
    "gzip bomb": Fault.gzip_bomb(50_000_000),
    "not HTTP": Fault.raw(b"220 mail.example ESMTP\r\n"),
}
NEVER_APPLIED_BUT_UNCLEAR = {
    "dropped before commit": Fault.drop_answer(after_commit=False),
    "500 before commit": Fault.answer_status(500),
    "503 before commit": Fault.answer_status(503),
    "captive portal": Fault.captive_portal(),
    "204": Fault.answer_status(204, body=b""),
}


def one(bench: Workbench) -> Item:
    (item,) = bench.store.outbox.list()
    return item


def gates(bench: Workbench) -> set[GateKind]:
    return {gate.kind for gate in bench.delivery.gatekeeper.closed(bench.time.day)}


def test_what_was_logged_arrives_in_order_byte_for_byte(bench: Workbench) -> None:
    items = [bench.log(f"call {number}", body=f"  ü{number}\n\t😀 ") for number in range(3)]
    bench.deliver()
    assert bench.states() == [State.SENT] * 3
    posts = bench.sandbox.ledger.matching(POST)
    assert [post.body for post in posts] == [item.request for item in items]
    assert [post.idempotency_key for post in posts] == [
        f"stashlog-activity-{item.id}" for item in items
    ]
    assert [bench.item(item).server_id for item in items] == [
        activity.id for activity in bench.sandbox.ledger.activities
    ]


def test_the_headers_are_those_of_the_interface(bench: Workbench) -> None:
    bench.log()
    bench.deliver()
    (post,) = bench.sandbox.ledger.matching(POST)
    assert post.path == "/v1/activities"
    assert post.header("content-type") == "application/json"
    assert post.header("user-agent") == "Stashlog/test"
    assert post.key_name == "full"


def test_a_draft_stays_here(bench: Workbench) -> None:
    bench.capture.save_draft(replace(bench.log().entry, subject="draft"))
    bench.deliver()
    assert bench.states() == [State.SENT, State.DRAFT]
    assert bench.arrived() == ["No answer"]


@pytest.mark.parametrize("honoured", [True, False], ids=["keys honoured", "keys ignored"])
@pytest.mark.parametrize("fault", APPLIED_BUT_UNCLEAR.values(), ids=APPLIED_BUT_UNCLEAR)
def test_what_arrived_without_a_clear_answer_is_found_and_not_sent_twice(
    bench: Workbench, fault: Fault, honoured: bool
) -> None:
    assert_found_and_not_sent_twice(bench, fault, honoured=honoured)


@pytest.mark.parametrize("honoured", [True, False], ids=["keys honoured", "keys ignored"])
def test_what_is_answered_after_the_deadline_is_found_and_not_sent_twice(
    bench: Workbench, honoured: bool
) -> None:
    bench.deadline = 2.0
    bench.restart()
    assert_found_and_not_sent_twice(bench, Fault.hold(after_commit=True), honoured=honoured)


def assert_found_and_not_sent_twice(bench: Workbench, fault: Fault, *, honoured: bool) -> None:
    if not honoured:
        bench.sandbox.faults.add(Fault.ignore_idempotency())
    bench.sandbox.faults.add(fault.on(POST))
    bench.log()
    bench.delivery.step()
    assert one(bench).state is State.CHECKING
    assert not one(bench).editable
    bench.deliver()
    assert one(bench).state is State.SENT
    assert one(bench).server_id == bench.sandbox.ledger.activities[0].id
    assert bench.arrived() == ["No answer"]
    assert len(bench.sandbox.ledger.matching(POST)) == 1


@pytest.mark.parametrize("honoured", [True, False], ids=["keys honoured", "keys ignored"])
@pytest.mark.parametrize("fault", NEVER_APPLIED_BUT_UNCLEAR.values(), ids=NEVER_APPLIED_BUT_UNCLEAR)
def test_what_did_not_arrive_is_sent_again_with_the_same_key_once_that_is_sure(
    bench: Workbench, fault: Fault, honoured: bool
) -> None:
    if not honoured:
        bench.sandbox.faults.add(Fault.ignore_idempotency())
    bench.sandbox.faults.add(fault.on(POST))
    bench.log()
    began = bench.time.day
    bench.delivery.step()
    assert one(bench).state is State.CHECKING
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]
    first, second = bench.sandbox.ledger.matching(POST)
    assert (first.body, first.idempotency_key) == (second.body, second.idempotency_key)
    assert bench.time.day - began >= timedelta(seconds=SETTLED_AFTER)


def test_no_connection_touches_no_item_and_is_tried_less_and_less_often(bench: Workbench) -> None:
    bench.sandbox.stop()
    bench.log()
    bench.deliver(within=30)
    item = one(bench)
    assert (item.state, item.attempts, item.maybe_delivered) == (State.WAITING, 0, False)
    assert item.reason is not None
    assert item.reason.code is ReasonCode.OFFLINE
    gate = bench.delivery.gatekeeper.get(GateKind.OFFLINE)
    assert gate is not None
    assert gate.strikes >= 4
    bench.sandbox.start()
    bench.deliver()
    assert bench.arrived() == ["No answer"]
    assert bench.delivery.gatekeeper.get(GateKind.OFFLINE) is None


def test_try_now_does_not_wait_for_the_back_off(bench: Workbench) -> None:
    bench.sandbox.stop()
    bench.log()
    bench.deliver(within=100)
    bench.sandbox.start()
    assert (bench.delivery.step().seconds or 0) > 0
    bench.delivery.try_now()
    bench.deliver(within=0)
    assert one(bench).state is State.SENT


def test_a_refusal_stands_at_its_fields_and_blocks_nobody_behind_it(bench: Workbench) -> None:
    details = [
        ("subject", "String must contain at most 200 character(s)"),
        ("tags.0", "Too long"),
        ("metadata.priority", "Unknown"),
        ("email", "Invalid email"),
    ]
    bench.sandbox.faults.add(Fault.refuse_fields(details).on(POST))
    refused, other = bench.log("refused"), bench.log("other")
    bench.deliver()
    item = bench.item(refused)
    assert item.state is State.NEEDS_YOU
    assert set(item.field_errors) == {"subject", "tags", "metadata.priority", "email"}
    assert item.request_id is not None
    assert bench.item(other).state is State.SENT
    assert bench.arrived() == ["other"]


@pytest.mark.parametrize(
    ("field", "link"), [("contact_id", "ct_x"), ("company_id", "co_x"), ("deal_id", "dl_x")]
)
def test_a_missing_linked_record_is_shown_at_its_link(
    bench: Workbench, field: str, link: str
) -> None:
    bench.capture.log(Entry(type="call", **{field: link}))  # type: ignore[arg-type]  # a text field
    bench.deliver()
    assert one(bench).state is State.NEEDS_YOU
    assert list(one(bench).field_errors) == [field]


def test_a_corrected_item_goes_out_under_a_new_key(bench: Workbench) -> None:
    bench.log(contact_id="ct_x")
    bench.deliver()
    item = one(bench)
    bench.capture.log(replace(item.entry, contact_id=""), replacing=item.id)
    bench.deliver()
    assert one(bench).state is State.SENT
    assert one(bench).field_errors == {}
    first, second = bench.sandbox.ledger.matching(POST)
    assert first.idempotency_key == f"stashlog-activity-{item.id}"
    assert second.idempotency_key == f"stashlog-activity-{item.id}-2"


def test_a_refused_key_holds_the_queue_until_there_is_a_new_one(bench: Workbench) -> None:
    first = bench.log("first")
    bench.deliver()
    bench.use_key(bench.sandbox.keys.revoked)
    second, third = bench.log("second"), bench.log("third")
    bench.deliver()
    assert bench.states() == [State.SENT, State.WAITING, State.WAITING]
    assert gates(bench) == {GateKind.KEY_REFUSED}
    assert len(bench.sandbox.ledger.matching(POST)) == 2, "a refused key is asked once"
    bench.use_key(bench.sandbox.key)
    bench.delivery.key_changed()
    bench.deliver()
    assert [bench.item(item).state for item in (first, second, third)] == [State.SENT] * 3
    assert gates(bench) == set()


def test_a_key_that_is_too_narrow_names_the_scope(bench: Workbench) -> None:
    bench.use_key(bench.sandbox.keys.read_only)
    bench.log()
    bench.deliver()
    assert one(bench).state is State.WAITING
    gate = bench.delivery.gatekeeper.get(GateKind.KEY_TOO_NARROW)
    assert gate is not None
    assert gate.detail == "activities:write"


def test_without_a_key_everything_waits(bench: Workbench) -> None:
    bench.credentials.clear()
    bench.log()
    bench.deliver()
    assert one(bench).state is State.WAITING
    assert gates(bench) == {GateKind.KEY_MISSING}
    assert bench.sandbox.ledger.requests == []


def test_a_key_in_the_environment_that_is_none_is_named_as_that(bench: Workbench) -> None:
    bench.credentials = Credentials(MemoryKeyStore(), {"STASHLOG_API_KEY": "nds test"})
    bench.restart()
    bench.log()
    bench.deliver()
    gate = bench.delivery.gatekeeper.get(GateKind.KEY_MISSING)
    assert gate is not None
    assert "STASHLOG_API_KEY" in gate.detail
    assert "nds test" not in gate.detail
    assert one(bench).state is State.WAITING
    assert bench.sandbox.ledger.requests == []


def test_a_key_that_cannot_look_leaves_the_question_to_the_user(bench: Workbench) -> None:
    bench.use_key(bench.sandbox.keys.write_only)
    bench.sandbox.faults.add(Fault.drop_answer().on(POST))
    bench.log()
    bench.deliver()
    item = one(bench)
    assert (item.state, item.editable) == (State.NEEDS_YOU, False)
    assert item.reason is not None
    assert item.reason.code is ReasonCode.CANNOT_LOOK
    bench.actions.send_again(item.id)
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"], "the same key was replayed"


def test_retry_with_a_key_that_can_look_finds_it(bench: Workbench) -> None:
    bench.use_key(bench.sandbox.keys.write_only)
    bench.sandbox.faults.add(Fault.drop_answer().on(POST), Fault.ignore_idempotency())
    bench.log()
    bench.deliver()
    bench.use_key(bench.sandbox.key)
    assert bench.actions.retry(one(bench).id).state is State.CHECKING
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]


@pytest.mark.parametrize("told", ["7", "Tue, 24 Nov 2026 10:00:07 GMT"])
def test_a_rate_limit_waits_as_told_and_is_no_attempt(bench: Workbench, told: str) -> None:
    bench.sandbox.faults.add(Fault.answer_status(429, retry_after=told).on(POST))
    bench.log()
    pause = bench.delivery.step()
    assert (one(bench).state, one(bench).attempts) == (State.WAITING, 0)
    assert gates(bench) == {GateKind.RATE_LIMITED}
    pause = bench.delivery.step()
    assert pause.seconds == pytest.approx(8.0), "seven seconds and half of the jitter"
    bench.deliver()
    assert bench.arrived() == ["No answer"]


@pytest.mark.parametrize("junk", ["soon", "-5", "1e9", ""])
def test_a_wait_without_sense_is_bounded(bench: Workbench, junk: str) -> None:
    bench.sandbox.faults.add(Fault.answer_status(429, retry_after=junk).on(POST))
    bench.log()
    bench.delivery.step()
    pause = bench.delivery.step()
    assert pause.seconds is None or pause.seconds <= 86_402
    bench.deliver(within=86_403)
    assert bench.arrived() == ["No answer"]


def test_the_daily_limit_waits_for_midnight_also_over_a_restart(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", plan="free") as bench:
        bench.sandbox.limiter.leave_today(1)
        bench.log("last of today")
        bench.log("first of tomorrow")
        bench.deliver(within=600)
        assert bench.arrived() == ["last of today"]
        assert gates(bench) == {GateKind.DAILY_QUOTA}
        bench.restart()
        assert gates(bench) == {GateKind.DAILY_QUOTA}
        asked = len(bench.sandbox.ledger.requests)
        bench.deliver(within=3600)
        assert len(bench.sandbox.ledger.requests) == asked, "nothing is asked before midnight"
        bench.deliver(within=15 * 3600)
        assert bench.arrived() == ["last of today", "first of tomorrow"]


def test_the_burst_limit_of_the_plan_is_kept(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", plan="free") as bench:
        for number in range(30):
            bench.log(f"call {number}")
        bench.deliver()
        assert len(bench.arrived()) == 30
        refused = [r for r in bench.sandbox.ledger.requests if r.status == 429]
        assert len(refused) <= 2


def test_a_redirect_is_not_followed_and_names_its_target(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.redirect("https://login.example/x", 307, None).on(POST))
    bench.log()
    bench.deliver(within=60)
    assert one(bench).state is State.WAITING
    gate = bench.delivery.gatekeeper.get(GateKind.SETTINGS)
    assert gate is not None
    assert gate.detail == "login.example"
    bench.sandbox.faults.clear()
    bench.deliver()
    assert bench.arrived() == ["No answer"]


def test_five_server_faults_in_a_row_pause_the_queue(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.answer_status(500, None))
    for number in range(8):
        bench.log(f"call {number}")
    for _ in range(5):
        bench.delivery.step()
        bench.time.advance(1)
    assert gates(bench) == {GateKind.SERVER_TROUBLE}
    asked = len(bench.sandbox.ledger.requests)
    assert (bench.delivery.step().seconds or 0) > 0
    assert len(bench.sandbox.ledger.requests) == asked
    bench.sandbox.faults.clear()
    bench.deliver()
    assert bench.states() == [State.SENT] * 8
    assert sorted(bench.arrived()) == [f"call {number}" for number in range(8)]


@pytest.mark.parametrize("retry_after", ["120", "Tue, 24 Nov 2026 10:02:00 GMT"])
def test_a_server_in_trouble_that_names_a_time_is_left_alone_until_then(
    bench: Workbench, retry_after: str
) -> None:
    bench.sandbox.faults.add(Fault.answer_status(503, retry_after=retry_after).on(POST))
    bench.log()
    bench.delivery.step()
    assert gates(bench) == {GateKind.SERVER_TROUBLE}
    assert (bench.delivery.step().seconds or 0) == pytest.approx(120, abs=2)
    bench.deliver()
    assert bench.arrived() == ["No answer"]


def test_a_key_in_use_by_an_earlier_request_is_checked_not_refused(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.reject_idempotency().on(POST))
    bench.log()
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]


def crash_before_sending(bench: Workbench) -> None:
    assert bench.store.outbox.claim_next(bench.time.day) is not None


def crash_after_sending(bench: Workbench) -> None:
    item = bench.store.outbox.claim_next(bench.time.day)
    assert item is not None
    assert item.request is not None
    bench.server.create(bench.sandbox.key, item.request, item.idempotency_key)


@pytest.mark.parametrize("honoured", [True, False], ids=["keys honoured", "keys ignored"])
@pytest.mark.parametrize("crash", [crash_before_sending, crash_after_sending])
def test_a_claimed_item_is_checked_after_a_crash(
    bench: Workbench, crash: Callable[[Workbench], None], honoured: bool
) -> None:
    if not honoured:
        bench.sandbox.faults.add(Fault.ignore_idempotency())
    bench.log()
    crash(bench)
    bench.restart()
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]


def test_nobody_sends_while_another_process_does(bench: Workbench) -> None:
    bench.log()
    with SenderLock(bench.folder).held() as held:
        assert held
        bench.delivery.step()
        assert one(bench).state is State.WAITING
    bench.deliver()
    assert one(bench).state is State.SENT


def test_one_look_up_serves_several_items(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.drop_answer(times=3).on(POST))
    for number in range(3):
        bench.log(f"call {number}")
    for _ in range(3):
        item = bench.store.outbox.claim_next(bench.time.day)
        assert item is not None
        assert item.request is not None
        bench.server.create(bench.sandbox.key, item.request, item.idempotency_key)
    bench.deliver()
    assert bench.states() == [State.SENT] * 3
    assert len(bench.sandbox.ledger.matching("GET")) == 1


def test_two_equal_activities_without_a_stamp_are_told_apart(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", rules=CaptureRules(stamp=False)) as bench:
        bench.log("same")
        bench.deliver()
        bench.sandbox.faults.add(Fault.drop_answer(after_commit=False).on(POST))
        bench.log("same")
        bench.deliver()
        assert bench.states() == [State.SENT, State.SENT]
        first, second = bench.store.outbox.list()
        assert first.server_id != second.server_id
        assert bench.arrived() == ["same", "same"]


def test_a_search_that_cannot_be_trusted_leaves_the_question_to_the_user(bench: Workbench) -> None:
    """Sorted by anything else, a page says nothing about what is not on it."""
    bench.sandbox.faults.add(
        Fault.drop_answer(after_commit=False).on(POST),
        Fault.answer_status(400, None).on("GET"),
    )
    bench.log()
    bench.deliver()
    assert one(bench).state is State.NEEDS_YOU
    assert bench.arrived() == []


def test_a_failing_look_up_changes_nothing(bench: Workbench) -> None:
    bench.sandbox.faults.add(
        Fault.drop_answer().on(POST),
        Fault.answer_status(500, 3).on("GET"),
        Fault.captive_portal(2).on("GET"),
    )
    bench.log()
    bench.deliver()
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]
    assert len(bench.sandbox.ledger.matching(POST)) == 1


def test_a_pause_by_the_user_outlasts_everything_but_the_user(bench: Workbench) -> None:
    bench.delivery.pause(paused=True)
    bench.log()
    bench.deliver()
    bench.restart()
    bench.delivery.try_now()
    bench.delivery.key_changed()
    bench.deliver()
    assert one(bench).state is State.WAITING
    bench.delivery.pause(paused=False)
    bench.deliver()
    assert one(bench).state is State.SENT


def test_an_item_open_in_a_form_is_not_sent_until_it_is_left(bench: Workbench) -> None:
    item = bench.log()
    bench.actions.open(item.id)
    bench.deliver(within=60)
    assert one(bench).state is State.WAITING
    bench.actions.release(item.id)
    bench.deliver(within=1)
    assert one(bench).state is State.SENT


def test_a_hold_whose_form_died_ends_by_itself(bench: Workbench) -> None:
    bench.actions.open(bench.log().id)
    bench.deliver(within=300)
    assert one(bench).state is State.SENT


def test_every_end_of_an_attempt_is_announced_after_it_is_on_disk(bench: Workbench) -> None:
    bench.log(contact_id="ct_x")
    bench.log()
    bench.deliver()
    settled = [event.item for event in bench.events if isinstance(event, ItemSettled)]
    assert [item.state for item in settled] == [State.NEEDS_YOU, State.SENT]
    assert settled == bench.store.outbox.list()


@pytest.mark.parametrize("jump", [timedelta(days=2), timedelta(days=-365)])
def test_a_changed_clock_loses_and_doubles_nothing(bench: Workbench, jump: timedelta) -> None:
    bench.sandbox.faults.add(
        Fault.ignore_idempotency(),
        Fault.drop_answer(after_commit=False).on(POST),
        Fault.drop_answer().on(POST),
    )
    bench.log()
    bench.delivery.step()
    bench.time.day += jump
    bench.deliver(within=86_400)
    assert one(bench).state is State.SENT
    assert bench.arrived() == ["No answer"]


def test_a_change_by_another_connection_is_noticed_once(bench: Workbench) -> None:
    bench.delivery.noticed_change()
    assert not bench.delivery.noticed_change()
    other = Store.open(bench.folder)
    other.facts.put("something", 1)
    other.close()
    assert bench.delivery.noticed_change()
    assert not bench.delivery.noticed_change()
