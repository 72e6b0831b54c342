"""What a body may hold, and the words in which it is refused."""

from __future__ import annotations

import httpx
import pytest

from stashlog.sandbox import FieldLimits, Sandbox

TYPES = "'note' | 'task' | 'email' | 'call' | 'meeting' | 'custom'"


def _details(answer: httpx.Response) -> list[tuple[str, str]]:
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert error["code"] == "VALIDATION_ERROR"
    return [(one["field"], one["message"]) for one in error["details"]]


def _post(http: httpx.Client, **fields: object) -> httpx.Response:
    return http.post("activities", json={"type": "note"} | fields)


@pytest.mark.parametrize(
    ("field", "value", "path", "message"),
    [
        ("type", "chat", "type", f"Invalid enum value. Expected {TYPES}, received 'chat'"),
        ("type", None, "type", f"Expected {TYPES}, received null"),
        ("subject", "x" * 201, "subject", "String must contain at most 200 character(s)"),
        ("subject", 5, "subject", "Expected string, received number"),
        ("subject", 5.5, "subject", "Expected string, received number"),
        ("body", ["x"], "body", "Expected string, received array"),
        ("contact_id", "co_1", "contact_id", 'Invalid input: must start with "ct_"'),
        ("company_id", True, "company_id", "Expected string, received boolean"),
        ("deal_id", {}, "deal_id", "Expected string, received object"),
        ("due_date", "2026-03-01", "due_date", "Invalid datetime"),
        ("due_date", "2026-03-01T09:00:00+01:00", "due_date", "Invalid datetime"),
        ("due_date", "2026-02-30T09:00:00Z", "due_date", "Invalid datetime"),
        ("due_date", 1, "due_date", "Expected string, received number"),
        ("metadata", [], "metadata", "Expected object, received array"),
        ("metadata", None, "metadata", "Expected object, received null"),
        (
            "metadata",
            {"priority": "x" * 1001},
            "metadata.priority",
            "String must contain at most 1000 character(s)",
        ),
        ("metadata", {"": 1}, "metadata", "Key must contain 1 to 100 character(s)"),
        (
            "metadata",
            {str(number): number for number in range(51)},
            "metadata",
            "Object must contain at most 50 key(s)",
        ),
        ("tags", "a", "tags", "Expected array, received string"),
        ("tags", ["x" * 51], "tags.0", "String must contain at most 50 character(s)"),
        ("tags", ["a", ""], "tags.1", "String must contain at least 1 character(s)"),
        ("tags", ["a", None], "tags.1", "Expected string, received null"),
        ("tags", ["a"] * 21, "tags", "Array must contain at most 20 element(s)"),
    ],
)
def test_a_bad_value_is_named_at_its_place(
    http: httpx.Client, field: str, value: object, path: str, message: str
) -> None:
    assert _details(_post(http, **{field: value})) == [(path, message)]


def test_a_missing_type_is_required(http: httpx.Client) -> None:
    assert _details(http.post("activities", json={})) == [("type", "Required")]


def test_all_failing_fields_are_reported_together(http: httpx.Client, sandbox: Sandbox) -> None:
    answer = _post(
        http,
        type="fax",
        subject="x" * 201,
        contact_id="5",
        due_date="soon",
        metadata={"priority": "x" * 1001, "list": [{"deep": "x" * 1001}]},
        tags=["ok", "x" * 51, 7],
    )
    assert [path for path, _ in _details(answer)] == [
        "type",
        "subject",
        "contact_id",
        "due_date",
        "metadata.priority",
        "metadata.list.0.deep",
        "tags.1",
        "tags.2",
    ]
    assert sandbox.ledger.activities == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "x" * 200),
        ("subject", ""),
        ("body", "x" * 1_048_576),
        ("due_date", "2026-03-01T09:00:00Z"),
        ("due_date", "2026-03-01T09:00:00.250Z"),
        ("tags", ["x" * 50] * 20),
        ("tags", []),
        ("metadata", {"number": 1.5, "flag": False, "none": None, "list": ["x"], "of": {"a": "b"}}),
    ],
)
def test_a_value_just_within_the_limits_is_accepted(
    http: httpx.Client, field: str, value: object
) -> None:
    answer = _post(http, **{field: value})
    assert answer.status_code == 201
    assert answer.json()["data"]["attributes"][field] == value


def test_undocumented_limits_can_be_set(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.data.field_limits = FieldLimits(subject=None, body=10, metadata_value=3)
    assert _post(http, subject="x" * 5000).status_code == 201
    answer = _post(http, body="x" * 11, metadata={"a": "four"})
    assert [path for path, _ in _details(answer)] == ["body", "metadata.a"]


def test_metadata_nested_too_deeply_is_refused(http: httpx.Client) -> None:
    value: object = 1
    for _ in range(20):
        value = [value]
    assert [message for _, message in _details(_post(http, metadata={"a": value}))] == [
        "Invalid input"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Request body is not valid JSON"),
        (b'{"type": "note"', "Request body is not valid JSON"),
        (b'{"type": "note", "metadata": {"a": NaN}}', "Request body is not valid JSON"),
        (b'{"type": "note", "body": "\xff"}', "Request body is not valid JSON"),
        (b"[" * 100_000, "Request body is not valid JSON"),
        (b'[{"type": "note"}]', "Expected object, received array"),
        (b"null", "Expected object, received null"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused_without_details(
    http: httpx.Client, content: bytes, message: str
) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = http.post("activities", content=content, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"] == {"code": "VALIDATION_ERROR", "message": message}


def test_a_body_of_another_type_or_size_is_refused(http: httpx.Client) -> None:
    other = http.post("activities", content=b"{}", headers={"Content-Type": "text/plain"})
    assert other.status_code == 415
    large = b'{"type": "note", "body": "' + b"x" * 8_400_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    assert http.post("activities", content=large, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"first_name": "x" * 101, "phone": "1" * 51, "title": "x" * 201}, 3),
        ({"last_name": "x" * 100, "phone": "1" * 50, "title": "x" * 200}, 0),
        ({"email": "a@b"}, 1),
        ({"email": "a..b@c.example"}, 0),
        ({"email": "ä@c.example"}, 1),
        ({"custom_fields": "x"}, 1),
    ],
)
def test_contact_fields_have_their_documented_lengths(
    http: httpx.Client, fields: dict[str, str], paths: int
) -> None:
    answer = http.post("contacts", json=fields)
    assert len(answer.json().get("error", {}).get("details", [])) == paths


def test_company_fields_have_their_documented_lengths(http: httpx.Client) -> None:
    answer = http.post("companies", json={"name": "x" * 201, "domain": "x" * 256})
    assert [path for path, _ in _details(answer)] == ["name", "domain"]
    assert http.post("companies", json={"name": "x" * 200}).status_code == 201
