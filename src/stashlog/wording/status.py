"""The status line's words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr

CONNECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "storage_trouble": tr("Storage trouble"),
        "paused": tr("Paused"),
        "key_missing": tr("No API key"),
        "keyring_locked": tr("Keyring locked"),
        "key_refused": tr("Key refused"),
        "key_too_narrow": tr("Key too narrow"),
        "settings": tr("Not connected"),
        "offline": tr("Offline"),
        "daily_quota": tr("Daily limit reached"),
        "rate_limited": tr("Waiting for nodestash"),
        "server_trouble": tr("nodestash has trouble"),
    }
)
"""By kind of gate."""

ONLINE = tr("Online")
READY = tr("Ready")
SANDBOX = tr("Sandbox")
NO_ADDRESS = tr("No usable address")


def waiting(count: int) -> str:
    """Count what waits, is being sent or being checked."""
    return tr("{count} waiting").format(count=f"{count:,}")


def needs_you(count: int) -> str:
    """Count what a person has to decide."""
    if count == 1:
        return tr("1 needs you")
    return tr("{count} need you").format(count=f"{count:,}")


def quota(remaining: int, limit: int) -> str:
    """Say how much of the workspace's day is left."""
    return tr("{remaining} of {limit} requests left today").format(
        remaining=f"{remaining:,}", limit=f"{limit:,}"
    )
