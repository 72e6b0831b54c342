"""What pickers ask of the directory, on the desk's lane.

The file is opened when it is first asked for something, and again where it was replaced or turned
out to be damaged: it is a copy, and an empty one beats an error on every keystroke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from stashlog.domain.activity import LINK_PREFIXES
from stashlog.domain.outbox import Item
from stashlog.domain.reasons import ReasonCode
from stashlog.services.limits import recall_limits
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError, StoreError
from stashlog.storage.facts import Facts
from stashlog.storage.store import Store

if TYPE_CHECKING:
    # Loaded with the first question: the window opens without them.
    from stashlog.domain.directory import Candidate, Kind, Record
    from stashlog.domain.refresh_quota import Progress
    from stashlog.services.directory_state import RefreshWishes
    from stashlog.storage.directory import Directory

T = TypeVar("T")

_NOTED_UNTIL = "uses_noted_until"
_AT_ONCE = 1000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class DirectoryDesk:
    """Search and names over the store's folder; belongs to the thread of its store.

    Every method raises StoreError if it cannot.
    """

    def __init__(self, store: Store) -> None:
        self._folder = store.database.folder
        self._outbox = store.database
        self._database: Database | None = None

    def search(
        self,
        kind: Kind,
        text: str,
        limit: int = 20,
        *,
        company_id: str | None = None,
    ) -> list[Candidate]:
        """Return what fits a text best (`Directory.search`); for no text what was used last."""
        if not text.strip():
            self.note_uses()
        return self._asking(
            lambda directory: directory.search(kind, text, limit, company_id=company_id)
        )

    def candidate(self, record_id: str) -> Candidate | None:
        """Return a record by its id, with what tells it from others of its name."""
        return self._asking(lambda directory: directory.candidate(record_id))

    def get(self, record_id: str) -> Record | None:
        """Return a record by its id."""
        return self._asking(lambda directory: directory.get(record_id))

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return what to call records, by id; those that are not known are left out."""
        wanted = tuple(ids)
        return self._asking(lambda directory: directory.names(wanted))

    def deals_of(self, linked_id: str, limit: int = 20) -> list[Candidate]:
        """Return the open deals of a contact or a company, what was used last first."""
        return self._asking(lambda directory: directory.deals_of(linked_id, limit))

    def learn(self, item: Item) -> None:
        """Mark the records of which nodestash said, when it refused an item, that it has none."""
        reason, activity = item.reason, item.activity
        if reason is None or reason.code is not ReasonCode.REFUSED_LINK or activity is None:
            return
        gone = [getattr(activity, field) for field in LINK_PREFIXES if field in item.field_errors]
        self._asking(lambda directory: [directory.mark_missing(one) for one in gone if one])

    def pause(self, *, paused: bool) -> None:
        """Hold the refresh, or let it go on; survives a restart."""
        self._wish(lambda wishes: wishes.pause(paused=paused))

    def refresh_now(self) -> None:
        """Wish that the refresh looks for changes soon, without waiting for its time."""
        self._wish(lambda wishes: wishes.want())

    def progress(self, now: datetime) -> Progress:
        """Return how far the refresh is, for a window that has not heard of it yet.

        Args:
            now: The time of day, UTC.
        """
        from stashlog.domain.refresh_quota import progress
        from stashlog.services.directory_state import RefreshWishes, read_state

        def look(database: Database) -> Progress:
            facts = Facts(database)
            limits = recall_limits(Facts(self._outbox), now)
            paused = RefreshWishes(facts).paused()
            return progress(read_state(facts), limits, now, paused=paused)

        return self._with(look)

    def note_uses(self) -> None:
        """Learn from the outbox what was used since this was last asked."""
        self._with(self._note_uses)

    def close(self) -> None:
        """Give the connection back."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _note_uses(self, database: Database) -> None:
        from stashlog.storage.codec import readable_time
        from stashlog.storage.directory import Directory
        from stashlog.storage.links import Links

        facts, directory, links = Facts(database), Directory(database), Links(self._outbox)
        since = readable_time(facts.get(_NOTED_UNTIL)) or _LONG_AGO
        while (uses := links.used_since(since, _AT_ONCE)) and uses[-1].changed_at > since:
            since = uses[-1].changed_at
            with database.transaction():
                for use in uses:
                    directory.used(use.ids, use.logged_at)
                facts.put(_NOTED_UNTIL, since.isoformat())

    def _asking(self, ask: Callable[[Directory], T]) -> T:
        from stashlog.storage.directory import Directory

        return self._with(lambda database: ask(Directory(database)))

    def _wish(self, wish: Callable[[RefreshWishes], None]) -> None:
        from stashlog.services.directory_state import RefreshWishes

        self._with(lambda database: wish(RefreshWishes(Facts(database))))

    def _with(self, work: Callable[[Database], T]) -> T:
        try:
            return work(self._opened())
        except StoreError as error:
            self.close()
            damaged = isinstance(error, StoreDamagedError)
        return work(self._opened(check=damaged))

    def _opened(self, *, check: bool = False) -> Database:
        from stashlog.storage.directory_file import open_directory

        if self._database is None:
            self._database = open_directory(self._folder, check=check)
        return self._database
