"""The one word for each state, type and field: the same in the window and the command line."""

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr

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

TYPE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "call": tr("Call"),
        "email": tr("Email"),
        "meeting": tr("Meeting"),
        "task": tr("Task"),
        "note": tr("Note"),
        "custom": tr("Custom"),
    }
)
"""By the activity type's name in the API."""

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "type": tr("Type"),
        "subject": tr("Subject"),
        "body": tr("Notes"),
        "contact_id": tr("Contact"),
        "company_id": tr("Company"),
        "deal_id": tr("Deal"),
        "due_date": tr("Due"),
        "tags": tr("Tags"),
        "metadata": tr("Metadata"),
    }
)
"""The form's fields, by the field's name in the API."""


def type_word(name: str) -> str:
    """Name an activity type; a draft may have none, or one that nobody knows."""
    return TYPE_WORDS.get(name.strip().lower(), tr("Activity"))
