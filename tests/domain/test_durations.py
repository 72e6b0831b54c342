"""Durations as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.durations import (
    LONGEST,
    UnreadableDurationError,
    duration_text,
    read_duration,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("  ", None),
        ("4:30", 270),
        (" 4:30 ", 270),
        ("0:05", 5),
        ("90:00", 5400),
        ("1:05:00", 3900),
        ("4m", 240),
        ("4 min", 240),
        ("4 Min.", 240),
        ("270", 270),
        ("0", 0),
        ("45s", 45),
        ("1h 5m", 3900),
        ("1h5", 3900),
        ("4m30", 270),
        ("1h 5m 10s", 3910),
        ("1.5h", 5400),
        ("1,5 h", 5400),
        ("2 Stunden 10 Minuten", 7800),
        ("1 heure 5", 3900),
        ("2 horas", 7200),
        ("24h", LONGEST),
    ],
)
def test_a_duration_is_read(text: str, seconds: int | None) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["soon", "4:3", "4:60", "1:60:00", "4m 1h", "4m 4m", "-5", "1h 5 5 5", "5x", "٤m", ":30"],
)
def test_what_is_no_duration_is_named(text: str) -> None:
    with pytest.raises(UnreadableDurationError, match="is not a duration") as caught:
        read_duration(text)
    assert text in str(caught.value)


@pytest.mark.parametrize("text", ["25h", "86401", "999:00:00"])
def test_more_than_a_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDurationError, match="more than a day"):
        read_duration(text)


@given(st.integers(0, LONGEST))
def test_a_written_duration_is_read_back(seconds: int) -> None:
    assert read_duration(duration_text(seconds)) == seconds


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        seconds = read_duration(text)
    except UnreadableDurationError:
        return
    assert seconds is None or 0 <= seconds <= LONGEST
