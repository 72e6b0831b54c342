"""Chooses the language in which a phrase is meant."""

from __future__ import annotations

from datetime import date

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due_calendar import TwoMeaningsError
from stashlog.domain.due_phrases import Phrase, read_phrase
from stashlog.domain.due_tokens import plain_words, tokens
from stashlog.domain.due_words import LANGUAGES, Meaning, vocabulary

_Reading = tuple[Phrase, frozenset[tuple[str, Meaning]]]

_CONTENT = ("weekday", "month", "shift")
"""The kinds of words that decide which day is meant."""


def choose_reading(text: str, today: date, style: DateStyle) -> Phrase:
    """Read a text in the language in which it is meant.

    Raises:
        TwoMeaningsError: it may be meant in two ways.
        ValueError: it is not a date in any language.
    """
    words = plain_words(text)
    own = [style.language] if style.language in LANGUAGES else []
    for language in ["", *own]:
        if (reading := _read(words, language, today, style)) is not None:
            return reading[0]
    others = [language for language in LANGUAGES if language not in own]
    readings = [_read(words, other, today, style) for other in others]
    found = [reading for reading in readings if reading is not None]
    if not found:
        raise ValueError(text)
    phrase, used = found[0]
    if any(other != phrase for other, _ in found[1:]):
        raise TwoMeaningsError
    if any(_contested(word, meaning) for word, meaning in used):
        raise TwoMeaningsError
    return phrase


def _read(words: tuple[str, ...], language: str, today: date, style: DateStyle) -> _Reading | None:
    found = tokens(words, language)
    return None if found is None else read_phrase(found, today, day_first=style.day_first)


def _contested(text: str, meaning: Meaning) -> bool:
    """Whether a word that decides has another meaning in some language, and not this one."""
    if meaning.kind not in _CONTENT:
        return False
    known = (vocabulary(language).get(tuple(text.split())) for language in LANGUAGES)
    return any(
        meaning not in meanings and any(other.kind in _CONTENT for other in meanings)
        for meanings in known
        if meanings is not None
    )
