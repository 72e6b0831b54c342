"""The page on which the API key is entered."""

from stashlog.wording.catalogue import tr

TITLE = tr("Connect to nodestash")
TITLE_REPLACE = tr("Replace the API key")
INTRODUCTION = tr(
    "Stashlog logs your activities in nodestash with an API key that may write activities. "
    "nodestash shows a key only once, when it is made."
)
KEPT_IN_KEYRING = tr("The key is kept in the keyring of this computer, never in a file.")
FIELD = tr("API key")
FIELD_LABEL = tr("API &key")
SHOW = tr("Show")
SHOW_NAME = tr("Show the key")
TEST_AND_SAVE = tr("Test and save")
KEEP_ANYWAY = tr("Keep it untested")
BACK = tr("Back")
NO_KEY_YET = tr("No key yet?")
TRY_SANDBOX = tr("Try the sandbox")

WHERE = tr("Where to keep the key")
THIS_SESSION = tr("Only for this session")

TESTING = tr("Testing the key…")
WAITING_FOR_KEYRING = tr("Waiting for your keyring. Look for a window that asks for its password.")
GOOD = tr("The key works.")
EMPTY_TITLE = tr("Paste your API key here.")


def remember_in(keyring: str) -> str:
    """Offer to keep the key in a keyring; without a name it is the one of this computer."""
    if not keyring:
        return tr("Remember it in the keyring of this computer")
    return tr("Remember it in {keyring}").format(keyring=keyring)
