"""What stops a request on our side. None of these texts holds the key, the address or content.

```
RequestStoppedError
├── DeadlineError       the total deadline passed
├── CancelledError      somebody wants the client to stop
├── UnusableKeyError    the key has characters that no header may hold
└── ProxySettingsError  the system's proxy settings make no sense
```
"""

from __future__ import annotations


class RequestStoppedError(Exception):
    """Our own reason to stop a request, or not to start it."""


class DeadlineError(RequestStoppedError):
    """The request took longer than its total deadline."""


class CancelledError(RequestStoppedError):
    """The request was called off."""


class UnusableKeyError(RequestStoppedError):
    """The key cannot stand in a header: empty, or with spaces, control or non-ASCII characters."""


class ProxySettingsError(RequestStoppedError):
    """The proxy that the system or the environment names cannot be used."""
