"""Which activity of a look-up is the one that an item created."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stashlog.api.values import FoundActivity, LookUp
from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.outbox import Item
from stashlog.domain.payload import request_bytes
from stashlog.services.reconcile import match, query_for, served_together
from tests.support.items import NOON, later, made_item

DUE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
CALL = Activity(
    ActivityType.CALL,
    subject="No answer",
    body="Try again",
    contact_id="ct_1",
    company_id="co_1",
    deal_id="dl_1",
    due_date=DUE,
)
LONG_AGO = NOON - timedelta(days=4000)
SAME_CLOCK = timedelta(0)


def item_of(activity: Activity = CALL, *, stamp: bool = False, **changes: Any) -> Item:  # noqa: ANN401 - fields of Item
    """Return an item whose request began at noon."""
    item = made_item(activity=activity, attempted_at=NOON, **changes)
    return replace(item, request=request_bytes(activity, item.id, stamp=stamp))


def found(**changes: Any) -> FoundActivity:  # noqa: ANN401 - fields of FoundActivity
    """Return an activity with the same content, created just after noon."""
    same = FoundActivity(
        id="act_1",
        type="call",
        subject="No answer",
        body="Try again",
        contact_id="ct_1",
        company_id="co_1",
        deal_id="dl_1",
        due_date="2026-03-20T09:00:00Z",
        created_at=later(1),
    )
    return replace(same, **changes)


def matched(
    item: Item,
    *activities: FoundActivity,
    taken: frozenset[str] = frozenset(),
    ahead: timedelta | None = SAME_CLOCK,
    steady_since: datetime = LONG_AGO,
) -> str | None:
    look_up = LookUp(activities, complete=True, ahead=ahead)
    activity = match(item, look_up, taken.__contains__, steady_since)
    return None if activity is None else activity.id


def test_the_outbox_id_decides_whatever_else_is_different() -> None:
    item = item_of(stamp=True)
    changed = found(id="act_9", stashlog_id=item.id, subject="Changed since", created_at=None)
    assert matched(item, found(), changed) == "act_9"


def test_with_an_id_equal_content_is_not_enough() -> None:
    assert matched(item_of(stamp=True), found()) is None


def test_without_an_id_equal_content_is_found() -> None:
    assert matched(item_of(), found(id="act_0", subject="Other"), found()) == "act_1"


@pytest.mark.parametrize(
    "change",
    [
        {"type": "note"},
        {"subject": "Answer"},
        {"subject": None},
        {"body": ""},
        {"contact_id": None},
        {"contact_id": "ct_2"},
        {"company_id": "co_2"},
        {"deal_id": "dl_2"},
        {"due_date": None},
        {"due_date": "2026-03-20T09:00:01Z"},
        {"due_date": "soon"},
        {"stashlog_id": "of another item"},
    ],
)
def test_without_an_id_any_difference_counts(change: dict[str, Any]) -> None:
    assert matched(item_of(), found(**change)) is None


def test_an_empty_text_is_the_same_as_none() -> None:
    bare = Activity(ActivityType.CALL)
    nothing = found(
        subject="", body="", contact_id=None, company_id=None, deal_id=None, due_date=None
    )
    assert matched(item_of(bare), nothing) == "act_1"


def test_what_belongs_to_another_item_is_left_out() -> None:
    taken = frozenset({"act_1"})
    assert matched(item_of(), found(), taken=taken) is None
    assert matched(item_of(), found(), found(id="act_2"), taken=taken) == "act_2"


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=-400), timedelta(hours=3)])
def test_what_was_there_before_the_request_is_not_its_work(ahead: timedelta) -> None:
    before, since = later(-61) + ahead, later(-60) + ahead
    assert matched(item_of(), found(created_at=before), ahead=ahead) is None
    assert matched(item_of(), found(created_at=since), ahead=ahead) == "act_1"


def test_a_server_that_tells_no_time_is_given_two_days() -> None:
    edge = NOON - timedelta(days=2)
    assert matched(item_of(), found(created_at=edge), ahead=None) == "act_1"
    too_early = edge - timedelta(seconds=1)
    assert matched(item_of(), found(created_at=too_early), ahead=None) is None


def test_a_clock_that_was_set_since_the_request_is_given_two_days() -> None:
    hour_before = found(created_at=NOON - timedelta(hours=1))
    assert matched(item_of(), hour_before, steady_since=later(5)) == "act_1"
    assert matched(item_of(), hour_before, steady_since=NOON) is None


def test_a_time_that_cannot_be_read_hides_nothing() -> None:
    assert matched(item_of(), found(created_at=None)) == "act_1"


def test_one_query_looks_back_to_two_days_before_the_earliest_request() -> None:
    first, second = item_of(), replace(item_of(), attempted_at=None, updated_at=later(-50))
    query = query_for([first, second])
    assert query.largest == max(len(first.request or b""), len(second.request or b"")) > 0
    assert query.since == later(-50) - timedelta(days=2)
    assert (query.type, query.contact_id, query.company_id, query.deal_id) == (
        "call",
        "ct_1",
        "co_1",
        "dl_1",
    )


def test_only_items_with_the_same_type_and_links_are_served_together() -> None:
    first, same = item_of(), item_of(replace(CALL, subject="Another"))
    others = [
        item_of(replace(CALL, **change))
        for change in (
            {"type": ActivityType.NOTE},
            {"contact_id": None},
            {"company_id": "co_2"},
            {"deal_id": None},
        )
    ]
    assert served_together([first, *others, same]) == [first, same]


def test_an_item_without_content_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match=r"^Item .+ in state waiting has no activity\.$"):
        query_for([replace(item_of(), activity=None)])
