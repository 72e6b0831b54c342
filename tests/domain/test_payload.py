"""The bytes on the wire."""

import json
from datetime import UTC, datetime

from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.payload import request_bytes, utc_text

TASK = Activity(
    type=ActivityType.TASK,
    subject="Follow up on proposal",
    contact_id="ct_5hJ3kM9pQrVwXyZaB2cD4",
    due_date=datetime(2026, 3, 1, 9, tzinfo=UTC),
    tags=("follow-up", "important"),
    metadata={"priority": "high"},
)


def test_fields_without_a_value_are_left_out() -> None:
    assert json.loads(request_bytes(TASK, "id-1")) == {
        "type": "task",
        "subject": "Follow up on proposal",
        "contact_id": "ct_5hJ3kM9pQrVwXyZaB2cD4",
        "due_date": "2026-03-01T09:00:00Z",
        "tags": ["follow-up", "important"],
        "metadata": {"priority": "high", "stashlog_id": "id-1"},
    }


def test_the_stamp_can_be_switched_off() -> None:
    bare = Activity(type=ActivityType.CALL)
    assert json.loads(request_bytes(bare, "id-1", stamp=False)) == {"type": "call"}


def test_text_is_sent_as_utf_8_and_unchanged() -> None:
    text = "Zürich \u202e😀\n\ttab \x00 “quoted”"
    request = request_bytes(Activity(type=ActivityType.NOTE, body=text), "id-1")
    assert json.loads(request.decode())["body"] == text
    assert "Zürich".encode() in request


def test_the_same_activity_always_makes_the_same_bytes() -> None:
    assert request_bytes(TASK, "id-1") == request_bytes(TASK, "id-1")


def test_a_time_is_written_in_whole_seconds_with_z() -> None:
    assert utc_text(datetime(2026, 3, 1, 9, 0, 0, 999, tzinfo=UTC)) == "2026-03-01T09:00:00Z"
