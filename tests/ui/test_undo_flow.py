"""Undo after logging: the text is back in the form, and nothing stays in nodestash."""

from PySide6.QtCore import Qt

from stashlog.domain.outbox import State
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault
from tests.support.widgets import child
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def undo(desk: Desk) -> None:
    desk.press(Qt.Key.Key_U, CTRL)


def logged(desk: Desk, state: State) -> None:
    """Log an activity and wait until it can be taken back in this state."""
    desk.type(subject="Wrong contact", body="Grüße")
    desk.log()
    desk.wait(lambda: desk.states() == [state])
    desk.wait(lambda: desk.says("Logged at"))


def test_what_has_not_left_comes_back_as_it_was(desk: Desk) -> None:
    desk.open()
    desk.sandbox.stop()
    logged(desk, State.WAITING)
    desk.wait_offline()
    undo(desk)
    desk.wait(lambda: desk.form.entry().subject == "Wrong contact")
    assert desk.form.entry().body == "Grüße"
    desk.wait(lambda: desk.states() == [State.DRAFT])


def test_what_was_sent_is_removed_from_nodestash_and_the_text_goes_on(desk: Desk) -> None:
    desk.open()
    logged(desk, State.SENT)
    undo(desk)
    desk.wait(lambda: desk.form.entry().subject == "Wrong contact")
    desk.wait(lambda: desk.says("Taken back"))
    desk.wait(lambda: desk.states() == [State.DISCARDED])
    (gone,) = desk.sandbox.ledger.activities
    assert gone.id not in [record.id for record in desk.sandbox.workspace.activities]
    desk.log()
    desk.wait(lambda: desk.states() == [State.DISCARDED, State.SENT])
    first, second = desk.items()
    assert first.id != second.id


def test_what_nodestash_keeps_is_said_in_its_words(desk: Desk) -> None:
    desk.open()
    logged(desk, State.SENT)
    body = b'{"error": {"code": "CONFLICT", "message": "Activity is locked"}}'
    desk.sandbox.faults.add(Fault.answer_status(409, body=body).on("DELETE"))
    undo(desk)
    desk.wait(lambda: "nodestash kept it: Activity is locked" in desk.shown("notice"))
    (item,) = desk.items()
    assert item.state is State.SENT
    assert item.reason is not None
    assert item.reason.code is ReasonCode.NOT_TAKEN_BACK


def test_what_is_being_typed_is_kept_as_a_draft(desk: Desk) -> None:
    desk.open()
    logged(desk, State.SENT)
    desk.type(subject="The next one")
    undo(desk)
    desk.wait(lambda: desk.form.entry().subject == "Wrong contact")
    desk.wait(lambda: State.DRAFT in desk.states())
    assert [item.entry.subject for item in desk.items() if item.state is State.DRAFT] == [
        "The next one"
    ]


def test_the_offer_can_be_switched_off(desk: Desk) -> None:
    desk.settings = desk.settings._replace(undo_seconds=0)
    desk.open()
    logged(desk, State.SENT)
    undo(desk)
    assert desk.form.entry().empty
    assert not child(desk.form, "undo").isVisible()


def test_the_offer_ends_by_itself(desk: Desk) -> None:
    desk.settings = desk.settings._replace(undo_seconds=0.05)
    desk.open()
    logged(desk, State.SENT)
    button = child(desk.form, "undo")
    desk.wait(lambda: not button.isVisible())
    undo(desk)
    assert desk.form.entry().empty
