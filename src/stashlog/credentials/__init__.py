"""The API key: checked, kept in the operating system's keyring or in memory, never shown.

Nothing here imports the ``keyring`` library before it is needed: it costs the start of the
program more than the window does.
"""

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.credentials import Credentials, KeySource, KeyStatus
from stashlog.credentials.errors import (
    CredentialsError,
    InvalidKey,
    KeyringBroken,
    KeyringError,
    KeyringLocked,
    KeyringRefused,
    KeyringTimeout,
    NoKeyring,
)
from stashlog.credentials.memory_store import MemoryKeyStore
from stashlog.credentials.os_store import OsKeyStore
from stashlog.credentials.patience import PatientKeyStore
from stashlog.credentials.store import KeyStore, StoreStatus

__all__ = [
    "ApiKey",
    "Credentials",
    "CredentialsError",
    "InvalidKey",
    "KeySource",
    "KeyStatus",
    "KeyStore",
    "KeyringBroken",
    "KeyringError",
    "KeyringLocked",
    "KeyringRefused",
    "KeyringTimeout",
    "MemoryKeyStore",
    "NoKeyring",
    "OsKeyStore",
    "PatientKeyStore",
    "StoreStatus",
]
