"""Idempotency keys."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from stashlog.sandbox import Fault, Sandbox
from tests.support.waiting import PATIENCE

CALL = {"type": "call", "subject": "No answer"}


def _post(
    http: httpx.Client, key: str, body: dict[str, object] | dict[str, str] | None = None
) -> httpx.Response:
    return http.post("activities", json=body or CALL, headers={"Idempotency-Key": key})


def test_the_first_answer_is_given_again(http: httpx.Client, sandbox: Sandbox) -> None:
    first, second = _post(http, "a-1"), _post(http, "a-1")
    assert second.status_code == first.status_code == 201
    assert second.content == first.content
    assert second.headers["X-Request-Id"] == first.headers["X-Request-Id"]
    assert second.headers["X-RateLimit-Remaining"] < first.headers["X-RateLimit-Remaining"]
    assert len(sandbox.ledger.activities) == 1
    entries = sandbox.ledger.requests
    assert [(one.committed, one.replayed) for one in entries] == [(True, False), (False, True)]


def test_other_keys_and_no_key_make_new_activities(http: httpx.Client, sandbox: Sandbox) -> None:
    _post(http, "a-1")
    _post(http, "a-2")
    http.post("activities", json=CALL)
    http.post("activities", json=CALL)
    assert len(sandbox.ledger.activities) == 4


def test_a_key_with_another_body_is_refused(http: httpx.Client, sandbox: Sandbox) -> None:
    _post(http, "a-1")
    answer = _post(http, "a-1", CALL | {"subject": "Reached"})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "UNPROCESSABLE_ENTITY"
    assert len(sandbox.ledger.activities) == 1


def test_a_refused_request_does_not_use_up_its_key(http: httpx.Client, sandbox: Sandbox) -> None:
    assert _post(http, "a-1", {"type": "fax"}).status_code == 400
    assert _post(http, "a-1").status_code == 201
    assert len(sandbox.ledger.activities) == 1


def test_a_key_is_busy_while_its_first_request_is_in_progress(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.hold(after_commit=True))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(_post, http, "a-1")
        sandbox.ledger.wait_until(lambda ledger: len(ledger.activities) == 1)
        busy = _post(http, "a-1")
        sandbox.faults.release()
        created = first.result(timeout=PATIENCE)
    assert busy.status_code == 409
    assert busy.json()["error"]["code"] == "CONFLICT"
    assert created.status_code == 201
    assert _post(http, "a-1").content == created.content
    assert len(sandbox.ledger.activities) == 1


def test_an_answer_that_was_lost_is_given_again(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.answer_status(500, after_commit=True))
    assert _post(http, "a-1").status_code == 500
    answer = _post(http, "a-1")
    assert answer.status_code == 201
    assert answer.json()["data"]["id"] == sandbox.ledger.activities[0].id
    assert len(sandbox.ledger.activities) == 1


def test_a_key_belongs_to_one_path(http: httpx.Client) -> None:
    _post(http, "a-1")
    answer = http.post("contacts", json={}, headers={"Idempotency-Key": "a-1"})
    assert answer.json()["data"]["type"] == "contact"


def test_keys_survive_a_restart(http: httpx.Client, sandbox: Sandbox) -> None:
    first = _post(http, "a-1")
    sandbox.stop()
    sandbox.start()
    assert _post(http, "a-1").content == first.content


def test_keys_can_be_ignored(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.ignore_idempotency())
    ids = {_post(http, "a-1").json()["data"]["id"] for _ in range(3)}
    assert len(ids) == len(sandbox.ledger.activities) == 3
    assert all(one.idempotency_key == "a-1" for one in sandbox.ledger.activities)


def test_a_key_can_be_called_busy_though_it_is_not(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.reject_idempotency(times=2))
    assert _post(http, "a-1").status_code == 409
    assert http.post("activities", json=CALL).status_code == 201
    assert _post(http, "a-1").status_code == 201
