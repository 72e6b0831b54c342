"""Whom to call: what is due in the outbox, and who was picked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from stashlog.domain.call_list import Call, entry_of
from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.services.call_list import CallList
from stashlog.services.desk import Desk
from stashlog.services.reading import CaptureRules
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.storage.store import Store
from tests.support.local_clock import BERLIN, local_clock, needs_tzset

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANN, BEN = "ct_ann", "ct_ben"
FIRM = "co_firm"


class Hand:
    """A desk whose clock moves when it is told to."""

    def __init__(self, folder: Path, zone: tzinfo | None = UTC) -> None:
        self.now = NOON
        database = open_directory(folder)
        records = (
            Record(FIRM, Kind.COMPANY, "Firm"),
            Record(ANN, Kind.CONTACT, "Ann", phone="+49 30 1", company_id=FIRM),
        )
        DirectoryCopy(database).put(records, 1)
        database.close()
        rules = CaptureRules(zone=zone)
        self.desk = Desk.over(Store.open(folder), lambda: self.now, rules)
        self.calls = CallList(self.desk)

    def task(self, contact: str, due: str, subject: str = "Ring") -> str:
        """Log a task and return its id."""
        entry = Entry("task", subject, contact_id=contact, due_date=due)
        return self.desk.capture.log(entry).id

    def keys(self) -> list[str]:
        """Return what the list shows."""
        return [call.key for call in self.calls.calls()]

    def close(self) -> None:
        """Leave the desk."""
        self.desk.directory.close()
        self.desk.store.close()


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    with closing(Hand(tmp_path)) as made:
        yield made


def test_due_tasks_come_first_in_the_order_in_which_they_fell_due(hand: Hand) -> None:
    later = hand.task(BEN, "2026-11-24 23:59")
    earlier = hand.task(ANN, "2026-11-01 09:00")
    hand.task(ANN, "2026-11-25 00:00")
    hand.calls.pick("ct_cleo")
    assert hand.keys() == [earlier, later, "ct_cleo"]
    assert hand.calls.count() == 3


def test_names_numbers_and_companies_come_from_the_directory(hand: Hand) -> None:
    hand.calls.pick(ANN)
    hand.calls.pick(BEN)
    ann, ben = hand.calls.calls()
    assert (ann.name, ann.company, ann.company_id, ann.phone) == ("Ann", "Firm", FIRM, "+49 30 1")
    assert (ben.name, ben.company, ben.number) == (BEN, "", "")


def test_nobody_stands_there_twice(hand: Hand) -> None:
    due = hand.task(ANN, "2026-11-24 09:00")
    hand.calls.pick(ANN)
    hand.calls.pick(ANN)
    assert hand.keys() == [due]


def test_a_draft_a_discarded_task_and_one_without_a_contact_are_not_to_be_called(
    hand: Hand,
) -> None:
    hand.desk.capture.save_draft(Entry("task", "x", contact_id=ANN, due_date="2026-11-24 09:00"))
    hand.desk.actions.discard(hand.task(ANN, "2026-11-24 09:00"))
    hand.desk.capture.log(Entry("task", "x", due_date="2026-11-24 09:00"))
    hand.desk.capture.log(Entry("call", '"type":"task"', contact_id=ANN, due_date="2026-11-01"))
    assert hand.keys() == []


def test_whoever_was_called_goes_but_not_what_is_due_later_today(hand: Hand) -> None:
    hand.task(ANN, "2026-11-24 09:00")
    later = hand.task(ANN, "2026-11-24 18:00")
    hand.calls.pick(ANN)
    hand.calls.called(ANN)
    assert hand.keys() == [later]
    hand.calls.called(ANN, later)
    assert hand.keys() == []


def test_what_is_skipped_can_be_put_back(hand: Hand) -> None:
    hand.task(ANN, "2026-11-24 09:00")
    hand.calls.pick(BEN)
    before = hand.calls.calls()
    for call in before:
        hand.calls.skip(call)
    assert hand.keys() == []
    for call in before:
        hand.calls.put_back(call)
    assert hand.calls.calls() == before


def test_tomorrow_brings_what_is_due_then(hand: Hand) -> None:
    due = hand.task(ANN, "2026-11-25 09:00")
    assert hand.keys() == []
    hand.now += timedelta(days=1)
    assert hand.keys() == [due]


@needs_tzset
def test_the_last_hour_of_a_day_that_has_25_belongs_to_it(tmp_path: Path) -> None:
    with local_clock(BERLIN), closing(Hand(tmp_path, zone=None)) as hand:
        hand.now = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # half past midnight in Berlin
        due = hand.task(ANN, "2026-10-25 23:30")
        hand.task(ANN, "2026-10-26 00:30")
        assert hand.keys() == [due]


def test_a_task_whose_due_date_is_damaged_does_not_hide_the_others(hand: Hand) -> None:
    damaged, due = hand.task(ANN, "2026-11-24 09:00"), hand.task(BEN, "2026-11-24 10:00")
    change = "UPDATE outbox SET activity = replace(activity, '2026', '1x26') WHERE id = ?"
    with hand.desk.store.database.transaction():
        hand.desk.store.database.execute(change, [damaged])
    assert hand.keys() == [due]


@pytest.mark.parametrize("damaged", [None, 7, {"a": 1}, ["ct_x", 5]])
def test_a_damaged_memory_is_an_empty_list_at_worst(hand: Hand, damaged: object) -> None:
    hand.desk.store.facts.put("call_list_picked", damaged)  # type: ignore[arg-type]
    hand.desk.store.facts.put("call_list_done", damaged)  # type: ignore[arg-type]
    assert hand.calls.count() in (0, 2)


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+49 (0)30 23125-456", "+493023125456"),
        ("030/77 88 99 ext. 5", "030778899"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_digits_are_dialled(phone: str, number: str) -> None:
    assert Call("k", ANN, "Ann", phone=phone).number == number


def test_the_form_of_a_call_holds_who_and_since_when() -> None:
    entry = entry_of(Call("k", ANN, "Ann", company_id=FIRM, deal_id="dl_1"), NOON)
    assert (entry.type, entry.contact_id, entry.company_id, entry.deal_id) == (
        "call",
        ANN,
        FIRM,
        "dl_1",
    )
    assert entry.details == (("timer_started", NOON.isoformat()),)
