"""The outcome table: what every status and every exception does to the item and to the queue.

Two tables and one rule for what is in neither. A status that nobody foresaw takes the rule of its
hundred, any other number counts as unreadable. An exception takes the rule of its nearest ancestor
in the table. Whatever the exception: once anything of the request may have left, the item may have
arrived, and `classify_exception` says so. No outcome ever costs the item.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import httpx

from stashlog.api import refusals, rules
from stashlog.api.errors import (
    CancelledError,
    DeadlineError,
    ProxySettingsError,
    UnusableKeyError,
)
from stashlog.api.exchange import Failed, Received
from stashlog.api.rules import Answered, AnswerRule, ExceptionRule, Raised
from stashlog.api.wire import read_object
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode

_UNREADABLE = AnswerRule(Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER, detail=rules.status_text)
_CREATED = replace(_UNREADABLE, refine=rules.created)
_REDIRECTED = AnswerRule(
    Effect.UNCHANGED, ReasonCode.REDIRECTED, GateKind.SETTINGS, detail=rules.target
)
_REFUSED = AnswerRule(Effect.REFUSED, ReasonCode.REFUSED, refine=rules.refused)
_FAULTY = AnswerRule(
    Effect.MAYBE,
    ReasonCode.SERVER_ERROR,
    detail=rules.status_text,
    server_fault=True,
    refine=rules.faulty,
)

STATUSES: Mapping[int, AnswerRule] = MappingProxyType(
    {
        200: _CREATED,
        201: _CREATED,
        401: AnswerRule(
            Effect.UNCHANGED, ReasonCode.KEY_REFUSED, GateKind.KEY_REFUSED, detail=rules.words
        ),
        403: AnswerRule(
            Effect.UNCHANGED, ReasonCode.KEY_TOO_NARROW, GateKind.KEY_TOO_NARROW, detail=rules.scope
        ),
        # A proxy that wants a password let nothing through to the server.
        407: AnswerRule(
            Effect.UNCHANGED, ReasonCode.OFFLINE, GateKind.OFFLINE, detail=lambda a: a.host
        ),
        # Whoever gave up waiting for the request may have handed it on before.
        408: _UNREADABLE,
        409: replace(_REFUSED, refine=rules.conflict),
        422: replace(_REFUSED, refine=rules.link_refused),
        429: AnswerRule(
            Effect.UNCHANGED, ReasonCode.RATE_LIMITED, GateKind.RATE_LIMITED, refine=rules.limited
        ),
    }
)
"""What a status does that does not take the rule of its hundred."""

HUNDREDS: Mapping[int, AnswerRule] = MappingProxyType({3: _REDIRECTED, 4: _REFUSED, 5: _FAULTY})
"""What every other status does, by its first digit: 400, 404, 413, 415 and any other 4xx, 500, 502,
503, 504 and any other 5xx. Whatever is in neither table, 202 or 999 say, is unreadable."""


def _host(raised: Raised) -> str:
    return raised.host


def _address(raised: Raised) -> str:
    """Name the host, or the setting in which no host could be found."""
    return raised.host or "base_url"


def _name(raised: Raised) -> str:
    """Name the kind of exception; its text may repeat a header and so the key."""
    return type(raised.error).__name__


def _nothing(_: Raised) -> str:
    return ""


_OFFLINE = ExceptionRule(ReasonCode.OFFLINE, GateKind.OFFLINE, _host)
_ADDRESS = ExceptionRule(ReasonCode.BAD_ADDRESS, GateKind.SETTINGS, _address)
_KEY = ExceptionRule(ReasonCode.KEY_UNUSABLE, GateKind.KEY_REFUSED, _nothing)
_CERTIFICATE = ExceptionRule(ReasonCode.CERTIFICATE, GateKind.SETTINGS, _host)
_UNFORESEEN = ExceptionRule(
    ReasonCode.UNFORESEEN, GateKind.SETTINGS, _name, code_when_sent=ReasonCode.UNFORESEEN
)

EXCEPTIONS: Mapping[type[BaseException], ExceptionRule] = MappingProxyType(
    {
        ssl.SSLCertVerificationError: _CERTIFICATE,
        httpx.ConnectError: _OFFLINE,
        httpx.ConnectTimeout: _OFFLINE,
        httpx.PoolTimeout: _OFFLINE,
        httpx.ProxyError: _OFFLINE,
        httpx.TransportError: _OFFLINE,
        httpx.InvalidURL: _ADDRESS,
        httpx.UnsupportedProtocol: _ADDRESS,
        ProxySettingsError: _ADDRESS,
        httpx.LocalProtocolError: _KEY,
        UnusableKeyError: _KEY,
        DeadlineError: _OFFLINE,
        CancelledError: ExceptionRule(
            ReasonCode.INTERRUPTED, None, _nothing, code_when_sent=ReasonCode.INTERRUPTED
        ),
        BaseException: _UNFORESEEN,
    }
)
"""What each exception does. A certificate error is looked for among the causes as well."""


def classify_answer(
    status: int, headers: Mapping[str, str], body: bytes | None, now: datetime, host: str
) -> Outcome:
    """Return what an answer to `POST /activities` means.

    Args:
        status: The HTTP status, whatever number it is.
        headers: With names in any case.
        body: The bytes of the body; None when they could not be read to their end.
        now: An aware time, for waits that end at a date.
        host: The host that was asked.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    document = read_object(body)
    error = refusals.error_of(document)
    answered = Answered(status, lowered, body, document, error, now, host)
    rule = _rule_for(status)
    plain = Outcome(
        effect=rule.effect,
        reason=Reason(rule.code, rule.detail(answered)),
        gate=rule.gate,
        request_id=refusals.request_id_of(lowered, document),
        server_fault=rule.server_fault,
    )
    return rule.refine(answered, plain)


def classify_reply(reply: Received | Failed, now: datetime, host: str) -> Outcome:
    """Return what became of a request to create an activity, answered or not."""
    if isinstance(reply, Failed):
        return classify_exception(reply.error, sent=reply.sent, host=host)
    try:
        return classify_answer(reply.status, reply.headers, reply.body, now, host)
    except Exception as error:  # noqa: BLE001 - an answer came, so a fault of ours means "maybe"
        return classify_exception(error, sent=True, host=host)


def classify_read(reply: Received | Failed, now: datetime, host: str) -> Outcome:
    """Return why a request that creates nothing failed: the same table, but never SENT."""
    if isinstance(reply, Received) and reply.status in (200, 201):
        reply = replace(reply, body=None)
    return classify_reply(reply, now, host)


def classify_exception(error: BaseException, *, sent: bool, host: str) -> Outcome:
    """Return what it means that no answer came.

    Args:
        error: Why.
        sent: Whether anything of the request may have left this computer.
        host: The host that was asked.
    """
    raised = Raised(error, host)
    rule = _exception_rule(error)
    if sent:
        detail = _name(raised) if rule.code_when_sent is ReasonCode.UNFORESEEN else ""
        return Outcome(Effect.MAYBE, Reason(rule.code_when_sent, detail))
    return Outcome(Effect.UNCHANGED, Reason(rule.code, rule.detail(raised)), gate=rule.gate)


def _rule_for(status: int) -> AnswerRule:
    return STATUSES.get(status) or HUNDREDS.get(status // 100, _UNREADABLE)


def _exception_rule(error: BaseException) -> ExceptionRule:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        return EXCEPTIONS[ssl.SSLCertVerificationError]
    return next(EXCEPTIONS[kind] for kind in type(error).__mro__ if kind in EXCEPTIONS)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what led to it.

    httpcore cuts the usual chain in one place and hands the original on as an argument.
    """
    pending, seen = [error], set[int]()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        links = (current.__cause__, current.__context__, *current.args)
        pending += [link for link in links if isinstance(link, BaseException)]
