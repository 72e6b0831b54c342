"""The server's words, brought home to the fields of the form."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from stashlog.api.classify import classify_answer
from stashlog.api.refusals import fold, upgrade_url_of
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.wording import api as words

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def refuse(
    status: int, error: object, headers: dict[str, str] | None = None, **members: object
) -> Outcome:
    body = json.dumps({"error": error, **members}).encode()
    return classify_answer(status, headers or {}, body, NOW, "api.nodestash.io")


def details(*pairs: tuple[object, object]) -> dict[str, object]:
    entries = [{"field": field, "message": message} for field, message in pairs]
    return {"code": "VALIDATION_ERROR", "message": "Validation failed", "details": entries}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("subject", "subject"),
        ("tags.0", "tags"),
        ("tags[0]", "tags"),
        ("/tags/0", "tags"),
        ("#/tags/0", "tags"),
        ("$.tags[0]", "tags"),
        (["tags", 0], "tags"),
        ("metadata.priority", "metadata.priority"),
        ("metadata['priority']", "metadata.priority"),
        (["body", "metadata", "outcome"], "metadata.outcome"),
        ("metadata.colour", "metadata"),
        ("metadata", "metadata"),
        ("body", "body"),
        ("body.0", "body"),
        ("body.subject", "subject"),
        (["body", "due_date"], "due_date"),
        ("email", "email"),
        ("owner.name", "owner.name"),
        ("e\u202em\u0000ail", "email"),
        ("", ""),
        (None, ""),
        ({}, ""),
        ("...", "..."),
        ("x" * 5000, "x" * 60),
    ],
)
def test_a_path_is_folded_to_the_field_of_the_form(path: object, field: str) -> None:
    assert fold(path) == field


def test_each_message_of_a_validation_error_stands_at_its_field() -> None:
    outcome = refuse(400, details(("tags.0", "Too long"), ("email", "Invalid email")))
    assert outcome.effect is Effect.REFUSED
    assert outcome.reason == Reason(ReasonCode.REFUSED_FIELDS, "Validation failed")
    assert outcome.field_errors == {"tags": "Too long", "email": "Invalid email"}


def test_several_messages_for_one_field_are_joined_and_repetitions_dropped() -> None:
    outcome = refuse(
        400, details(("tags.0", "Too long"), ("tags.1", "Empty"), ("tags.2", "Too long"))
    )
    assert outcome.field_errors == {"tags": "Too long; Empty"}


def test_a_message_without_a_field_joins_the_summary() -> None:
    outcome = refuse(400, details(("subject", "Too long"), ("", "Nothing changed")))
    assert outcome.field_errors == {"subject": "Too long"}
    assert outcome.reason is not None
    assert outcome.reason.detail == "Validation failed Nothing changed"


def test_only_messages_without_a_field_are_a_plain_refusal() -> None:
    outcome = refuse(400, {"details": ["Body must be an object", {"message": "No"}]})
    assert outcome.field_errors == {}
    assert outcome.reason == Reason(ReasonCode.REFUSED, "Body must be an object; No")


@pytest.mark.parametrize("message", [None, "", "\u200b", 7, ["x"]])
def test_a_field_that_is_named_without_words_gets_ours(message: object) -> None:
    assert refuse(400, details(("due_date", message))).field_errors == {
        "due_date": words.VALUE_REFUSED
    }


@pytest.mark.parametrize("junk", [None, 7, "x", {}, {"field": "tags"}, [None, 7, [], True], []])
def test_details_of_another_shape_leave_a_plain_refusal(junk: object) -> None:
    outcome = refuse(400, {"message": "No", "details": junk})
    assert outcome.reason == Reason(ReasonCode.REFUSED, "No")
    assert outcome.field_errors == {}


def test_thousands_of_details_are_not_all_kept() -> None:
    outcome = refuse(400, details(*((f"field{n}", "x") for n in range(5000))))
    assert len(outcome.field_errors) == 50


@pytest.mark.parametrize("status", [400, 404, 409, 413, 415, 418, 422])
def test_a_refusal_without_details_carries_the_words_of_the_server(status: int) -> None:
    outcome = refuse(status, {"code": "X", "message": "<b>Not</b>\nthis way\u202e"})
    assert outcome.effect is Effect.REFUSED
    assert outcome.reason == Reason(ReasonCode.REFUSED, "<b>Not</b> this way")


@pytest.mark.parametrize("error", [None, 7, "no", [], {}, {"message": 7}, {"message": "\u200b"}])
def test_a_refusal_without_readable_words_gives_its_status(error: object) -> None:
    assert refuse(404, error).reason == Reason(ReasonCode.REFUSED_STATUS, "404")


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ("Referenced contact 'ct_invalid123' does not exist in this workspace", ["contact_id"]),
        ("Referenced company 'co_x' does not exist in this workspace", ["company_id"]),
        ("Referenced deal 'dl_x' does not exist in this workspace", ["deal_id"]),
        ("dl_3xK8 is gone", ["deal_id"]),
        ("Unknown Contact", ["contact_id"]),
        ("The company of this contact is gone", []),
        ("The company of contact ct_1 is gone", ["contact_id"]),
        ("ct_1 does not work for co_2", ["contact_id", "company_id"]),
        ("Nothing is ideal", []),
        ("act_1 and xco_2", []),
        ("No", []),
    ],
)
def test_a_missing_link_is_found_from_the_message(message: str, fields: list[str]) -> None:
    outcome = refuse(422, {"code": "UNPROCESSABLE_ENTITY", "message": message})
    code = ReasonCode.REFUSED_LINK if fields else ReasonCode.REFUSED
    assert outcome.reason == Reason(code, message)
    assert outcome.field_errors == dict.fromkeys(fields, message)


def test_a_422_with_details_is_read_like_a_validation_error() -> None:
    outcome = refuse(422, details(("contact_id", "Gone")))
    assert outcome.reason == Reason(ReasonCode.REFUSED_FIELDS, "Validation failed")
    assert outcome.field_errors == {"contact_id": "Gone"}


def test_a_422_with_details_whose_message_names_a_link_shows_both() -> None:
    message = "Referenced contact 'ct_x' does not exist in this workspace"
    outcome = refuse(422, details(("tags.0", "Too long")) | {"message": message})
    assert outcome.reason == Reason(ReasonCode.REFUSED_FIELDS, message)
    assert outcome.field_errors == {"contact_id": message, "tags": "Too long"}
    named = refuse(422, details(("contact_id", "Gone")) | {"message": message})
    assert named.field_errors == {"contact_id": "Gone"}


@pytest.mark.parametrize(
    "error",
    [
        {"message": "A request with this Idempotency-Key is already in progress"},
        {"code": "IDEMPOTENCY_IN_PROGRESS"},
        {"message": "The first request is still processing"},
    ],
)
def test_a_conflict_with_our_own_unfinished_request_is_checked(error: dict[str, str]) -> None:
    outcome = refuse(409, error)
    assert (outcome.effect, outcome.gate) == (Effect.MAYBE, None)
    assert outcome.reason == Reason(ReasonCode.NO_ANSWER)


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        ("Requires scope activities:write", "activities:write"),
        ("The key lacks 'activities:read' here", "activities:read"),
        ("Not allowed\u202e", "Not allowed"),
        ("See http://x:8080/write", "See http://x:8080/write"),
    ],
)
def test_a_key_that_is_too_narrow_names_the_scope_if_the_server_does(
    message: str, detail: str
) -> None:
    outcome = refuse(403, {"message": message})
    assert outcome.reason == Reason(ReasonCode.KEY_TOO_NARROW, detail)


def test_a_refused_key_keeps_the_item_and_repeats_no_key() -> None:
    outcome = refuse(401, {"code": "INVALID_API_KEY", "message": "Key nds_live_s3cret revoked"})
    assert (outcome.effect, outcome.gate) == (Effect.UNCHANGED, GateKind.KEY_REFUSED)
    assert outcome.reason == Reason(ReasonCode.KEY_REFUSED, "Key nds_live_… revoked")


@pytest.mark.parametrize(
    ("headers", "meta", "found"),
    [
        ({"X-Request-Id": "req_1"}, {"request_id": "req_2"}, "req_1"),
        ({}, {"request_id": "req_2"}, "req_2"),
        ({"X-Request-Id": " "}, {"request_id": "req_2\u202e"}, "req_2"),
        ({}, {"request_id": 7}, None),
        ({}, ["request_id"], None),
        ({}, None, None),
    ],
)
def test_the_request_id_is_kept_for_the_support(
    headers: dict[str, str], meta: object, found: str | None
) -> None:
    assert refuse(404, {}, headers, meta=meta).request_id == found


@pytest.mark.parametrize(
    "url",
    [
        "https://nodestash.io/upgrade",
        "https://app.nodestash.io/billing?plan=pro",
        "https://APP.nodestash.io:443/billing",
    ],
)
def test_an_upgrade_page_of_nodestash_may_be_offered(url: str) -> None:
    assert upgrade_url_of({"upgrade_url": url}) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://nodestash.io/upgrade",
        "file:///etc/passwd",
        "smb://nodestash.io/share",
        "javascript:alert(1)",
        "https://user@nodestash.io/",
        "https://nodestash.io@evil.example/",
        "https://nodestash.io.evil.example/",
        "https://evilnodestash.io/",
        "https://nodestash.io:8443/",
        "https://nodestash.io:x/",
        "https://nodestash.io\\@evil.example/",
        "https://nodestash.io/\n",
        "https://nоdestash.io/",  # noqa: RUF001 - a Cyrillic letter, on purpose
        "https://[broken",
        "//nodestash.io/",
        "https:///upgrade",
        "https://nodestash.io/" + "x" * 1000,
        "",
        None,
        7,
        ["https://nodestash.io/"],
    ],
)
def test_any_other_upgrade_page_is_dropped(url: object) -> None:
    assert upgrade_url_of({"upgrade_url": url}) is None
