"""From what was typed to an activity, or to a sentence for each field."""

from datetime import UTC, datetime

import pytest

from stashlog.domain.activity import ActivityType
from stashlog.domain.date_style import DateStyle
from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.follow_up import FollowUp, with_follow_up
from stashlog.services.reading import CaptureRules, read_to_log

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
RULES = CaptureRules(zone=UTC)


def errors_of(entry: Entry, *, allow_empty: bool = False) -> list[str]:
    with pytest.raises(InvalidEntryError) as caught:
        read_to_log(entry, NOW, RULES, allow_empty=allow_empty)
    return list(caught.value.field_errors)


def call(due: str, follow_up: FollowUp) -> Entry:
    details = with_follow_up((("outcome", "voicemail"),), "on", follow_up)
    return Entry(type="call", subject="Left a message", due_date=due, details=details)


def test_an_entry_is_read_in_the_zone_and_the_style_of_the_rules() -> None:
    entry = Entry("task", "Ring", due_date="3.12.")
    read = read_to_log(entry, NOW, CaptureRules(zone=UTC, style=DateStyle.of("de_DE")))
    assert read.type is ActivityType.TASK
    assert read.due_date == datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def test_nothing_but_a_type_is_an_activity_only_where_that_is_meant() -> None:
    assert errors_of(Entry("call")) == ["subject"]
    assert read_to_log(Entry("call"), NOW, RULES, allow_empty=True).type is ActivityType.CALL


def test_an_empty_entry_whose_type_is_unknown_is_told_about_its_type_alone() -> None:
    assert errors_of(Entry("fax")) == errors_of(Entry("fax"), allow_empty=True) == ["type"]


def test_mistakes_in_an_entry_and_its_follow_up_are_named_together() -> None:
    assert errors_of(call("never", FollowUp("Call back", "someday"))) == [
        "due_date",
        "follow_up_due",
    ]


def test_a_follow_up_needs_a_subject() -> None:
    assert errors_of(call("", FollowUp(" ", "+3d"))) == ["follow_up_subject"]
