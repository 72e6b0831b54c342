"""The pictures of finding and calling people: the picker, the call list, and quick capture."""

from __future__ import annotations

from pathlib import Path

from picture_studio import Studio, studio
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from stashlog.domain.details import with_details
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.ui.calls.view import CallView

TASKS = (("Send the quote", "2026-11-23 09:00"), ("Ask how the trial goes", "2026-11-24 15:00"))
ROWS = 4
TYPED = "gro"


def picker(folder: Path) -> None:
    """Show the list under the field of a contact whose name is not unique."""
    with studio() as made:
        made.begin_the_day()
        field = made.conductor.form.links["contact_id"]
        field.setFocus()
        QTest.keyClicks(field, TYPED)
        made.wait(lambda: QApplication.activePopupWidget() is not None)
        made.take(folder, "picker")
        made.conductor.form.clear()


def calls(folder: Path) -> None:
    """Show the call list: two tasks that are due, and two contacts that were picked."""
    with studio() as made:
        made.begin_the_day()
        form = made.conductor.form
        for number, (subject, due) in enumerate(TASKS):
            contact = made.contacts[number]
            form.set_entry(Entry("task", subject, contact_id=contact, due_date=due))
            form.submit()
            made.wait(lambda subject=subject: made.state_of(subject) is State.SENT)  # type: ignore[misc]
        for contact in made.contacts[len(TASKS) : ROWS]:
            form.set_entry(Entry("call", contact_id=contact))
            made.conductor.calls.pick()
        form.clear()
        made.conductor.calls.open()
        made.wait(lambda: _rows(made) == ROWS)
        made.take(folder, "calls")


def quick(folder: Path) -> None:
    """Show the small window while a call is typed into it."""
    from stashlog.ui.quick.flow import QuickFlow

    with studio() as made:
        made.begin_the_day()
        flow = QuickFlow(made.conductor.session, made.conductor)
        flow.toggle()
        window = flow.window
        if window is None:
            raise SystemExit("There is no small window.")
        details = with_details((), {"outcome": "voicemail"})
        typed = Entry("call", "Left voicemail", contact_id=made.contacts[0], details=details)
        window.form.set_entry(typed)
        field = window.form.links["contact_id"]
        made.wait(lambda: not QLineEdit.text(field).startswith("ct_"))
        made.take(folder, "quick", window)
        window.form.clear()
        flow.end()


def _rows(made: Studio) -> int:
    view = made.conductor.window.findChild(CallView)
    return 0 if view is None else view.rows.rowCount()
