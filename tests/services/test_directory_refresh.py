"""The refresh copies a real sandbox, whatever comes between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from stashlog.api.client import Nodestash
from stashlog.domain.directory import Kind
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import State
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault
from stashlog.sandbox.faults import WrongJson
from tests.support.directories import count_in
from tests.support.refreshing import KilledError, Refreshing, crowd
from tests.support.workbench import workbench

WEEK = timedelta(days=7, minutes=30).total_seconds()


@pytest.fixture
def refreshing(tmp_path: Path) -> Iterator[Refreshing]:
    with workbench(tmp_path / "data") as bench:
        made = Refreshing(bench)
        yield made
        made.close()


@pytest.fixture
def copied(refreshing: Refreshing) -> Refreshing:
    """A refresh that has copied everything."""
    refreshing.run()
    assert refreshing.differences() == []
    return refreshing


def reason(refreshing: Refreshing) -> ReasonCode | None:
    trouble = refreshing.progress.trouble
    return None if trouble is None else trouble.code


def test_nothing_is_asked_in_the_first_seconds(refreshing: Refreshing) -> None:
    refreshing.run(2.9)
    assert refreshing.asked() == []
    refreshing.run(0.2)
    assert refreshing.asked()[:1] == ["/v1/pipelines"]


def test_everything_is_copied(refreshing: Refreshing) -> None:
    refreshing.run()
    assert refreshing.differences() == []
    assert not refreshing.progress.running
    assert refreshing.progress.done == 88 + 330 + 132
    assert refreshing.progress.trouble is None
    (found,) = refreshing.desk.search(Kind.CONTACT, "groessmann jürgen")
    assert found.company


def test_companies_come_first_and_pages_are_as_large_as_allowed(refreshing: Refreshing) -> None:
    refreshing.run()
    lists = [path.removeprefix("/v1/") for path in refreshing.asked()]
    assert lists == ["pipelines", "companies", *["contacts"] * 4, *["deals"] * 2]


def test_a_deal_in_a_final_stage_is_closed_even_without_a_date(refreshing: Refreshing) -> None:
    workspace = refreshing.bench.sandbox.workspace
    lost = next(deal for deal in workspace.deals if deal.attributes["closed_at"])
    workspace.update("deals", lost.id, {"closed_at": None})
    refreshing.run()
    copied = refreshing.desk.candidate(lost.id)
    assert copied is not None
    assert copied.closed
    assert copied.stage


def test_progress_is_told_after_each_page(refreshing: Refreshing) -> None:
    refreshing.run()
    copied = refreshing.bench.events
    done = [one.progress.done for one in copied if hasattr(one, "progress")]
    assert done == sorted(done)
    assert len(set(done)) == 8


def test_a_later_round_stops_at_what_is_known(copied: Refreshing) -> None:
    workspace = copied.bench.sandbox.workspace
    changed = workspace.contacts[7]
    workspace.update("contacts", changed.id, {"first_name": "Quirin"})
    before = len(copied.asked())
    copied.run(16 * 60)
    assert len(copied.asked()) - before == 4
    assert copied.differences() == []
    assert [one.id for one in copied.desk.search(Kind.CONTACT, "quirin")] == [changed.id]


def test_more_changes_than_fit_on_a_page_are_all_copied(copied: Refreshing) -> None:
    workspace = copied.bench.sandbox.workspace
    for person in workspace.contacts[:250]:
        workspace.update("contacts", person.id, {"first_name": "Quirin"})
    copied.run(16 * 60)
    assert copied.differences() == []


def test_an_import_within_one_second_is_not_read_again_each_time(refreshing: Refreshing) -> None:
    workspace = refreshing.bench.sandbox.workspace
    for person in workspace.contacts:
        workspace.update("contacts", person.id, {"source": "import"})
    refreshing.run()
    before = len(refreshing.asked())
    refreshing.run(16 * 60)
    assert len(refreshing.asked()) - before == 4


def test_what_was_deleted_is_forgotten_within_a_week(copied: Refreshing) -> None:
    workspace = copied.bench.sandbox.workspace
    gone = [workspace.contacts[3].id, workspace.companies[2].id, workspace.deals[1].id]
    workspace.delete("contacts", gone[0])
    workspace.delete("companies", gone[1])
    workspace.delete("deals", gone[2])
    copied.run(16 * 60)
    assert copied.desk.get(gone[0]) is not None
    copied.bench.time.advance(WEEK)
    copied.run(60)
    assert copied.differences() == []
    assert all(copied.desk.get(one) is None for one in gone)


def test_what_changes_during_a_census_is_not_forgotten(copied: Refreshing) -> None:
    workspace = copied.bench.sandbox.workspace
    copied.bench.time.advance(WEEK)
    before = len(copied.asked())
    while len(copied.asked()) < before + 4:
        copied.run(1.0)
    for person in workspace.contacts:
        workspace.update("contacts", person.id, {"first_name": "Quirin"})
    copied.run(20 * 60)
    copied.run(20 * 60)
    assert copied.differences() == []


@pytest.mark.parametrize("after", [False, True], ids=["before the request", "after the answer"])
def test_killed_at_every_page_it_ends_complete(refreshing: Refreshing, *, after: bool) -> None:
    for page in (1, 2, 1, 1, 3, 1):
        refreshing.start_mortal(page, after=after)
        with pytest.raises(KilledError):
            refreshing.run()
    refreshing.restart()
    refreshing.run()
    assert refreshing.differences() == []


def test_after_a_kill_no_page_is_fetched_twice(refreshing: Refreshing) -> None:
    refreshing.run(until=lambda: len(refreshing.asked()) == 4)
    refreshing.restart()
    refreshing.run()
    assert refreshing.differences() == []
    assert len(refreshing.asked()) == 8


def test_a_lost_network_costs_no_page_and_no_gate(refreshing: Refreshing) -> None:
    bench = refreshing.bench
    refreshing.run(until=lambda: len(refreshing.asked()) == 4)
    bench.sandbox.stop()
    refreshing.run(300)
    assert reason(refreshing) is ReasonCode.OFFLINE
    assert bench.store.gates.load() == {}
    assert refreshing.progress.running
    bench.sandbox.start()
    refreshing.run(3600)
    assert refreshing.differences() == []
    assert reason(refreshing) is None


@pytest.mark.parametrize(
    "fault",
    [
        Fault.captive_portal(),
        Fault.wrong_json(WrongJson.INVALID),
        Fault.wrong_json(WrongJson.NOT_AN_OBJECT),
        Fault.cut_body(),
        Fault.huge_body(3_000_000),
        Fault.answer_status(500),
        Fault.answer_status(404),
        Fault.drop_answer(),
    ],
    ids=lambda fault: f"{fault.kind.value}-{fault.status}-{fault.wrong.value}",
)
def test_a_page_that_is_none_is_asked_for_again(refreshing: Refreshing, fault: Fault) -> None:
    refreshing.bench.sandbox.faults.add(fault.on(path="/v1/contacts"))
    troubles = set()
    refreshing.run(until=lambda: len(refreshing.asked()) == 3)
    troubles.add(reason(refreshing))
    assert None not in troubles
    refreshing.run(3600)
    assert refreshing.differences() == []
    assert refreshing.bench.store.gates.load() == {}


def test_a_list_that_is_never_one_spoils_nothing_else(copied: Refreshing) -> None:
    bench = copied.bench
    bench.sandbox.faults.add(Fault.captive_portal(times=None).on(path="/v1/companies"))
    copied.run(86_400 / 2)
    assert reason(copied) is ReasonCode.UNREADABLE_ANSWER
    assert count_in(copied.bench.folder, Kind.COMPANY) == 88
    assert 10 < len(copied.asked()) < 60
    item = bench.log()
    bench.deliver(within=5)
    assert bench.item(item).state is State.SENT


def test_a_cursor_that_is_refused_begins_the_walk_again(refreshing: Refreshing) -> None:
    refreshing.run(until=lambda: len(refreshing.asked()) == 4)
    refused = Fault.refuse_fields([("cursor", "Invalid cursor")])
    refreshing.bench.sandbox.faults.add(refused.on(path="/v1/contacts"))
    refreshing.run()
    assert refreshing.differences() == []
    assert refreshing.progress.trouble is None


def test_a_server_that_forgets_its_cursors_is_a_trouble_until_it_keeps_one(
    refreshing: Refreshing,
) -> None:
    forgetful = refreshing.start_forgetful()
    refreshing.run(20)
    trouble = refreshing.progress.trouble
    assert trouble is not None
    assert trouble.code is ReasonCode.REFUSED_FIELDS
    forgetful.forgets = False
    refreshing.run(7200)
    assert refreshing.differences() == []
    assert refreshing.progress.trouble is None


def test_a_list_that_the_key_may_not_read_is_left_out_for_a_day(refreshing: Refreshing) -> None:
    bench = refreshing.bench
    bench.sandbox.faults.add(Fault.answer_status(403, times=None).on(path="/v1/deals"))
    refreshing.run(3600)
    trouble = refreshing.progress.trouble
    assert trouble is not None
    assert (trouble.code, trouble.detail) == (ReasonCode.KEY_TOO_NARROW, "deals:read")
    assert bench.store.gates.load() == {}
    assert count_in(refreshing.bench.folder, Kind.CONTACT) == 330
    assert refreshing.asked().count("/v1/deals") == 1
    bench.sandbox.faults.clear()
    bench.time.advance(86_400)
    refreshing.run(60)
    assert refreshing.differences() == []
    assert refreshing.progress.trouble is None


def test_another_key_looks_through_everything_again(copied: Refreshing) -> None:
    workspace = copied.bench.sandbox.workspace
    gone = workspace.contacts[5].id
    workspace.delete("contacts", gone)
    copied.bench.use_key(copied.bench.sandbox.keys.add("another", {"*"}))
    copied.run(20 * 60)
    assert copied.desk.get(gone) is None
    assert copied.differences() == []


def test_another_workspace_begins_from_nothing(copied: Refreshing, tmp_path: Path) -> None:
    with workbench(tmp_path / "other") as other:
        copied.bench.sandbox.stop()
        copied.refresh.close()
        copied.bench.sandbox = other.sandbox
        copied.bench.use_key(other.sandbox.key)
        copied.restart()
        copied.run(until=lambda: len(copied.asked()) == 1)
        assert count_in(copied.bench.folder, Kind.CONTACT) == 0
        copied.run()
        assert copied.differences() == []


def test_without_a_key_nothing_is_asked_and_no_gate_closes(refreshing: Refreshing) -> None:
    refreshing.bench.credentials.clear()
    refreshing.run(3600)
    assert refreshing.asked() == []
    assert refreshing.bench.delivery.gatekeeper.gates() == {}


def test_a_refused_key_holds_the_refresh_and_says_so(refreshing: Refreshing) -> None:
    bench = refreshing.bench
    bench.use_key("nds_test_" + "x" * 30)
    refreshing.run(3600)
    assert len(refreshing.asked()) == 1
    assert GateKind.KEY_REFUSED in bench.delivery.gatekeeper.gates()
    bench.use_key(bench.sandbox.key)
    bench.delivery.key_changed()
    refreshing.run()
    assert refreshing.differences() == []


def test_the_user_can_hold_it_and_let_it_go_on(refreshing: Refreshing) -> None:
    refreshing.run(until=lambda: len(refreshing.asked()) == 4)
    refreshing.desk.pause(paused=True)
    assert refreshing.desk.progress(refreshing.bench.time.day).paused
    refreshing.run(3600)
    refreshing.restart()
    refreshing.run(3600)
    assert len(refreshing.asked()) == 4
    refreshing.desk.pause(paused=False)
    refreshing.run()
    assert refreshing.differences() == []
    shown = refreshing.desk.progress(refreshing.bench.time.day)
    assert shown == refreshing.progress
    assert shown.ended_at is not None


def test_the_user_can_wish_for_a_round(copied: Refreshing) -> None:
    before = len(copied.asked())
    copied.run(60)
    copied.desk.refresh_now()
    copied.run(60)
    assert len(copied.asked()) - before == 4
    copied.run(60)
    assert len(copied.asked()) - before == 4


def test_a_page_called_off_by_quitting_is_no_trouble(refreshing: Refreshing) -> None:
    refreshing.run(until=lambda: len(refreshing.asked()) == 3)
    assert isinstance(refreshing.bench.server, Nodestash)
    refreshing.bench.server.close()
    refreshing.run(3)
    refreshing.restart()
    refreshing.run(until=lambda: len(refreshing.asked()) == 4)
    assert refreshing.progress.trouble is None


def test_what_is_logged_goes_first(refreshing: Refreshing) -> None:
    bench = refreshing.bench
    refreshing.run(until=lambda: len(refreshing.asked()) == 3)
    item = bench.log()
    refreshing.run(until=lambda: bench.item(item).state is State.SENT)
    assert len(refreshing.asked()) == 3
    refreshing.run()
    assert refreshing.differences() == []


def test_while_delivery_is_held_nothing_is_refreshed(refreshing: Refreshing) -> None:
    refreshing.bench.delivery.pause(paused=True)
    refreshing.run(3600)
    assert refreshing.asked() == []


def test_while_another_process_sends_nothing_is_refreshed(refreshing: Refreshing) -> None:
    from stashlog.services.sender_lock import SenderLock

    with SenderLock(refreshing.bench.folder).held() as held:
        assert held
        refreshing.run(60)
    assert refreshing.asked() == []


def test_a_clock_set_back_a_year_does_not_stop_it(copied: Refreshing) -> None:
    before = len(copied.asked())
    copied.bench.time.day -= timedelta(days=365)
    copied.run(60)
    assert len(copied.asked()) > before


def test_a_damaged_copy_is_fetched_again(copied: Refreshing) -> None:
    copied.bench.close()
    (copied.bench.folder / "directory.db").write_bytes(b"garbage" * 5000)
    copied.desk.close()
    copied.bench.open()
    copied.connect()
    copied.run()
    assert copied.differences() == []


def test_ten_thousand_contacts_survive_kills_the_quota_and_a_lost_network(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", plan="free") as bench:
        crowd(bench.sandbox.workspace, 10_000 - 330)
        refreshing = Refreshing(bench)
        bench.sandbox.limiter.leave_today(320)
        for page in (9, 17):
            refreshing.start_mortal(page, after=page == 17)
            with pytest.raises(KilledError):
                refreshing.run(3600)
        refreshing.restart()
        refreshing.run(until=lambda: len(refreshing.asked()) == 40)
        bench.sandbox.stop()
        refreshing.run(600)
        assert reason(refreshing) is ReasonCode.OFFLINE
        bench.sandbox.start()
        refreshing.run(2 * 3600)
        assert refreshing.progress.saving
        asked_today = len(refreshing.asked())
        assert asked_today <= 320 - 250
        assert refreshing.differences() != []
        item = bench.log()
        bench.deliver(within=10)
        assert bench.item(item).state is State.SENT
        refreshing.run(86_400)
        assert refreshing.differences() == []
        assert count_in(refreshing.bench.folder, Kind.CONTACT) == 10_000
        assert [one.title for one in refreshing.desk.search(Kind.CONTACT, "person9000")]
        refreshing.close()
