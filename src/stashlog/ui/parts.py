"""What the window needs of the composition root; the import contract lets it know no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stashlog.domain.date_style import DateStyle
    from stashlog.paths import Places
    from stashlog.services.desk import Desk
    from stashlog.services.events import Announcer
    from stashlog.services.key_entry import KeyEntry
    from stashlog.services.reading import CaptureRules
    from stashlog.services.worker import Worker
    from stashlog.settings import Settings


class Parts(Protocol):
    """The real parts, or a test's."""

    @property
    def places(self) -> Places:
        """Where files are."""

    @property
    def settings(self) -> Settings:
        """What the user decided."""

    def take(self, settings: Settings) -> None:
        """Go by other settings from now on."""

    @property
    def sandboxed(self) -> bool:
        """Whether everything happens against a nodestash inside this process."""

    @property
    def announcer(self) -> Announcer:
        """Where changes are announced."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time of day, UTC."""

    @property
    def date_style(self) -> DateStyle:
        """How the user writes dates."""

    def rules(self) -> CaptureRules:
        """Return what the settings say about capture; the form is checked by the same."""

    def desk(self) -> Desk:
        """Open the store for the calling thread."""

    def worker(self) -> Worker:
        """Return the delivery thread, not yet started; may take its time."""

    def newer_release(self) -> tuple[str, str] | None:
        """Return version and address of a newer Stashlog, if there is one; may take its time."""

    def key_entry(self) -> KeyEntry:
        """Return what tests, keeps and forgets the key; may take its time."""
