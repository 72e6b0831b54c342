"""A request as the API sees it, and its JSON body."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NoReturn

from stashlog.sandbox.answers import JsonObject, RefusalError
from stashlog.sandbox.validation import json_type

MOST_BODY_BYTES = 8 * 1024 * 1024
"""Undocumented; beyond it the sandbox answers 413."""


@dataclass(frozen=True)
class Call:
    """One request.

    Attributes:
        method: Upper case.
        path: Decoded, with the leading `/v1`.
        query: Decoded pairs in the order received; a name may repeat.
        headers: Lower-case names, in the order received.
        body: The exact bytes.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of this lower-case name, or None."""
        return next((value for key, value in self.headers if key == name), None)

    def parameter(self, name: str) -> str | None:
        """The last query parameter of this name, or None."""
        values = [value for key, value in self.query if key == name]
        return values[-1] if values else None

    def parameters(self, name: str) -> list[str]:
        """All values of a list parameter, whether repeated or separated by commas."""
        values = [value for key, value in self.query if key == name]
        return [part for value in values for part in value.split(",") if part]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read_document(call: Call) -> JsonObject:
    """The JSON object in a request body.

    Raises:
        RefusalError: 413, 415 or 400, none of them with `details`: no field is to blame.
    """
    if len(call.body) > MOST_BODY_BYTES:
        raise RefusalError(413, "PAYLOAD_TOO_LARGE", "Request body is too large")
    media_type = (call.header("content-type") or "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise RefusalError(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json")
    try:
        document = json.loads(call.body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        message = "Request body is not valid JSON"
        raise RefusalError(400, "VALIDATION_ERROR", message) from error
    if not isinstance(document, dict):
        message = f"Expected object, received {json_type(document)}"
        raise RefusalError(400, "VALIDATION_ERROR", message)
    return document
