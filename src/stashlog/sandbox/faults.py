"""Ways to misbehave, switched on by tests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Self

from stashlog.sandbox.answers import Problem, encode, invalid


class FaultKind(Enum):
    """What goes wrong. DELAY and the two idempotency kinds combine with one other fault."""

    DELAY = "delay"
    IGNORE_IDEMPOTENCY = "ignore_idempotency"
    REJECT_IDEMPOTENCY = "reject_idempotency"
    DROP = "drop"
    STATUS = "status"
    WRONG_JSON = "wrong_json"
    CUT = "cut"
    DRIP = "drip"
    HUGE = "huge"
    GZIP_BOMB = "gzip_bomb"
    RAW = "raw"


MODIFIERS = frozenset({FaultKind.DELAY, FaultKind.IGNORE_IDEMPOTENCY, FaultKind.REJECT_IDEMPOTENCY})
"""Kinds that leave the answer as it is and so may strike together with one that does not."""


class WrongJson(Enum):
    """How an answer that should be the documented JSON is wrong."""

    INVALID = "invalid"
    INVALID_UTF8 = "invalid_utf8"
    NOT_A_NUMBER = "nan"
    DEEP = "deep"
    NOT_AN_OBJECT = "not_an_object"
    MISSING_ID = "missing_id"
    MISSING_META = "missing_meta"
    """Not wrong: one documented sample has no `meta`."""


@dataclass(frozen=True)
class Fault:
    """One fault. Make it with one of the constructors below, narrow it down with `on`.

    Attributes:
        kind: What goes wrong.
        times: How many requests it strikes; None means until it is switched off.
        method: Only requests of this method, upper case; None means any.
        path: Only requests whose path (`/v1/activities`) starts so; None means any.
        after_commit: True lets the API do its work first; False keeps it from hearing of the
            request.
        seconds: Length of a delay (None: until released), or pause between drips.
        status: Status to answer with.
        headers: Headers to answer with, beside or instead of the usual ones.
        body: Body to answer with; None means the documented error object of the status.
        wrong: How the JSON is wrong.
        size: Bytes: kept before a cut, in each drip, or the length of a huge body.
        bare: True leaves out everything the API would have added (request id, rate limits).
    """

    kind: FaultKind
    times: int | None = 1
    method: str | None = None
    path: str | None = None
    after_commit: bool = True
    seconds: float | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    wrong: WrongJson = WrongJson.INVALID
    size: int = 0
    bare: bool = False

    def on(self, method: str | None = None, path: str | None = None) -> Self:
        """The same fault for requests of one method, or with a path that starts so, only."""
        return replace(self, method=method, path=path)

    @classmethod
    def drop_answer(cls, times: int | None = 1, *, after_commit: bool = True) -> Self:
        """Do the work, then reset the connection without a single byte of an answer."""
        return cls(FaultKind.DROP, times, after_commit=after_commit)

    @classmethod
    def delay(
        cls,
        seconds: float,
        times: int | None = 1,
        *,
        after_commit: bool = False,
    ) -> Self:
        """Wait before or after the work; the answer itself is right."""
        return cls(FaultKind.DELAY, times, after_commit=after_commit, seconds=seconds)

    @classmethod
    def hold(cls, times: int | None = 1, *, after_commit: bool = False) -> Self:
        """Like `delay`, until `FaultBoard.release` or `clear` is called."""
        return cls(FaultKind.DELAY, times, after_commit=after_commit)

    @classmethod
    def answer_status(
        cls,
        status: int,
        times: int | None = 1,
        *,
        after_commit: bool = False,
        retry_after: str | None = None,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Self:
        """Answer with a status of your choice, with the work done or not."""
        given = dict(headers or {})
        if retry_after is not None:
            given["retry-after"] = retry_after
        return cls(
            FaultKind.STATUS,
            times,
            after_commit=after_commit,
            status=status,
            headers=given,
            body=body,
        )

    @classmethod
    def refuse_fields(cls, details: list[Problem], times: int | None = 1) -> Self:
        """Answer 400 with these `details`, whatever was sent."""
        body = encode(invalid(details).answer.document)
        return cls.answer_status(400, times, body=body)

    @classmethod
    def wrong_json(cls, wrong: WrongJson, times: int | None = 1) -> Self:
        """Do the work and answer its status with unusable JSON."""
        return cls(FaultKind.WRONG_JSON, times, wrong=wrong)

    @classmethod
    def ignore_idempotency(cls, times: int | None = None) -> Self:
        """Treat every request as new, whatever its Idempotency-Key."""
        return cls(FaultKind.IGNORE_IDEMPOTENCY, times)

    @classmethod
    def reject_idempotency(cls, times: int | None = 1) -> Self:
        """Answer 409 as if the first request of this Idempotency-Key were still in progress."""
        return cls(FaultKind.REJECT_IDEMPOTENCY, times)

    @classmethod
    def cut_body(cls, keep: int = 10, times: int | None = 1) -> Self:
        """Do the work, announce the whole body, send `keep` bytes of it and close."""
        return cls(FaultKind.CUT, times, size=keep)

    @classmethod
    def captive_portal(cls, times: int | None = 1) -> Self:
        """A hotel's log-in page with status 200; the API never hears of the request."""
        page = b"<!DOCTYPE html><html><title>Welcome to Hotel Wi-Fi</title><p>Log in first.</html>"
        headers = {"content-type": "text/html; charset=utf-8"}
        return cls(
            FaultKind.STATUS,
            times,
            after_commit=False,
            headers=headers,
            body=page,
            bare=True,
        )

    @classmethod
    def redirect(cls, location: str, status: int = 302, times: int | None = 1) -> Self:
        """Send the client elsewhere; the API never hears of the request."""
        headers = {"location": location}
        return cls(
            FaultKind.STATUS,
            times,
            after_commit=False,
            status=status,
            headers=headers,
            body=b"",
            bare=True,
        )

    @classmethod
    def drip(
        cls,
        seconds: float = 0.05,
        size: int = 1,
        times: int | None = 1,
        *,
        headers_too: bool = False,
    ) -> Self:
        """Do the work, then send the answer `size` bytes at a time with a pause after each."""
        return cls(FaultKind.DRIP, times, seconds=seconds, size=size, bare=headers_too)

    @classmethod
    def huge_body(cls, size: int, times: int | None = 1) -> Self:
        """Do the work and pad its answer with `size` bytes of white space."""
        return cls(FaultKind.HUGE, times, size=size)

    @classmethod
    def gzip_bomb(cls, size: int, times: int | None = 1) -> Self:
        """Like `huge_body`, compressed to about a thousandth."""
        return cls(FaultKind.GZIP_BOMB, times, size=size)

    @classmethod
    def raw(cls, data: bytes, times: int | None = 1, *, after_commit: bool = True) -> Self:
        """Send these bytes, perhaps none, instead of an HTTP answer and close in good order."""
        return cls(FaultKind.RAW, times, body=data, after_commit=after_commit)
