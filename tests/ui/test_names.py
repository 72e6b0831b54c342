"""Rows say whom an activity was with, by name as soon as one is known, and never wait for it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.services.directory import DirectoryDesk
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from tests.support.window import Desk

HOSTILE = "<img src='file:///etc/passwd'><b>Eve</b>\u202e\x1b[31m"


def know(desk: Desk, *records: Record) -> None:
    """Have the directory on disk know these records already."""
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(records, 1)
    database.close()


def rows(desk: Desk, role: Qt.ItemDataRole = Qt.ItemDataRole.AccessibleTextRole) -> str:
    """Return all that the outbox says, as it is read out or as tool tips."""
    model = desk.conductor.panel.view.model()
    found = (model.data(model.index(number, 0), role) for number in range(model.rowCount()))
    return "\n".join(str(text) for text in found if text)


def fetched(desk: Desk, record_id: str) -> bool:
    """Whether the directory has this record."""
    with desk.store() as store:
        directory = DirectoryDesk(store)
        known = record_id in directory.names([record_id])
        directory.close()
    return known


def test_ids_become_names_as_soon_as_the_directory_was_fetched(desk: Desk) -> None:
    """On the first day the activity is logged before the directory is there."""
    contact = desk.sandbox.workspace.contacts[0]
    name = f"{contact.attributes['first_name']} {contact.attributes['last_name']}"
    desk.open()
    desk.type(contact_id=contact.id, subject="First of all")
    desk.log()
    desk.wait(lambda: desk.states() == [State.SENT])
    desk.wait(lambda: "First of all" in rows(desk))
    assert name not in rows(desk)
    desk.copy_directory()
    desk.wait(lambda: name in rows(desk))


def test_a_name_of_others_is_plain_text_in_row_tool_tip_and_field(desk: Desk) -> None:
    workspace = desk.sandbox.workspace
    attributes = {**workspace.contacts[0].attributes, "email": "eve@evil.example"}
    hostile = workspace.create("contacts", {**attributes, "last_name": HOSTILE})
    desk.open()
    desk.copy_directory()
    desk.wait(lambda: fetched(desk, hostile.id))
    desk.sandbox.stop()
    desk.form.set_entry(Entry("call", "Watch out", contact_id=hostile.id))
    desk.wait(lambda: "Eve" in desk.form.links["contact_id"].text())
    assert "\u202e" not in desk.form.links["contact_id"].text()
    assert "\x1b" not in desk.form.links["contact_id"].text()
    desk.log()
    desk.wait(lambda: "Eve" in rows(desk))
    assert "\u202e" not in rows(desk)
    assert "\x1b" not in rows(desk)
    tips = rows(desk, Qt.ItemDataRole.ToolTipRole)
    assert "Eve" in tips
    assert not any(wrong in tips for wrong in ("<img", "<b>", "\u202e"))


def test_an_id_that_nobody_knows_stays_as_it_is(desk: Desk) -> None:
    know(desk, Record("ct_known", Kind.CONTACT, "Jürgen Größmann"))
    desk.sandbox.stop()
    desk.open()
    for contact in ("ct_known", "ct_unknown"):
        desk.type(contact_id=contact, subject=f"To {contact}")
        desk.log()
    desk.wait(lambda: "Jürgen Größmann" in rows(desk) and "To ct_unknown" in rows(desk))
    assert "ct_unknown" in rows(desk).replace("To ct_unknown", "")
