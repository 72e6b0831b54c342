"""Lists: pages, filters and sorts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import httpx
import pytest

from stashlog.sandbox import Sandbox
from stashlog.sandbox.seed import COMPANIES, CONTACTS, DEALS

Attributes = dict[str, Any]


def _pages(http: httpx.Client, collection: str, **params: str | int) -> list[list[Attributes]]:
    pages: list[list[Attributes]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = http.get(collection, params={"limit": 100, **params, **cursor})
        assert answer.status_code == 200, answer.text
        pages.append([one["attributes"] for one in answer.json()["data"]])
        pagination = answer.json()["meta"]["pagination"]
        assert pagination["has_more"] is (pagination["next_cursor"] is not None)
        if not pagination["has_more"]:
            return pages
        cursor = {"cursor": pagination["next_cursor"]}


def _all(http: httpx.Client, collection: str, **params: str | int) -> list[Attributes]:
    return [one for page in _pages(http, collection, **params) for one in page]


def _details(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 400
    return [one["field"] for one in answer.json()["error"]["details"]]


@pytest.mark.parametrize(
    ("collection", "count"), [("contacts", CONTACTS), ("companies", COMPANIES), ("deals", DEALS)]
)
def test_the_pages_together_hold_every_record_once(
    http: httpx.Client, collection: str, count: int
) -> None:
    pages = _pages(http, collection, limit=7)
    assert all(len(page) == 7 for page in pages[:-1])
    ids = [one["id"] for page in pages for one in page]
    assert len(ids) == len(set(ids)) == count


def test_a_list_that_ends_with_its_page_has_no_next_one(http: httpx.Client) -> None:
    assert len(_pages(http, "deals", limit=DEALS // 2)) == 2


def test_without_parameters_the_newest_come_first(http: httpx.Client) -> None:
    listed = [one["attributes"] for one in http.get("contacts").json()["data"]]
    times = [one["created_at"] for one in listed]
    assert len(times) == 25
    assert times == sorted(times, reverse=True)
    assert listed == _all(http, "contacts", sort="-created_at")[:25]


def test_records_of_the_same_second_are_listed_newest_first(http: httpx.Client) -> None:
    made = [http.post("activities", json={"type": "note"}).json()["data"]["id"] for _ in range(5)]
    listed = _all(http, "activities", limit=2)
    assert [one["id"] for one in listed[:5]] == made[::-1]


def test_records_made_and_deleted_between_pages_hide_and_repeat_nothing(
    http: httpx.Client,
) -> None:
    first = http.get("contacts", params={"limit": 50}).json()
    rest_before = [one["id"] for one in _all(http, "contacts")[50:]]
    http.post("contacts", json={"first_name": "New"})
    http.delete(f"contacts/{first['data'][-1]['id']}")
    cursor = first["meta"]["pagination"]["next_cursor"]
    rest: list[str] = []
    while cursor:
        page = http.get("contacts", params={"limit": 50, "cursor": cursor}).json()
        rest += [one["id"] for one in page["data"]]
        cursor = page["meta"]["pagination"]["next_cursor"]
    assert rest == rest_before


@pytest.mark.parametrize("cursor", ["x", "", "bnVsbA", "W10", "☃", "W1siLWNyZWF0ZWRfYXQiXV0"])
def test_an_invalid_cursor_is_refused(http: httpx.Client, cursor: str) -> None:
    assert _details(http.get("contacts", params={"cursor": cursor})) == ["cursor"]


def test_a_cursor_is_good_for_its_own_sort_only(http: httpx.Client) -> None:
    page = http.get("contacts", params={"limit": 1, "sort": "email"}).json()
    cursor = page["meta"]["pagination"]["next_cursor"]
    assert _details(http.get("contacts", params={"cursor": cursor})) == ["cursor"]
    params = {"cursor": cursor, "sort": "email"}
    assert http.get("contacts", params=params).status_code == 200


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "", "1.5", "9" * 5000, "²"])
def test_an_impossible_limit_is_refused(http: httpx.Client, limit: str) -> None:
    assert _details(http.get("deals", params={"limit": limit})) == ["limit"]


def test_all_bad_parameters_are_reported_together(http: httpx.Client) -> None:
    params = {"limit": "0", "sort": "title", "cursor": "?", "min_value": "much"}
    assert _details(http.get("deals", params=params)) == ["limit", "sort", "cursor", "min_value"]
    assert _details(http.get("activities", params={"is_done": "perhaps"})) == ["is_done"]


@pytest.mark.parametrize(
    ("collection", "field"),
    [
        ("contacts", "created_at"),
        ("contacts", "updated_at"),
        ("contacts", "email"),
        ("contacts", "first_name"),
        ("contacts", "last_name"),
        ("companies", "created_at"),
        ("companies", "updated_at"),
        ("companies", "name"),
        ("companies", "domain"),
        ("deals", "created_at"),
        ("deals", "updated_at"),
        ("deals", "value"),
        ("deals", "expected_close_date"),
        ("activities", "created_at"),
        ("activities", "updated_at"),
        ("activities", "due_date"),
    ],
)
def test_every_documented_sort_works_both_ways(
    http: httpx.Client, collection: str, field: str
) -> None:
    upward = _all(http, collection, sort=field)
    values = [one[field] for one in upward if one[field] is not None]
    assert values == sorted(values, key=float if field == "value" else str)
    assert all(one[field] is None for one in upward[len(values) :])
    downward = _all(http, collection, sort=f"-{field}")
    assert [one["id"] for one in downward] == [one["id"] for one in upward][::-1]


def test_a_second_sort_field_decides_between_equals(http: httpx.Client) -> None:
    listed = _all(http, "contacts", sort="last_name,-first_name", limit=13)
    named = [(one["last_name"], one["first_name"]) for one in listed]
    for (last, first), (next_last, next_first) in pairwise(named):
        if last is not None and last == next_last and None not in (first, next_first):
            assert first >= next_first


@pytest.mark.parametrize(
    ("collection", "field", "wanted"),
    [
        ("contacts", "email", "MUELLER"),
        ("contacts", "first_name", "jür"),
        ("contacts", "last_name", "WIŚNIEW"),
        ("companies", "name", "gmbh"),
        ("companies", "domain", "SARL"),
        ("companies", "industry", "logist"),
    ],
)
def test_text_filters_find_substrings_of_any_case(
    http: httpx.Client, collection: str, field: str, wanted: str
) -> None:
    everything = _all(http, collection)
    expected = [one for one in everything if wanted.lower() in (one[field] or "").lower()]
    assert 0 < len(expected) < len(everything)
    assert _all(http, collection, **{field: wanted}, limit=3) == expected


@pytest.mark.parametrize(
    ("collection", "field"),
    [
        ("contacts", "company_id"),
        ("contacts", "source"),
        ("companies", "size"),
        ("deals", "pipeline_id"),
        ("deals", "stage_id"),
        ("deals", "contact_id"),
        ("deals", "company_id"),
        ("activities", "type"),
        ("activities", "contact_id"),
        ("activities", "company_id"),
    ],
)
def test_exact_filters_find_exactly_what_matches(
    http: httpx.Client, collection: str, field: str
) -> None:
    everything = _all(http, collection)
    wanted = next(one[field] for one in everything if one[field] is not None)
    expected = [one for one in everything if one[field] == wanted]
    assert 0 < len(expected) < len(everything)
    assert _all(http, collection, **{field: wanted}) == expected
    assert _all(http, collection, **{field: f"{wanted}x"}) == []


def test_activities_are_found_by_deal_and_by_being_done(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    deal = sandbox.workspace.deals[3].id
    made = http.post("activities", json={"type": "call", "deal_id": deal}).json()["data"]["id"]
    assert [one["id"] for one in _all(http, "activities", deal_id=deal)] == [made]
    done = _all(http, "activities", is_done="true")
    open_ones = _all(http, "activities", is_done="false")
    assert {one["is_done"] for one in done} == {True}
    assert {one["is_done"] for one in open_ones} == {False}
    assert len(done) + len(open_ones) == len(sandbox.workspace.activities)


@pytest.mark.parametrize("collection", ["contacts", "companies", "deals"])
def test_a_tags_filter_wants_all_of_them(http: httpx.Client, collection: str) -> None:
    everything = _all(http, collection)
    pair = next(one["tags"][:2] for one in everything if len(one["tags"]) >= 2)
    expected = [one for one in everything if set(pair) <= set(one["tags"])]
    assert _all(http, collection, tags=",".join(pair)) == expected
    query = f"{collection}?limit=100&tags={pair[0]}&tags={pair[1]}"
    repeated = http.get(query).json()["data"]
    assert [one["id"] for one in repeated] == [one["id"] for one in expected]


def test_deals_are_found_by_value(http: httpx.Client) -> None:
    everything = _all(http, "deals")
    found = _all(http, "deals", min_value="20000", max_value="50000.00")
    expected = [
        one for one in everything if one["value"] and 20_000 <= float(one["value"]) <= 50_000
    ]
    assert 0 < len(expected) < len(everything)
    assert found == expected


def test_an_unknown_parameter_is_ignored(http: httpx.Client) -> None:
    assert len(_all(http, "deals", title="x", changed_since="2026-01-01")) == DEALS
