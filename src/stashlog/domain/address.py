"""Which base URLs Stashlog talks to: https anywhere, plain http only on this computer."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from stashlog.wording import api as words

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts that are this computer; no proxy of the environment is asked for them."""

_LONGEST = 2000


class BadAddressError(ValueError):
    """The text is not a base URL that Stashlog may use; the message is a sentence for the user."""


def check_base_url(text: str) -> str:
    """Return a base URL without its trailing slashes.

    Args:
        text: What the user, the settings or the environment gave.

    Raises:
        BadAddressError: not https (nor http on this computer), no host, a user name or password,
            a query or a fragment, white-space or control characters, an impossible port.
    """
    address = text.strip()
    if len(address) > _LONGEST or not address.isprintable() or set(address) & set(" \\<>\"'"):
        raise BadAddressError(words.ADDRESS_CHARACTERS)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadAddressError(words.ADDRESS_UNREADABLE) from None
    if parts.username is not None or parts.password is not None:
        raise BadAddressError(words.ADDRESS_WITH_USER)
    if "?" in address or "#" in address:
        raise BadAddressError(words.ADDRESS_WITH_QUERY)
    if not host or port == 0:
        raise BadAddressError(words.ADDRESS_UNREADABLE)
    _check_scheme(parts, host)
    return address.rstrip("/")


def host_of(base_url: str) -> str:
    """Return the host of a checked base URL, for messages."""
    return urlsplit(base_url).hostname or ""


def _check_scheme(parts: SplitResult, host: str) -> None:
    if parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK):
        return
    if parts.scheme == "http":
        raise BadAddressError(words.ADDRESS_NOT_ENCRYPTED)
    raise BadAddressError(words.ADDRESS_UNREADABLE)
