"""What the API says: answers, refusals, and their bytes."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TypeAlias

JsonObject: TypeAlias = dict[str, object]
Problem: TypeAlias = tuple[str, str]
"""A field path (`tags.0`) and what is wrong with it."""


@dataclass(frozen=True)
class Answer:
    """An answer before it is bytes.

    Attributes:
        status: HTTP status.
        document: The JSON object; `meta.request_id` is added when it becomes bytes.
        headers: Headers beyond those that every answer has.
        created_id: Id of the record that this request created, if any.
        changed: True if it changed or removed a record.
        received: The JSON object that an activity was created from.
    """

    status: int
    document: JsonObject
    headers: dict[str, str] = field(default_factory=dict)
    created_id: str | None = None
    changed: bool = False
    received: JsonObject | None = None

    @property
    def committed(self) -> bool:
        """Whether the request had a lasting effect."""
        return self.changed or self.created_id is not None


@dataclass(frozen=True)
class Reply:
    """An answer as bytes, ready for the wire. Header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class RefusalError(Exception):
    """The API refuses a request in one of its documented ways.

    Args:
        status: HTTP status, 4xx.
        code: The documented upper-case code.
        message: One sentence for people.
        details: One entry per failing field; only for validation failures.
        extra: Further members of the error object (`retry_after`, `upgrade_url`).
        headers: Further headers (`Retry-After`).
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: list[Problem] | None = None,
        extra: JsonObject | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        error: JsonObject = {"code": code, "message": message}
        if details:
            error["details"] = [{"field": path, "message": text} for path, text in details]
        error.update(extra or {})
        self.answer = Answer(status, {"error": error}, headers or {})


def invalid(details: list[Problem], message: str = "Validation failed") -> RefusalError:
    """The refusal for values that fail validation, all of them together."""
    return RefusalError(400, "VALIDATION_ERROR", message, details=details)


def not_found(what: str) -> RefusalError:
    """The refusal for a record or path that is not there."""
    return RefusalError(404, "NOT_FOUND", f"{what} not found")


def unprocessable(message: str) -> RefusalError:
    """The refusal for well-formed content that contradicts what is stored."""
    return RefusalError(422, "UNPROCESSABLE_ENTITY", message)


def conflict(message: str) -> RefusalError:
    """The refusal for a duplicate, or for a request that collides with one in progress."""
    return RefusalError(409, "CONFLICT", message)


def encode(document: object) -> bytes:
    """JSON as the service writes it: UTF-8, no spaces; lone surrogates stay escapes."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def new_request_id() -> str:
    """A fresh request id, as support would ask for it."""
    return f"req_{secrets.token_hex(10)}"


def to_reply(answer: Answer, request_id: str, limit_headers: dict[str, str]) -> Reply:
    """Turn an answer into bytes, with the request id in the header and in `meta`."""
    meta = answer.document.get("meta")
    document = answer.document | {
        "meta": {"request_id": request_id, **(meta if isinstance(meta, dict) else {})}
    }
    headers = {"content-type": "application/json; charset=utf-8", "x-request-id": request_id}
    headers |= limit_headers
    headers |= {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status, headers, encode(document))
