"""What may happen to one request: the vocabulary of the model server.

A fate says what the server does and what the client gets to see of it; the two are independent,
which is the whole difficulty of delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

import httpx

from stashlog.api.errors import CancelledError, DeadlineError
from stashlog.api.exchange import Failed, Received

T = TypeVar("T")

DEADLINE = 30.0
"""Seconds after which the client gives a request up."""

SETTLED_AFTER = 45.0
"""Seconds from the start of a request after which the server no longer works on it."""


class CrashError(BaseException):
    """The process ends here, as after `kill -9`."""


class Applies(Enum):
    """When the server creates the activity."""

    NEVER = "never"
    NOW = "now"
    LATER = "later"


Reply = Received | Failed
Headers = Mapping[str, str]


def _silence(_: Headers) -> Reply:
    return Failed(DeadlineError(), sent=True)


def _says(status: int, body: bytes = b"{}", **extra: str) -> Callable[[Headers], Reply]:
    told = {name.replace("_", "-"): value for name, value in extra.items()}
    return lambda headers: Received(status, {**headers, **told}, body)


def _breaks(error: Exception, *, sent: bool) -> Callable[[Headers], Reply]:
    return lambda _: Failed(error, sent=sent)


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to one POST.

    Attributes:
        reply: What the client sees.
        applies: What the server does.
        later: Seconds after the start of the request, less than `SETTLED_AFTER`.
        lasts: Seconds until the client sees it.
        reaches: Whether nodestash itself hears of it.
        crash: The client's process ends instead of seeing anything.
    """

    name: str
    reply: Callable[[Headers], Reply]
    applies: Applies = Applies.NEVER
    later: float = 0.0
    lasts: float = 1.0
    reaches: bool = True
    crash: bool = False


ANSWERED = Fate("answered", _silence, Applies.NOW)
_NOW, _LATER = Applies.NOW, Applies.LATER
_FIELDS = b'{"error":{"message":"No","details":[{"field":"subject","message":"Too long"}]}}'

_FATES = (
    ANSWERED,
    Fate("answer lost", _breaks(httpx.ReadError("reset"), sent=True), _NOW),
    Fate("answer too late", _silence, _NOW, lasts=DEADLINE),
    Fate("answer cut", _says(201, b'{"data": {"id"'), _NOW),
    Fate("500 after commit", _says(500), _NOW),
    Fate("504 after commit", _says(504, b"<html>"), _NOW),
    Fate("503 after commit", _says(503, retry_after="7"), _NOW),
    Fate("quit in mid-request", _breaks(CancelledError(), sent=True), _NOW),
    Fate("applied soon, silence", _silence, _LATER, later=20.0, lasts=DEADLINE),
    Fate("applied late, silence", _silence, _LATER, later=44.0, lasts=DEADLINE),
    Fate("applied late, cut at once", _breaks(httpx.ReadError("cut"), sent=True), _LATER, 44.0),
    Fate("applied late, 502", _says(502), _LATER, later=40.0),
    Fate("request lost", _breaks(httpx.WriteError("reset"), sent=True), reaches=False),
    Fate("500 before commit", _says(500)),
    Fate("503 before commit", _says(503, retry_after="30")),
    Fate("captive portal", _says(200, b"<html>Log in"), reaches=False),
    Fate("redirect", _says(302, b"", location="https://login.example/"), reaches=False),
    Fate("offline", _breaks(httpx.ConnectError("refused"), sent=False), reaches=False),
    Fate("quit before it left", _breaks(CancelledError(), sent=False), reaches=False),
    Fate("400", _says(400, _FIELDS)),
    Fate("422", _says(422, b'{"error":{"message":"Referenced contact does not exist"}}')),
    Fate("413", _says(413, b"")),
    Fate("429", _says(429, retry_after="3")),
    Fate("daily limit", _says(429, x_ratelimit_remaining="0", retry_after="600")),
    Fate("crash before it left", _silence, reaches=False, crash=True),
    Fate("crash after commit", _silence, _NOW, crash=True),
    Fate("crash, applied late", _silence, _LATER, later=44.0, crash=True),
)
FATES: Mapping[str, Fate] = MappingProxyType({fate.name: fate for fate in _FATES})


def _no_fault(_: Headers) -> Reply | None:
    return None


def _as_it_is(found: Sequence[T]) -> Sequence[T]:
    return found


def _oldest_first(found: Sequence[T]) -> Sequence[T]:
    return found[::-1]


def _honest(end: int, total: int) -> dict[str, Any]:
    more = end < total
    return {"next_cursor": str(end) if more else None, "has_more": more}


def _silent(end: int, total: int) -> dict[str, Any]:
    del end, total
    return {}


def _stuck(end: int, total: int) -> dict[str, Any]:
    return {"next_cursor": "0", "has_more": end < total}


@dataclass(frozen=True, slots=True)
class Listing:
    """What happens to one look-up.

    Attributes:
        reply: What the client sees instead of a page; None for none of that.
        order: Puts the activities, newest first, into the order in which they are listed.
        page: How many there are on a page.
        pagination: What the page says about further ones, given its end and the total.
        early: The page shows what was there when the request came, not when the answer leaves.
    """

    name: str
    reply: Callable[[Headers], Reply | None] = _no_fault
    order: Callable[[Sequence[Any]], Sequence[Any]] = _as_it_is
    page: int = 100
    pagination: Callable[[int, int], dict[str, Any]] = _honest
    lasts: float = 1.0
    early: bool = False
    crash: bool = False


LISTED = Listing("listed")

_LISTINGS = (
    LISTED,
    Listing("small pages", page=1),
    Listing("oldest first", order=_oldest_first, page=1, pagination=_silent),
    Listing("no word about further pages", page=1, pagination=_silent),
    Listing("the same page again", order=_oldest_first, page=1, pagination=_stuck),
    Listing("slow", lasts=25.0, early=True),
    Listing("500", _says(500)),
    Listing("503", _says(503, retry_after="9")),
    Listing("captive portal", _says(200, b"<html>Log in")),
    Listing("answer lost", _breaks(httpx.ReadError("reset"), sent=True)),
    Listing("offline", _breaks(httpx.ConnectError("refused"), sent=False)),
    Listing("429", _says(429, retry_after="3")),
    Listing("400", _says(400)),
    Listing("crash", crash=True),
)
LISTINGS: Mapping[str, Listing] = MappingProxyType({one.name: one for one in _LISTINGS})
