"""The form as a whole: what it gives back, its keys, its names."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from tests.support.widgets import child, press, said, shown_with_name, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

FULL = Entry(
    type="meeting",
    subject="Renewal",
    body="First line\n\tsecond line",
    contact_id="ct_1",
    company_id="co_2",
    deal_id="dl_3",
    due_date="fri 14:00",
    tags=("follow-up", "Pricing"),
    metadata=(("room", "2"), ("", "")),
)

AWKWARD = [
    "",
    "  spaces around  ",
    "tab\there",
    "two\nlines\n",
    "\n",
    "carriage\r\nreturn\rhere",
    "no-break\u00a0space",
    "line\u2028and paragraph\u2029separator",
    "emoji \U0001f468\u200d\U0001f469\u200d\U0001f467 and \U00020000",
    "nul \x00 and bell \x07",
    "noncharacters \ufdd0\ufdd1\uffff",
    "lone \ud83d surrogate",
    "\u202eright to left\u202c עברית",
    "<b>markup</b> &amp; &letter",
]


def test_an_entry_comes_back_as_it_was_set(form: EntryForm) -> None:
    form.set_entry(FULL)
    assert form.entry() == FULL


@pytest.mark.parametrize("text", AWKWARD)
def test_every_text_comes_back_byte_for_byte(form: EntryForm, text: str) -> None:
    entry = Entry(
        type="note",
        subject=text,
        body=text,
        contact_id=text,
        company_id=text,
        deal_id=text,
        due_date=text,
        tags=(text, text),
        metadata=((text, text), (text, text)),
    )
    form.set_entry(entry)
    assert form.entry() == entry


@pytest.mark.parametrize("type_", ["", "call", "custom", "unheard of"])
def test_a_type_comes_back_even_without_a_button_for_it(form: EntryForm, type_: str) -> None:
    form.set_entry(Entry(type=type_))
    assert form.entry() == Entry(type=type_)


def test_a_note_of_one_mebibyte_without_a_space_is_shown_at_once(form: EntryForm) -> None:
    entry = Entry(type="note", subject="x" * 40_000, body="x" * 1_048_576)
    form.set_entry(entry)
    form.grab()  # Qt's usual wrapping takes a minute for this, far beyond any test's patience
    assert form.entry() == entry


def test_a_new_form_holds_nothing_but_a_call(form: EntryForm) -> None:
    assert form.entry() == Entry(type="call")


def test_typing_is_told_and_setting_is_not(form: EntryForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.set_entry(FULL)
        form.clear()
    for name in ("contact_id", "company_id", "deal_id", "subject", "body", "due_date", "tags"):
        with qtbot.waitSignal(form.edited):
            type_text(child(form, name), "x")
    with qtbot.waitSignal(form.edited):
        QTest.mouseClick(shown_with_name(form, "Email")[0], Qt.MouseButton.LeftButton)
    assert form.entry() == Entry("email", "x", "x", "x", "x", "x", "x", ("x",))


def test_clearing_keeps_the_type_unless_told_otherwise(form: EntryForm) -> None:
    form.set_entry(FULL)
    form.clear()
    assert form.entry() == Entry(type="meeting")
    form.set_entry(FULL)
    form.clear(keep_type=False)
    assert form.entry() == Entry(type="call")


def test_the_first_focus_is_at_the_contact(form: EntryForm) -> None:
    form.focus_first()
    assert QApplication.focusWidget() is child(form, "contact_id")


def test_the_names_are_those_that_scripts_rely_on(form: EntryForm) -> None:
    names = {
        "subject": "Subject",
        "body": "Notes",
        "due_date": "Due",
        "tags": "Tags",
        "contact_id": "Contact",
        "company_id": "Company",
        "deal_id": "Deal",
        "type": "Type",
        "metadata": "Metadata",
    }
    assert {name: said(child(form, name)) for name in names} == names
    for name in ("Call", "Email", "Meeting", "Task", "Note", "Custom"):
        (button,) = shown_with_name(form, name)
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface is not None
        assert interface.state().checkable
    for name in ("Log activity", "Save draft"):
        (button,) = shown_with_name(form, name)
        assert isinstance(button, QPushButton)


def test_labels_are_buddies_of_their_fields(form: EntryForm) -> None:
    buddies = {label.text().replace("&", ""): label.buddy() for label in form.findChildren(QLabel)}
    for name in ("contact_id", "company_id", "deal_id", "subject", "body", "due_date", "tags"):
        field = child(form, name)
        assert buddies[said(field)] is field


def test_the_hint_can_be_replaced(form: EntryForm) -> None:
    form.show_hint("Saved at 10:04")
    assert len(shown_with_name(form, "Saved at 10:04")) == 1


@pytest.mark.parametrize("width", [340, 460, 640, 1100])
def test_the_form_never_scrolls_sideways(form: EntryForm, qtbot: QtBot, width: int) -> None:
    form.set_entry(FULL)
    form.resize(width, 480)
    page = form.findChild(QScrollArea)
    assert isinstance(page, QScrollArea)
    qtbot.waitUntil(lambda: page.widget() is not None and _inside(page))


def test_what_gets_the_focus_is_scrolled_into_view(form: EntryForm, qtbot: QtBot) -> None:
    form.resize(460, 480)
    tags = child(form, "tags")
    page = form.findChild(QScrollArea)
    assert isinstance(page, QScrollArea)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert tags.visibleRegion().isEmpty()
    child(form, "subject").setFocus()
    press(Qt.Key.Key_G, ALT)
    qtbot.waitUntil(lambda: not tags.visibleRegion().isEmpty())


def _inside(page: QScrollArea) -> bool:
    """Whether everything on the page ends before its visible edge."""
    content = page.widget()
    return content is not None and content.width() == page.viewport().width()
