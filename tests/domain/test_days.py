"""The day begins at midnight where the user is, also on the two days with another length."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.days import midnight, next_midnight
from tests.support.local_clock import BEIRUT, BERLIN, local_clock, needs_tzset

EAST = timezone(timedelta(hours=2))
NAMES = (
    "America/Havana",
    "America/Nuuk",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
)
"""Clocks that change at, before and after midnight, by an hour, by half of one, by a whole day."""
CHANGES = (
    ("Europe/Berlin", (2026, 3, 29), (28, 23), (29, 22)),
    ("Europe/Berlin", (2026, 10, 25), (24, 22), (25, 23)),
    ("America/Sao_Paulo", (2018, 11, 4), (4, 3), (5, 2)),
    ("America/Sao_Paulo", (2018, 2, 17), (17, 2), (18, 3)),
    ("Asia/Beirut", (2026, 3, 29), (28, 22), (29, 21)),
    ("Asia/Beirut", (2026, 10, 24), (23, 21), (24, 22)),
)
"""A zone, a day of 23 or 25 hours, and day and hour in UTC at which it begins and ends."""


def test_it_is_that_of_the_zone() -> None:
    evening = datetime(2026, 11, 24, 23, 30, 7, 8, tzinfo=UTC)
    assert midnight(evening, UTC) == datetime(2026, 11, 24, tzinfo=UTC)
    assert midnight(evening, EAST) == datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert midnight(midnight(evening, EAST), EAST) == midnight(evening, EAST)
    assert next_midnight(evening, UTC) == datetime(2026, 11, 25, tzinfo=UTC)
    assert next_midnight(evening, EAST) == datetime(2026, 11, 25, 22, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "day", "began", "ends"), CHANGES)
@pytest.mark.parametrize("hour", [1, 12, 23])
def test_it_is_midnight_also_on_the_day_of_a_clock_change(
    zone: str, day: tuple[int, int, int], began: tuple[int, int], ends: tuple[int, int], hour: int
) -> None:
    now = datetime(*day, hour, 30, tzinfo=ZoneInfo(zone))
    assert midnight(now, now.tzinfo) == datetime(*day[:2], *began, tzinfo=UTC)
    assert next_midnight(now, now.tzinfo) == datetime(*day[:2], *ends, tzinfo=UTC)


@needs_tzset
@pytest.mark.parametrize(
    ("rules", "noon", "began", "ends"),
    [
        (BERLIN, (2026, 3, 29), (28, 23), (29, 22)),
        (BERLIN, (2026, 10, 25), (24, 22), (25, 23)),
        (BERLIN, (2026, 11, 24), (23, 23), (24, 23)),
        (BEIRUT, (2026, 3, 29), (28, 22), (29, 21)),
        (BEIRUT, (2026, 10, 24), (23, 21), (24, 22)),
    ],
)
def test_it_is_that_of_this_computer_where_no_zone_is_given(
    rules: str, noon: tuple[int, int, int], began: tuple[int, int], ends: tuple[int, int]
) -> None:
    with local_clock(rules):
        now = datetime(*noon, 10, tzinfo=UTC)
        assert midnight(now, None) == datetime(*noon[:2], *began, tzinfo=UTC)
        assert next_midnight(now, None) == datetime(*noon[:2], *ends, tzinfo=UTC)


@given(
    zone=st.sampled_from([EAST, *map(ZoneInfo, NAMES)]),
    hours=st.integers(0, 40 * 8766).map(lambda hours: timedelta(hours=hours)),
)
def test_each_moment_lies_in_one_day_alone(zone: tzinfo, hours: timedelta) -> None:
    now = datetime(1990, 1, 1, 0, 30, tzinfo=UTC) + hours
    begin, end = midnight(now, zone), next_midnight(now, zone)
    assert begin <= now < end
    assert midnight(end, zone) == end
    assert next_midnight(begin, zone) == end
