"""Turns the right reply into the one that a fault asks for."""

from __future__ import annotations

import json
from http import HTTPStatus

from stashlog.sandbox.answers import Answer, Reply, encode, to_reply
from stashlog.sandbox.faults import Fault, FaultKind, WrongJson

_CODES = {
    400: "VALIDATION_ERROR",
    401: "INVALID_API_KEY",
    403: "INSUFFICIENT_SCOPE",
    404: "NOT_FOUND",
    409: "CONFLICT",
    422: "UNPROCESSABLE_ENTITY",
    429: "RATE_LIMITED",
    500: "INTERNAL_ERROR",
}
_BODILESS = (204, 304)
_DEPTH = 100_000


def shape(reply: Reply, fault: Fault | None) -> Reply:
    """The reply with another status, headers or body; unchanged if the fault asks for none."""
    if fault is None:
        return reply
    if fault.kind is FaultKind.STATUS:
        return _with_status(reply, fault)
    if fault.kind is FaultKind.WRONG_JSON:
        return Reply(reply.status, reply.headers, _wrong_body(reply.body, fault.wrong))
    return reply


def _with_status(reply: Reply, fault: Fault) -> Reply:
    usual = {} if fault.bare else reply.headers
    headers = usual | {name.lower(): value for name, value in fault.headers.items()}
    if fault.status in _BODILESS:
        return Reply(fault.status, headers, b"")
    if fault.body is not None:
        return Reply(fault.status, headers, fault.body)
    phrase = HTTPStatus(fault.status).phrase
    code = _CODES.get(fault.status, phrase.upper().replace(" ", "_"))
    answer = Answer(fault.status, {"error": {"code": code, "message": phrase}})
    return Reply(fault.status, headers, to_reply(answer, headers["x-request-id"], {}).body)


def _wrong_body(body: bytes, wrong: WrongJson) -> bytes:
    match wrong:
        case WrongJson.INVALID:
            return body[:-1] + b",}"
        case WrongJson.INVALID_UTF8:
            return body[:-1] + b',"note":"\xff\xfe"}'
        case WrongJson.NOT_A_NUMBER:
            return body[:-1] + b',"score":NaN}'
        case WrongJson.DEEP:
            return body[:-1] + b',"deep":' + b"[" * _DEPTH + b"]" * _DEPTH + b"}"
        case WrongJson.NOT_AN_OBJECT:
            return b"[" + body + b"]"
        case WrongJson.MISSING_ID | WrongJson.MISSING_META:
            return _without(body, "id" if wrong is WrongJson.MISSING_ID else "meta")


def _without(body: bytes, name: str) -> bytes:
    document = json.loads(body)
    if name == "meta":
        document.pop("meta", None)
    elif isinstance(document.get("data"), dict):
        document["data"].pop("id", None)
        document["data"].get("attributes", {}).pop("id", None)
    return encode(document)
