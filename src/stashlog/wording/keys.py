"""What Stashlog says about the API key and about the keyring that holds it.

Each keyring trouble has a title (what happened) and an advice (what to do now).
"""

ENVIRONMENT_VARIABLE = "STASHLOG_API_KEY"
SESSION_ADVICE = "You can use the key for this session only."

KEY_EMPTY = "There is no key here. Paste the whole API key from nodestash."
KEY_QUOTED = "The key has quotation marks around it. Paste it without them."
KEY_WITH_BEARER = "The key starts with “Bearer”. Paste only what follows that word."
KEY_WITH_SPACE = "The key has a space or a line break inside. Copy it again in one piece."
KEY_WITH_CONTROL = (
    "The key has an invisible control character inside. Copy it again from nodestash."
)
KEY_NOT_ASCII = (
    "The key has a character that no API key has, such as an accent or “…”. "
    "Copy it again from nodestash."
)
KEY_INCOMPLETE = "The key ends right after its prefix. Copy the whole API key from nodestash."

SOURCE_ENVIRONMENT = f"the environment variable {ENVIRONMENT_VARIABLE}"
SOURCE_SESSION = "entered for this session only"
SOURCE_KEYRING = "the keyring of this computer"

NO_KEYRING_TITLE = "This computer offers no keyring to keep the API key in."
NO_KEYRING_ADVICE = (
    f"{SESSION_ADVICE} To keep it, install and start a keyring, such as gnome-keyring or KWallet."
)
LOCKED_TITLE = "The keyring is locked."
LOCKED_ADVICE = f"Unlock it and try again. {SESSION_ADVICE}"
NOT_SET_UP_TITLE = "There is no keyring yet, and none was set up."
NOT_SET_UP_ADVICE = (
    f"Try again and choose a password for the new keyring when asked. {SESSION_ADVICE}"
)
TIMEOUT_TITLE = "The keyring does not answer."
TIMEOUT_ADVICE = f"Look for a window that asks for your keyring's password. {SESSION_ADVICE}"
BROKEN_TITLE = "The keyring could not do what was asked."
BROKEN_ADVICE = f"Restart the keyring or log in again, then retry. {SESSION_ADVICE}"
READ_BACK_TITLE = "The keyring took the API key but gave back something else."
READ_BACK_ADVICE = f"Do not rely on this keyring. {SESSION_ADVICE}"
STILL_THERE_TITLE = "The keyring still holds the API key after it was told to remove it."
STILL_THERE_ADVICE = "Remove the entry “io.github.stashlog.Stashlog” in the keyring's own program."
NOT_A_KEY_TITLE = "What the keyring holds for Stashlog is not an API key."
NOT_A_KEY_ADVICE = "Enter the API key again; it replaces what is there."
CHOICE_TITLE = "The keyring chosen in the settings of Python's keyring library cannot be used."
CHOICE_ADVICE = (
    "Correct or remove PYTHON_KEYRING_BACKEND or the file keyringrc.cfg. " + SESSION_ADVICE
)
REFUSED_ADVICE = (
    f"{SESSION_ADVICE} To keep it, remove PYTHON_KEYRING_BACKEND or keyringrc.cfg "
    "and use gnome-keyring or KWallet."
)


def key_too_long(limit: int) -> str:
    """The sentence for a text of more than ``limit`` characters."""
    return f"The text is longer than {limit} characters, so it is no API key."


def key_without_prefix(prefixes: tuple[str, ...]) -> str:
    """The sentence for a text that starts with none of the documented ``prefixes``."""
    return f"An API key starts with {' or '.join(prefixes)}. Copy it again from nodestash."


def in_environment(sentence: str) -> str:
    """Say of a bad key that it came from the environment, where nobody sees it typed."""
    return f"{ENVIRONMENT_VARIABLE}: {sentence}"


def refused_title(backend: str) -> str:
    """The title when ``backend``, the keyring chosen by settings, would not protect the key."""
    return f"The keyring “{backend}” is not known to protect the API key, so it is not used."
