"""Days without a time, hours that are skipped or come twice, and text that reads back."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import UnreadableDateError, due_text, on_day, which_of_two

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
OFFSETS = [timezone(timedelta(minutes=quarter * 15)) for quarter in range(-12 * 4, 14 * 4 + 1)]
NAMES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Africa/Casablanca",
    "Etc/GMT+12",
)
ZONES: list[tzinfo] = [*OFFSETS, *(ZoneInfo(name) for name in NAMES)]


def moments(first: int, last: int) -> st.SearchStrategy[datetime]:
    """Return whole seconds of these years."""
    start = datetime(first, 1, 1, tzinfo=UTC)
    seconds = int((datetime(last, 12, 31, tzinfo=UTC) - start).total_seconds())
    return st.integers(0, seconds).map(lambda since: start + timedelta(seconds=since))


PIECES = ("in", "3", "fri", "14.", "mar", ".", "(2)", "+01:00", "9h", "am", "at", "the", "29.2.")
BOTH_HOURS = ["2026-10-25 02:30", "2026-10-25 02:30+01:00"]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("typed", ["2026-12-03", "2027-07-01", "3.12.", "tomorrow", "fri", "+3d"])
def test_a_day_without_a_time_is_that_day_here_and_in_utc(zone: tzinfo, typed: str) -> None:
    today = NOW.astimezone(zone).date()
    days = {
        "2026-12-03": date(2026, 12, 3),
        "2027-07-01": date(2027, 7, 1),
        "3.12.": date(2026, 12, 3),
        "tomorrow": today + timedelta(days=1),
        "fri": date(2026, 11, 27),
        "+3d": today + timedelta(days=3),
    }
    due = read_due(typed, NOW, zone)
    assert due is not None
    assert due.date() == due.astimezone(zone).date() == days[typed]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_today_without_a_time_stays_today_at_any_hour(zone: tzinfo) -> None:
    for hour in range(24):
        now = NOW.replace(hour=hour, minute=30)
        due = read_due("today", now, zone)
        assert due is not None
        assert due.date() == due.astimezone(zone).date() == now.astimezone(zone).date()


@pytest.mark.parametrize(
    ("hours", "local"), [(-12, "09:00"), (0, "09:00"), (9, "09:00"), (10, "10:00"), (14, "14:00")]
)
def test_it_is_nine_oclock_wherever_that_is_the_same_date(hours: int, local: str) -> None:
    zone = timezone(timedelta(hours=hours))
    assert due_text(on_day(date(2026, 12, 3), zone), zone) == f"2026-12-03 {local}"


def test_the_first_of_two_equal_hours_is_meant_unless_the_second_is_asked_for() -> None:
    first, second = (read_due(text, NOW, BERLIN) for text in BOTH_HOURS)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read_due("2026-10-25 02:30 (1)", NOW, BERLIN) == first
    assert read_due("2026-10-25 02:30(2)", NOW, BERLIN) == second
    dues = [due.astimezone(BERLIN) for due in (first, second, NOW) if due]
    assert [which_of_two(due, BERLIN) for due in dues] == [1, 2, 0]


@pytest.mark.parametrize("text", BOTH_HOURS)
def test_each_of_two_equal_hours_is_written_so_that_it_reads_back(text: str) -> None:
    due = read_due(text, NOW, BERLIN)
    assert due is not None
    assert due_text(due, BERLIN) == text


def test_a_second_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadableDateError, match="comes only once"):
        read_due("2026-10-26 02:30 (2)", NOW, BERLIN)


@given(
    moments(1972, 2998),
    st.sampled_from(ZONES),
)
def test_what_is_written_reads_back_to_the_same_moment(due: datetime, zone: tzinfo) -> None:
    assert read_due(due_text(due, zone), NOW, zone) == due


@given(st.integers(-180, 180), st.sampled_from(ZONES))
def test_it_reads_back_around_the_change_of_the_clock(minutes: int, zone: tzinfo) -> None:
    due = datetime(2026, 10, 25, 1, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    assert read_due(due_text(due, zone), NOW, zone) == due


@given(
    st.text(max_size=40)
    | st.text("0123456789 .:/-+()TZhampm", max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "in",
                "3",
                "fri",
                "14.",
                "mar",
                ".",
                "(2)",
                "+01:00",
                "9h",
                "am",
                "at",
                "the",
                "days",
                "29.2.",
            ]
        )
    ).map(" ".join),
    st.sampled_from(ZONES),
    st.sampled_from(["de_DE", "en_US", "fr_CA", "es_ES", "C"]),
)
def test_any_text_is_a_date_or_is_refused_with_a_sentence(
    text: str, zone: tzinfo, locale: str
) -> None:
    try:
        due = read_due(text, NOW, zone, DateStyle.of(locale))
    except UnreadableDateError:
        return
    assert due is None or read_due(due_text(due, zone), NOW, zone) == due


@pytest.mark.parametrize("text", ["9" * 10_000, "\u0301" * 10_000, "\ud800", "٣/٤", "½", "\x00"])
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_due(text, NOW, BERLIN)


@given(
    moments(2026, 2028),
    st.sampled_from(ZONES),
    st.sampled_from(["+2h", "in 3 minutes", "in 2 days", "tomorrow", "fri", "next week", "24.12."]),
)
def test_a_relative_date_is_never_on_a_past_day(now: datetime, zone: tzinfo, text: str) -> None:
    due = read_due(text, now, zone)
    assert due is not None
    assert due >= now or due.astimezone(zone).date() == now.astimezone(zone).date()
