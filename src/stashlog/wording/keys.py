"""What Stashlog says about the API key and about the keyring that holds it.

Each keyring trouble has a title (what happened) and an advice (what to do now).
"""

from __future__ import annotations

from stashlog.wording.catalogue import tr

ENVIRONMENT_VARIABLE = "STASHLOG_API_KEY"
SESSION_ADVICE = tr("You can use the key for this session only.")

KEY_EMPTY = tr("There is no key here. Paste the whole API key from nodestash.")
KEY_QUOTED = tr("The key has quotation marks around it. Paste it without them.")
KEY_WITH_BEARER = tr("The key starts with “Bearer”. Paste only what follows that word.")
KEY_WITH_SPACE = tr("The key has a space or a line break inside. Copy it again in one piece.")
KEY_WITH_CONTROL = tr(
    "The key has an invisible control character inside. Copy it again from nodestash."
)
KEY_NOT_ASCII = tr(
    "The key has a character that no API key has, such as an accent or “…”. "
    "Copy it again from nodestash."
)
KEY_INCOMPLETE = tr("The key ends right after its prefix. Copy the whole API key from nodestash.")

SOURCE_ENVIRONMENT = tr("the environment variable {name}").format(name=ENVIRONMENT_VARIABLE)
SOURCE_SESSION = tr("entered for this session only")
SOURCE_KEYRING = tr("the keyring of this computer")

NO_KEYRING_TITLE = tr("This computer offers no keyring to keep the API key in.")
LOCKED_TITLE = tr("The keyring is locked.")
NOT_SET_UP_TITLE = tr("There is no keyring yet, and none was set up.")
TIMEOUT_TITLE = tr("The keyring does not answer.")
BROKEN_TITLE = tr("The keyring could not do what was asked.")
READ_BACK_TITLE = tr("The keyring took the API key but gave back something else.")
STILL_THERE_TITLE = tr("The keyring still holds the API key after it was told to remove it.")
STILL_THERE_ADVICE = tr(
    "Remove the entry “io.github.stashlog.Stashlog” in the keyring's own program."
)
NOT_A_KEY_TITLE = tr("What the keyring holds for Stashlog is not an API key.")
NOT_A_KEY_ADVICE = tr("Enter the API key again; it replaces what is there.")
CHOICE_TITLE = tr("The keyring chosen in the settings of Python's keyring library cannot be used.")


def _or_for_this_session(advice: str) -> str:
    return f"{advice} {SESSION_ADVICE}"


NO_KEYRING_ADVICE = (
    f"{SESSION_ADVICE} "
    f"{tr('To keep it, install and start a keyring, such as gnome-keyring or KWallet.')}"
)
LOCKED_ADVICE = _or_for_this_session(tr("Unlock it and try again."))
NOT_SET_UP_ADVICE = _or_for_this_session(
    tr("Try again and choose a password for the new keyring when asked.")
)
TIMEOUT_ADVICE = _or_for_this_session(
    tr("Look for a window that asks for your keyring's password.")
)
BROKEN_ADVICE = _or_for_this_session(tr("Restart the keyring or log in again, then retry."))
READ_BACK_ADVICE = _or_for_this_session(tr("Do not rely on this keyring."))
CHOICE_ADVICE = _or_for_this_session(
    tr("Correct or remove PYTHON_KEYRING_BACKEND or the file keyringrc.cfg.")
)
_USE_A_KNOWN_ONE = tr(
    "To keep it, remove PYTHON_KEYRING_BACKEND or keyringrc.cfg and use gnome-keyring or KWallet."
)
REFUSED_ADVICE = f"{SESSION_ADVICE} {_USE_A_KNOWN_ONE}"


def key_too_long(limit: int) -> str:
    """The sentence for a text of more than ``limit`` characters."""
    return tr("The text is longer than {limit} characters, so it is no API key.").format(
        limit=limit
    )


def key_without_prefix(prefixes: tuple[str, ...]) -> str:
    """The sentence for a text that starts with none of the documented ``prefixes``."""
    return tr("An API key starts with {prefixes}. Copy it again from nodestash.").format(
        prefixes=f" {tr('or')} ".join(prefixes)
    )


def in_environment(sentence: str) -> str:
    """Say of a bad key that it came from the environment, where nobody sees it typed."""
    return f"{ENVIRONMENT_VARIABLE}: {sentence}"


def refused_title(backend: str) -> str:
    """The title when ``backend``, the keyring chosen by settings, would not protect the key."""
    return tr(
        "The keyring “{backend}” is not known to protect the API key, so it is not used."
    ).format(backend=backend)
