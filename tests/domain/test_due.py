"""Due dates as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import UnreadableDateError, due_text

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tomorrow 9", "2026-11-25 09:00"),
        ("Tomorrow, 9:30", "2026-11-25 09:30"),
        ("today 17:15", "2026-11-24 17:15"),
        ("morgen 9 uhr", "2026-11-25 09:00"),
        ("heute um 9", "2026-11-24 09:00"),
        ("fri", "2026-11-27 09:00"),
        ("fri 14:00", "2026-11-27 14:00"),
        ("freitag 14 uhr", "2026-11-27 14:00"),
        ("tuesday", "2026-12-01 09:00"),
        ("do", "2026-11-26 09:00"),
        ("+3d", "2026-11-27 09:00"),
        ("+ 2w", "2026-12-08 09:00"),
        ("+2h", "2026-11-24 13:00"),
        ("+45min", "2026-11-24 11:45"),
        ("14.3. 14:00", "2027-03-14 14:00"),
        ("14.12.", "2026-12-14 09:00"),
        ("24.11.", "2026-11-24 12:00"),
        ("1.2.2028 7pm", "2028-02-01 19:00"),
        ("3/4 2pm", "2027-04-03 14:00"),
        ("3/4/2029 12am", "2029-04-03 00:00"),
        ("2026-03-01", "2026-03-01 09:00"),
        ("2026-03-01 09:00:30", "2026-03-01 09:00:30"),
        ("2026-03-01T08:15", "2026-03-01 08:15"),
        ("2026-03-01T09:00:00Z", "2026-03-01 10:00"),
        ("2026-03-01T09:00:00-05:00", "2026-03-01 15:00"),
        ("14:30", "2026-11-24 14:30"),
        ("fri 27.11", "2026-11-27 09:00"),
        ("fri 9.30", "2026-11-27 09:30"),
        ("fri nov 27", "2026-11-27 09:00"),
        ("fri the 27th", "2026-11-27 09:00"),
    ],
)
def test_a_phrase_is_read_in_the_local_zone(typed: str, meant: str) -> None:
    due = read_due(typed, TUESDAY, BERLIN, DateStyle.of("de_DE"))
    assert due is not None
    assert due.tzinfo is UTC
    assert due_text(due, BERLIN) == meant


@pytest.mark.parametrize("typed", ["13/14", "99/99/2026", "fri 0/0"])
@pytest.mark.parametrize("style", [None, DateStyle.of("de_DE"), DateStyle.of("en_US")])
def test_figures_of_which_none_is_a_month_are_no_date(typed: str, style: DateStyle | None) -> None:
    with pytest.raises(UnreadableDateError):
        read_due(typed, TUESDAY, BERLIN, style)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_means_that_nothing_is_due(typed: str) -> None:
    assert read_due(typed, TUESDAY, BERLIN) is None


@pytest.mark.parametrize(
    "typed",
    [
        "banana",
        "tomorrow banana",
        "t",
        "31.2.",
        "2026-13-01",
        "25:00",
        "13pm",
        "fri 9 tomorrow",
        "+99999d",
        "2026-03-01TZ",
        "9999-12-31T23:59:59-23:00",
        "1.1.0000",
        "next",
        "fri (2)",
        "fri 26.11.",
    ],
)
def test_an_unreadable_date_says_how_to_type_one(typed: str) -> None:
    with pytest.raises(UnreadableDateError, match="Type it like"):
        read_due(typed, TUESDAY, BERLIN)


def test_the_month_may_come_first() -> None:
    due = read_due("3/4", TUESDAY, BERLIN, DateStyle.of("en_US"))
    assert due is not None
    assert due_text(due, BERLIN) == "2027-03-04 09:00"


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(UnreadableDateError, match="clock goes forward"):
        read_due("2027-03-28 02:30", TUESDAY, BERLIN)


def test_what_is_written_reads_back_to_the_same_moment() -> None:
    due = datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC)
    assert read_due(due_text(due, BERLIN), TUESDAY, BERLIN) == due


def test_without_a_zone_the_computers_own_is_used() -> None:
    due = read_due("2026-07-01 12:00", TUESDAY)
    assert due == datetime(2026, 7, 1, 12).astimezone(UTC)
