"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from stashlog.wording.moments import (
    GOES_ON,
    NEXT_LOOK,
    NEXT_TRY,
    countdown,
    next_phrase,
    short_day,
    short_moment,
)

NOW = datetime(2026, 11, 24, 14, 3, 18, tzinfo=UTC)
EAST = timezone(timedelta(hours=11))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0:00"), (0, "0:00"), (0.2, "0:01"), (42, "0:42"), (61.5, "1:02"), (3599, "59:59")],
)
def test_a_wait_is_counted_down_in_whole_seconds_rounded_up(seconds: float, text: str) -> None:
    assert countdown(seconds) == text


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        (timedelta(0), "Trying now"),
        (timedelta(seconds=42), "Next try in 0:42"),
        (timedelta(minutes=59, seconds=59), "Next try in 59:59"),
        (timedelta(hours=1), "Next try at 15:03"),
        (timedelta(hours=10), "Next try tomorrow at 00:03"),
        (timedelta(days=2), "Next try on 26 Nov at 14:03"),
        (timedelta(days=60), "Next try on 23 Jan 2027 at 14:03"),
    ],
)
def test_a_short_wait_is_counted_down_and_a_long_one_names_the_time(
    wait: timedelta, text: str
) -> None:
    assert next_phrase(NEXT_TRY, NOW + wait, NOW, UTC) == text


def test_text_that_does_not_tick_names_the_time_of_a_short_wait_as_well() -> None:
    assert next_phrase(GOES_ON, NOW + timedelta(minutes=2), NOW, UTC) == (
        "Sending goes on at 14:05."
    )


def test_what_is_due_is_looked_for_before_it_is_sent_again() -> None:
    assert next_phrase(NEXT_LOOK, NOW, NOW, UTC) == "Looking before sending again."


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(minutes=5), "13:58"),
        (timedelta(hours=15), "Mon 23:03"),
        (timedelta(days=6), "Wed 14:03"),
        (timedelta(days=7), "17 Nov"),
        (timedelta(days=400), "20 Oct 2025"),
    ],
)
def test_what_happened_is_dated_as_shortly_as_the_day_allows(ago: timedelta, text: str) -> None:
    assert short_moment(NOW - ago, NOW, UTC) == text


def test_today_is_the_local_day() -> None:
    evening = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    assert short_moment(evening, NOW, UTC) == "12:30"
    assert short_moment(evening, NOW, EAST) == "Tue 23:30"


def test_a_time_to_come_on_another_day_is_dated_not_named_after_its_weekday() -> None:
    assert short_moment(NOW + timedelta(days=2), NOW, UTC) == "26 Nov"


def test_the_year_is_left_out_while_it_is_this_one() -> None:
    assert short_day(date(2026, 1, 2), NOW.date()) == "2 Jan"
    assert short_day(date(2025, 1, 2), NOW.date()) == "2 Jan 2025"
