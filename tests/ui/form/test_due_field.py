"""The due date: typed as people write it, echoed as it is understood, or picked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from stashlog.domain.date_style import DateStyle
from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from stashlog.ui.form.due_field import DueField
from stashlog.wording import form as words
from tests.support.widgets import child, press, shown_with_name, type_text


@pytest.fixture
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def line(form: EntryForm) -> QLineEdit:
    found = child(form, "due_date")
    assert isinstance(found, QLineEdit)
    return found


def echo(form: EntryForm) -> str:
    """Return the line under the field."""
    field = form.findChild(DueField)
    assert isinstance(field, DueField)
    return field.echo.text()


def open_calendar(form: EntryForm) -> QCalendarWidget:
    (button,) = shown_with_name(form, words.CHOOSE_DATE)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    calendar = form.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.isVisible()
    return calendar


@pytest.mark.usefixtures("british")
@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("fri 14:00", "Fri 27 Nov 2026, 14:00"),
        ("tomorrow 9", "Wed 25 Nov 2026, 09:00"),
        ("+3d", "Fri 27 Nov 2026, 09:00"),
        ("14.3. 14:00", "Sun 14 Mar 2027, 14:00"),
        ("2026-12-24T10:00:00Z", "Thu 24 Dec 2026, 10:00"),
    ],
)
def test_the_echo_says_what_is_understood(
    form: EntryForm, line: QLineEdit, qtbot: QtBot, text: str, understood: str
) -> None:
    type_text(line, text)
    qtbot.waitUntil(lambda: echo(form) == understood)
    assert form.entry().due_date == text


@pytest.mark.parametrize(
    ("locale", "understood"),
    [("de_DE", "Fr. 27 Nov. 2026, 14:00"), ("en_US", "Fri 27 Nov 2026, 2:00 PM")],
)
def test_the_echo_speaks_the_users_language_and_clock(
    form: EntryForm, locale: str, understood: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        form.set_entry(Entry(due_date="fri 14:00"))
        assert echo(form).replace("\u202f", " ") == understood
    finally:
        QLocale.setDefault(before)


def test_a_set_date_is_echoed_at_once(form: EntryForm) -> None:
    form.set_entry(Entry(due_date="2026-11-27 14:00"))
    assert "2026" in echo(form)
    form.set_entry(Entry())
    assert echo(form) == words.DUE_HELP


def test_nothing_is_called_wrong_while_it_is_typed(
    form: EntryForm, line: QLineEdit, qtbot: QtBot
) -> None:
    type_text(line, "fri 14:0x")
    qtbot.waitUntil(lambda: echo(form) == "")
    label = form.findChild(QLabel, "due_date_error")
    assert label is None
    assert form.entry().due_date == "fri 14:0x"


def test_a_day_of_the_calendar_fills_the_field(form: EntryForm, line: QLineEdit) -> None:
    calendar = open_calendar(form)
    assert calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2026-11-24"
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
    assert form.entry().due_date == "2026-11-25 09:00"
    assert not calendar.isVisible()
    assert line.hasFocus()


def test_the_calendar_keeps_the_time_that_was_typed(form: EntryForm) -> None:
    form.set_entry(Entry(due_date="fri 14:30"))
    calendar = open_calendar(form)
    assert calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2026-11-27"
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Down)
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
    assert form.entry().due_date == "2026-12-04 14:30"


def test_escape_closes_the_calendar_and_changes_nothing(form: EntryForm, qtbot: QtBot) -> None:
    form.set_entry(Entry(due_date="fri 14:30"))
    calendar = open_calendar(form)
    with qtbot.assertNotEmitted(form.edited):
        QTest.keyClick(calendar.window(), Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert form.entry().due_date == "fri 14:30"


def test_space_on_its_button_opens_the_calendar(form: EntryForm, line: QLineEdit) -> None:
    line.setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    calendar = form.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.isVisible()
    calendar.window().close()


@pytest.mark.usefixtures("british")
def test_the_echo_says_which_of_two_equal_hours_is_meant(qtbot: QtBot) -> None:
    field = DueField(lambda: datetime(2026, 10, 20, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    qtbot.addWidget(field)
    field.set_value("25.10. 02:30")
    assert "first of two" in field.echo.text()
    field.set_value("25.10. 02:30 (2)")
    assert "second of two" in field.echo.text()


def test_the_form_reads_dates_in_the_users_order(qtbot: QtBot) -> None:
    field = DueField(lambda: datetime(2026, 11, 24, tzinfo=UTC), UTC, DateStyle.of("en_US"))
    qtbot.addWidget(field)
    field.set_value("3/4/2027")
    assert "Mar" in field.echo.text()
