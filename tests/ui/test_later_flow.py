"""Log now, link later: an unknown contact is kept as text, visibly, and sent once it is found."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.domain.reasons import ReasonCode
from stashlog.domain.refresh_quota import Progress
from stashlog.services.events import DirectoryChanged
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from tests.support.window import Desk

ENDED = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
ENTRY = Entry("call", "Met at the fair", "Wants a quote.", "Jürgen Größmann")


@pytest.fixture
def offline(desk: Desk) -> Desk:
    """A window without network and without a directory."""
    desk.sandbox.stop()
    desk.open()
    return desk


def refresh(desk: Desk, *people: Record, ended: datetime = ENDED) -> None:
    """Have a refresh bring these people and end."""
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(people, 1)
    database.close()
    progress = Progress(running=False, done=len(people), ended_at=ended)
    desk.conductor.session.parts.announcer.announce(DirectoryChanged(progress))


def keep(desk: Desk, entry: Entry = ENTRY) -> None:
    """Log, and log again when asked."""
    desk.form.set_entry(entry)
    desk.log()
    assert "log again" in desk.message("contact_id")
    assert desk.items() == []
    desk.log()
    # What is known by now would be linked in the same errand, and not by a refresh.
    over: list[bool] = []
    desk.conductor.session.ask(lambda _: True, over.append, changes=False)
    desk.wait(lambda: over)
    assert desk.states() == [State.DRAFT]


def test_the_first_time_nothing_is_stored_and_nothing_is_lost(offline: Desk) -> None:
    offline.form.set_entry(ENTRY)
    offline.log()
    assert "Jürgen Größmann" in offline.message("contact_id")
    assert offline.form.entry().contact_id == "Jürgen Größmann"
    assert offline.items() == []


def test_after_a_change_it_is_asked_again(offline: Desk) -> None:
    offline.form.set_entry(ENTRY)
    offline.log()
    offline.form.set_entry(Entry("call", "Other", "", "Jürgen Größmann"))
    offline.log()
    assert "log again" in offline.message("contact_id")
    assert offline.items() == []


def test_what_waits_says_so_and_is_no_item_to_be_sent(offline: Desk) -> None:
    keep(offline)
    (item,) = offline.items()
    assert item.reason is not None
    assert (item.reason.code, item.request) == (ReasonCode.LINK_WANTED, None)
    assert offline.form.entry().empty
    offline.wait(lambda: offline.says("until it can be linked"))


def test_the_only_one_of_that_name_is_linked_in_either_order_of_names(offline: Desk) -> None:
    keep(offline, Entry("call", "Fair", "", " grössmann  JÜRGEN "))
    refresh(offline, Record("ct_1", Kind.CONTACT, "Jürgen Größmann"))
    offline.wait(lambda: offline.states() == [State.WAITING])
    (item,) = offline.items()
    assert item.activity is not None
    assert item.activity.contact_id == "ct_1"
    offline.wait(lambda: "is linked and sent now" in offline.shown("notice"))


def test_of_two_of_that_name_nobody_is_chosen(offline: Desk) -> None:
    keep(offline)
    people = [Record(f"ct_{one}", Kind.CONTACT, "Jürgen Größmann") for one in (1, 2)]
    refresh(offline, *people)

    def asks() -> bool:
        reason = offline.items()[0].reason
        return reason is not None and reason.code is ReasonCode.LINK_AMBIGUOUS

    offline.wait(asks)
    assert offline.states() == [State.DRAFT]


def test_part_of_a_name_is_not_the_name(offline: Desk) -> None:
    keep(offline, Entry("call", "Fair", "", "Jürgen"))
    refresh(offline, Record("ct_1", Kind.CONTACT, "Jürgen Größmann"))
    offline.form.set_entry(Entry("note", "Behind it on the same lane"))
    offline.log()
    offline.wait(lambda: State.WAITING in offline.states())
    assert offline.items()[0].state is State.DRAFT


def test_what_was_opened_and_kept_as_a_draft_is_not_sent_by_itself(offline: Desk) -> None:
    keep(offline)
    offline.conductor.flow.open(offline.items()[0].id)
    offline.wait(lambda: offline.form.entry().subject == ENTRY.subject)
    offline.conductor.flow.save_draft()
    offline.wait(lambda: offline.items()[0].reason is None)
    refresh(offline, Record("ct_1", Kind.CONTACT, "Jürgen Größmann"))
    offline.form.set_entry(Entry("note", "Behind it on the same lane"))
    offline.log()
    offline.wait(lambda: State.WAITING in offline.states())
    assert offline.items()[0].state is State.DRAFT


def test_the_follow_up_comes_along_when_the_contact_is_found(offline: Desk) -> None:
    details = (("outcome", "no_answer"), ("follow_up", "on"), ("follow_up_subject", "Again"))
    keep(offline, Entry("call", "Fair", "", "Ada Free", details=details))
    refresh(offline, Record("ct_a", Kind.CONTACT, "Ada Free"), ended=ENDED + timedelta(minutes=1))
    offline.wait(lambda: offline.states() == [State.WAITING] * 2)
    assert {item.entry.contact_id for item in offline.items()} == {"ct_a"}


def test_another_mistake_is_named_first(offline: Desk) -> None:
    offline.form.set_entry(Entry("call", "Fair", "", "Ada Free", due_date="some day"))
    offline.log()
    assert "log again" not in offline.message("contact_id")
    offline.log()
    assert "some day" in offline.message("due_date")
    assert offline.items() == []


def test_a_company_and_a_deal_that_nobody_knows_yet_are_asked_about_and_kept_alike(
    offline: Desk,
) -> None:
    entry = Entry("call", "Fair", "", "Ada Free", "Newcomer Ltd", "First order")
    offline.form.set_entry(entry)
    offline.log()
    for name, text in (("contact", "Ada Free"), ("company", "Newcomer"), ("deal", "First order")):
        assert text in offline.message(f"{name}_id")
        assert f"exactly one {name}" in offline.message(f"{name}_id")
    offline.log()
    offline.wait(lambda: offline.states() == [State.DRAFT])
    refresh(
        offline,
        Record("ct_a", Kind.CONTACT, "Ada Free"),
        Record("co_n", Kind.COMPANY, "Newcomer Ltd"),
        Record("dl_f", Kind.DEAL, "First order"),
    )
    offline.wait(lambda: offline.states() == [State.WAITING])
    linked = offline.items()[0].entry
    assert (linked.contact_id, linked.company_id, linked.deal_id) == ("ct_a", "co_n", "dl_f")


def test_whom_the_directory_knows_already_is_linked_when_it_is_logged_again(offline: Desk) -> None:
    refresh(offline, Record("ct_1", Kind.CONTACT, "Jürgen Größmann"))
    offline.form.set_entry(ENTRY)
    offline.log()
    assert "log again" in offline.message("contact_id")
    offline.log()
    offline.wait(lambda: offline.states() == [State.WAITING])
    assert offline.items()[0].entry.contact_id == "ct_1"
    offline.wait(lambda: offline.says("Logged at"))


def test_taken_back_with_undo_it_is_in_the_form_and_is_not_sent_by_itself(offline: Desk) -> None:
    keep(offline)
    offline.wait(lambda: offline.says("Kept at"))
    offline.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    offline.wait(lambda: offline.form.entry().contact_id == "Jürgen Größmann")
    refresh(offline, Record("ct_1", Kind.CONTACT, "Jürgen Größmann"))
    offline.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    offline.wait(lambda: offline.form.entry().empty)
    refresh(offline, ended=ENDED + timedelta(minutes=1))
    offline.form.set_entry(Entry("note", "Behind it on the same lane"))
    offline.log()
    offline.wait(lambda: State.WAITING in offline.states())
    assert offline.items()[0].state is State.DRAFT
