"""The labels of `stashlog doctor`."""

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr
from stashlog.wording.cli import HELP_JSON

__all__ = ["HELP_JSON", "LABELS", "SECTIONS", "value_text"]

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "program": tr("Versions"),
        "folders": tr("Folders"),
        "settings": tr("Settings"),
        "database": tr("Database"),
        "key": tr("API key"),
        "server": tr("Server"),
        "session": tr("Session"),
    }
)

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "stashlog": "Stashlog",
        "python": "Python",
        "qt": "Qt",
        "sqlite": "SQLite",
        "system": tr("System"),
        "data": tr("Data"),
        "log": tr("Log"),
        "exists": tr("There already"),
        "writable": tr("Writable"),
        "free_bytes": tr("Free bytes"),
        "file": tr("File"),
        "base_url": tr("Address"),
        "stamp_metadata": tr("Outbox id in the metadata"),
        "appearance": tr("Appearance"),
        "undo_seconds": tr("Seconds for Undo"),
        "request_deadline_seconds": tr("Seconds for a request"),
        "quick_capture": tr("Keys that work in any program"),
        "quick_capture_keys": tr("Which keys"),
        "check_updates": tr("Look for newer versions"),
        "managed_file": tr("The administrator's file"),
        "managed": tr("Decided by the administrator"),
        "problems": tr("Problems"),
        "usable": tr("Usable"),
        "journal_mode": tr("Journal"),
        "items": tr("Activities"),
        "present": tr("There is one"),
        "source": tr("From"),
        "keyring": tr("Keyring"),
        "problem": tr("Problem"),
        "reachable": tr("Reached"),
        "key_verdict": tr("What it says about the key"),
        "proxies": tr("Proxies"),
        "display": "DISPLAY",
        "wayland_display": "WAYLAND_DISPLAY",
        "xdg_session_type": "XDG_SESSION_TYPE",
        "xdg_current_desktop": "XDG_CURRENT_DESKTOP",
        "qt_qpa_platform": "QT_QPA_PLATFORM",
        "lang": "LANG",
        "lc_all": "LC_ALL",
    }
)

_YES, _NO = tr("yes"), tr("no")


def value_text(value: object) -> str:
    """Write a finding for people."""
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, dict):
        return ", ".join(f"{name} {value_text(part)}" for name, part in value.items())
    if isinstance(value, list):
        return " ".join(map(value_text, value))
    return f"{value:,}" if isinstance(value, int) else str(value)
