"""The one word for each state, type and field: the same in the window and the command line."""

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr
from stashlog.wording.form import LABELS, TYPES, plain

STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "draft": tr("Draft"),
        "waiting": tr("Waiting"),
        "sending": tr("Sending"),
        "checking": tr("Checking"),
        "needs_you": tr("Needs you"),
        "sent": tr("Sent"),
        "discarded": tr("Discarded"),
    }
)
"""By the state's name in JSON."""

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {field: plain(label) for field, label in LABELS.items()}
)
"""The form's fields, by the field's name in the API."""


def type_word(name: str) -> str:
    """Name an activity type; a draft may have none, or one that nobody knows."""
    return plain(TYPES.get(name.strip().lower(), tr("Activity")))
