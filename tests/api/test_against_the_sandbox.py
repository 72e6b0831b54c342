"""The client and a faithful nodestash: the documented path, end to end over a real connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stashlog.api.client import KeyVerdict, LookUpQuery, Nodestash
from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.payload import request_bytes
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.sandbox import Fault, Sandbox
from tests.api.conftest import ClientMaker
from tests.credentials.gated_store import InBackground
from tests.support.sandbox import running_sandbox

CALL = Activity(ActivityType.CALL, subject="Hello <b>", body="Größe 👍", tags=("follow-up",))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox, make_client: ClientMaker) -> Nodestash:
    return make_client(sandbox.base_url)


def since(minutes: float = 5) -> datetime:
    return datetime.now(UTC) - timedelta(minutes=minutes)


def log(client: Nodestash, key: str, outbox_id: str = "outbox-1") -> str:
    answer = client.create(key, request_bytes(CALL, outbox_id), f"stashlog-activity-{outbox_id}")
    assert answer.outcome.effect is Effect.SENT
    assert answer.outcome.server_id is not None
    return answer.outcome.server_id


def test_what_is_created_is_found_by_its_outbox_id(client: Nodestash, sandbox: Sandbox) -> None:
    server_id = log(client, sandbox.key)
    found = client.look_up(sandbox.key, LookUpQuery("call", since()))
    (match,) = [each for each in found.activities if each.stashlog_id == "outbox-1"]
    assert (match.id, match.subject, match.body) == (server_id, "Hello <b>", "Größe 👍")
    assert match.created_at is not None
    assert found.complete


def test_a_look_up_goes_through_all_pages(client: Nodestash, sandbox: Sandbox) -> None:
    ids = [log(client, sandbox.key, f"outbox-{n}") for n in range(103)]
    found = client.look_up(sandbox.key, LookUpQuery("call", since(60 * 24 * 3650)))
    assert found.complete
    assert set(ids) <= {each.id for each in found.activities}
    assert len({each.id for each in found.activities}) == len(found.activities)


def test_the_same_key_again_creates_nothing_new(client: Nodestash, sandbox: Sandbox) -> None:
    assert log(client, sandbox.key) == log(client, sandbox.key)
    assert len(sandbox.ledger.activities) == 1


def test_an_unfinished_request_with_the_same_key_is_checked(
    client: Nodestash, sandbox: Sandbox, make_client: ClientMaker
) -> None:
    sandbox.faults.add(Fault.hold())
    other = make_client(sandbox.base_url)
    request = request_bytes(CALL, "outbox-1")
    first = InBackground(lambda: other.create(sandbox.key, request, "stashlog-activity-1").outcome)
    sandbox.ledger.wait_until(lambda ledger: bool(ledger.requests))
    second = client.create(sandbox.key, request, "stashlog-activity-1")
    other.cancel()
    given_up = first.outcome()
    sandbox.faults.release()
    assert isinstance(given_up, Outcome)
    assert given_up.effect is Effect.MAYBE
    assert second.outcome.effect is Effect.MAYBE


def test_a_removed_activity_is_gone_and_removing_it_again_is_no_failure(
    client: Nodestash, sandbox: Sandbox
) -> None:
    server_id = log(client, sandbox.key)
    for _ in range(2):
        outcome = client.delete(sandbox.key, server_id).outcome
        assert (outcome.effect, outcome.server_id) == (Effect.SENT, server_id)
    found = client.look_up(sandbox.key, LookUpQuery("call", since()))
    assert server_id not in {each.id for each in found.activities}


def test_keys_are_told_apart(client: Nodestash, sandbox: Sandbox) -> None:
    keys = sandbox.keys
    verdicts = [
        client.check_key(key).verdict
        for key in (keys.full, keys.read_only, keys.write_only, keys.revoked, keys.expired)
    ]
    assert verdicts == [
        KeyVerdict.GOOD,
        KeyVerdict.GOOD,
        KeyVerdict.WRITE_ONLY,
        KeyVerdict.REFUSED,
        KeyVerdict.REFUSED,
    ]


def test_a_missing_scope_is_named(client: Nodestash, sandbox: Sandbox) -> None:
    cannot_write = client.create(sandbox.keys.read_only, request_bytes(CALL, "1"), "k").outcome
    cannot_look = client.look_up(sandbox.keys.write_only, LookUpQuery("call", since())).outcome
    assert cannot_write.reason == Reason(ReasonCode.KEY_TOO_NARROW, "activities:write")
    assert cannot_look is not None
    assert cannot_look.reason == Reason(ReasonCode.KEY_TOO_NARROW, "activities:read")


@pytest.mark.parametrize(
    ("field", "link"), [("contact_id", "ct_no"), ("company_id", "co_no"), ("deal_id", "dl_no")]
)
def test_a_missing_link_comes_home_to_its_field(
    client: Nodestash, sandbox: Sandbox, field: str, link: str
) -> None:
    body = json.dumps({"type": "call", field: f"{link}thing1234"}).encode()
    outcome = client.create(sandbox.key, body, "k").outcome
    assert outcome.reason is not None
    assert outcome.reason.code is ReasonCode.REFUSED_LINK
    assert list(outcome.field_errors) == [field]
    assert outcome.request_id


def test_a_failed_validation_comes_home_to_its_fields(client: Nodestash, sandbox: Sandbox) -> None:
    body = json.dumps({"type": "shout", "tags": ["x" * 51, 7], "due_date": "soon"}).encode()
    outcome = client.create(sandbox.key, body, "k").outcome
    assert outcome.effect is Effect.REFUSED
    assert outcome.field_errors.keys() == {"type", "tags", "due_date"}


def test_the_end_of_the_day_closes_the_daily_gate(make_client: ClientMaker) -> None:
    with running_sandbox("free") as sandbox:
        sandbox.limiter.leave_today(0)
        answer = make_client(sandbox.base_url).create(sandbox.key, b"{}", "k")
    assert answer.outcome.gate is GateKind.DAILY_QUOTA
    assert answer.limits is not None
    assert answer.outcome.until == answer.limits.resets_at
    assert answer.upgrade_url == "https://app.nodestash.io/billing/upgrade"


def test_every_answer_tells_the_limits(client: Nodestash, sandbox: Sandbox) -> None:
    limits = client.check_key(sandbox.key).limits
    assert limits is not None
    assert (limits.limit, limits.burst_limit) == (2_000_000, 200)


def test_a_page_of_large_notes_is_read_in_smaller_ones(
    make_client: ClientMaker, sandbox: Sandbox
) -> None:
    """The cap on answers must not hide an activity from the search for it."""
    client = make_client(sandbox.base_url)
    body = "x" * 300_000
    for number in range(5):
        request = f'{{"type": "call", "subject": "{number}", "body": "{body}"}}'.encode()
        assert client.create(sandbox.key, request, f"key-{number}").outcome.effect is Effect.SENT
    found = client.look_up(sandbox.key, LookUpQuery("call", since()))
    assert [one.subject for one in found.activities[:5]] == ["4", "3", "2", "1", "0"]


def test_a_note_that_no_answer_may_hold_proves_nothing(
    make_client: ClientMaker, sandbox: Sandbox
) -> None:
    client = make_client(sandbox.base_url)
    sandbox.data.field_limits = replace(sandbox.data.field_limits, body=None)
    request = f'{{"type": "call", "body": "{"x" * 2_000_000}"}}'.encode()
    assert client.create(sandbox.key, request, "key").outcome.effect is Effect.SENT
    found = client.look_up(sandbox.key, LookUpQuery("call", since()))
    assert (found.complete, found.outcome) == (False, None)
