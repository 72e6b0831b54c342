"""A chord: the keys that are pressed together to reach Stashlog from any program."""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
"""As Qt writes them portably. On macOS `Ctrl` is the command key and `Meta` the control key."""

DEFAULT_KEYS = "Meta+Alt+Space" if sys.platform == "darwin" else "Ctrl+Alt+Space"
"""No character on any keyboard layout, where Ctrl and Alt together are often AltGr."""

_KEY = re.compile(r"[A-Z0-9]|F(?:[1-9]|1[0-9]|2[0-4])|Space")


class Chord(NamedTuple):
    """Modifiers and one key.

    Attributes:
        modifiers: Of `MODIFIERS`, in that order; at least one other than Shift, or a function key.
        key: A capital letter, a digit, `F1` to `F24` or `Space`.
    """

    modifiers: tuple[str, ...]
    key: str

    @property
    def text(self) -> str:
        """How it is written: "Ctrl+Alt+Space"."""
        return "+".join((*self.modifiers, self.key))


def read_chord(text: str) -> Chord:
    """Read a chord as Qt writes it portably.

    Raises:
        ValueError: it is none, or one that would be missed in every text field.
    """
    *held, key = (part.strip() for part in text.strip().split("+"))
    names = {name.casefold(): name for name in MODIFIERS}
    modifiers = {names.get(part.casefold(), "") for part in held}
    plain = key.capitalize() if len(key) > 1 else key.upper()
    strong = modifiers & {"Ctrl", "Alt", "Meta"} or re.match(r"F\d", plain)
    if "" in modifiers or not strong or _KEY.fullmatch(plain) is None:
        raise ValueError(text)
    return Chord(tuple(name for name in MODIFIERS if name in modifiers), plain)
