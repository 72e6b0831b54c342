"""The form comes in two steps, so that it can be used sooner; nobody shall notice."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.theme import apply_theme
from tests.support.widgets import child, press, type_text

FIRST = ("type", "contact_id", "company_id", "deal_id", "subject", "body")
BUTTONS = ("Call", "Email", "Meeting", "Task", "Note", "Custom", "Save draft", "Log activity")
LATER = ("due_date", "tags", "metadata")


@pytest.fixture
def staged(qtbot: QtBot, qapp: QApplication) -> EntryForm:
    """A form that shows its first fields alone."""
    apply_theme(qapp, "light")
    made = EntryForm(lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC, staged=True)
    qtbot.addWidget(made)
    made.resize(760, 730)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.focus_first()
    return made


def places(form: EntryForm) -> dict[str, tuple[QRect, QSize]]:
    """Return where the first fields and all their buttons stand, and how much they want to show."""
    buttons = {one.accessibleName(): one for one in form.findChildren(QPushButton)}
    wanted = {**{name: child(form, name) for name in FIRST}, **{n: buttons[n] for n in BUTTONS}}
    return {
        name: (QRect(one.mapTo(form, QPoint(0, 0)), one.size()), one.sizeHint())
        for name, one in wanted.items()
    }


def settle(qtbot: QtBot, form: EntryForm) -> None:
    """Let the layout come to rest."""
    qtbot.waitUntil(lambda: child(form, "due_date").isVisible())
    QApplication.processEvents()


def test_the_first_fields_do_not_move_when_the_others_come(qtbot: QtBot, staged: EntryForm) -> None:
    before = places(staged)
    assert not any(staged.findChild(QWidget, name) for name in LATER)
    staged.complete()
    settle(qtbot, staged)
    assert places(staged) == before


def test_what_was_typed_before_stays_and_so_does_the_focus(qtbot: QtBot, staged: EntryForm) -> None:
    subject = child(staged, "subject")
    type_text(subject, "Renewal")
    assert staged.entry() == Entry(type="call", subject="Renewal")
    staged.complete()
    settle(qtbot, staged)
    assert QApplication.focusWidget() is subject
    QTest.keyClicks(subject, " call")
    assert staged.entry().subject == "Renewal call"


def test_tab_goes_from_the_notes_to_what_came_later(qtbot: QtBot, staged: EntryForm) -> None:
    staged.complete()
    settle(qtbot, staged)
    child(staged, "body").setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is child(staged, "due_date")


def test_an_entry_that_is_put_in_brings_the_fields_that_it_needs(staged: EntryForm) -> None:
    entry = Entry(type="task", subject="Offer", due_date="fri", tags=("a",), metadata=(("k", "v"),))
    staged.set_entry(entry)
    assert staged.entry() == entry
