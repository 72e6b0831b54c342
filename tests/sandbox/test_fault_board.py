"""Which faults strike which request, and how another process sets them."""

from __future__ import annotations

from dataclasses import asdict

import httpx
import pytest

from stashlog.sandbox import Fault, FaultBoard, FaultKind, Sandbox, WrongJson
from stashlog.sandbox.fault_board import fault_to_json, faults_from_json
from tests.support.sandbox import running_sandbox

PATH = "/v1/activities"

EVERY_FAULT = [
    Fault.drop_answer(times=3),
    Fault.delay(0.5, None, after_commit=True),
    Fault.hold(),
    Fault.answer_status(503, retry_after="5", body=b"\xff\x00"),
    Fault.refuse_fields([("tags.0", "No")]),
    Fault.wrong_json(WrongJson.DEEP),
    Fault.ignore_idempotency(),
    Fault.reject_idempotency(),
    Fault.cut_body(),
    Fault.captive_portal(),
    Fault.redirect("https://elsewhere.example", 307),
    Fault.drip(),
    Fault.huge_body(10),
    Fault.gzip_bomb(10),
    Fault.raw(b"x").on("POST", PATH),
]


def _kinds(board: FaultBoard, method: str = "POST", path: str = PATH) -> list[FaultKind]:
    return [fault.kind for fault in board.take(method, path).faults]


def test_a_fault_strikes_as_often_as_it_says() -> None:
    board = FaultBoard([Fault.drop_answer(times=2)])
    assert _kinds(board) == [FaultKind.DROP]
    assert [fault.times for fault in board.active] == [1]
    assert _kinds(board) == [FaultKind.DROP]
    assert _kinds(board) == []
    assert board.active == []


def test_a_fault_without_a_number_strikes_until_it_is_switched_off() -> None:
    board = FaultBoard([Fault.drop_answer(times=None)])
    assert all(_kinds(board) == [FaultKind.DROP] for _ in range(50))
    board.clear()
    assert _kinds(board) == []


def test_a_fault_strikes_only_its_method_and_path() -> None:
    board = FaultBoard([Fault.drop_answer().on("POST", PATH)])
    assert _kinds(board, "GET") == []
    assert _kinds(board, path="/v1/contacts") == []
    assert _kinds(board, path=f"{PATH}/act_1") == [FaultKind.DROP]


def test_faults_that_answer_come_one_after_another() -> None:
    board = FaultBoard()
    board.add(Fault.answer_status(503, times=2), Fault.drop_answer())
    strikes = [_kinds(board) for _ in range(4)]
    assert strikes == [[FaultKind.STATUS], [FaultKind.STATUS], [FaultKind.DROP], []]


def test_equal_faults_are_counted_separately() -> None:
    board = FaultBoard()
    fault = Fault.drop_answer()
    board.add(fault, Fault.drop_answer())
    assert _kinds(board) == [FaultKind.DROP]
    assert len(board.active) == 1
    assert _kinds(board) == [FaultKind.DROP]
    assert _kinds(board) == []


def test_delays_and_idempotency_faults_combine_with_an_answer() -> None:
    board = FaultBoard([Fault.delay(1), Fault.ignore_idempotency(), Fault.drop_answer()])
    assert set(_kinds(board)) == {FaultKind.DELAY, FaultKind.IGNORE_IDEMPOTENCY, FaultKind.DROP}


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=lambda fault: fault.kind.value)
def test_every_fault_survives_json(fault: Fault) -> None:
    assert faults_from_json([fault_to_json(fault)]) == [fault]


def test_another_process_can_set_and_read_the_faults(sandbox: Sandbox, http: httpx.Client) -> None:
    url = f"{sandbox.control_url}/faults"
    answer = http.put(url, json=[fault_to_json(fault) for fault in EVERY_FAULT])
    assert answer.status_code == 200
    assert http.get(url).json() == answer.json()
    assert [asdict(one) for one in sandbox.faults.active] == [asdict(one) for one in EVERY_FAULT]
    assert http.put(url, json=[{"kind": "status", "status": 502, "after_commit": False}])
    assert http.get("deals").status_code == 502
    assert http.get("deals").status_code == 200


@pytest.mark.parametrize(
    "document",
    [
        {},
        ["drop"],
        [{}],
        [{"kind": "meteor"}],
        [{"kind": "drop", "colour": "red"}],
        [{"kind": "raw", "body": "not base64!"}],
        [{"kind": "wrong_json", "wrong": "very"}],
    ],
)
def test_a_bad_document_changes_nothing(
    sandbox: Sandbox, http: httpx.Client, document: object
) -> None:
    sandbox.faults.add(Fault.drop_answer())
    answer = http.put(f"{sandbox.control_url}/faults", json=document)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert sandbox.faults.active == [Fault.drop_answer()]


def test_faults_can_be_switched_on_from_the_start() -> None:
    with running_sandbox(faults=[Fault.answer_status(502)]) as sandbox:
        assert httpx.get(f"{sandbox.base_url}/deals", trust_env=False).status_code == 502
