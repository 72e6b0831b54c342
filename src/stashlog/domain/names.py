"""Names folded for comparison: case, accents and local letters make no difference to a search.

Both what is stored and what is typed are folded the same way, so that only what survives the
folding has to be equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 500
"""Characters of one text that are folded; the longest documented field has 300."""

_MOST_WORDS = 60

_LOCAL = str.maketrans(
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ə": "a",
    }
)
"""Letters that Unicode does not take apart into a plain one and an accent (after case folding)."""

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How German and Scandinavian names are written where a keyboard has no such letter."""

_ACCENTS_FROM = 10
"""Canonical combining classes from here on are accents and vowel points; those below belong to the
letter itself, as in Devanagari and Japanese (Unicode Standard Annex 44, table 15)."""

_CHUNK = re.compile(r"\S+")


def fold(text: str, *, written_out: bool = False) -> str:
    """Return a text without case, accents and local letters.

    Args:
        text: Anything; characters beyond `LONGEST` are left out.
        written_out: Whether "ü" becomes "ue" rather than "u".
    """
    composed = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    if written_out:
        composed = unicodedata.normalize("NFC", composed).translate(_WRITTEN_OUT)
    apart = unicodedata.normalize("NFKD", composed)
    if not apart.isascii():
        apart = "".join(c for c in apart if unicodedata.combining(c) < _ACCENTS_FROM)
        apart = unicodedata.normalize("NFC", apart.translate(_LOCAL))
    return apart


def words(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, each once, in their order.

    "Karl-Heinz Müller" has karl, heinz, karlheinz, muller and mueller. A character of a script
    that is written without spaces is a word of its own.
    """
    found: dict[str, None] = {}
    for written_out in (False, True):
        for chunk in _CHUNK.findall(fold(text, written_out=written_out)):
            pieces = [*_pieces(chunk)]
            found.update(dict.fromkeys(pieces))
            if 1 < len(pieces) <= 4 and "@" not in chunk:
                found["".join(pieces)] = None
    return tuple(found)[:_MOST_WORDS]


def typed_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what was typed as words, each with the ways in which it may be stored."""
    plain, long = (
        [
            piece
            for chunk in _CHUNK.findall(fold(text, written_out=written_out))
            for piece in _pieces(chunk)
        ]
        for written_out in (False, True)
    )
    pairs = zip(plain, long, strict=True)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))


def name_key(text: str) -> str:
    """Return what two records of one name have in common."""
    return " ".join("".join(_pieces(chunk)) for chunk in _CHUNK.findall(fold(text)))


def _pieces(chunk: str) -> Iterator[str]:
    """Yield the runs of letters and digits, and single characters of scripts without spaces."""
    start: int | None = None
    for at, character in enumerate(chunk):
        kind = _kind(character)
        if kind == "letter":
            start = at if start is None else start
            continue
        if start is not None:
            yield chunk[start:at]
            start = None
        if kind == "word":
            yield character
    if start is not None:
        yield chunk[start:]


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """Tell a letter, digit or mark from a character that is a word, and both from the rest."""
    if character.isascii():
        return "letter" if character.isalnum() else "rest"
    if unicodedata.category(character)[0] not in "LMN":
        return "rest"
    return "word" if _stands_alone(ord(character)) else "letter"


def _stands_alone(code: int) -> bool:
    """Whether a character is Han, Kana or Hangul (blocks of the Unicode Standard, chapter 18)."""
    return (
        0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )
