"""What was typed into a picker, as questions about the words of a record, best ones first.

The words of a record stand in one text, two spaces before each word and one after the last:
`  anna  muller `. In such a text " anna " is a whole word, " ann" the beginning of one (two
spaces if it is a single letter), and "nna" a part. These pieces have at least three characters,
which is what an index of trigrams can look up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from stashlog.domain.names import typed_words
from stashlog.domain.phones import beginnings, parts, typed_number

LONGEST_QUERY = 200
MOST_WORDS = 8
LONGEST_WORD = 40
"""Characters and words of a search that count; nobody types more to find a record."""

Wanted = tuple[tuple[str, ...], ...]
"""Pieces: of each group at least one has to be there."""


class Closeness(IntEnum):
    """How well a record fits; within one closeness, what was used recently comes first."""

    NAME = 0
    BEGINNING = 1
    PART = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One way in which a record may fit.

    Attributes:
        closeness: How well a record fits for which it holds.
        wanted: What has to be in its words.
        by_name: Only the words of its name count.
    """

    closeness: Closeness
    wanted: Wanted
    by_name: bool = False

    def holds(self, name_words: str, other_words: str) -> bool:
        """Whether a record with these words fits."""
        text = name_words if self.by_name else name_words + other_words
        return all(any(piece in text for piece in group) for group in self.wanted)


def read_query(text: str) -> tuple[Question, ...]:
    """Return the questions that a search asks, best first; none where there is nothing to find."""
    typed = text[:LONGEST_QUERY]
    questions = [*_number_questions(typed)]
    groups = [
        tuple(word[:LONGEST_WORD] for word in group) for group in typed_words(typed)[:MOST_WORDS]
    ]
    if not groups:
        return tuple(questions)
    whole, beginning, part = (_asking(groups, piece) for piece in (_whole, _beginning, _part))
    named = partial(Question, Closeness.NAME, by_name=True)
    return (
        named(whole),
        *([named((*whole[:-1], beginning[-1]))] if len(groups) > 1 else []),
        named(beginning),
        *questions[:1],
        Question(Closeness.BEGINNING, beginning),
        *questions[1:],
        Question(Closeness.PART, part),
    )


def index_text(found: Iterable[str]) -> str:
    """Write words the way in which questions are asked about them."""
    text = "  ".join(found)
    return f"  {text} " if text else ""


def _number_questions(typed: str) -> Iterable[Question]:
    number = typed_number(typed)
    if number is not None:
        yield Question(Closeness.BEGINNING, (tuple(map(_beginning, beginnings(number))),))
        if inside := parts(number):
            yield Question(Closeness.PART, (inside,))


def _asking(groups: Iterable[tuple[str, ...]], piece: Callable[[str], str]) -> Wanted:
    return tuple(tuple(dict.fromkeys(map(piece, group))) for group in groups)


def _whole(word: str) -> str:
    return f" {word} "


def _beginning(word: str) -> str:
    return f"  {word}" if len(word) == 1 else f" {word}"


def _part(word: str) -> str:
    return word if len(word) > 2 else _beginning(word)
