"""The banner's sentences: lasting states, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "storage_trouble": tr(
            "Stashlog cannot write to its folder, so nothing new is stored. Free some space or "
            "check the folder's permissions."
        ),
        "paused": tr("Sending is paused. Everything you log is kept here."),
        "key_missing": tr("There is no API key yet. Everything you log is kept here until then."),
        "keyring_locked": tr(
            "Waiting for your keyring. Unlock it, or enter the key for this session only."
        ),
        "key_refused": tr(
            "nodestash refused the API key. Everything you log is kept here; enter another key."
        ),
        "key_too_narrow": tr(
            "This API key may not log activities. Everything you log is kept here; enter a key "
            "that may write activities."
        ),
        "settings": tr(
            "nodestash cannot be reached with these settings. Everything you log is kept here."
        ),
        "offline": tr(
            "You are offline. Everything you log is kept here and sent when the network is back."
        ),
        "server_trouble": tr(
            "nodestash has trouble. Everything you log is kept here and sent when it is better."
        ),
    }
)
"""By kind of gate."""

WITH_TIME: Mapping[str, str] = MappingProxyType(
    {
        "daily_quota": tr(
            "Your workspace's daily limit is used up. Everything you log is kept here. {when}"
        ),
        "rate_limited": tr("nodestash asked to wait. Everything you log is kept here. {when}"),
    }
)
"""The same for kinds whose end is known; `when` is a sentence."""

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "certificate": tr(
            "The certificate of {detail} is not trusted, so nothing was sent. Ask whoever looks "
            "after this network."
        ),
        "redirected": tr(
            "nodestash points to {detail}, where nothing is sent. You may have to log in to this "
            "network, or correct the address."
        ),
        "bad_address": tr("The address {detail} cannot be used. Correct it in the settings."),
    }
)
"""What is known better from the item that met it; `detail` names the host or address."""

TRY_NOW = tr("Try now")
ENTER_KEY = tr("Enter key")
RESUME = tr("Resume")
OPEN_SETTINGS = tr("Settings")
DISMISS = tr("Got it")


def too_narrow(scope: str) -> str:
    """Name what the key may not do: a scope, or the server's words."""
    return tr(
        "This API key is too narrow ({scope}). Everything you log is kept here; enter a key that "
        "may write activities."
    ).format(scope=scope)
