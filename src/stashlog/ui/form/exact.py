"""Keeps text exactly as it was given, although a widget shows it a little differently."""

from __future__ import annotations


class ExactText:
    """Remembers a given text beside what a widget made of it.

    Text widgets turn CR LF into their own line ends and cannot hold a lone surrogate. As long as
    the user changes nothing, what was given is what is read back, byte for byte.
    """

    def __init__(self) -> None:
        self._given = ""
        self._shown = ""

    def given(self, text: str, shown: str) -> None:
        """Note that `text` was given to the widget, which now holds `shown`."""
        self._given, self._shown = text, shown

    def read(self, shown: str) -> str:
        """Return the exact text of a widget that holds `shown` now."""
        return self._given if shown == self._shown else shown
