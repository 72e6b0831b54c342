"""Refused activities come home, and never in the way of whoever is typing."""

from dataclasses import replace

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from tests.support.window import Desk

LONG, MANY, EMAIL = "At most 20 character(s)", "At most 20 element(s)", "Invalid email"


def plain(entry: Entry) -> Entry:
    """Leave out what the type asks for, which has tests of its own."""
    return replace(entry, details=())


def refused(desk: Desk) -> None:
    """Log an activity that comes back with three fields, one of them unknown to the form."""
    desk.refuse(("subject", LONG), ("tags.0", MANY), ("email", EMAIL))
    desk.type(subject="Much too long", body="Stays", tags="vip")
    desk.log()


def test_a_refusal_comes_home_to_an_untouched_form_with_its_highlights(desk: Desk) -> None:
    desk.open()
    refused(desk)
    desk.wait(desk.summary)
    assert plain(desk.form.entry()) == Entry("call", "Much too long", "Stays", tags=("vip",))
    assert desk.message("subject") == LONG
    assert MANY in desk.message("tags")
    assert desk.message("body") == ""
    assert all(words in desk.summary() for words in (LONG, MANY, EMAIL))
    assert desk.focused() == "error_summary"
    assert desk.states() == [State.NEEDS_YOU]


def test_a_message_goes_when_its_field_is_edited_and_the_correction_arrives_once(
    desk: Desk,
) -> None:
    desk.open()
    refused(desk)
    desk.wait(desk.summary)
    desk.type(subject="!")
    assert desk.message("subject") == ""
    assert LONG not in desk.summary()
    assert MANY in desk.message("tags")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.arrived() == ["Much too long!"]
    first, second = desk.sandbox.ledger.matching("POST")
    assert second.idempotency_key == f"{first.idempotency_key}-2"
    assert desk.summary() == ""


def test_who_is_typing_already_is_left_alone_and_told_once(desk: Desk) -> None:
    desk.hold()
    desk.open()
    refused(desk)
    desk.type(subject="The next call", body="already")
    desk.answer()
    desk.wait(lambda: desk.shown("notice"))
    assert "Much too long" in desk.shown("notice")
    assert plain(desk.form.entry()) == Entry("call", "The next call", "already")
    assert desk.focused() == "body"
    assert desk.summary() == ""

    desk.push("notice_action")
    desk.wait(desk.summary)
    assert desk.shown("notice") == ""
    assert desk.form.entry().subject == "Much too long"
    assert desk.message("subject") == LONG
    desk.wait(lambda: desk.states() == [State.NEEDS_YOU, State.DRAFT])
    assert plain(desk.items()[1].entry) == Entry("call", "The next call", "already")


def test_typing_that_begins_while_a_refused_item_is_fetched_is_left_alone(desk: Desk) -> None:
    conductor = desk.open()
    conductor.session.item_settled.connect(lambda _: desk.type(subject="Just began"))
    refused(desk)
    desk.wait(lambda: desk.shown("notice"))
    desk.type(body=" and go on")
    assert plain(desk.form.entry()) == Entry("call", "Just began", " and go on")
    assert "Much too long" in desk.shown("notice")
    desk.wait(lambda: desk.items()[0].held_until is None)


def test_a_refused_item_opens_with_its_highlights_days_later(desk: Desk) -> None:
    desk.open()
    refused(desk)
    desk.type(subject="The next call")
    desk.wait(lambda: desk.states() == [State.NEEDS_YOU] and desk.saved())
    desk.kill()
    desk.time.advance(3 * 86_400)

    desk.open()
    desk.wait(lambda: desk.form.entry().subject == "The next call")
    desk.wait(lambda: desk.conductor.overview.needs_you)
    desk.conductor.panel.open_requested.emit(desk.items()[0].id)
    desk.wait(desk.summary)
    assert plain(desk.form.entry()) == Entry("call", "Much too long", "Stays", tags=("vip",))
    assert desk.message("subject") == LONG
    assert EMAIL in desk.summary()
