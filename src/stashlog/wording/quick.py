"""Quick capture and its keys."""

from __future__ import annotations

from stashlog.wording.catalogue import tr

TITLE = tr("Quick capture · Stashlog")
SECTION = tr("Quick capture")
SWITCH = tr("&Open a small form from any program")
KEYS = tr("&Keys")
STARTING = tr("Asking the system for the keys…")
OFF = tr("Off: no keys are taken from other programs.")
BY_HAND = tr(
    "This desktop lets no program take keys. In its keyboard settings, bind a shortcut to the "
    "command “stashlog new”: it opens the form of the running Stashlog."
)
NO_ANSWER = tr(
    "The desktop did not grant the keys. Bind a shortcut to the command “stashlog new” in its "
    "keyboard settings instead."
)


def works(keys: str) -> str:
    """Say which keys open the form."""
    return tr("{keys} opens it.").format(keys=keys)


def taken(keys: str) -> str:
    """Say that another program has the keys."""
    return tr("Another program uses {keys}. Choose other keys.").format(keys=keys)


def not_on_keyboard(keys: str) -> str:
    """Say that the keyboard has no such key."""
    return tr("This keyboard has no {keys}. Choose other keys.").format(keys=keys)


def not_keys(text: str) -> str:
    """Say what keys can be taken."""
    return tr(
        "“{keys}” cannot be used everywhere. Take Ctrl or Alt with a letter, a digit, Space or a "
        "function key."
    ).format(keys=text)
