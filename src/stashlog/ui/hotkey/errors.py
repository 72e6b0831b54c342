"""Why keys cannot be taken."""

from __future__ import annotations

from stashlog.domain.errors import StashlogError


class HotkeyError(StashlogError):
    """The keys cannot be taken; the words say why and what to do."""
