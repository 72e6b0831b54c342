"""Entries, activities and times as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.activity import Activity, ActivityType, Json
from stashlog.domain.entry import Entry
from stashlog.storage.codec import (
    activity_text,
    entry_text,
    field_errors_text,
    read_field_errors,
    read_stored_activity,
    read_stored_entry,
    read_time,
    readable_time,
    time_text,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Text with everything that a Python string can hold, lone surrogates included."""

MOMENTS = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(9999, 12, 30),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(timezone(timedelta(hours=5, minutes=45))),
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=8,
)


@given(
    st.builds(
        Entry,
        *[ANY_TEXT] * 7,
        st.tuples(ANY_TEXT),
        st.tuples(st.tuples(ANY_TEXT, ANY_TEXT)),
        st.lists(st.tuples(ANY_TEXT, ANY_TEXT)).map(tuple),
    )
)
def test_any_entry_comes_back_as_it_was(entry: Entry) -> None:
    text = entry_text(entry)
    assert text.isascii()
    assert read_stored_entry(text) == entry


def test_an_entry_from_before_there_were_details_is_read() -> None:
    entry = Entry(type="call", subject="Old", metadata=(("outcome", "connected"),))
    text = entry_text(entry)
    assert "details" not in text
    assert read_stored_entry(text) == entry


@given(ANY_TEXT, MOMENTS, st.tuples(ANY_TEXT), st.dictionaries(ANY_TEXT, VALUES))
def test_any_activity_comes_back_as_it_was(
    text: str, due: datetime, tags: tuple[str, ...], metadata: dict[str, Json]
) -> None:
    activity = Activity(ActivityType.TASK, text, text, due_date=due, tags=tags, metadata=metadata)
    assert read_stored_activity(activity_text(activity)) == activity


@given(MOMENTS, MOMENTS)
def test_times_sort_as_their_texts_do(first: datetime, second: datetime) -> None:
    texts = time_text(first), time_text(second)
    assert [len(text) for text in texts] == [27, 27]
    assert (first < second) == (texts[0] < texts[1])
    assert read_time(texts[0]) == first
    assert read_time(texts[0]).utcoffset() == timedelta(0)


@pytest.mark.parametrize("value", ["", "soon", "2026-03-01T12:00:00", None, 7, ["2026"]])
def test_a_time_whose_loss_costs_nothing_is_none_where_it_cannot_be_read(value: object) -> None:
    assert readable_time(value) is None


@given(MOMENTS)
def test_any_written_time_is_readable(moment: datetime) -> None:
    assert readable_time(time_text(moment)) == moment


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        time_text(datetime(2026, 3, 14))  # noqa: DTZ001 - that is the point
    assert time_text(datetime(2026, 3, 14, tzinfo=UTC)) == "2026-03-14T00:00:00.000000Z"


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "{}", '{"type":1}', '{"tags":1,"metadata":[]}', '{"metadata":[1]}'],
)
def test_what_is_no_entry_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_stored_entry(text)
    with pytest.raises(ValueError, match=r".*"):
        read_stored_activity(text)


def test_field_errors_that_cannot_be_read_are_left_out() -> None:
    assert read_field_errors(field_errors_text({"tags": "\ud800"})) == {"tags": "\ud800"}
    assert read_field_errors("{") == read_field_errors("[]") == {}
