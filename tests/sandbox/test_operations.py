"""The documented paths, against every sample and rule of the documentation."""

from __future__ import annotations

import json

import httpx
import pytest

from stashlog.sandbox import Sandbox
from tests.support.sandbox import FakeClock

SAMPLE = {
    "type": "task",
    "subject": "Follow up on proposal",
    "contact_id": "ct_5hJ3kM9pQrVwXyZaB2cD4",
    "company_id": "co_7rT4mK9pQsVwXyZaB2cD4",
    "deal_id": "dl_3xK8nM2qTsYvAzCeB2cD4",
    "due_date": "2026-03-01T09:00:00Z",
    "metadata": {"priority": "high"},
    "tags": ["follow-up", "important"],
}


def test_the_documented_sample_is_created_with_every_documented_attribute(
    http: httpx.Client,
) -> None:
    answer = http.post("activities", json=SAMPLE)
    assert answer.status_code == 201
    data = answer.json()["data"]
    assert data["id"].startswith("act_")
    assert data["type"] == "activity"
    assert data["attributes"] == SAMPLE | {
        "id": data["id"],
        "body": None,
        "owner_id": None,
        "is_done": False,
        "completed_at": None,
        "created_at": "2026-03-01T09:00:00Z",
        "updated_at": "2026-03-01T09:00:00Z",
    }
    assert answer.json()["meta"]["request_id"].startswith("req_")


def test_the_sample_records_belong_together(http: httpx.Client) -> None:
    contact = http.get(f"contacts/{SAMPLE['contact_id']}").json()["data"]["attributes"]
    deal = http.get(f"deals/{SAMPLE['deal_id']}").json()["data"]["attributes"]
    assert contact["company_id"] == deal["company_id"] == SAMPLE["company_id"]
    assert deal["contact_id"] == SAMPLE["contact_id"]
    assert deal["closed_at"] is None


def test_only_the_type_is_required(http: httpx.Client) -> None:
    for kind in ("note", "task", "email", "call", "meeting", "custom"):
        answer = http.post("activities", json={"type": kind})
        assert answer.status_code == 201
        assert answer.json()["data"]["attributes"]["type"] == kind
        assert answer.json()["data"]["type"] == "activity"


def test_creation_can_answer_200_because_no_page_says_which(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    sandbox.data.created_status = 200
    assert http.post("activities", json={"type": "note"}).status_code == 200


def test_fields_that_may_be_null_may_be_null(http: httpx.Client) -> None:
    names = ("subject", "body", "contact_id", "company_id", "deal_id", "due_date")
    answer = http.post("activities", json={"type": "note", **dict.fromkeys(names)})
    assert answer.status_code == 201


def test_text_comes_back_exactly_as_it_was_sent(http: httpx.Client) -> None:
    text = "  Größe \u202e\u0000 \U0001f469\u200d\U0001f4bb\r\n\t<img src=x> \ud800 end  "
    raw = json.dumps({"type": "note", "body": text}).encode()
    created = http.post("activities", content=raw, headers={"Content-Type": "application/json"})
    attributes = created.json()["data"]["attributes"]
    assert attributes["body"] == text
    assert http.get(f"activities/{attributes['id']}").json()["data"]["attributes"]["body"] == text


def test_an_unknown_or_undocumented_field_is_ignored(http: httpx.Client) -> None:
    extra = {"is_done": True, "owner_id": "us_1", "colour": "red"}
    attributes = http.post("activities", json={"type": "note", **extra}).json()["data"][
        "attributes"
    ]
    assert attributes["is_done"] is False
    assert attributes["owner_id"] is None
    assert "colour" not in attributes


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("contact_id", "ct_invalid123", "contact"),
        ("company_id", "co_invalid123", "company"),
        ("deal_id", "dl_invalid123", "deal"),
    ],
)
def test_a_link_to_nothing_is_refused_without_details(
    http: httpx.Client, sandbox: Sandbox, field: str, value: str, kind: str
) -> None:
    answer = http.post("activities", json={"type": "call", field: value})
    assert answer.status_code == 422
    assert answer.json()["error"] == {
        "code": "UNPROCESSABLE_ENTITY",
        "message": f"Referenced {kind} '{value}' does not exist in this workspace",
    }
    assert sandbox.ledger.activities == []


def test_an_activity_can_be_read_changed_and_deleted(http: httpx.Client, clock: FakeClock) -> None:
    path = f"activities/{http.post('activities', json=SAMPLE).json()['data']['id']}"
    clock.advance(60)
    change = {"subject": "Done", "metadata": {"outcome": "reached"}, "is_done": True}
    changed = http.patch(path, json=change).json()["data"]["attributes"]
    assert changed["metadata"] == {"priority": "high", "outcome": "reached"}
    assert changed["subject"] == "Done"
    assert changed["tags"] == SAMPLE["tags"]
    assert changed["completed_at"] == changed["updated_at"] == "2026-03-01T09:01:00Z"
    assert changed["created_at"] == "2026-03-01T09:00:00Z"
    assert http.get(path).json()["data"]["attributes"] == changed
    assert http.delete(path).status_code == 200
    for gone in (http.get(path), http.delete(path), http.patch(path, json={})):
        assert gone.status_code == 404
        assert gone.json()["error"]["code"] == "NOT_FOUND"


def test_an_update_is_checked_like_a_creation(http: httpx.Client) -> None:
    path = f"activities/{http.post('activities', json=SAMPLE).json()['data']['id']}"
    assert http.patch(path, json={"subject": 5}).status_code == 400
    assert http.patch(path, json={"deal_id": "dl_gone"}).status_code == 422
    assert http.get(path).json()["data"]["attributes"]["subject"] == SAMPLE["subject"]


@pytest.mark.parametrize("collection", ["contacts", "companies", "deals", "activities"])
def test_every_listed_record_can_be_read_alone(http: httpx.Client, collection: str) -> None:
    listed = http.get(collection, params={"limit": 1}).json()["data"][0]
    assert http.get(f"{collection}/{listed['id']}").json()["data"] == listed
    assert listed["attributes"]["id"] == listed["id"]
    assert http.get(f"{collection}/{listed['id']}x").status_code == 404


def test_a_second_contact_with_the_same_address_is_a_conflict(http: httpx.Client) -> None:
    first = {"email": "ada@engine.example", "first_name": "Ada"}
    created = http.post("contacts", json=first)
    assert created.status_code == 201
    assert created.json()["data"]["id"].startswith("ct_")
    assert created.json()["data"]["attributes"]["custom_fields"] == {}
    again = http.post("contacts", json={"email": "ADA@engine.example"})
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "CONFLICT"


def test_a_second_company_with_the_same_domain_is_a_conflict(http: httpx.Client) -> None:
    company = {"name": "Engine", "domain": "engine.example"}
    assert http.post("companies", json=company).status_code == 201
    assert http.post("companies", json=company).status_code == 409


def test_the_documented_validation_sample_of_contacts(http: httpx.Client) -> None:
    tags = [f"tag {number}" for number in range(21)]
    answer = http.post("contacts", json={"email": "nobody", "tags": tags})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"
    assert answer.json()["error"]["details"] == [
        {"field": "email", "message": "Invalid email"},
        {"field": "tags", "message": "Array must contain at most 20 element(s)"},
    ]


def test_a_company_that_is_deleted_leaves_its_contacts_behind(http: httpx.Client) -> None:
    company = http.post("companies", json={"name": "Brief"}).json()["data"]["id"]
    contact = http.post("contacts", json={"company_id": company}).json()["data"]["id"]
    assert http.delete(f"companies/{company}").status_code == 200
    left = http.get(f"contacts/{contact}").json()["data"]["attributes"]
    assert left["company_id"] is None


def test_pipelines_have_stages_of_the_documented_types(http: httpx.Client) -> None:
    pipelines = http.get("pipelines").json()["data"]
    kinds = {stage["type"] for one in pipelines for stage in one["attributes"]["stages"]}
    assert kinds == {"open", "won", "lost"}


def test_the_subscription_names_the_workspace_and_the_plan(http: httpx.Client) -> None:
    attributes = http.get("billing/subscription").json()["data"]["attributes"]
    assert attributes == {"workspace_id": "ws_sandbox", "plan": "scale"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "nothing"),
        ("PUT", "activities"),
        ("POST", "activities/act_1/parts"),
        ("GET", "activities/"),
        ("DELETE", "contacts"),
    ],
)
def test_what_is_not_documented_is_not_found(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"


def test_the_date_header_is_that_of_the_clock(http: httpx.Client, clock: FakeClock) -> None:
    assert http.get("deals").headers["Date"] == "Sun, 01 Mar 2026 09:00:00 GMT"
    clock.advance(3600)
    assert http.get("deals").headers["Date"] == "Sun, 01 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "activities?limit=1", 200),
        ("POST", "activities", 415),
        ("GET", "contacts/ct_none", 404),
        ("GET", "deals?limit=0", 400),
        ("GET", "unknown", 404),
    ],
)
def test_every_answer_has_a_request_id_in_header_and_body(
    http: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = http.request(method, path)
    assert answer.status_code == status
    request_id = answer.headers["X-Request-Id"]
    assert request_id.startswith("req_")
    assert answer.json()["meta"]["request_id"] == request_id
    assert http.request(method, path).headers["X-Request-Id"] != request_id
