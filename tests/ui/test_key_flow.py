"""The key is entered while life goes on: nobody waits, and nobody who went on is called back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stashlog.credentials import ApiKey, KeyringBroken, KeyringLocked, MemoryKeyStore
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from tests.credentials.gated_store import GatedStore
from tests.support.widgets import child
from tests.support.window import Desk


@pytest.fixture
def first_run(desk: Desk) -> Desk:
    """A window that asks for a key."""
    desk.keys = MemoryKeyStore()
    desk.open()
    desk.wait(lambda: desk.focused() == "api_key")
    return desk


def hold_the_test(desk: Desk) -> None:
    """Have nobody answer the next question about a key."""
    desk.sandbox.faults.add(Fault.hold().on("GET"))


def enter(desk: Desk, secret: str) -> None:
    desk.type_key(secret)
    desk.push("key_submit")


def leave_and_type(desk: Desk) -> None:
    """Leave the page while the key is being tested, and go on with an activity."""
    desk.wait(lambda: "Testing the key" in desk.shown("key_status"))
    desk.push("key_back")
    desk.type(body="Meanwhile")


def test_who_went_on_while_the_key_was_tested_is_not_called_back(first_run: Desk) -> None:
    desk = first_run
    hold_the_test(desk)
    enter(desk, desk.sandbox.keys.write_only)
    leave_and_type(desk)
    desk.answer()
    desk.wait(lambda: desk.shown("notice"))
    assert "cannot read activities" in desk.shown("notice")
    assert desk.focused() == "body"
    desk.press(Qt.Key.Key_Exclam)
    assert desk.form.entry().body == "Meanwhile!"


def test_who_went_on_hears_that_the_key_was_refused(first_run: Desk) -> None:
    desk = first_run
    hold_the_test(desk)
    enter(desk, desk.sandbox.keys.revoked)
    leave_and_type(desk)
    desk.answer()
    desk.wait(lambda: "refused this key" in desk.shown("notice"))
    assert desk.focused() == "body"
    desk.push("notice_action")
    assert desk.focused() == "api_key"
    enter(desk, desk.sandbox.key)
    desk.wait(lambda: desk.focused() == "contact_id")
    assert desk.form.entry().body == "Meanwhile"


def test_who_went_on_while_the_keyring_was_waited_for_is_not_called_back(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.problem = KeyringLocked()
    desk.keys = store
    desk.open()
    desk.type(subject="one")
    desk.log()
    desk.wait(lambda: "keyring" in desk.shown("banner_text"))
    store.problem = None
    store.gate.clear()
    desk.push("banner_action")
    desk.wait(lambda: child(desk.conductor.window, "key_session").isVisible())
    desk.push("key_back")
    desk.type(body="Typing")
    store.gate.set()
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.wait(lambda: not desk.shown("banner_text"))
    assert desk.focused() == "body"
    desk.press(Qt.Key.Key_Exclam)
    assert desk.form.entry().body == "Typing!"


def test_a_refused_key_is_said_at_the_field_and_stays_there_to_be_corrected(
    first_run: Desk,
) -> None:
    desk = first_run
    enter(desk, desk.sandbox.keys.expired)
    desk.wait(lambda: "refused this key" in desk.shown("key_error"))
    field = child(desk.conductor.window, "api_key")
    assert "refused this key" in field.accessibleDescription()
    assert desk.focused() == "api_key"
    enter(desk, desk.sandbox.key)
    desk.wait(lambda: desk.focused() == "contact_id")


def test_without_a_network_a_key_can_be_kept_untested(first_run: Desk) -> None:
    desk = first_run
    desk.sandbox.stop()
    enter(desk, desk.sandbox.key)
    desk.wait(lambda: "could not be reached" in desk.shown("key_error"))
    desk.push("key_keep")
    desk.wait(lambda: desk.focused() == "contact_id")
    desk.sandbox.start()
    desk.type(subject="With the untested key")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])


def test_a_keyring_that_fails_offers_this_session_and_keeps_what_was_entered(desk: Desk) -> None:
    store = GatedStore()
    desk.keys = store
    desk.open()
    desk.wait(lambda: desk.focused() == "api_key")
    store.problem = KeyringBroken("its own words")
    enter(desk, desk.sandbox.key)
    desk.wait(lambda: child(desk.conductor.window, "key_session").isVisible())
    child(desk.conductor.window, "key_session").setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.push("key_submit")
    desk.wait(lambda: desk.focused() == "contact_id")
    desk.type(subject="This session")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert store.key is None


def test_no_key_that_was_entered_stands_in_a_file_or_can_be_seen_afterwards(
    first_run: Desk,
) -> None:
    desk = first_run
    secrets = (desk.sandbox.keys.revoked, desk.sandbox.key)
    for secret in secrets:
        enter(desk, secret)
        desk.wait(lambda: desk.shown("key_error") or desk.focused() == "contact_id")
    desk.wait(lambda: desk.focused() == "contact_id")
    desk.type(subject="x")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.conductor.show_key_page()
    field = child(desk.conductor.window, "api_key")
    assert field.property("text") == ""
    field.setProperty("text", "")
    desk.quit()
    holding = [
        path
        for path in Path(desk.folder).rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in secrets)
    ]
    assert holding == []


def contacts_asked_for(desk: Desk) -> bool:
    return any(request.path.endswith("/contacts") for request in desk.sandbox.ledger.requests)


def test_contacts_are_copied_as_soon_as_the_first_key_is_entered(first_run: Desk) -> None:
    desk = first_run
    desk.copy_directory()
    enter(desk, desk.sandbox.key)
    desk.wait(lambda: contacts_asked_for(desk))
    assert desk.items() == []
