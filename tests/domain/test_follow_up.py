"""The follow-up that an outcome proposes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stashlog.domain.call_rules import RULES, FollowUpRule
from stashlog.domain.entry import Entry, settle_due
from stashlog.domain.follow_up import (
    FollowUp,
    follow_up_of,
    proposed,
    rejoined,
    stored_apart,
    with_follow_up,
)

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "now", "expected"),
    [
        ("voicemail", TUESDAY, FollowUp("Call back", "2026-11-26 09:00")),
        ("voicemail", FRIDAY, FollowUp("Call back", "2026-12-01 09:00")),
        ("voicemail", SATURDAY, FollowUp("Call back", "2026-12-01 09:00")),
        ("no_answer", TUESDAY, FollowUp("Try again", "2026-11-25 09:00")),
        ("no_answer", FRIDAY, FollowUp("Try again", "2026-11-30 09:00")),
        ("no_answer", SATURDAY, FollowUp("Try again", "2026-11-30 09:00")),
        ("connected", TUESDAY, None),
        ("busy", TUESDAY, None),
        ("", TUESDAY, None),
    ],
)
def test_an_outcome_proposes_a_task(outcome: str, now: datetime, expected: FollowUp | None) -> None:
    assert proposed(RULES, outcome, now, UTC) == expected


def test_days_are_counted_where_the_user_is() -> None:
    # In Auckland it is Saturday already.
    evening = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    told = proposed(RULES, "no_answer", evening, ZoneInfo("Pacific/Auckland"))
    assert told == FollowUp("Try again", "2026-11-30 09:00")


def test_the_first_rule_of_an_outcome_counts() -> None:
    rules = (FollowUpRule("busy", "Once more", 0, "17:30"), FollowUpRule("busy", "Never", 5))
    assert proposed(rules, "busy", TUESDAY, UTC) == FollowUp("Once more", "2026-11-24 17:30")


CALL = Entry(
    type="call",
    subject="Pricing",
    contact_id="ct_1",
    company_id="co_1",
    deal_id="dl_1",
    tags=("pricing",),
    details=with_follow_up((("outcome", "voicemail"),), "on", FollowUp("Call back", "+3d")),
)


def test_a_follow_up_is_a_task_with_the_same_links() -> None:
    assert follow_up_of(CALL) == Entry(
        type="task",
        subject="Call back",
        contact_id="ct_1",
        company_id="co_1",
        deal_id="dl_1",
        due_date="+3d",
    )


@pytest.mark.parametrize("state", ["off", "stored"])
def test_no_follow_up_is_made_of_one_that_is_off_or_stored(state: str) -> None:
    entry = Entry(type="call", details=with_follow_up(CALL.details, state, FollowUp("Call back")))
    assert follow_up_of(entry) is None


def test_only_a_call_has_a_follow_up() -> None:
    assert follow_up_of(Entry(type="note", body="Hello", details=CALL.details)) is None


def test_a_stored_follow_up_comes_back_into_its_entry() -> None:
    task = follow_up_of(CALL)
    assert task is not None
    apart = stored_apart(CALL)
    assert follow_up_of(apart) is None
    assert rejoined(apart, task) == CALL


def test_a_relative_due_date_of_the_follow_up_keeps_its_meaning() -> None:
    settled = settle_due(CALL, TUESDAY, UTC)
    assert dict(settled.details)["follow_up_due"] == "2026-11-27 09:00"
