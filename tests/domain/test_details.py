"""What a type needs: kept for every type, sent for its own."""

from datetime import UTC, datetime

import pytest

from stashlog.domain.details import Outcome, with_defaults, with_details
from stashlog.domain.entry import Entry, InvalidEntryError, read_entry

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EVERYTHING = (
    ("direction", "in"),
    ("outcome", "no_answer"),
    ("duration_seconds", "4:30"),
    ("place", " Room 2 "),
    ("priority", "high"),
    ("timer_started", "2026-11-24T09:00:00+00:00"),
    ("follow_up", "off"),
)


@pytest.mark.parametrize(
    ("type_", "sent"),
    [
        ("call", {"direction": "in", "outcome": "no_answer", "duration_seconds": 270}),
        ("email", {"direction": "in"}),
        ("meeting", {"duration_seconds": 270, "place": "Room 2"}),
        ("task", {"priority": "high"}),
        ("note", {}),
        ("custom", {}),
    ],
)
def test_each_type_sends_what_belongs_to_it(type_: str, sent: dict[str, object]) -> None:
    assert read_entry(Entry(type=type_, details=EVERYTHING), NOW).metadata == sent


def test_rows_stand_beside_the_details() -> None:
    entry = Entry(type="email", details=EVERYTHING, metadata=(("outcome", "won"),))
    assert read_entry(entry, NOW).metadata == {"direction": "in", "outcome": "won"}


def test_a_row_that_repeats_a_detail_is_refused_at_the_rows() -> None:
    entry = Entry(type="call", details=EVERYTHING, metadata=(("outcome", "won"),))
    with pytest.raises(InvalidEntryError) as caught:
        read_entry(entry, NOW)
    assert list(caught.value.field_errors) == ["metadata"]
    assert "outcome" in caught.value.field_errors["metadata"]


@pytest.mark.parametrize(
    ("type_", "key", "text"),
    [
        ("call", "duration_seconds", "soon"),
        ("meeting", "duration_seconds", "soon"),
        ("call", "direction", "sideways"),
        ("task", "priority", "urgent"),
    ],
)
def test_an_unreadable_detail_is_named_by_its_path(type_: str, key: str, text: str) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        read_entry(Entry(type=type_, details=((key, text),)), NOW)
    assert list(caught.value.field_errors) == [f"metadata.{key}"]
    assert text in caught.value.field_errors[f"metadata.{key}"]


def test_an_unreadable_detail_of_another_type_is_in_nobodys_way() -> None:
    entry = Entry(type="note", body="Hello", details=(("duration_seconds", "soon"),))
    assert read_entry(entry, NOW).metadata == {}


@pytest.mark.parametrize(
    ("details", "empty"),
    [
        ((), True),
        ((("direction", "out"),), True),
        ((("place", " "),), True),
        ((("direction", "in"),), False),
        ((("outcome", "busy"),), False),
        ((("timer_started", "2026-11-24T09:00:00+00:00"),), False),
    ],
)
def test_an_entry_is_empty_as_long_as_nothing_was_chosen(
    details: tuple[tuple[str, str], ...], empty: bool
) -> None:
    assert Entry(type="call", details=details).empty is empty


def test_what_the_form_shows_is_what_counts() -> None:
    assert with_defaults("call", ()) == (("direction", "out"),)
    assert with_defaults("email", (("direction", "in"),)) == (("direction", "in"),)
    assert with_defaults("note", ()) == ()


def test_a_change_keeps_the_other_details_and_their_order() -> None:
    changed = with_details(EVERYTHING, {"outcome": "busy", "priority": ""})
    assert changed[:3] == (("direction", "in"), ("outcome", "busy"), ("duration_seconds", "4:30"))
    assert "priority" not in dict(changed)


def test_an_outcome_is_sent_in_plain_letters() -> None:
    assert Outcome.of("Call  Back later") == Outcome("call_back_later", "Call  Back later")
