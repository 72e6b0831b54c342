"""Whether the keyring can be used at all, found out without touching the user's key.

For the self-test of the bundle: there the library's back ends are there only if they were packed.
"""

import importlib
import secrets
import sys

from stashlog.credentials.backends import full_name, system_backends, trusted_backend
from stashlog.credentials.errors import KeyringBroken

_SERVICE = "stashlog self-test"
_USER = "nobody"


def import_backends(system: str = sys.platform) -> tuple[str, ...]:
    """Import every back end that this operating system may offer, and return their names.

    Raises:
        ImportError: one is missing.
    """
    names = system_backends(system)
    for name in names:
        module, _, kind = name.rpartition(".")
        getattr(importlib.import_module(module), kind)
    return names


def round_trip() -> str:
    """Store a secret that means nothing, read it, remove it; return the back end's name.

    Raises:
        NoKeyring: none is available.
        KeyringBroken: something else is read than was written.
        Exception: whatever the back end has to say.
    """
    backend = trusted_backend()
    secret = secrets.token_urlsafe(16)
    backend.set_password(_SERVICE, _USER, secret)
    try:
        if backend.get_password(_SERVICE, _USER) != secret:
            raise KeyringBroken(full_name(backend))
    finally:
        backend.delete_password(_SERVICE, _USER)
    return full_name(backend)
