"""One plain line: why is this not in nodestash yet, and when is the next try.

The window and the command line share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeVar

from stashlog.wording import links
from stashlog.wording.catalogue import tr
from stashlog.wording.moments import NEXT_LOOK, NEXT_TRY, next_phrase
from stashlog.wording.states import FIELD_WORDS
from stashlog.wording.views import GateView, ItemView, ReasonView

Kind = TypeVar("Kind", bound=str)
AnyGate = TypeVar("AnyGate", bound=GateView)

_GATE_ORDER = (
    "storage_trouble",
    "paused",
    "key_missing",
    "keyring_locked",
    "key_refused",
    "key_too_narrow",
    "settings",
    "offline",
    "daily_quota",
    "rate_limited",
    "server_trouble",
)

_GATES: Mapping[str, str] = MappingProxyType(
    {
        "storage_trouble": tr("Stashlog cannot write to its folder."),
        "paused": tr("Sending is paused."),
        "key_missing": tr("There is no API key yet."),
        "keyring_locked": tr("Your keyring is locked."),
        "key_refused": tr("nodestash refused the API key."),
        "key_too_narrow": tr("The API key may not log activities."),
        "settings": tr("nodestash cannot be reached safely."),
        "offline": tr("Offline."),
        "daily_quota": tr("Daily limit reached."),
        "rate_limited": tr("nodestash asked to wait."),
        "server_trouble": tr("nodestash has trouble."),
    }
)
_GATE_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "storage_trouble": tr("Free some space or check its permissions."),
        "paused": tr("Resume to send."),
        "key_missing": tr("Enter one to send."),
        "keyring_locked": tr("Unlock it to send."),
        "key_refused": tr("Enter another one to send."),
        "key_too_narrow": tr("Enter one that may."),
        "settings": tr("Check the settings."),
        "offline": tr("Next try when the network is back"),
    }
)
_GATE_ADVICE_OTHERWISE = tr("It is tried again soon.")

_CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "certificate": tr("The certificate of {detail} is not trusted."),
        "redirected": tr("nodestash points to {detail}, and nothing is sent there."),
        "bad_address": tr("The address {detail} cannot be used."),
        "key_unusable": tr("The API key has characters that cannot be sent."),
    }
)
"""More exact words for a gate, known from the item that met it."""

_CHECKING: Mapping[str, str] = MappingProxyType(
    {
        "interrupted": tr("Sending was interrupted."),
        "server_error": tr("nodestash had a fault."),
        "unreadable_answer": tr("The answer could not be read."),
        "unforeseen": tr("Sending went wrong."),
        "not_found_yet": tr("Not found so far."),
    }
)
_MAY_HAVE_ARRIVED = tr("It may have arrived.")

_NEEDS_YOU: Mapping[str, str] = MappingProxyType(
    {
        "refused": tr("Refused: {detail}"),
        "refused_link": tr("{detail} Open to choose another."),
        "refused_status": tr("Refused without a readable reason (status {detail}). Open it."),
        "cannot_look": tr("It may already be in nodestash. This key cannot look there."),
        "restored_backup": tr("It comes from a backup and may already be in nodestash."),
        "bad_content": tr("Its stored content is damaged. Open it and check every field."),
    }
)
_FIELDS_REFUSED = tr("Not accepted: {fields}. Open to correct.")
_NEEDS_YOU_OTHERWISE = tr("nodestash did not accept it. Open to correct it.")
_LINK_GONE = tr("{field} does not exist in nodestash. Open to choose another.")

_AS_IT_IS: Mapping[str, str] = MappingProxyType(
    {
        "draft": tr("Kept here. Open to finish it."),
        "sending": tr("On its way."),
        "sent": tr("Confirmed by nodestash."),
        "discarded": tr("You discarded it. It can be restored."),
    }
)
_LINKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"link_wanted": links.waits_for, "link_ambiguous": links.several_called}
)
_MARKED_SENT = tr("You marked it as sent.")
_TAKEN_BACK = tr("Taken back.")
_BEING_TAKEN_BACK = tr("Being taken back.")
_KEPT = tr("nodestash kept it: {detail}")
_KEPT_SILENTLY = tr("nodestash kept it and did not say why.")
_HELD = tr("Open in the form. Sent once you leave it.")
_NOT_ARRIVED = tr("It had not arrived and is sent again.")
_NEXT = tr("Sent next")
_AFTER = tr("After the item above")


def reason_line(
    item: ItemView,
    gates: Mapping[Kind, GateView],
    now: datetime,
    zone: tzinfo | None = None,
    *,
    after_another: bool = False,
) -> str:
    """Say why an item stands where it stands and when it is tried next.

    Args:
        item: The item.
        gates: What pauses the queue.
        now: The present; aware.
        zone: The zone in which times of day are written; None for the one of this computer.
        after_another: Whether another one is sent first, so that its line says the rest.
    """
    if item.state == "waiting":
        return _waiting_line(item, gates, now, zone, after_another=after_another)
    if item.state == "checking":
        return _checking_line(item, gates, now, zone)
    if item.state == "needs_you":
        return _needs_you_line(item)
    return _settled_line(item)


def gate_line(
    gate: GateView, now: datetime, zone: tzinfo | None = None, cause: ReasonView | None = None
) -> str:
    """Say why nothing is sent, and when the next try is or what ends the pause.

    Args:
        gate: What pauses the queue.
        now: The present; aware.
        zone: The zone in which times of day are written; None for the one of this computer.
        cause: The reason of the item that closed the gate, where it is known: it tells a wrong
            certificate from a redirect.
    """
    if gate.until is None:
        then = _GATE_ADVICE.get(gate.kind, _GATE_ADVICE_OTHERWISE)
    else:
        then = next_phrase(NEXT_TRY, gate.until, now, zone)
    return f"{gate_cause(gate, cause)} {then}"


def gate_cause(gate: GateView, cause: ReasonView | None = None) -> str:
    """Say why nothing is sent, without what comes next."""
    exact = cause is not None and gate.kind in ("settings", "key_refused") and cause.code in _CAUSES
    if exact and cause is not None:
        return _CAUSES[cause.code].format(detail=cause.detail)
    if gate.kind in ("key_missing", "keyring_locked") and gate.detail:
        # The title of the trouble: there is no keyring at all, it does not answer, …
        return gate.detail
    return _GATES[gate.kind]


def by_importance(gates: Mapping[Kind, AnyGate]) -> list[AnyGate]:
    """Return gates with the one first about which a person can and must do most."""
    return sorted(gates.values(), key=lambda gate: _GATE_ORDER.index(gate.kind))


def next_try(item: ItemView, gates: Mapping[Kind, GateView], now: datetime) -> datetime | None:
    """Return the moment to which an item's line counts down; None where it names no time."""
    if item.state not in ("waiting", "checking"):
        return None
    gate = _holding(gates, now)
    if gate is not None and gate.until is None:
        return None
    opens = None if gate is None else gate.until
    return max((moment for moment in (item.not_before, opens) if moment is not None), default=None)


def _holding(gates: Mapping[Kind, GateView], now: datetime) -> GateView | None:
    """Return the gate that decides when the queue goes on.

    One that only an event opens outlasts every time; among times the last one counts.
    """
    closed = [gate for gate in by_importance(gates) if gate.closed(now)]
    for gate in closed:
        if gate.until is None:
            return gate
    return max(closed, key=lambda gate: gate.until or now, default=None)


def _waiting_line(
    item: ItemView,
    gates: Mapping[Kind, GateView],
    now: datetime,
    zone: tzinfo | None,
    *,
    after_another: bool,
) -> str:
    if item.held_until is not None and now < item.held_until:
        return _HELD
    waits = item.not_before is not None and now < item.not_before
    if after_another and not waits:
        return _AFTER
    gate, moment = _holding(gates, now), next_try(item, gates, now)
    if gate is not None and moment is None:
        return gate_line(gate, now, zone, item.reason)
    if moment is not None and now < moment:
        then = next_phrase(NEXT_TRY, moment, now, zone)
        return then if gate is None else f"{gate_cause(gate, item.reason)} {then}"
    if item.reason is not None and item.reason.code == "not_arrived":
        return _NOT_ARRIVED
    return _NEXT


def _checking_line(
    item: ItemView, gates: Mapping[Kind, GateView], now: datetime, zone: tzinfo | None
) -> str:
    gate, moment = _holding(gates, now), next_try(item, gates, now)
    if gate is not None and moment is None:
        return f"{_MAY_HAVE_ARRIVED} {gate_line(gate, now, zone, item.reason)}"
    cause = "" if item.reason is None else _CHECKING.get(item.reason.code, "")
    if gate is not None:
        cause = gate_cause(gate, item.reason)
    then = next_phrase(NEXT_LOOK, moment or now, now, zone)
    return " ".join(part for part in (cause, _MAY_HAVE_ARRIVED, then) if part)


def _settled_line(item: ItemView) -> str:
    code = "" if item.reason is None else item.reason.code
    detail = "" if item.reason is None else item.reason.detail
    if item.state == "sent" and item.take_back:
        return _BEING_TAKEN_BACK
    if item.state == "sent" and code == "not_taken_back":
        return _KEPT.format(detail=detail) if detail else _KEPT_SILENTLY
    if item.state == "sent" and code == "marked_sent":
        return _MARKED_SENT
    if item.state == "draft" and code in _LINKS:
        return _LINKS[code](detail)
    if item.state == "discarded" and code == "taken_back":
        return _TAKEN_BACK
    return _AS_IT_IS[item.state]


def _needs_you_line(item: ItemView) -> str:
    if item.reason is None:
        return _NEEDS_YOU_OTHERWISE
    code, detail = item.reason.code, item.reason.detail
    if code == "refused_link" and item.field_errors:
        field = next(iter(item.field_errors))
        return _LINK_GONE.format(field=FIELD_WORDS.get(field, field))
    if code == "refused_fields" and item.field_errors:
        tops = dict.fromkeys(field.partition(".")[0] for field in item.field_errors)
        names = (FIELD_WORDS.get(field, field) for field in tops)
        return _FIELDS_REFUSED.format(fields=", ".join(names))
    if code in _NEEDS_YOU and (detail or "{detail}" not in _NEEDS_YOU[code]):
        return _NEEDS_YOU[code].format(detail=detail)
    return _NEEDS_YOU_OTHERWISE
