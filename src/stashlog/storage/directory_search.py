"""Search in the directory: a few narrow questions to the index, and what was used lately.

Each question reads the index only until it has enough, so that a single letter is answered as fast
as a full name, whatever the number of records. What was used lately is looked through as a whole:
it comes first, and the index knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from stashlog.domain.directory import Kind
from stashlog.domain.directory_query import Question
from stashlog.domain.entry import sendable
from stashlog.storage.database import Database
from stashlog.storage.directory_rows import SHELVES, span

_RECENT = 1000
"""So many records that were used last are looked through."""

_LINKED = 5000
"""So many contacts or deals of one company are looked through."""

_PLACE = (
    "SELECT r.position, r.name_words, r.other_words, r.closed, coalesce(u.used_at, ''), r.title"
)
_NAMED, _FOUND = (
    f"{_PLACE} FROM {table} JOIN records AS r ON r.position = {table}.rowid "
    f"LEFT JOIN uses AS u ON u.id = r.id WHERE {table} MATCH ? "
    f"AND {table}.rowid BETWEEN ? AND ? ORDER BY {table}.rowid LIMIT ?"
    for table in ("names", "words")
)
_USED = f"""
    {_PLACE} FROM uses AS u JOIN records AS r ON r.id = u.id
    WHERE u.kind = ? ORDER BY u.used_at DESC LIMIT ?
"""
_LINKED_TO = f"{_PLACE} FROM records AS r LEFT JOIN uses AS u ON u.id = r.id WHERE r.kind = ? AND"


@dataclass(frozen=True, slots=True)
class Place:
    """A record as a search weighs it."""

    position: int
    name_words: str
    other_words: str
    closed: int
    used_at: str
    title: str

    def rank(self, questions: Collection[Question]) -> int | None:
        """Return the number of the first question that it answers; None if it answers none."""
        for rank, question in enumerate(questions):
            if question.holds(self.name_words, self.other_words):
                return rank
        return None


class Search:
    """Finds the positions of records. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def everywhere(self, kind: Kind, questions: tuple[Question, ...], most: int) -> list[int]:
        """Return the positions that answer best, of all records of a kind."""
        found = {place.position: place for place in self._used(kind)}
        for place in self._indexed(kind, questions, most):
            found.setdefault(place.position, place)
        return best(found.values(), questions, most)

    def linked(
        self, kind: Kind, column: str, link: str, questions: tuple[Question, ...], most: int
    ) -> list[int]:
        """Return the positions that answer best, of the records linked to a company or contact.

        Args:
            kind: What is searched for.
            column: `company_id` or `contact_id`.
            link: The id in that column.
            questions: None of them for all that is linked.
            most: At most so many.
        """
        sql = f"{_LINKED_TO} r.{column} = ? AND r.{column} <> '' LIMIT ?"
        rows = self._database.rows(sql, [kind, sendable(link), _LINKED])
        return best((Place(*row) for row in rows), questions, most)

    def _used(self, kind: Kind) -> Iterator[Place]:
        yield from (Place(*row) for row in self._database.rows(_USED, [kind, _RECENT]))

    def _indexed(self, kind: Kind, questions: Iterable[Question], most: int) -> Iterator[Place]:
        """Yield what the index finds, question after question, until there is enough.

        Questions of one closeness are asked together where open records come before closed ones:
        an open deal whose title begins so comes before a closed one that is called so.
        """
        seen = set[int]()
        alone = len(SHELVES[kind]) == 1
        for _, group in groupby(questions, lambda question: question.closeness):
            for question in group:
                for shelf in SHELVES[kind]:
                    for place in self._matching(question, shelf, 2 * most):
                        seen.add(place.position)
                        yield place
                if alone and len(seen) >= most:
                    return
            if len(seen) >= most:
                return

    def _matching(self, question: Question, shelf: int, most: int) -> list[Place]:
        sql = _NAMED if question.by_name else _FOUND
        rows = self._database.rows(sql, [_expression(question), *span(shelf), most])
        return [Place(*row) for row in rows]


def best(places: Iterable[Place], questions: tuple[Question, ...], most: int) -> list[int]:
    """Return the positions of the best places, best first; all are equal without a question."""
    ranked = [(place.rank(questions) if questions else 0, place) for place in places]
    fitting = [(rank, place) for rank, place in ranked if rank is not None]
    # Sorting is stable: the last key sorted by counts most.
    fitting.sort(key=lambda one: (one[0], one[1].title.casefold(), one[1].position))
    fitting.sort(key=lambda one: one[1].used_at, reverse=True)
    if questions:
        fitting.sort(key=lambda one: (questions[one[0]].closeness, one[1].closed))
    else:
        fitting.sort(key=lambda one: one[1].closed)
    return [place.position for _, place in fitting[:most]]


def _expression(question: Question) -> str:
    """Write a question in the index' own language (https://www.sqlite.org/fts5.html, section 3)."""
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in question.wanted)


def _quoted(piece: str) -> str:
    doubled = piece.replace('"', '""')
    return f'"{doubled}"'
