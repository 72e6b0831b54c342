"""Templates come by keyboard, fill what is known, and say what they could not fill."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.templates import Template
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from tests.support.window import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
OWN = (
    Template("Call", "{outcome}: {contact}", "On {date} with {company}."),
    Template("Odd", "", "Ask {budget} of {contact} {}"),
)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A window without network, whose user has two templates."""
    database = open_directory(desk.folder)
    people = (
        Record("co_b", Kind.COMPANY, "Brand Möbel"),
        Record("ct_j", Kind.CONTACT, "Jürgen Größmann", company_id="co_b"),
    )
    DirectoryCopy(database).put(people, 1)
    database.close()
    desk.sandbox.stop()
    desk.settings = desk.settings._replace(templates=OWN)
    desk.open()
    return desk


def insert(desk: Desk, digit: Qt.Key) -> None:
    """Choose a template by its digit."""
    before = desk.form.entry().body
    desk.press(Qt.Key.Key_J, CONTROL)
    desk.wait(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, digit)
    desk.wait(lambda: desk.form.entry().body != before)
    desk.conductor.window.activateWindow()  # off the screen there is no window manager
    desk.wait(lambda: desk.focused() == "body")


def test_two_keys_put_a_filled_template_into_subject_and_notes(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("call", contact_id="ct_j", details=(("outcome", "no_answer"),)))
    insert(stocked, Qt.Key.Key_1)
    entry = stocked.form.entry()
    assert entry.subject == "No answer: Jürgen Größmann"
    assert entry.body == "On 24 Nov with Brand Möbel."
    assert not stocked.shown("subject_note")
    assert not stocked.shown("body_note")


def test_what_is_typed_already_stays(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("call", "Mine", "Before. ", "ct_j"))
    stocked.type(body="")
    insert(stocked, Qt.Key.Key_1)
    entry = stocked.form.entry()
    assert entry.subject == "Mine"
    assert entry.body == "Before. On 24 Nov with Brand Möbel."


def test_an_unknown_placeholder_is_left_and_named_until_it_is_replaced(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("call", contact_id="ct_j"))
    insert(stocked, Qt.Key.Key_2)
    assert stocked.form.entry().body == "Ask {budget} of Jürgen Größmann {}"
    assert stocked.shown("body_note").startswith("{budget}, {} means nothing in a template")
    stocked.form.set_entry(Entry("call", body="Ask about money"))
    assert not stocked.shown("body_note")


def test_what_the_form_does_not_say_yet_is_left_to_be_filled_in(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("call"))
    insert(stocked, Qt.Key.Key_1)
    assert stocked.form.entry().subject == "{outcome}: {contact}"
    assert "{outcome}, {contact} is still to be filled in" in stocked.shown("subject_note")


def test_stashlog_brings_templates_where_the_settings_name_none(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    desk.form.set_entry(Entry("call", contact_id="ct_unknown"))
    insert(desk, Qt.Key.Key_1)
    assert desk.form.entry().subject == "Voicemail for ct_unknown"


def test_an_empty_list_says_where_templates_are_made(desk: Desk) -> None:
    desk.settings = desk.settings._replace(templates=())
    desk.sandbox.stop()
    desk.open()
    desk.press(Qt.Key.Key_J, CONTROL)
    assert desk.says("settings.toml")
