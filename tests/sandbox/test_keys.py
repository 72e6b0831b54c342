"""Who may do what."""

from __future__ import annotations

import httpx
import pytest

from stashlog.sandbox import Sandbox
from tests.support.sandbox import FakeClock, bearer


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic abc", "nds_test_1"])
def test_a_request_without_a_bearer_key_is_refused(http: httpx.Client, header: str | None) -> None:
    del http.headers["Authorization"]
    headers = {} if header is None else {"Authorization": header}
    assert _code(http.get("activities", headers=headers)) == (401, "MISSING_AUTH")


@pytest.mark.parametrize("name", ["unknown", "revoked", "expired"])
def test_a_bad_key_is_refused_and_does_nothing(
    sandbox: Sandbox, http: httpx.Client, name: str
) -> None:
    keys = {"revoked": sandbox.keys.revoked, "expired": sandbox.keys.expired}
    headers = bearer(keys.get(name, "nds_live_0123456789"))
    answer = http.post("activities", headers=headers, json={"type": "note"})
    assert _code(answer) == (401, "INVALID_API_KEY")
    assert sandbox.ledger.activities == []


def test_the_scheme_is_case_insensitive(sandbox: Sandbox, http: httpx.Client) -> None:
    headers = {"Authorization": f"bearer {sandbox.key}"}
    assert http.get("activities", headers=headers).status_code == 200


def test_keys_look_as_documented_and_differ(sandbox: Sandbox) -> None:
    keys = sandbox.keys
    secrets = {keys.full, keys.write_only, keys.read_only, keys.revoked, keys.expired}
    assert len(secrets) == 5
    assert all(secret.startswith("nds_test_") for secret in secrets)


def test_a_write_only_key_logs_but_cannot_look(sandbox: Sandbox, http: httpx.Client) -> None:
    headers = bearer(sandbox.keys.write_only)
    created = http.post("activities", headers=headers, json={"type": "note"})
    assert created.status_code == 201
    for path in ("activities?limit=1", "contacts", "companies", "deals", "pipelines"):
        assert _code(http.get(path, headers=headers)) == (403, "INSUFFICIENT_SCOPE")
    refused = http.post("contacts", headers=headers, json={})
    assert _code(refused) == (403, "INSUFFICIENT_SCOPE")
    assert "contacts:write" in refused.json()["error"]["message"]


def test_a_read_only_key_looks_but_cannot_log(sandbox: Sandbox, http: httpx.Client) -> None:
    headers = bearer(sandbox.keys.read_only)
    for path in ("activities?limit=1", "contacts", "companies", "deals", "pipelines"):
        assert http.get(path, headers=headers).status_code == 200
    answer = http.post("activities", headers=headers, json={"type": "note"})
    assert _code(answer) == (403, "INSUFFICIENT_SCOPE")
    assert sandbox.ledger.activities == []
    assert http.get("billing/subscription", headers=headers).status_code == 403


def test_a_key_of_ones_own_has_just_its_scopes(sandbox: Sandbox, http: httpx.Client) -> None:
    headers = bearer(sandbox.keys.add("only contacts", {"contacts:read"}))
    assert http.get("contacts", headers=headers).status_code == 200
    assert http.get("deals", headers=headers).status_code == 403


def test_a_key_expires_on_the_clock(sandbox: Sandbox, http: httpx.Client, clock: FakeClock) -> None:
    headers = bearer(sandbox.keys.add("short", {"*"}, expires_at=clock() + 10))
    assert http.get("contacts", headers=headers).status_code == 200
    clock.advance(10)
    assert _code(http.get("contacts", headers=headers)) == (401, "INVALID_API_KEY")


def test_a_key_can_be_revoked_and_reinstated_while_in_use(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    assert http.get("contacts").status_code == 200
    sandbox.keys.revoke(sandbox.key)
    assert http.get("contacts").status_code == 401
    sandbox.keys.reinstate(sandbox.key)
    assert http.get("contacts").status_code == 200
