"""What the doctor finds out about the computer: versions, proxies, display."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Mapping
from urllib.parse import urlsplit

from stashlog import __version__
from stashlog.cli.console import Json
from stashlog.storage.connection import library_version

Section = Mapping[str, Json]
Facts = dict[str, Section]

_SESSION = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "QT_QPA_PLATFORM",
    "LANG",
    "LC_ALL",
)
"""What decides how the window looks and speaks."""


def machine() -> Section:
    """Return versions. Qt's is read from its package: loading it would cost more than all else."""
    return {
        "stashlog": __version__,
        "python": platform.python_version(),
        "qt": _version("PySide6_Essentials"),
        "sqlite": library_version(),
        "system": platform.platform(),
    }


def session(environment: Mapping[str, str]) -> Section:
    """Return what kind of desktop session this is."""
    return {name.lower(): environment.get(name) or None for name in _SESSION}


def proxies() -> dict[str, Json]:
    """Return the system's proxies by scheme, without user names and passwords."""
    from urllib.request import getproxies

    return {scheme: _without_user(address) for scheme, address in getproxies().items()}


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _without_user(address: str) -> str:
    """Return scheme, host and port of a proxy; of what cannot be read, nothing."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return "…"
    if host is None:
        return "…" if "@" in address else address
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{host}{'' if port is None else f':{port}'}"
