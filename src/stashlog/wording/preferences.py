"""The settings dialog."""

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr

TITLE = tr("Settings")
CLOSE = tr("Close")

KEY = tr("API key")
NO_KEY = tr("There is no API key.")
ENTER = tr("Enter key…")
REPLACE = tr("Replace…")
REMOVE = tr("Remove")
TEST = tr("Test")
REMOVE_QUESTION = tr(
    "Remove the key from this computer? nodestash does not show it again. "
    "What is waiting stays here."
)
REMOVE_FOR_GOOD = tr("Remove the key")
KEEP = tr("Keep it")
FROM_ENVIRONMENT = tr("It comes from the environment and can only be changed there.")

APPEARANCE = tr("Appearance")
APPEARANCES: Mapping[str, str] = MappingProxyType(
    {
        "system": tr("Like the system"),
        "light": tr("Light"),
        "dark": tr("Dark"),
    }
)

STARTING = tr("Starting, and newer versions")
AT_LOGIN = tr("Start Stashlog when I log in")
CHECK_UPDATES = tr("Tell me when there is a newer version")
CHECK_UPDATES_HELP = tr("Looks once a day. Nothing is downloaded.")
MANAGED = tr("The administrator of this computer has decided this.")
ABOUT = tr("About Stashlog…")
CANNOT_CHANGE = tr("This cannot be changed here ({cause}).")
KEEP = tr("Kept by “log and keep” (Ctrl+Shift+Enter)")

PLACES = tr("Where things are")
BASE_URL = tr("nodestash")
DATA_FOLDER = tr("Data folder")


def key_line(hint: str, source: str) -> str:
    """Say which key is in force and where it is from; never more of it than the hint."""
    return tr("{hint} · {source}").format(hint=hint, source=source)
