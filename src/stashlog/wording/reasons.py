"""One plain line: why is this item not in nodestash yet, and when is the next try.

The window and the command line share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeVar

from stashlog.wording import links
from stashlog.wording.catalogue import tr
from stashlog.wording.gates import gate_cause, gate_line, holding_gate
from stashlog.wording.moments import NEXT_LOOK, NEXT_TRY, next_phrase
from stashlog.wording.states import FIELD_WORDS
from stashlog.wording.views import GateView, ItemView

Kind = TypeVar("Kind", bound=str)

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
_DRAFT_ELSEWHERE = tr(
    "It waited for its link and may be in nodestash by now. Look there before you log it."
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


def next_try(item: ItemView, gates: Mapping[Kind, GateView], now: datetime) -> datetime | None:
    """Return the moment to which an item's line counts down; None where it names no time."""
    if item.state not in ("waiting", "checking"):
        return None
    gate = holding_gate(gates, now)
    if gate is not None and gate.until is None:
        return None
    opens = None if gate is None else gate.until
    return max((moment for moment in (item.not_before, opens) if moment is not None), default=None)


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
    gate, moment = holding_gate(gates, now), next_try(item, gates, now)
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
    gate, moment = holding_gate(gates, now), next_try(item, gates, now)
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
    if item.state == "draft" and code == "restored_backup":
        return _DRAFT_ELSEWHERE
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
