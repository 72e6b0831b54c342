"""What was typed, and how it is read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.entry import Entry, InvalidEntryError, read_entry, sendable, settle_due

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CALL = Entry(type="call", subject="No answer")


def errors_of(entry: Entry) -> dict[str, str]:
    with pytest.raises(InvalidEntryError) as caught:
        read_entry(entry, NOW, UTC)
    return caught.value.field_errors


def test_a_full_entry_becomes_the_activity_it_means() -> None:
    entry = Entry(
        type="task",
        subject="Follow up",
        body="  Wants annual billing.\n\tCopy Tom. ",
        contact_id=" ct_5hJ3kM9 ",
        company_id="co_7rT4mK",
        deal_id="dl_3xK8nM2q",
        due_date="tomorrow 9",
        tags=("follow-up", " Pricing ", "pricing", ""),
        metadata=(("priority", "high"), ("", ""), ("count", "07")),
    )
    assert read_entry(entry, NOW, UTC) == Activity(
        type=ActivityType.TASK,
        subject="Follow up",
        body="  Wants annual billing.\n\tCopy Tom. ",
        contact_id="ct_5hJ3kM9",
        company_id="co_7rT4mK",
        deal_id="dl_3xK8nM2q",
        due_date=datetime(2026, 11, 25, 9, tzinfo=UTC),
        tags=("follow-up", "Pricing"),
        metadata={"priority": "high", "count": "07"},
    )


def test_every_field_in_error_is_named_at_once() -> None:
    errors = errors_of(
        Entry(
            type="fax",
            contact_id="co_123",
            company_id="acme",
            deal_id="dl_",
            due_date="someday",
            tags=("x" * 51,),
            metadata=(("", "high"),),
        )
    )
    assert list(errors) == [
        "type",
        "contact_id",
        "company_id",
        "deal_id",
        "due_date",
        "tags",
        "metadata",
    ]
    assert "“ct_”" in errors["contact_id"]
    assert "“someday”" in errors["due_date"]
    assert "50 characters" in errors["tags"]
    assert "“high”" in errors["metadata"]


def test_a_type_is_required() -> None:
    assert errors_of(replace(CALL, type="")) == {"type": "Choose a type."}


@pytest.mark.parametrize("link", ["ct_12 34", "ct_é", "CT_123", "ct_1;drop", "ct_1\u202e2"])
def test_an_id_is_letters_and_digits_behind_its_prefix(link: str) -> None:
    assert list(errors_of(replace(CALL, contact_id=link))) == ["contact_id"]


@pytest.mark.parametrize("link", ["ct_1", "ct_" + "a" * 200])
def test_the_length_of_an_id_is_not_ours_to_judge(link: str) -> None:
    assert read_entry(replace(CALL, contact_id=link), NOW, UTC).contact_id == link


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((("stashlog_id", "1"),), "Stashlog uses it itself"),
        ((("a", "1"), (" a ", "2")), "two rows"),
    ],
)
def test_metadata_keys_are_unique_and_not_stashlogs(
    rows: tuple[tuple[str, str], ...], words: str
) -> None:
    assert words in errors_of(replace(CALL, metadata=rows))["metadata"]


def test_only_the_type_counts_as_empty() -> None:
    assert Entry(type="call").empty
    assert not CALL.empty
    assert not Entry(metadata=(("", ""),)).empty


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert sendable("a\ud83db") == "a\ufffdb"
    assert sendable("\ud83d\ude00") == "😀"
    assert sendable("a😀\x00b") == "a😀\x00b"


def test_a_relative_due_date_keeps_its_meaning_when_stored() -> None:
    assert settle_due(replace(CALL, due_date="tomorrow 9"), NOW, UTC).due_date == "2026-11-25 09:00"


@pytest.mark.parametrize("typed", ["", "someday"])
def test_what_cannot_be_read_as_a_date_stays_as_typed(typed: str) -> None:
    assert settle_due(replace(CALL, due_date=typed), NOW, UTC).due_date == typed
