"""What a row of the outcome table can say, and how the content of an answer refines it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from stashlog.api import refusals
from stashlog.api.limits import daily_reset, read_limits, retry_after
from stashlog.api.wire import CreatedAnswer, read_model
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.server_text import clean


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as the rules see it."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None
    document: Mapping[str, Any] | None
    error: Mapping[str, Any]
    now: datetime
    host: str


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as the rules see it."""

    error: BaseException
    host: str


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """What one status does. `detail` fills the reason, `refine` looks at the answer's content."""

    effect: Effect
    code: ReasonCode
    gate: GateKind | None = None
    detail: Callable[[Answered], str] = lambda _: ""
    server_fault: bool = False
    refine: Callable[[Answered, Outcome], Outcome] = lambda _, outcome: outcome


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """What one exception does while nothing of the request has left; and its reason if some has."""

    code: ReasonCode
    gate: GateKind | None
    detail: Callable[[Raised], str]
    code_when_sent: ReasonCode = ReasonCode.NO_ANSWER


def status_text(answered: Answered) -> str:
    """Fill the reason with the status."""
    return str(answered.status)


def words(answered: Answered) -> str:
    """Fill the reason with the server's words."""
    return refusals.words_of(answered.error)


def scope(answered: Answered) -> str:
    """Name the scope that the key lacks, or give the server's words."""
    text = words(answered)
    return refusals.scope_of(text) or text


def target(answered: Answered) -> str:
    """Name the host of a redirect and nothing else: a path can hold anything."""
    try:
        host = urlsplit(answered.headers.get("location", "")).hostname
    except ValueError:
        host = None
    return clean(host or answered.host)


def created(answered: Answered, unread: Outcome) -> Outcome:
    """Only an id that the server gave confirms an activity."""
    answer = read_model(CreatedAnswer, answered.body)
    if answer is None:
        return unread
    return replace(unread, effect=Effect.SENT, reason=None, server_id=answer.data.id)


def refused(answered: Answered, plain: Outcome) -> Outcome:
    """Name the fields if the server names any, else give its words, else the bare status."""
    errors = refusals.field_errors_of(answered.error)
    unnamed = errors.pop("", "")
    spoken = clean(f"{words(answered)} {unnamed}")
    if errors:
        reason = Reason(ReasonCode.REFUSED_FIELDS, spoken)
    elif spoken:
        reason = Reason(ReasonCode.REFUSED, spoken)
    else:
        reason = Reason(ReasonCode.REFUSED_STATUS, status_text(answered))
    return replace(plain, reason=reason, field_errors=errors)


def link_refused(answered: Answered, plain: Outcome) -> Outcome:
    """Find the link in the message: a missing contact, company or deal comes without details.

    Details that come all the same are undocumented; what they name is not overwritten.
    """
    outcome = refused(answered, plain)
    text = words(answered)
    links = dict.fromkeys(refusals.linked_fields(text), text)
    if not links:
        return outcome
    reason = outcome.reason if outcome.field_errors else Reason(ReasonCode.REFUSED_LINK, text)
    return replace(outcome, reason=reason, field_errors={**links, **outcome.field_errors})


def conflict(answered: Answered, plain: Outcome) -> Outcome:
    """Wait for an earlier request with our key: while it runs, it may yet create the activity."""
    if refusals.in_progress(answered.error):
        return replace(plain, effect=Effect.MAYBE, reason=Reason(ReasonCode.NO_ANSWER))
    return refused(answered, plain)


def limited(answered: Answered, plain: Outcome) -> Outcome:
    """Tell the daily limit from the burst limit: only the first has no requests left today."""
    limits = read_limits(answered.headers)
    wait = _told_wait(answered)
    if limits.remaining != 0:
        return replace(plain, retry_after=wait)
    return replace(
        plain,
        reason=Reason(ReasonCode.DAILY_QUOTA),
        gate=GateKind.DAILY_QUOTA,
        retry_after=wait,
        until=daily_reset(limits, answered.headers, answered.now),
    )


def faulty(answered: Answered, plain: Outcome) -> Outcome:
    """A server in trouble that says when to come back pauses the whole queue until then."""
    wait = _told_wait(answered)
    return replace(plain, retry_after=wait, gate=GateKind.SERVER_TROUBLE) if wait else plain


def _told_wait(answered: Answered) -> float | None:
    told = answered.error.get("retry_after", (answered.document or {}).get("retry_after"))
    return retry_after(answered.headers, told, answered.now)
