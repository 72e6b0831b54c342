"""One plain line: why is nothing sent at the moment, and what ends that.

The window and the command line share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeVar

from stashlog.wording.catalogue import tr
from stashlog.wording.moments import NEXT_TRY, next_phrase
from stashlog.wording.views import GateView, ReasonView

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


def holding_gate(gates: Mapping[Kind, GateView], now: datetime) -> GateView | None:
    """Return the gate that decides when the queue goes on.

    One that only an event opens outlasts every time; among times the last one counts.
    """
    closed = [gate for gate in by_importance(gates) if gate.closed(now)]
    for gate in closed:
        if gate.until is None:
            return gate
    return max(closed, key=lambda gate: gate.until or now, default=None)
