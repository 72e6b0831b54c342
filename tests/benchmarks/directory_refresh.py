"""The refresh of the directory at 1,000, 10,000 and 100,000 contacts: time, memory, blocked time.

    python -m tests.benchmarks.directory_refresh [CONTACTS...]

Each size runs in a process of its own, so that its memory is its own. Every page is the bytes of
an answer, made when it is asked for, so what is measured is reading, storing and indexing it, and
not a server. Meanwhile another thread wakes every few milliseconds, as the window's does; how much
too late it wakes is what a user would feel.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from stashlog.api.exchange import Received
from stashlog.api.records import PageQuery, Pipelines, RecordPage, fetch_page
from stashlog.domain.directory import Kind, Record
from stashlog.services.directory_refresh import DirectoryRefresh
from stashlog.services.events import Announcer
from stashlog.services.ports import Surroundings
from stashlog.storage.store import Store
from tests.benchmarks.directory import percentile, resident_mb
from tests.support.directories import count_in, many_companies, many_contacts, many_deals

SIZES = (1_000, 10_000, 100_000)
_BEAT = 0.004
LONGEST_BLOCK_MS = 50.0


class Bytes:
    """A server of made-up records whose answers are bytes."""

    def __init__(self, contacts: int) -> None:
        self._lists = {
            Kind.COMPANY: [*many_companies(contacts // 5)],
            Kind.CONTACT: [*many_contacts(contacts)],
            Kind.DEAL: [*many_deals(contacts // 5)],
        }
        self.reading: list[float] = []

    def list_page(self, key: str, query: PageQuery) -> RecordPage:  # noqa: ARG002 - needs no key
        """Read one page from bytes."""
        records = self._lists[query.kind]
        start = int(query.cursor or 0)
        end = start + query.size
        backwards = records[len(records) - end if end < len(records) else 0 : len(records) - start]
        body = _body(backwards[::-1], str(end) if end < len(records) else None)
        started = time.perf_counter()
        page = fetch_page(
            lambda _: Received(200, {"x-ratelimit-burst-limit": "500"}, body),
            query,
            lambda: datetime.now(UTC),
            "host",
        )
        self.reading.append((time.perf_counter() - started) * 1000)
        return page

    def list_pipelines(self, key: str) -> Pipelines:  # noqa: ARG002 - needs no key
        """Return no pipelines."""
        return Pipelines()


def _body(records: Sequence[Record], cursor: str | None) -> bytes:
    data = []
    for record in records:
        first, _, last = record.title.partition(" ")
        values = {
            "first_name": first,
            "last_name": last,
            "name": record.title,
            "title": record.title if record.kind is Kind.DEAL else "Buyer",
            "email": record.email,
            "phone": record.phone,
            "domain": record.domain,
            "company_id": record.company_id,
            "contact_id": record.contact_id,
            "value": record.value,
            "closed_at": record.updated_at if record.closed else None,
            "custom_fields": {"region": "north", "segment": "B"},
            "tags": ["customer"],
            "created_at": record.updated_at,
            "updated_at": record.updated_at,
        }
        data.append({"id": record.id, "type": record.kind, "attributes": values})
    pagination = {"next_cursor": cursor, "has_more": cursor is not None}
    return json.dumps({"data": data, "meta": {"pagination": pagination}}).encode()


def late_ms(done: threading.Event) -> list[float]:
    """Wake every few milliseconds until something is done; return how much too late each time."""
    late = []
    waiting = threading.Event()
    while not done.is_set():
        started = time.perf_counter()
        waiting.wait(_BEAT)
        late.append((time.perf_counter() - started - _BEAT) * 1000)
    return late


def refresh(folder: Path, server: Bytes, done: threading.Event, taken: list[float]) -> None:
    """Go through one round as fast as it goes."""
    store = Store.open(folder)
    # Time that is always late enough lets the refresh go on without a rest.
    hours = iter(range(0, 10**9, 1))
    around = Surroundings(lambda: datetime.now(UTC), lambda: float(next(hours)), lambda: 0.5)
    work = DirectoryRefresh(folder, server, "made up", store.facts, around, Announcer())
    while work.wait() == 0:
        started = time.perf_counter()
        work.ask("key")
        taken.append((time.perf_counter() - started) * 1000)
    work.close()
    store.close()
    done.set()


def measure(count: int) -> None:
    """Refresh once from nothing and once with nothing new, and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder, server = Path(name), Bytes(count)
        before = resident_mb()
        for what in ("from nothing", "nothing new"):
            done, taken = threading.Event(), list[float]()
            server.reading.clear()
            thread = threading.Thread(target=refresh, args=(folder, server, done, taken))
            started = time.perf_counter()
            thread.start()
            late = late_ms(done)
            thread.join()
            seconds = time.perf_counter() - started
            print(
                f"{count:>8,} contacts, {what:<13}{seconds:>7.1f} s,{len(taken):>6} steps, 95 % in "
                f"{percentile(taken, 95):>6.1f} ms (reading {percentile(server.reading, 95):.1f});"
                f" another thread late by {percentile(late, 95):.1f} ms 95 %, {max(late):.1f} ms at"
                f" most (goal {LONGEST_BLOCK_MS:.0f}); memory +{resident_mb() - before:.1f} MB"
            )
            wish_for_a_round(folder)
        assert count_in(folder, Kind.CONTACT) == count


def wish_for_a_round(folder: Path) -> None:
    """Wish for another round."""
    from stashlog.services.directory import DirectoryDesk

    store = Store.open(folder)
    desk = DirectoryDesk(store)
    desk.refresh_now()
    desk.close()
    store.close()


def main(sizes: Iterable[int]) -> None:
    """Measure each size in a process of its own."""
    for size in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.directory_refresh", str(size)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        main(map(int, sys.argv[1:]) if sys.argv[1:] else SIZES)
