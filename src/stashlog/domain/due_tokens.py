"""Cuts what was typed into pieces, each with what it can mean in one language."""

from __future__ import annotations

import re
import unicodedata
from datetime import time, timedelta
from functools import cache
from typing import NamedTuple

from stashlog.domain.due_words import Half, Meaning, Span, vocabulary

_LONGEST_PHRASE = 5
"""Words in the longest phrase of any vocabulary."""


class PartialDate(NamedTuple):
    """A date of figures; `slashed` if the order of its first two is the user's."""

    first: int
    second: int
    year: int | None
    slashed: bool


class Token(NamedTuple):
    """One word, phrase or figure.

    Attributes:
        text: As it stands in the phrase.
        meanings: Of a word; empty for figures.
        number: Of bare figures.
        ordinal: Of figures that can only be a day: "14.", "1er", "14th".
        date: Of figures such as "14.3.".
        iso: Year, month and day.
        clock: Of figures that can only be a time: "9:30", "9h", "9am".
        dotted: Of "9.30", which is a time where a date stands already.
        span: Of "3d".
        which: 1 or 2 for "(1)" and "(2)": which of two equal hours.
        offset: Of "+01:00".
    """

    text: str
    meanings: frozenset[Meaning] = frozenset()
    number: int | None = None
    ordinal: int | None = None
    date: PartialDate | None = None
    iso: tuple[int, int, int] | None = None
    clock: time | None = None
    dotted: time | None = None
    span: Span | None = None
    which: int = 0
    offset: timedelta | None = None


def plain_words(text: str) -> tuple[str, ...]:
    """Take away what people leave out: capitals, accents, commas, hyphens and apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    bare = bare.replace("º", ".").replace("\u2019", "'").replace(",", " ").replace("@", " @ ")
    bare = _pattern(r"(?<=[a-z])[-'](?=[a-z])").sub(" ", bare)
    bare = _pattern(r"(?<=\d)(?=[+-]\d{2}:\d{2}$)").sub(" ", bare)
    bare = _pattern(r"(?<=\d)(?=\()").sub(" ", bare)
    bare = _pattern(r"^(\d{4}-\d{1,2}-\d{1,2})t(?=\d)").sub(r"\1 ", bare)
    bare = _pattern(r"^\+\s*(?=\d)").sub("+ ", bare.strip())
    return tuple(bare.split())


def tokens(words: tuple[str, ...], language: str) -> list[Token] | None:
    """Cut words into tokens, the longest phrases first.

    Args:
        words: From `plain_words`.
        language: One of `LANGUAGES`; empty for figures only.

    Returns:
        None if a word is neither a figure nor of this language.
    """
    known = vocabulary(language) if language else {}
    found: list[Token] = []
    position = 0
    while position < len(words):
        for length in range(_LONGEST_PHRASE, 0, -1):
            phrase = tuple(word.rstrip(".") for word in words[position : position + length])
            if meanings := known.get(phrase):
                found.append(Token(" ".join(phrase), meanings))
                position += len(phrase)
                break
        else:
            figures = _figures(words[position])
            if figures is None:
                return None
            found.append(figures)
            position += 1
    return found


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile once, when it is first needed: the window opens without."""
    return re.compile(text, re.ASCII)


def _figures(word: str) -> Token | None:
    """Read a word that needs no language."""
    if word in ("+", "@"):
        return Token(word, frozenset({Meaning("mark", "plus" if word == "+" else "at")}))
    if match := _pattern(r"\(([12])\)").fullmatch(word):
        return Token(word, which=int(match[1]))
    if match := _pattern(r"([+-])(\d{2}):?(\d{2})").fullmatch(word):
        size = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return Token(word, offset=-size if match[1] == "-" else size)
    if match := _pattern(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})").fullmatch(word):
        return Token(word, iso=(int(match[1]), int(match[2]), int(match[3])))
    token = Token(
        word,
        number=int(word) if _pattern(r"\d{1,4}").fullmatch(word) else None,
        ordinal=_ordinal(word),
        date=_date(word),
        clock=_clock(word),
        dotted=_dotted(word),
        span=_span(word),
    )
    return None if token == Token(word) else token


def _ordinal(word: str) -> int | None:
    match = _pattern(r"(\d{1,2})(?:\.|er|st|nd|rd|th)").fullmatch(word)
    return int(match[1]) if match else None


def _date(word: str) -> PartialDate | None:
    if match := _pattern(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?").fullmatch(word):
        return PartialDate(int(match[1]), int(match[2]), _year(match[3]), slashed=False)
    match = _pattern(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?").fullmatch(word)
    match = match or _pattern(r"(\d{1,2})-(\d{1,2})-(\d{4})").fullmatch(word)
    if match:
        return PartialDate(int(match[1]), int(match[2]), _year(match[3]), slashed=True)
    return None


def _year(text: str | None) -> int | None:
    """Read a year; two figures are of this century."""
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _clock(word: str) -> time | None:
    if match := _pattern(r"(\d{1,2}):(\d{2}):(\d{2})").fullmatch(word):
        return _time(int(match[1]), int(match[2]), int(match[3]))
    if match := _pattern(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)").fullmatch(word):
        half = Half(1, 12, 12 if match[3] == "pm" else 0)
        return half_day(int(match[1]), int(match[2] or 0), half)
    match = _pattern(r"(\d{1,2})(?:[:h](\d{2})|[:.](\d{2})uhr|h|uhr)").fullmatch(word)
    return _time(int(match[1]), int(match[2] or match[3] or 0)) if match else None


def _dotted(word: str) -> time | None:
    match = _pattern(r"(\d{1,2})\.(\d{2})").fullmatch(word)
    return _time(int(match[1]), int(match[2])) if match else None


def _span(word: str) -> Span | None:
    if match := _pattern(r"(\d{1,4})(d|w|h|j|min|m)").fullmatch(word):
        units = {"d": Span(1), "j": Span(1), "w": Span(7), "h": Span(0, 60)}
        unit = units.get(match[2], Span(0, 1))
        return Span(int(match[1]) * unit.days, int(match[1]) * unit.minutes)
    if match := _pattern(r"(\d{1,2})h(\d{2})").fullmatch(word):
        return Span(minutes=int(match[1]) * 60 + int(match[2]))
    return None


def half_day(hour: int, minute: int, half: Half) -> time | None:
    """Return the time of day that an hour means in a half of the day, if it can be said so."""
    if not half.first <= hour <= half.last:
        return None
    return _time(hour % 12 + half.added, minute)


def _time(hour: int, minute: int, second: int = 0) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
