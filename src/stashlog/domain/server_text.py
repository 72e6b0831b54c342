"""Text that a server wrote is data: made harmless here before anything shows or stores it."""

from __future__ import annotations

import re
import unicodedata

SHOWN = 500
"""Characters of a server's text that are kept."""

_READ = 20 * SHOWN
"""Characters that are looked at; a megabyte of invisible ones is not worth the time."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks by category, yet without any shape of their own (Unicode, property
`Default_Ignorable_Code_Point`)."""

_KEY = re.compile(r"(nds_(?:live|test)_)\.*[\w~+/=-][\w.~+/=-]*")
"""Dots alone after the prefix end a sentence about keys."""


def clean(text: str) -> str:
    """Return server text that is safe to show, log and store as one line of plain text.

    Control characters (C0 and C1), characters that change the direction of writing and invisible
    ones disappear; line breaks and other white-space become single spaces; lone surrogates, which
    no file or widget takes, become the replacement character. An API key that the server repeats
    is cut to its prefix. At most `SHOWN` characters are left, the last one an ellipsis when some
    were cut.
    """
    visible = "".join(map(_harmless, text[:_READ]))
    line = _KEY.sub(r"\1…", " ".join(visible.split()))
    cut = len(line) > SHOWN or len(text) > _READ
    return f"{line[: SHOWN - 1].rstrip()}…" if cut else line


def plain_lines(text: str) -> str:
    """Return a stranger's text without what controls, hides or turns other text; lines are kept."""
    return "\n".join("".join(map(_harmless, line)) for line in text.splitlines())


def _harmless(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        return _REPLACEMENT
    return "" if category in ("Cc", "Cf") or character in _BLANK_LETTERS else character
