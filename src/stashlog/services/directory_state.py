"""How far the refresh of the directory is, kept in the directory's own file.

State and records are written in one transaction, so that a crash at any point finds them agreeing.
The wishes of the user are facts of their own: another thread writes them at any moment.
"""

from __future__ import annotations

from stashlog.storage.facts import Facts

_PAUSED = "refresh_paused"
_WANTED = "refresh_wanted"


class RefreshWishes:
    """What the user wants of the refresh."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def pause(self, *, paused: bool) -> None:
        """Hold the refresh, or let it go on."""
        self._facts.put(_PAUSED, paused)

    def paused(self) -> bool:
        """Whether it is held."""
        return self._facts.get(_PAUSED) is True

    def want(self) -> None:
        """Wish for a round before its time."""
        self._facts.put(_WANTED, value=True)

    def wanted(self) -> bool:
        """Whether a round is wished for."""
        return self._facts.get(_WANTED) is True

    def fulfilled(self) -> None:
        """Forget the wish for a round: it has begun."""
        if self.wanted():
            self._facts.put(_WANTED, value=False)
