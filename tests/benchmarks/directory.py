"""Search, refresh and memory of the directory at 1,000, 10,000 and 100,000 contacts.

    python -m tests.benchmarks.directory [CONTACTS...]

Each size runs in a process of its own, so that its memory is its own. To the contacts come a fifth
as many companies and as many deals. The pages of the refresh are made beforehand and handed over
as the bytes of an answer: what is measured is reading and storing them, not a server.
"""

from __future__ import annotations

import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from stashlog.domain.directory import Kind, Record
from stashlog.storage.directory import Directory
from stashlog.storage.directory_file import DIRECTORY_FILE
from tests.support.directories import Shelf, many_companies, many_contacts, many_deals
from tests.support.items import NOON

SIZES = (1_000, 10_000, 100_000)
LIMIT_MS = 30.0
"""The goal for the 95th percentile of a search."""

_PAGE = 100
_SEARCHES = 300


def searches(contacts: list[Record], seed: int = 5) -> dict[str, list[str]]:
    """Return what is typed, by the kind of search; every beginning of a text is one search."""
    dice = random.Random(seed)  # noqa: S311 - which searches are measured is no secret
    chosen = dice.choices(contacts, k=_SEARCHES)
    names = [one.title for one in chosen]
    return {
        "a name as it is typed": [name[:end] for name in names[:30] for end in range(1, len(name))],
        "one letter": [name[0] for name in names],
        "two letters": [name[:2] for name in names],
        "last name, first name": [" ".join(reversed(name.split())) for name in names],
        "beginnings of both": [" ".join(part[:2] for part in name.split()) for name in names],
        "a part of a name": [name.replace(" ", "")[1:5] for name in names],
        "e-mail": [one.email for one in chosen],
        "what everybody has": ["example", "firm", "example firm", "gmbh exam"] * 20,
        "two that never meet": ["gmbh zzz", "quqa 2025", "ber 777 xexe", "example stein zyzy"] * 20,
        "phone, international": [one.phone for one in chosen],
        "phone, last digits": [one.phone[-5:] for one in chosen],
        "nothing fits": [f"{name} zzzz" for name in names],
        "hostile": ['"' * 200, "% " * 100, "a " * 100, "\0" * 10_000, "x" * 10_000] * 10,
        "empty field": [""] * 50,
    }


def resident_mb() -> float:
    """Return the memory of this process, where the system tells it without further libraries."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    (line,) = [one for one in status.read_text().splitlines() if one.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def timed_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long something takes.

    Args:
        work: What to do.
        clock: Seconds; `time.thread_time` leaves out what others did meanwhile.
    """
    started = clock()
    work()
    return (clock() - started) * 1000


def percentile(values: list[float], share: int) -> float:
    """Return the value below which so many in a hundred are."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def store_pages(shelf: Shelf, records: Iterable[Record]) -> tuple[int, list[float]]:
    """Store records page by page, and return how many there are and how long each page took."""
    page: list[Record] = []
    taken: list[float] = []
    total = 0
    for record in records:
        page.append(record)
        total += 1
        if len(page) == _PAGE:
            taken.append(timed_ms(partial(shelf.copy.put, page, 1)))
            page = []
    shelf.copy.put(page, 1)
    return total, taken


def measure(count: int) -> None:
    """Fill a directory and print its figures."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf.open(Path(folder))
        started = time.perf_counter()
        contacts = [*many_contacts(count)]
        before = resident_mb()
        taken: list[float] = []
        total = 0
        for records in (many_companies(count // 5), contacts, many_deals(count // 5)):
            stored, pages = store_pages(shelf, records)
            total, taken = total + stored, taken + pages
        size = (Path(folder) / DIRECTORY_FILE).stat().st_size / 1e6
        print(f"\n{count:,} contacts, {total:,} records, {size:.0f} MB on disk")
        print(
            f"  stored in {time.perf_counter() - started:.1f} s; a page of {_PAGE}: median "
            f"{statistics.median(taken):.1f} ms, 95 % {percentile(taken, 95):.1f} ms; "
            f"memory +{resident_mb() - before:.1f} MB"
        )
        for number in range(0, min(count, 500), 5):
            shelf.directory.used([contacts[number].id], NOON)
        typed = searches(contacts)
        shelf.directory.close()
        del contacts
        measure_searches(Directory.open(Path(folder)), typed)


def measure_searches(directory: Directory, typed: dict[str, list[str]]) -> None:
    """Search and print how long it takes, and how much memory."""
    gc.collect()
    before = resident_mb()
    every: list[float] = []
    busy: list[float] = []
    for name, texts in typed.items():
        taken = [timed_ms(partial(directory.search, Kind.CONTACT, text)) for text in texts]
        every += taken
        busy += [
            timed_ms(partial(directory.search, Kind.CONTACT, text), time.thread_time)
            for text in texts
        ]
        print(
            f"  {name:<24}{statistics.median(taken):>8.2f} ms median"
            f"{percentile(taken, 95):>8.2f} ms 95 %{max(taken):>8.2f} ms longest"
        )
    verdict = "within" if percentile(every, 95) < LIMIT_MS else "MISSES"
    print(
        f"  {len(every)} searches: 95 % in {percentile(every, 95):.2f} ms, {verdict} the goal of "
        f"{LIMIT_MS:.0f} ms; processor time {percentile(busy, 50):.2f} ms median, "
        f"{percentile(busy, 95):.2f} ms 95 %; memory +{resident_mb() - before:.1f} MB"
    )
    directory.close()


def main(sizes: Iterable[int]) -> None:
    """Measure each size in a process of its own."""
    for size in sizes:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.directory", str(size)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        main(map(int, sys.argv[1:]) if sys.argv[1:] else SIZES)
