"""Log now, link later: the only record of a name is linked; of several its user chooses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stashlog.domain.directory import Candidate, Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.desk import Desk
from stashlog.services.directory import DirectoryDesk
from stashlog.services.link_later import link_waiting, log_later, typed_links
from stashlog.services.reading import CaptureRules
from stashlog.services.transfer import export_outbox, import_outbox
from stashlog.storage.directory import Directory
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.storage.store import Store
from stashlog.wording.reasons import reason_line

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.over(Store.open(tmp_path), lambda: NOW, CaptureRules(zone=UTC))
    yield made
    made.close()


def learn(desk: Desk, *records: Record, gone: str | None = None) -> None:
    """Have the directory know these records, and that one is gone from nodestash."""
    database = open_directory(desk.store.database.folder)
    DirectoryCopy(database).put(records, 1)
    if gone is not None:
        Directory(database).mark_missing(gone)
    database.close()


def keep(desk: Desk, entry: Entry) -> Item:
    return log_later(desk, entry, None, "form").item


def stored(desk: Desk, item: Item) -> Item:
    found = desk.store.outbox.get(item.id)
    assert found is not None
    return found


def code(item: Item) -> ReasonCode | None:
    return None if item.reason is None else item.reason.code


def test_names_in_link_fields_are_told_from_ids() -> None:
    entry = Entry("call", contact_id=" Ada Free ", company_id="co_1", deal_id="ct_1")
    assert typed_links(entry) == {"contact_id": "Ada Free", "deal_id": "ct_1"}


@pytest.mark.parametrize(
    ("field", "text", "record"),
    [
        ("contact_id", "ada FREE", Record("ct_1", Kind.CONTACT, "Ada Free")),
        ("contact_id", "Ada@Free.example", Record("ct_1", Kind.CONTACT, "A", "ada@free.example")),
        ("contact_id", "030 123456", Record("ct_1", Kind.CONTACT, "Ada", phone="+49 30 123456")),
        ("company_id", "brand mobel", Record("co_1", Kind.COMPANY, "Brand Möbel")),
        ("company_id", "brand.example", Record("co_1", Kind.COMPANY, "B", domain="brand.example")),
        ("deal_id", "first  order", Record("dl_1", Kind.DEAL, "First order")),
    ],
)
def test_exactly_one_of_that_name_address_domain_or_number_is_linked(
    desk: Desk, field: str, text: str, record: Record
) -> None:
    link: dict[str, Any] = {field: text}
    item = keep(desk, replace(Entry("call", "Fair"), **link))
    assert (item.state, code(item)) == (State.DRAFT, ReasonCode.LINK_WANTED)
    learn(desk, record)
    (logged,) = link_waiting(desk)
    assert (logged.item.id, logged.item.state) == (item.id, State.WAITING)
    assert logged.item.activity is not None
    assert getattr(logged.item.activity, field) == record.id


def test_it_waits_until_each_of_its_names_is_known(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free", "Newcomer"))
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert link_waiting(desk) == []
    assert stored(desk, item) == item
    learn(desk, Record("co_1", Kind.COMPANY, "Newcomer"))
    (logged,) = link_waiting(desk)
    assert (logged.entry.contact_id, logged.entry.company_id) == ("ct_1", "co_1")


def test_of_several_companies_of_one_name_the_user_chooses_and_is_asked_once(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", company_id="Newcomer"))
    learn(desk, *(Record(f"co_{one}", Kind.COMPANY, "Newcomer") for one in (1, 2)))
    assert link_waiting(desk) == []
    asked = stored(desk, item)
    assert (asked.state, asked.reason) == (
        State.DRAFT,
        Reason(ReasonCode.LINK_AMBIGUOUS, "Newcomer"),
    )
    assert link_waiting(desk) == []
    assert stored(desk, item) == asked


def test_one_that_is_gone_from_nodestash_is_nobody(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"), gone="ct_1")
    assert link_waiting(desk) == []
    assert stored(desk, item).state is State.DRAFT


def test_what_is_open_in_a_form_is_left_alone(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    desk.actions.hold(item.id)
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert link_waiting(desk) == []
    assert stored(desk, item).held_until == NOW + timedelta(minutes=2)


def test_what_cannot_be_sent_any_more_becomes_a_plain_draft_and_stops_no_other(desk: Desk) -> None:
    broken = keep(desk, Entry("call", "Fair", "", "Ada Free", due_date="some day"))
    good = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert [logged.item.id for logged in link_waiting(desk)] == [good.id]
    assert (stored(desk, broken).state, stored(desk, broken).reason) == (State.DRAFT, None)


class Interrupted(DirectoryDesk):
    """A directory during whose search another process discards what waits."""

    def search(
        self,
        kind: Kind,
        text: str,
        limit: int = 20,
        *,
        company_id: str | None = None,
    ) -> list[Candidate]:
        other = Desk.over(Store.open(self._folder), lambda: NOW, CaptureRules(zone=UTC))
        for item in other.store.outbox.list({State.DRAFT}):
            other.actions.discard(item.id)
        other.close()
        return super().search(kind, text, limit, company_id=company_id)


@pytest.mark.parametrize("people", [1, 2])
def test_what_somebody_else_discards_meanwhile_stays_discarded(desk: Desk, people: int) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    learn(desk, *(Record(f"ct_{one}", Kind.CONTACT, "Ada Free") for one in range(people)))
    interrupted = replace(desk, directory=Interrupted(desk.store))
    assert link_waiting(interrupted) == []
    interrupted.directory.close()
    assert stored(desk, item).state is State.DISCARDED


def test_undone_it_is_back_in_the_form_and_waits_no_more(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    back = desk.actions.take_back(item.id)
    assert back is not None
    assert (back.state, back.entry, back.reason) == (State.DRAFT, item.entry, None)
    desk.actions.release(item.id)
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert link_waiting(desk) == []


def test_undone_after_it_was_linked_it_is_a_draft_of_that_contact(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    link_waiting(desk)
    back = desk.actions.take_back(item.id)
    assert back is not None
    assert (back.state, back.entry.contact_id) == (State.DRAFT, "ct_1")
    assert desk.store.outbox.claim_next(NOW) is None


def test_discarded_and_restored_it_is_a_plain_draft(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    desk.actions.discard(item.id)
    assert link_waiting(desk) == []
    restored = desk.actions.restore(item.id)
    assert (restored.state, restored.entry, restored.reason) == (State.DRAFT, item.entry, None)
    assert link_waiting(desk) == []


@pytest.mark.parametrize("several", [False, True])
def test_on_another_computer_it_waits_no_more_as_it_may_be_sent_from_here(
    desk: Desk, tmp_path: Path, several: bool
) -> None:
    item = keep(desk, Entry("call", "Fair", "Wants a quote.", "Ada Free"))
    ada = tuple(Record(f"ct_{one}", Kind.CONTACT, "Ada Free") for one in (1, 2))
    if several:
        learn(desk, *ada)
        link_waiting(desk)
    _, file = export_outbox(desk.store, NOW)
    other = Desk.over(Store.open(tmp_path / "other"), lambda: NOW, CaptureRules(zone=UTC))
    assert import_outbox(other.store, file, "outbox.json", NOW).added == 1
    learn(other, ada[0])
    assert link_waiting(other) == []
    arrived = stored(other, item)
    assert (arrived.state, arrived.entry) == (State.DRAFT, item.entry)
    assert code(arrived) is ReasonCode.RESTORED_BACKUP
    assert "may be in nodestash" in reason_line(arrived, {}, NOW)
    assert import_outbox(other.store, file, "outbox.json", NOW).added == 0
    logged = other.capture.log(replace(item.entry, contact_id="ct_1"), replacing=arrived)
    assert (logged.id, logged.state, logged.reason) == (item.id, State.WAITING, None)
    other.close()


def test_taken_in_where_it_came_from_it_goes_on_waiting(desk: Desk) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    _, file = export_outbox(desk.store, NOW)
    import_outbox(desk.store, file, "outbox.json", NOW)
    assert stored(desk, item) == item
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert len(link_waiting(desk)) == 1


def test_one_that_was_discarded_on_another_computer_is_restored_here_as_a_plain_draft(
    desk: Desk, tmp_path: Path
) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    desk.actions.discard(item.id)
    _, file = export_outbox(desk.store, NOW)
    other = Desk.over(Store.open(tmp_path / "other"), lambda: NOW, CaptureRules(zone=UTC))
    import_outbox(other.store, file, "outbox.json", NOW)
    learn(other, Record("ct_1", Kind.CONTACT, "Ada Free"))
    restored = other.actions.restore(item.id)
    assert (restored.state, restored.reason) == (State.DRAFT, None)
    assert link_waiting(other) == []
    other.close()


def test_what_another_computer_sent_meanwhile_is_not_sent_from_here_as_well(
    desk: Desk, tmp_path: Path
) -> None:
    item = keep(desk, Entry("call", "Fair", "", "Ada Free"))
    _, file = export_outbox(desk.store, NOW)
    other = Desk.over(Store.open(tmp_path / "other"), lambda: NOW, CaptureRules(zone=UTC))
    import_outbox(other.store, file, "outbox.json", NOW)
    other.capture.log(replace(item.entry, contact_id="ct_1"), replacing=item.id)
    _, back = export_outbox(other.store, NOW)
    other.close()
    assert import_outbox(desk.store, back, "outbox.json", NOW).alerted == 0
    learn(desk, Record("ct_1", Kind.CONTACT, "Ada Free"))
    assert link_waiting(desk) == []
    assert (stored(desk, item).state, code(stored(desk, item))) == (
        State.DRAFT,
        ReasonCode.RESTORED_BACKUP,
    )
