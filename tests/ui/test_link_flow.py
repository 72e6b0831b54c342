"""Contacts, companies and deals are picked by name, offline, and one proposes the next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.domain.directory import Kind, Record
from stashlog.domain.outbox import State
from stashlog.storage.directory import Directory
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.ui.form.link_field import LinkField
from tests.support.window import Desk

PERSON, COMPANY, DEAL = "ct_5hJ3kM9pQrVwXyZaB2cD4", "co_7rT4mK9pQsVwXyZaB2cD4", "dl_3xK8nM2q"
RECORDS = (
    Record(COMPANY, Kind.COMPANY, "Brand Möbel", domain="brand.example"),
    Record("co_2", Kind.COMPANY, "Umbra", domain="umbra.example"),
    Record(PERSON, Kind.CONTACT, "Jürgen Größmann", phone="+49 30 23125", company_id=COMPANY),
    Record("ct_2", Kind.CONTACT, "Jürgen Größmann", company_id="co_2"),
    Record(DEAL, Kind.DEAL, "Rahmenvertrag", value="41600.00", currency="EUR", contact_id=PERSON),
)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A window over a directory that knows these records."""
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(RECORDS, 1)
    database.close()
    desk.open()
    return desk


def take_first(desk: Desk) -> None:
    """Take the first thing that the list under the field offers."""
    desk.wait(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)


def pick(desk: Desk, name: str, typed: str) -> None:
    desk.type(**{name: typed})
    take_first(desk)


def take_proposal(desk: Desk, field: LinkField) -> None:
    desk.wait(lambda: "Enter takes" in field.placeholderText())
    field.setFocus()
    desk.press(Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["gross", "jurgen gr", "brand", "03023125"])
def test_a_contact_is_found_by_name_company_or_phone(stocked: Desk, typed: str) -> None:
    pick(stocked, "contact_id", typed)
    assert stocked.form.entry().contact_id in (PERSON, "ct_2")


def test_people_of_one_name_are_told_apart(stocked: Desk) -> None:
    stocked.type(contact_id="gross")
    stocked.wait(QApplication.activePopupWidget)
    texts = [one.offered for one in stocked.form.links["contact_id"].suggestions]
    assert len(texts) == 2
    assert all("several of this name" in text for text in texts)
    assert {"Brand Möbel" in text for text in texts} == {True, False}


def test_a_contact_proposes_its_company_and_its_open_deal(stocked: Desk) -> None:
    pick(stocked, "contact_id", "23125")
    for name in ("company_id", "deal_id"):
        take_proposal(stocked, stocked.form.links[name])
    entry = stocked.form.entry()
    assert (entry.contact_id, entry.company_id, entry.deal_id) == (PERSON, COMPANY, DEAL)


def test_the_outbox_calls_people_by_their_names(stocked: Desk) -> None:
    stocked.sandbox.stop()
    stocked.type(subject="Call")
    pick(stocked, "contact_id", "23125")
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING])
    stocked.wait(lambda: stocked.conductor.names.name_of(PERSON) == "Jürgen Größmann")
    (item,) = stocked.items()
    assert item.entry.contact_id == PERSON


def test_what_was_used_is_offered_first_in_the_empty_field(stocked: Desk) -> None:
    stocked.sandbox.stop()
    stocked.type(subject="Call")
    pick(stocked, "contact_id", "umbra")
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING])
    stocked.form.focus_first()
    stocked.press(Qt.Key.Key_Down)
    take_first(stocked)
    assert stocked.form.entry().contact_id == "ct_2"


def test_an_opened_draft_shows_the_name_and_keeps_the_id(stocked: Desk) -> None:
    stocked.type(subject="Later", contact_id=PERSON)
    stocked.conductor.flow.save_draft()
    stocked.wait(lambda: stocked.states() == [State.DRAFT])
    stocked.conductor.flow.open(stocked.items()[0].id)
    stocked.wait(lambda: "Jürgen" in stocked.form.links["contact_id"].text())
    assert stocked.form.entry().contact_id == PERSON


def open_popup(desk: Desk) -> QWidget:
    desk.wait(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def test_logging_with_the_list_open_closes_it_and_chooses_nobody(stocked: Desk) -> None:
    """The first in the list may be the wrong one of two of that name."""
    stocked.type(subject="Call", contact_id="gross")
    QTest.keyClick(open_popup(stocked), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stocked.wait(stocked.summary)
    assert QApplication.activePopupWidget() is None
    assert stocked.form.entry().contact_id == "gross"
    assert stocked.message("contact_id")
    assert stocked.items() == []


def test_escape_closes_the_list_and_leaves_what_was_typed(stocked: Desk) -> None:
    stocked.type(contact_id="gross")
    QTest.keyClick(open_popup(stocked), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert (stocked.form.entry().contact_id, stocked.focused()) == ("gross", "contact_id")


def test_logging_with_suggested_tags_open_closes_them_and_keeps_the_tag_as_typed(
    stocked: Desk,
) -> None:
    """What is typed next belongs to the contact of the next activity, and to no tag."""
    stocked.form.set_tag_suggestions(["important", "imported"])
    stocked.type(subject="Call", tags="imp")
    QTest.keyClick(open_popup(stocked), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stocked.wait(lambda: stocked.says("Logged at"))
    assert QApplication.activePopupWidget() is None
    assert stocked.items()[0].entry.tags == ("imp",)
    assert (stocked.form.entry().tags, stocked.focused()) == ((), "contact_id")


def paste(desk: Desk, name: str, text: str) -> LinkField:
    """Paste into the empty field as Ctrl+V does."""
    field = desk.form.links[name]
    field.setFocus()
    QApplication.clipboard().setText(text)
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return field


@pytest.mark.parametrize("text", [PERSON, f"  {PERSON}\t", "+49 (0)30 / 231 25", "tel:03023125"])
def test_a_pasted_id_or_number_is_the_record_it_means(stocked: Desk, text: str) -> None:
    field = paste(stocked, "contact_id", text)
    stocked.wait(lambda: "Jürgen Größmann" in field.text())
    assert stocked.form.entry().contact_id == PERSON


def test_the_pasted_beginning_of_a_number_is_offered_and_not_taken(stocked: Desk) -> None:
    field = paste(stocked, "contact_id", "030 231")
    stocked.wait(QApplication.activePopupWidget)
    assert field.value() == "030 231"


def test_a_shared_name_stands_in_the_field_with_its_company(stocked: Desk) -> None:
    pick(stocked, "contact_id", "23125")
    assert stocked.form.links["contact_id"].text() == "Jürgen Größmann · Brand Möbel"


def test_who_is_not_found_is_told_what_nodestash_itself_cannot_search(stocked: Desk) -> None:
    stocked.type(contact_id="Nobody Known")
    stocked.wait(lambda: "cannot be searched by phone" in stocked.shown("contact_id_note"))
    field = stocked.form.links["contact_id"]
    field.selectAll()
    stocked.press(Qt.Key.Key_Delete)
    stocked.wait(lambda: not stocked.shown("contact_id_note"))


def test_a_record_that_nodestash_lost_is_marked_in_the_list_and_in_the_field(desk: Desk) -> None:
    database = open_directory(desk.folder)
    DirectoryCopy(database).put((*RECORDS, Record("ct_3", Kind.CONTACT, "Ada Gone")), 1)
    Directory(database).mark_missing("ct_3")
    database.close()
    desk.open()
    desk.type(contact_id="ada")
    desk.wait(QApplication.activePopupWidget)
    field = desk.form.links["contact_id"]
    assert "no longer in nodestash" in field.suggestions[0].offered
    take_first(desk)
    assert "no longer in nodestash" in field.text()
    desk.wait(lambda: "pick another one" in desk.shown("contact_id_note"))
