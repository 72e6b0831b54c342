"""The day begins at midnight where the user is, also on the two days with another length."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stashlog.domain.days import midnight

EAST = timezone(timedelta(hours=2))


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose clocks go forward on 29 March 2026, and back on 25 October."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


def test_it_is_that_of_the_zone() -> None:
    evening = datetime(2026, 11, 24, 23, 30, 7, 8, tzinfo=UTC)
    assert midnight(evening, UTC) == datetime(2026, 11, 24, tzinfo=UTC)
    assert midnight(evening, EAST) == datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert midnight(midnight(evening, EAST), EAST) == midnight(evening, EAST)


@pytest.mark.usefixtures("berlin")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
@pytest.mark.parametrize(
    ("noon", "began"),
    [
        (datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (datetime(2026, 10, 25, 11, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (datetime(2026, 11, 24, 11, tzinfo=UTC), datetime(2026, 11, 23, 23, tzinfo=UTC)),
    ],
    ids=["forward", "back", "neither"],
)
def test_it_is_midnight_also_on_the_day_of_a_clock_change(noon: datetime, began: datetime) -> None:
    assert midnight(noon, None) == began
