"""Directories for tests and benchmarks: records that are quickly made, and where they are kept."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stashlog.domain.directory import Kind, Record
from stashlog.storage.database import Database
from stashlog.storage.directory import Directory
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory

_SYLLABLES = [
    "an",
    "be",
    "ca",
    "do",
    "el",
    "fa",
    "gi",
    "ho",
    "in",
    "ja",
    "ke",
    "li",
    "mo",
    "nu",
    "or",
    "pa",
    "qu",
    "ra",
    "si",
    "to",
    "ul",
    "va",
    "wi",
    "xe",
    "yo",
    "zu",
    "mar",
    "ber",
    "ton",
    "stein",
    "hof",
    "man",
    "son",
    "müll",
    "größ",
    "ård",
    "łuk",
]
_FIRST_CHANGE = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Shelf:
    """A directory, and the hand that fills it."""

    database: Database

    def __post_init__(self) -> None:
        self.directory = Directory(self.database)
        self.copy = DirectoryCopy(self.database)

    @classmethod
    def open(cls, folder: Path) -> Shelf:
        """Open the directory in a folder."""
        return cls(open_directory(folder))

    def put(self, *records: Record) -> None:
        """Take records over, all of the first full pass."""
        self.copy.put(records, seen_in=1)

    def titles(self, kind: Kind, text: str, **options: Any) -> list[str]:  # noqa: ANN401 - of search
        """Return the names of what a search finds, best first."""
        return [one.title for one in self.directory.search(kind, text, **options)]


def count_in(folder: Path, kind: Kind) -> int:
    """Return how many records of a kind the directory in a folder has."""
    with closing(Directory.open(folder)) as directory:
        return directory.count(kind)


def contact(number: int, title: str, **values: Any) -> Record:  # noqa: ANN401 - fields of Record
    """Return a contact."""
    return Record(f"ct_{number:06}", Kind.CONTACT, title, **values)


def company(number: int, title: str, **values: Any) -> Record:  # noqa: ANN401 - fields of Record
    """Return a company."""
    return Record(f"co_{number:06}", Kind.COMPANY, title, **values)


def deal(number: int, title: str, **values: Any) -> Record:  # noqa: ANN401 - fields of Record
    """Return a deal."""
    return Record(f"dl_{number:06}", Kind.DEAL, title, **values)


def many_contacts(count: int, seed: int = 1) -> Iterator[Record]:
    """Make contacts of many names, one company to five of them; equal seeds make equal ones."""
    dice = random.Random(seed)  # noqa: S311 - made-up names, no secrets
    firsts = [_word(dice, 2, 3) for _ in range(800)]
    lasts = [_word(dice, 2, 4) for _ in range(8000)]
    for number in range(count):
        first, last = dice.choice(firsts), dice.choice(lasts)
        firm = dice.randrange(max(1, count // 5))
        yield contact(
            number,
            f"{first} {last}".title(),
            email=f"{first}.{last}@firm{firm}.example",
            phone=f"+49 {dice.randrange(30, 999)} {dice.randrange(10**6, 10**8)}",
            company_id=f"co_{firm:06}",
            updated_at=_changed(number),
        )


def many_companies(count: int, seed: int = 2) -> Iterator[Record]:
    """Make companies."""
    dice = random.Random(seed)  # noqa: S311 - made-up names, no secrets
    for number in range(count):
        title = f"{_word(dice, 2, 4)} {_word(dice, 2, 3)} GmbH".title()
        domain = f"firm{number}.example"
        yield company(number, title, domain=domain, updated_at=_changed(number))


def many_deals(count: int, seed: int = 3) -> Iterator[Record]:
    """Make deals, every third one closed."""
    dice = random.Random(seed)  # noqa: S311 - made-up names, no secrets
    for number in range(count):
        title = f"Renewal {_word(dice, 2, 4)} {2020 + number % 8}".title()
        yield deal(
            number,
            title,
            contact_id=f"ct_{dice.randrange(count * 5):06}",
            company_id=f"co_{dice.randrange(count):06}",
            value=f"{dice.randrange(1, 900) * 100}.00",
            currency="EUR",
            closed=number % 3 == 0,
            updated_at=_changed(number),
        )


def _word(dice: random.Random, least: int, most: int) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(least, most)))


def _changed(number: int) -> str:
    return (_FIRST_CHANGE + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
