"""What talks to nodestash, put together from the parts of one process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stashlog import __version__
from stashlog.connections import Connection
from stashlog.services.events import Announcer
from stashlog.services.ports import Surroundings
from stashlog.settings import Settings

if TYPE_CHECKING:
    # The key is looked for long before anything is sent.
    from stashlog.api.client import Nodestash
    from stashlog.services.delivery import Delivery
    from stashlog.services.key_entry import KeyEntry
    from stashlog.services.spare_time import SpareWork
    from stashlog.storage.store import Store

SETTLED_MARGIN = 15.0
"""Seconds added to the request's own deadline before an activity that was not found counts as
not arrived: time for a slow server to finish what it had already read."""


class Sending:
    """Clients and deliveries over one connection.

    Args:
        connection: Where activities go and with which key.
        folder: Where the data is.
        settings: What the user decided.
        around: Time and chance.
        announcer: Where changes are announced.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        settings: Settings,
        around: Surroundings,
        announcer: Announcer,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._settings = settings
        self._around = around
        self._announcer = announcer

    def client(self, deadline: float | None = None) -> Nodestash:
        """Return a client of its own for the server in use.

        Args:
            deadline: Seconds for each request; the setting's if left out.
        """
        from stashlog.api.client import Nodestash

        return Nodestash(
            self._connection.base_url,
            deadline=deadline or self._settings.request_deadline_seconds,
            user_agent=f"Stashlog/{__version__}",
            clock=self._around.clock,
        )

    def key_entry(self) -> KeyEntry:
        """Return what tests, keeps and forgets the key."""
        from stashlog.services.key_entry import KeyEntry

        return KeyEntry(
            self._connection.credentials, lambda key: self.client().check_key(key).verdict
        )

    def delivery(self, store: Store, client: Nodestash | None = None) -> Delivery:
        """Return a delivery over a store of the calling thread."""
        from stashlog.services.delivery import Delivery, DeliveryRules
        from stashlog.services.sender_lock import SenderLock

        return Delivery(
            store,
            client or self.client(),
            self._connection.credentials,
            SenderLock(self._folder),
            self._around,
            self._announcer,
            DeliveryRules(self._settings.request_deadline_seconds + SETTLED_MARGIN),
        )

    def refreshing(self, store: Store) -> Delivery:
        """Return a delivery that keeps the directory up to date in its spare time."""
        client = self.client()

        def refresh() -> SpareWork:
            from stashlog.services.directory_refresh import DirectoryRefresh

            return DirectoryRefresh(
                self._folder,
                client,
                self._connection.base_url,
                store.facts,
                self._around,
                self._announcer,
            )

        delivery = self.delivery(store, client)
        delivery.fill_spare_time(refresh)
        return delivery
