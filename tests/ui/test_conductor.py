"""The window as its users live with it: logged, waiting, checking, sent, and what is said of it."""

import json
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer

from stashlog.credentials import ApiKey, KeyringLocked, MemoryKeyStore, PatientKeyStore
from stashlog.domain.entry import Entry
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.ui.banner import BannerAction
from tests.credentials.gated_store import GatedStore
from tests.support.widgets import child, said
from tests.support.window import Desk

NOTES = "Grüße 🎉\n\u200fعربى\ttab  "
HOSTILE = "<img src='file:///etc/passwd'><b>no</b>\u202egnp.exe \x1b[31m &amp; " + "x" * 5000


def log(desk: Desk, subject: str) -> None:
    """Type a subject and press Ctrl+Enter."""
    desk.type(subject=subject)
    desk.log()


def closed(desk: Desk) -> Callable[[], set[GateKind]]:
    """Return what looks which gates the window shows as closed."""
    return lambda: set(desk.conductor.overview.gates)


def test_ctrl_enter_stores_frees_the_form_at_once_and_the_activity_arrives(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Renewal", body=NOTES)
    desk.log()
    assert desk.form.entry().empty, "the form waits for nothing"
    desk.wait(lambda: desk.states() == [State.SENT])
    (post,) = desk.sandbox.ledger.matching("POST")
    received = json.loads(post.body)
    assert (received["type"], received["subject"], received["body"]) == ("call", "Renewal", NOTES)
    (item,) = desk.items()
    assert post.body == item.request
    desk.wait(lambda: desk.says("Logged at"))
    desk.wait(lambda: [one.id for one in desk.conductor.overview.sent_today] == [item.id])
    assert desk.saved() is None


def test_ctrl_enter_logs_from_the_outbox_too(desk: Desk) -> None:
    desk.open()
    desk.type(subject="From anywhere")
    desk.conductor.window.show_outbox()
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])


def test_forty_activities_in_a_row_arrive_in_their_order(desk: Desk) -> None:
    desk.open()
    subjects = [f"call {number}" for number in range(40)]
    for subject in subjects:
        log(desk, subject)
    desk.wait(lambda: len(desk.arrived()) == 40)
    assert desk.arrived() == subjects
    desk.wait(lambda: desk.says("40 logged · 40 in nodestash"))


def test_the_window_waits_neither_for_network_nor_for_keyring(desk: Desk) -> None:
    """The event loop keeps turning while a request is held and the keyring hangs."""
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.gate.clear()
    desk.keys = PatientKeyStore(store, quiet=60)
    desk.open()
    turns: list[None] = []
    turning = QTimer(desk.conductor, interval=0)
    turning.timeout.connect(lambda: turns.append(None))
    turning.start()
    desk.wait(store.arrived.is_set)
    for number in range(5):
        before = len(turns)
        log(desk, f"while it hangs {number}")
        desk.wait(lambda: len(turns) > before + 3)  # noqa: B023 - waited for right here
    desk.wait(lambda: desk.states() == [State.WAITING] * 5)
    store.gate.set()
    desk.wait(lambda: desk.states() == [State.SENT] * 5)


def test_a_linked_record_that_does_not_exist_is_said_at_its_field(desk: Desk) -> None:
    desk.open()
    desk.type(deal_id="dl_missing", subject="x")
    desk.log()
    desk.wait(desk.summary)
    assert "dl_missing" in desk.message("deal_id")
    assert said(child(desk.form, "deal_id")) == "Deal"
    assert desk.form.entry().deal_id == "dl_missing"


def test_a_refused_key_asks_for_another_and_goes_on_by_itself(desk: Desk) -> None:
    desk.use_key(desk.sandbox.keys.revoked)
    desk.open()
    log(desk, "one")
    log(desk, "two")
    desk.wait(lambda: desk.shown("banner_text"))
    assert "refused the API key" in desk.shown("banner_text")
    assert desk.states() == [State.WAITING] * 2
    desk.push("banner_action")
    desk.wait(lambda: desk.focused() == "api_key")
    desk.type_key(desk.sandbox.key)
    desk.push("key_submit")
    desk.wait(lambda: desk.states() == [State.SENT] * 2)
    desk.wait(lambda: not desk.shown("banner_text"))
    assert desk.focused() == "contact_id"
    assert desk.arrived() == ["one", "two"]


def test_a_key_that_is_too_narrow_is_said_with_its_scope(desk: Desk) -> None:
    desk.use_key(desk.sandbox.keys.read_only)
    desk.open()
    log(desk, "one")
    desk.wait(lambda: "activities:write" in desk.shown("banner_text"))
    assert desk.states() == [State.WAITING]


def test_a_key_that_cannot_read_says_so_when_it_is_entered(desk: Desk) -> None:
    desk.keys = MemoryKeyStore()
    desk.open()
    desk.wait(lambda: desk.focused() == "api_key")
    desk.type_key(desk.sandbox.keys.write_only)
    desk.push("key_submit")
    desk.wait(lambda: desk.focused() == "contact_id")
    assert "cannot read activities" in desk.shown("notice")


def test_a_rate_limit_waits_and_nothing_is_shown_as_failed(desk: Desk) -> None:
    desk.sandbox.faults.add(Fault.answer_status(429, retry_after="120").on("POST"))
    desk.open()
    log(desk, "one")
    desk.wait(lambda: GateKind.RATE_LIMITED in closed(desk)())
    assert desk.states() == [State.WAITING]
    desk.wait(lambda: "asked to wait" in desk.shown("banner_text"))
    desk.leap(123)
    desk.wait(lambda: desk.states() == [State.SENT])


@pytest.mark.parametrize("after_commit", [True, False], ids=["applied", "not applied"])
def test_a_server_fault_is_shown_as_checking_then_sent_and_never_as_failed(
    desk: Desk, after_commit: bool
) -> None:
    fault = Fault.answer_status(500, after_commit=after_commit)
    desk.sandbox.faults.add(fault.on("POST"))
    desk.open()
    # So that it is not looked for before that was shown.
    desk.time.stand_still()
    seen: list[State] = []
    desk.conductor.session.item_settled.connect(lambda item: seen.append(item.state))
    log(desk, "one")
    desk.wait(lambda: desk.conductor.overview.checking)
    assert desk.form.entry().empty
    assert desk.shown("notice") == ""

    desk.wait_out(State.SENT)
    assert desk.arrived() == ["one"]
    assert set(seen) <= {State.CHECKING, State.WAITING, State.SENT}
    assert seen[0] is State.CHECKING


def test_offline_is_said_and_try_now_tries(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    log(desk, "one")
    desk.wait_offline()
    assert desk.states() == [State.WAITING]
    desk.wait(lambda: "Offline · 1 waiting" in desk.shown("status_left"))
    desk.sandbox.start()
    desk.push("banner_action")
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.wait(lambda: not desk.shown("banner_text"))
    desk.wait(lambda: desk.shown("status_left") == "Online")


def test_whoever_tried_by_keyboard_is_back_in_the_field_once_the_banner_goes(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    log(desk, "one")
    desk.wait_offline()
    desk.type(body="In the middle")
    child(desk.conductor.window, "banner_action").setFocus()
    desk.sandbox.start()
    desk.press(Qt.Key.Key_Space)
    desk.wait(lambda: not desk.shown("banner_text"))
    assert desk.focused() == "body"


def test_the_network_comes_back_by_itself(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    log(desk, "one")
    desk.wait(lambda: desk.shown("banner_text"))
    desk.sandbox.start()
    desk.leap(600)
    desk.wait(lambda: desk.states() == [State.SENT])


def test_the_daily_limit_is_said_with_its_end_and_lasts_over_a_restart(desk: Desk) -> None:
    desk.sandbox.limiter.leave_today(0)
    desk.open()
    log(desk, "one")
    desk.wait(lambda: "daily limit is used up" in desk.shown("banner_text"))
    desk.quit()
    asked = len(desk.sandbox.ledger.requests)
    desk.open()
    desk.wait(lambda: "daily limit is used up" in desk.shown("banner_text"))
    assert len(desk.sandbox.ledger.requests) == asked
    assert desk.states() == [State.WAITING]


def test_a_question_that_only_a_person_can_decide_is_asked_in_the_outbox(desk: Desk) -> None:
    desk.use_key(desk.sandbox.keys.write_only)
    desk.sandbox.faults.add(Fault.drop_answer().on("POST"))
    desk.open()
    log(desk, "one")
    desk.wait(lambda: desk.conductor.overview.needs_you)
    assert desk.shown("notice") == ""
    assert desk.form.entry().empty, "it may be in nodestash, so it is not offered for a change"
    (item,) = desk.items()
    assert desk.conductor.panel.focus_item(item.id)
    desk.push("outbox_mark_sent")
    desk.wait(lambda: desk.states() == [State.SENT])
    assert len(desk.sandbox.ledger.matching("POST")) == 1


def test_a_discarded_item_can_be_restored_and_is_then_sent(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    log(desk, "one")
    desk.wait_offline()
    (item,) = desk.items()
    desk.wait(lambda: desk.conductor.panel.focus_item(item.id))
    desk.push("outbox_discard")
    desk.wait(lambda: desk.states() == [State.DISCARDED])
    desk.sandbox.start()
    desk.wait(desk.conductor.panel.undo_bar.isVisible)
    desk.conductor.panel.undo_bar.undo_requested.emit(item.id)
    desk.wait(lambda: desk.states() == [State.WAITING])
    desk.conductor.session.try_now()
    desk.wait(lambda: desk.states() == [State.SENT])


def test_a_locked_keyring_is_said_and_a_key_for_this_session_works(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.problem = KeyringLocked()
    desk.keys = store
    desk.open()
    log(desk, "one")
    desk.wait(lambda: "keyring" in desk.shown("banner_text"))
    desk.push("banner_action")
    desk.wait(lambda: child(desk.conductor.window, "key_session").isVisible())
    desk.wait(lambda: "asking read" in store.calls)
    desk.type_key(desk.sandbox.key)
    child(desk.conductor.window, "key_session").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.push("key_submit")
    desk.wait(lambda: desk.states() == [State.SENT])
    assert "write" not in store.calls


def test_a_keyring_that_is_unlocked_lets_everything_go(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.problem = KeyringLocked()
    desk.keys = store
    desk.open()
    log(desk, "one")
    desk.wait(lambda: desk.shown("banner_text"))
    store.problem = None
    desk.push("banner_action")
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.wait(lambda: not desk.shown("banner_text"))


def test_a_keyring_that_hangs_is_said_and_a_key_for_this_session_works(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.gate.clear()
    desk.keys = PatientKeyStore(store, quiet=0.2, asking=60)
    desk.open()
    log(desk, "one")
    desk.wait(lambda: "Waiting for your keyring" in desk.shown("banner_text"))
    desk.push("banner_action")
    desk.wait(lambda: child(desk.conductor.window, "key_session").isVisible())
    desk.type_key(desk.sandbox.key)
    child(desk.conductor.window, "key_session").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.push("key_submit")
    desk.wait(lambda: desk.states() == [State.SENT])
    store.gate.set()


def test_without_a_key_the_first_run_asks_for_one_and_for_nothing_else(desk: Desk) -> None:
    desk.keys = MemoryKeyStore()
    desk.open()
    desk.wait(lambda: desk.focused() == "api_key")
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() == "contact_id"
    log(desk, "one")
    desk.wait(lambda: "no API key yet" in desk.shown("banner_text"))
    desk.push("banner_action")
    desk.type_key(desk.sandbox.key)
    desk.push("key_submit")
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.quit()
    desk.open()
    log(desk, "two")
    desk.wait(lambda: desk.states() == [State.SENT] * 2)


def test_who_is_typing_already_is_not_asked_for_a_key(desk: Desk) -> None:
    desk.keys = MemoryKeyStore()
    desk.open(settled=False)
    desk.type(subject="Quick")
    desk.wait(lambda: GateKind.KEY_MISSING in closed(desk)() or desk.saved())
    assert desk.form.entry().subject == "Quick"
    assert desk.focused() == "subject"


def test_hostile_words_of_the_server_are_plain_text_wherever_they_show(desk: Desk) -> None:
    desk.refuse(("subject", HOSTILE), ("<b>field</b>", HOSTILE))
    desk.open()
    log(desk, "one")
    desk.wait(desk.summary)
    window = desk.conductor.window
    for text in (desk.message("subject"), desk.summary()):
        assert "<img src='file:///etc/passwd'>" in text
        assert "\u202e" not in text
        assert "\x1b" not in text
        assert len(text) < 2000
    assert window.minimumSizeHint().width() <= window.width()
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.conductor.overview.needs_you)
    assert window.width() == 1180


def test_hostile_words_in_a_banner_and_a_notice_are_plain_text_and_short(desk: Desk) -> None:
    body = json.dumps({"error": {"code": "INSUFFICIENT_SCOPE", "message": HOSTILE}}).encode()
    desk.sandbox.faults.add(Fault.answer_status(403, body=body).on("POST"))
    desk.open()
    desk.form.set_entry(Entry("call", "x" * 100_000))
    desk.log()
    desk.wait(lambda: desk.shown("banner_text"))
    assert "\u202e" not in desk.shown("banner_text")
    assert len(desk.shown("banner_text")) < 500
    desk.type(subject="typing")
    desk.refuse(("subject", HOSTILE))
    desk.conductor.session.key_changed()
    desk.wait(lambda: desk.shown("notice"))
    assert len(desk.shown("notice")) < 500
    assert desk.conductor.window.minimumSizeHint().width() <= 1180


def test_an_answer_of_one_mebibyte_of_markup_changes_nothing_in_the_window(desk: Desk) -> None:
    body = json.dumps({"error": {"message": HOSTILE * 200}}).encode()
    desk.sandbox.faults.add(Fault.answer_status(409, body=body).on("POST"))
    desk.open()
    log(desk, "one")
    desk.wait(desk.summary)
    assert len(desk.summary()) < 2000
    assert desk.conductor.window.minimumSizeHint().width() <= 1180


def test_every_shortcut_does_what_the_list_of_keys_says(desk: Desk) -> None:
    desk.open()
    ctrl = Qt.KeyboardModifier.ControlModifier
    desk.press(Qt.Key.Key_F, ctrl)
    assert desk.conductor.panel.view.hasFocus()
    desk.press(Qt.Key.Key_N, ctrl)
    assert desk.focused() == "contact_id"
    for key, held in ((Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Comma, ctrl)):
        desk.press(key, held)
        desk.leave_dialog()


def test_what_the_banner_asks_for_leads_to_its_place(desk: Desk) -> None:
    desk.open()
    desk.conductor.banner.action.emit(BannerAction.SETTINGS)
    desk.leave_dialog()
    desk.conductor.session.pause(paused=True)
    log(desk, "one")
    desk.wait(lambda: "paused" in desk.shown("banner_text"))
    desk.wait(lambda: desk.states() == [State.WAITING])
    desk.push("banner_action")
    desk.wait(lambda: desk.states() == [State.SENT])


def test_work_on_the_store_never_runs_on_the_interface_thread(desk: Desk) -> None:
    desk.open()
    threads: list[str] = []
    desk.conductor.session.ask(lambda _: threads.append(threading.current_thread().name))
    desk.wait(lambda: threads)
    assert threads == ["stashlog-desk"]
