"""Comings and goings of the form: every word typed is on the screen, on the disk, or both."""

from dataclasses import replace

from PySide6.QtCore import Qt

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.ui.form_page import AUTOSAVE
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def plain(entry: Entry) -> Entry:
    """Leave out what the type asks for, which has tests of its own."""
    return replace(entry, details=())


def test_what_cannot_be_logged_is_said_at_the_field_and_nothing_is_stored(desk: Desk) -> None:
    desk.open()
    desk.type(contact_id="co_wrong", due_date="someday")
    desk.log()
    assert desk.message("contact_id")
    assert desk.message("due_date")
    assert desk.focused() == "error_summary"
    assert desk.form.entry().contact_id == "co_wrong"
    assert desk.items() == []


def test_an_empty_form_is_not_logged(desk: Desk) -> None:
    desk.open()
    desk.log()
    assert desk.message("subject")
    assert desk.items() == []


def test_typed_text_is_in_the_store_within_a_second_and_back_after_a_kill(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Half", body="a sent", tags="vip")
    typed = desk.form.entry()
    assert AUTOSAVE < 1000, "milliseconds until the text is on its way"
    desk.wait(lambda: desk.saved() == typed)
    desk.kill()

    desk.open()
    desk.wait(lambda: desk.form.entry() == typed)
    assert desk.says("Your text from last time is back")
    desk.type(body="ence")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.saved() is None


def test_text_typed_while_the_window_opens_wins_and_the_older_text_is_kept(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Before the kill")
    desk.wait(desk.saved)
    desk.kill()

    desk.open(settled=False)
    desk.type(subject="Right away")
    desk.wait(lambda: (desk.saved() or Entry()).subject == "Right away")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.quit()

    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "Before the kill")


def test_a_relative_date_means_after_a_kill_what_it_meant_when_it_was_typed(desk: Desk) -> None:
    desk.open()
    desk.type(subject="x", due_date="tomorrow 9")
    desk.wait(lambda: (desk.saved() or Entry()).due_date)
    meant = desk.saved()
    assert meant is not None
    assert "2026-11-25" in meant.due_date
    desk.kill()
    desk.time.advance(5 * 86_400)

    desk.open()
    desk.wait(lambda: desk.form.entry().due_date == meant.due_date)


def test_quitting_keeps_what_was_typed_a_moment_ago(desk: Desk) -> None:
    desk.open()
    desk.type(subject="No time")
    desk.quit()
    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "No time")


def test_text_that_was_deleted_stays_deleted(desk: Desk) -> None:
    desk.open()
    desk.type(subject="x")
    desk.wait(desk.saved)
    desk.press(Qt.Key.Key_Backspace)
    desk.wait(lambda: desk.saved() is None)


def test_text_that_was_deleted_stays_deleted_however_soon_another_activity_begins(
    desk: Desk,
) -> None:
    desk.open()
    desk.type(subject="x")
    desk.wait(desk.saved)
    desk.press(Qt.Key.Key_Backspace)
    desk.conductor.flow.fill(Entry("call", "y"))
    desk.wait(lambda: (copy := desk.saved()) is not None and copy.subject == "y")
    desk.kill()
    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "y")
    assert desk.states() == []


def test_escape_destroys_nothing(desk: Desk) -> None:
    desk.open()
    for name in ("subject", "body", "tags", "due_date", "contact_id"):
        desk.type(**{name: "kept"})
        desk.press(Qt.Key.Key_Escape)
    assert plain(desk.form.entry()) == Entry(
        "call", "kept", "kept", "kept", "", "", "kept", ("kept",)
    )
    assert desk.conductor.window.isVisible()


def test_a_new_activity_keeps_what_stood_there_as_a_draft(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Interrupted")
    desk.press(Qt.Key.Key_N, CTRL)
    assert desk.form.entry().empty
    desk.wait(lambda: desk.states() == [State.DRAFT])
    assert desk.says("kept as a draft")


def test_a_draft_of_nonsense_is_kept_and_can_be_finished(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Later", due_date="someday")
    desk.press(Qt.Key.Key_S, CTRL)
    desk.wait(lambda: desk.states() == [State.DRAFT])
    desk.conductor.flow.open(desk.items()[0].id)
    desk.wait(lambda: desk.form.entry().due_date == "someday")
    desk.form.set_entry(replace(desk.form.entry(), due_date=""))
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])


def offline_item(desk: Desk) -> str:
    """Log an activity while there is no server, and return its id."""
    desk.sandbox.stop()
    desk.type(subject="Waiting")
    desk.log()
    desk.wait_offline()
    return desk.items()[0].id


def test_an_opened_item_is_held_and_sent_once_it_is_left_unchanged(desk: Desk) -> None:
    desk.open()
    item = offline_item(desk)
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.sandbox.start()
    desk.conductor.session.try_now()
    desk.wait(lambda: not desk.conductor.banner.isVisible() or desk.items()[0].held_until)
    assert desk.sandbox.ledger.matching("POST") == []
    assert desk.states() == [State.WAITING]

    desk.press(Qt.Key.Key_N, CTRL)
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.arrived() == ["Waiting"]


def test_an_opened_item_that_is_changed_goes_out_changed_and_once(desk: Desk) -> None:
    desk.open()
    item = offline_item(desk)
    desk.sandbox.start()
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.type(subject=" no more")
    desk.log()
    desk.conductor.session.try_now()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.arrived() == ["Waiting no more"]
    (post,) = desk.sandbox.ledger.matching("POST")
    assert post.idempotency_key == f"stashlog-activity-{item}"


def test_opening_an_item_twice_in_a_row_keeps_it_held(desk: Desk) -> None:
    desk.open()
    item = offline_item(desk)
    desk.conductor.flow.open(item)
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.type(subject="!")
    desk.wait(desk.saved)
    assert desk.items()[0].held_until is not None
    assert desk.states() == [State.WAITING]


def test_the_text_of_an_opened_item_is_back_after_a_kill_and_the_item_still_held(
    desk: Desk,
) -> None:
    desk.open()
    item = offline_item(desk)
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.type(subject=" and changed")
    desk.wait(desk.saved)
    desk.kill()
    desk.time.advance(3600)
    desk.sandbox.start()

    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "Waiting and changed")
    assert desk.states() == [State.WAITING]
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.arrived() == ["Waiting and changed"]


def test_an_opened_item_that_was_sent_meanwhile_leaves_its_text_as_a_new_activity(
    desk: Desk,
) -> None:
    """Stopped for an hour, the hold is over, and another process sends it."""
    desk.open()
    item = offline_item(desk)
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.type(subject=" changed")
    desk.wait(desk.saved)
    desk.kill()
    desk.time.advance(3600)
    desk.sandbox.start()
    with desk.store() as store:
        claimed = store.outbox.claim_next(desk.time.day)
        assert claimed is not None
        store.outbox.replace(replace(claimed, state=State.SENT, server_id="act_1"), claimed)

    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "Waiting changed")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT, State.SENT])
    assert desk.arrived() == ["Waiting changed"]


def test_an_edit_of_what_is_being_sent_is_refused_in_words_and_goes_on_as_a_new_activity(
    desk: Desk,
) -> None:
    desk.open()
    item = offline_item(desk)
    desk.conductor.flow.open(item)
    desk.wait(lambda: desk.form.entry().subject == "Waiting")
    desk.hold()
    desk.sandbox.start()
    with desk.store() as store:
        store.outbox.release(item)
    desk.conductor.session.try_now()
    desk.wait(lambda: desk.states() == [State.SENDING])

    desk.type(subject=" but too late")
    desk.log()
    desk.wait(desk.summary)
    assert "being sent at this moment" in desk.summary()
    assert desk.form.entry().subject == "Waiting but too late"
    desk.log()
    desk.answer()
    desk.wait(lambda: desk.states() == [State.SENT, State.SENT])
    assert desk.arrived() == ["Waiting", "Waiting but too late"]


def test_what_is_being_sent_cannot_be_opened(desk: Desk) -> None:
    desk.hold()
    desk.open()
    desk.type(subject="On its way")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENDING])
    desk.type(subject="Next")
    desk.conductor.flow.open(desk.items()[0].id)
    desk.wait(lambda: desk.shown("notice"))
    assert "being sent at this moment" in desk.shown("notice")
    assert desk.form.entry().subject == "Next"
    desk.answer()
    desk.wait(lambda: desk.states() == [State.SENT])
