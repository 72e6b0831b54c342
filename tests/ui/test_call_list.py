"""The call list: by keys from one call to the next, through the phone and the filled form."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from stashlog.domain.details import TIMER_STARTED, detail
from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.ui.calls.view import CallView
from tests.support.widgets import child, said
from tests.support.window import BEGIN, Desk

ANN, BEN, CLEO = "ct_5hJ3kM9pQrVwXyZaB2cD4", "ct_Q3OQ5bTQVl", "ct_1a8lyUqE1nP5ft5bL2"
BRAND = "co_7rT4mK9pQsVwXyZaB2cD4"
RECORDS = (
    Record(BRAND, Kind.COMPANY, "Brand Möbel", domain="brand.example"),
    Record(ANN, Kind.CONTACT, "Ann Größmann", phone="+49 (0)30 23125-456", company_id=BRAND),
    Record(BEN, Kind.CONTACT, "Ben Ortiz", phone="030 77 88 99"),
    Record(CLEO, Kind.CONTACT, "Cleo Nash"),
)
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TODAY, LATER, OVERDUE = (
    "2026-11-24 18:00",
    "2026-12-24 09:00",
    "2026-11-20 09:00",
)


class Telephone(QObject):
    """Opens phone numbers, as a program of the desktop would."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.dialled.append(url.toString())


@pytest.fixture
def telephone() -> Iterator[Telephone]:
    """What `tel:` opens."""
    made = Telephone()
    # PySide takes the name as text; its stubs say bytes.
    QDesktopServices.setUrlHandler("tel", made, "open")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("tel")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A window, away from any network, over a directory that knows these people."""
    desk.sandbox.stop()
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(RECORDS, 1)
    database.close()
    desk.open()
    return desk


def task(desk: Desk, contact: str, subject: str, due: str) -> None:
    """Log a task."""
    before = len(desk.items())
    desk.conductor.flow.fill(Entry("task", subject, contact_id=contact, due_date=due))
    desk.log()
    desk.wait(lambda: len(desk.items()) == before + 1)


def pick(desk: Desk, contact: str) -> None:
    """Put a contact on the list, from the form."""
    desk.conductor.flow.fill(Entry("call", contact_id=contact))
    desk.press(
        Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    desk.wait(lambda: desk.says("On the call list"))
    desk.conductor.form.clear()


def rows(desk: Desk) -> list[str]:
    """Return what the list shows."""
    view = desk.conductor.window.findChild(CallView)
    assert isinstance(view, CallView)
    return [str(view.rows.data(view.rows.index(n))) for n in range(view.rows.rowCount())]


def open_list(desk: Desk, count: int) -> None:
    """Press Ctrl+L, and wait until so many calls are there and the keyboard with them."""
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.conductor.window.findChild(CallView) is not None)
    desk.wait(lambda: len(rows(desk)) == count)
    desk.wait(lambda: desk.focused() == ("call_list" if count else "call_add"))


def test_what_is_due_and_who_was_picked_are_to_be_called_in_this_order(stocked: Desk) -> None:
    task(stocked, BEN, "Send quote", TODAY)
    task(stocked, ANN, "Ask about renewal", OVERDUE)
    task(stocked, CLEO, "In a month", LATER)
    pick(stocked, CLEO)
    pick(stocked, ANN)
    open_list(stocked, 3)
    assert rows(stocked) == [
        "Ann Größmann\nAsk about renewal, due Fri 09:00 · +49 (0)30 23125-456 · Brand Möbel",
        "Ben Ortiz\nSend quote, due 18:00 · 030 77 88 99",
        "Cleo Nash\nno phone number in nodestash",
    ]
    assert said(child(stocked.conductor.window, "calls")) == "Call list: 3"


def test_enter_dials_and_times_enter_stops_and_fills_and_logging_moves_on(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, ANN)
    pick(stocked, BEN)
    open_list(stocked, 2)
    stocked.press(Qt.Key.Key_Return)
    assert telephone.dialled == ["tel:+493023125456"]
    stocked.time.advance(95)
    stocked.wait(lambda: stocked.says("Calling Ann Größmann · 1:3"))
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(stocked.form.isVisible)
    entry = stocked.form.entry()
    assert (entry.type, entry.contact_id, entry.company_id) == ("call", ANN, BRAND)
    assert dict(entry.details)["duration_seconds"].startswith("1:3")
    stocked.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    stocked.log()
    stocked.wait(lambda: stocked.focused() == "call_list")
    stocked.wait(lambda: [row.partition("\n")[0] for row in rows(stocked)] == ["Ben Ortiz"])
    stocked.press(Qt.Key.Key_Return)
    assert telephone.dialled[1:] == ["tel:030778899"]
    assert stocked.form.entry().contact_id == BEN


def test_after_the_last_call_the_page_says_so(stocked: Desk, telephone: Telephone) -> None:
    pick(stocked, BEN)
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Return)
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(stocked.form.isVisible)
    stocked.log()
    stocked.wait(lambda: stocked.says("Nobody is to be called today."))
    assert telephone.dialled == ["tel:030778899"]
    assert said(child(stocked.conductor.window, "calls")) == "Call list"


def test_list_and_running_call_outlast_a_kill(stocked: Desk, telephone: Telephone) -> None:
    pick(stocked, ANN)
    pick(stocked, BEN)
    open_list(stocked, 2)
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(
        lambda: (copy := stocked.saved()) is not None and detail(copy.details, TIMER_STARTED)
    )
    stocked.kill()
    stocked.open()
    stocked.wait(lambda: stocked.form.entry().contact_id == ANN)
    stocked.time.advance(60)
    stocked.log()
    stocked.wait(lambda: said(child(stocked.conductor.window, "calls")) == "Call list: 1")
    (item,) = stocked.items()
    assert item.activity is not None
    seconds = item.activity.metadata["duration_seconds"]
    assert isinstance(seconds, int)
    assert seconds >= 60
    open_list(stocked, 1)
    assert rows(stocked)[0].startswith("Ben Ortiz")
    assert telephone.dialled == ["tel:+493023125456"]


def test_without_a_number_the_timer_runs_and_nothing_is_dialled(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, CLEO)
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Return)
    assert stocked.says("nodestash has no phone number for Cleo Nash")
    assert stocked.says("Calling Cleo Nash")
    assert telephone.dialled == []
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(lambda: not stocked.shown("notice"))


def test_somebody_is_found_and_picked_on_the_page(stocked: Desk) -> None:
    open_list(stocked, 0)
    assert stocked.says("Nobody is to be called today.")
    QTest.keyClicks(child(stocked.conductor.window, "call_add"), "ortiz")
    stocked.wait(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    stocked.wait(lambda: rows(stocked) == ["Ben Ortiz\n030 77 88 99"])


def test_delete_takes_off_the_list_and_one_button_puts_back(stocked: Desk) -> None:
    task(stocked, BEN, "Send quote", TODAY)
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Delete)
    stocked.wait(lambda: stocked.says("“Ben Ortiz” is off the call list."))
    stocked.wait(lambda: rows(stocked) == [])
    stocked.push("notice_action")
    stocked.wait(lambda: len(rows(stocked)) == 1)


def test_esc_leads_back_to_the_form_and_what_was_typed(stocked: Desk) -> None:
    stocked.type(subject="Half a thought")
    open_list(stocked, 0)
    stocked.press(Qt.Key.Key_Escape)
    stocked.wait(stocked.form.isVisible)
    assert stocked.form.entry().subject == "Half a thought"


def test_what_stands_in_the_form_when_a_call_begins_is_kept(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, BEN)
    stocked.type(subject="Half a thought")
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(lambda: [one.entry.subject for one in stocked.items()] == ["Half a thought"])
    assert telephone.dialled == ["tel:030778899"]


def test_without_a_contact_in_the_form_nobody_is_picked(stocked: Desk) -> None:
    stocked.press(Qt.Key.Key_L, CTRL_SHIFT)
    stocked.wait(lambda: stocked.says("Choose a contact first"))


def test_undo_brings_a_call_back_from_the_list(stocked: Desk, telephone: Telephone) -> None:
    pick(stocked, BEN)
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Return)
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(stocked.form.isVisible)
    stocked.log()
    stocked.wait(lambda: stocked.says("Nobody is to be called today."))
    stocked.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    stocked.wait(lambda: stocked.form.isVisible() and stocked.form.entry().contact_id == BEN)
    assert len(telephone.dialled) == 1


def test_a_long_list_is_shown_at_once_and_scrolls(stocked: Desk) -> None:
    with stocked.store() as store:
        store.facts.put("call_list_picked", [f"ct_{number:05}" for number in range(2_000)])
    open_list(stocked, 500)
    view = child(stocked.conductor.window, "call_list")
    assert isinstance(view, CallView)
    stocked.press(Qt.Key.Key_End)
    assert view.currentIndex().row() == 499
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_the_button_opens_the_list_and_the_buttons_do_what_the_keys_do(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, BEN)
    stocked.push("calls")
    stocked.wait(lambda: stocked.conductor.window.findChild(CallView) is not None)
    stocked.wait(lambda: len(rows(stocked)) == 1)
    stocked.push("call_call")
    stocked.push("call_notes")
    assert stocked.form.isVisible()
    stocked.push("calls")
    stocked.push("call_stop")
    assert stocked.form.isVisible()
    assert telephone.dialled == ["tel:030778899"]
    stop = child(stocked.conductor.window, "call_stop")
    assert isinstance(stop, QPushButton)


def test_due_is_what_is_due_today_and_not_tomorrow(stocked: Desk) -> None:
    tomorrow = BEGIN + timedelta(days=1)
    task(stocked, BEN, "Tomorrow", f"{tomorrow:%Y-%m-%d} 00:30")
    open_list(stocked, 0)


def test_a_call_that_was_not_logged_does_not_keep_from_the_next_one(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, ANN)
    pick(stocked, BEN)
    open_list(stocked, 2)
    stocked.press(Qt.Key.Key_Return)
    stocked.press(Qt.Key.Key_Return)
    stocked.wait(stocked.form.isVisible)
    stocked.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    open_list(stocked, 2)
    stocked.press(Qt.Key.Key_Down)
    stocked.press(Qt.Key.Key_Return)
    assert stocked.says("Calling Ben Ortiz")
    assert telephone.dialled == ["tel:+493023125456", "tel:030778899"]
    stocked.wait(lambda: [one.entry.contact_id for one in stocked.items()] == [ANN])


def test_whoever_is_on_the_phone_cannot_be_taken_off_the_list(
    stocked: Desk, telephone: Telephone
) -> None:
    pick(stocked, ANN)
    open_list(stocked, 1)
    stocked.press(Qt.Key.Key_Return)
    view = child(stocked.conductor.window, "call_list")
    assert isinstance(view, CallView)
    before = view.rows.calls
    stocked.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stocked.wait(lambda: view.rows.calls is not before)
    stocked.press(Qt.Key.Key_Delete)
    before = view.rows.calls
    stocked.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stocked.wait(lambda: view.rows.calls is not before)
    assert [row.partition("\n")[0] for row in rows(stocked)] == ["Ann Größmann"]
    assert telephone.dialled == ["tel:+493023125456"]


def test_a_task_that_is_due_today_counts_once_it_is_logged(stocked: Desk) -> None:
    task(stocked, BEN, "Send quote", TODAY)
    stocked.wait(lambda: said(child(stocked.conductor.window, "calls")) == "Call list: 1")
    task(stocked, ANN, "In a month", LATER)
    task(stocked, ANN, "Ask about renewal", OVERDUE)
    stocked.wait(lambda: said(child(stocked.conductor.window, "calls")) == "Call list: 2")
