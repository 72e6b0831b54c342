"""Phone numbers in whatever notation: read for storing, for searching and for comparing.

A number is kept as its digits in one of two forms: `+` and country code in front where it was
written with one (`+493023125456`), or as it is dialled at home (`03023125456`). The zero that is
dialled at home only is left out of the first form, also where it stands in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FEWEST_DIGITS = 3
MOST_DIGITS = 20
"""A number has at most 15 digits (ITU-T E.164); some are written with a prefix before that."""

_WHOLE_NUMBER = 6
"""Digits from which on two numbers that end alike are taken for the same."""

_LONG_NUMBER = 10
_TWO_DIGITS = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""Country codes of two digits; 1 and 7 have one digit, all others three (ITU-T E.164, annex)."""

_SCHEME = re.compile(r"^\s*(?:tel|phone|mobile|fax|sms|callto)[.:]*\s*", re.IGNORECASE)
_NOT_IN_A_NUMBER = re.compile(r"[^\d+()\-./\s\u2010-\u2015\u2212]")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_EXTENSION = re.compile(r"[^\W\d]|[;,#]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart.

    Attributes:
        code: The country code; empty where none was written.
        rest: The digits after it, without zeros in front.
        home: Whether a zero stood in front, as it is dialled at home.
    """

    code: str
    rest: str
    home: bool = False

    @property
    def text(self) -> str:
        """The form in which it is kept."""
        return f"+{self.code}{self.rest}" if self.code else f"{'0' * self.home}{self.rest}"


def read_number(text: str) -> Number | None:
    """Read a number as it stands in a record; None for what has too few digits to be one.

    What follows the first letter after the digits (an extension, a remark) is left out.
    """
    plain = _SCHEME.sub("", _with_ascii_digits(text[:200]))
    start = re.search(r"[\d+(]", plain)
    if start is None:
        return None
    number = _number(_EXTENSION.split(plain[start.start() :], maxsplit=1)[0])
    return number if len(number.code + number.rest) >= FEWEST_DIGITS else None


def typed_number(text: str) -> Number | None:
    """Read what was typed into a search; None where it does not look like a number."""
    plain = _SCHEME.sub("", _with_ascii_digits(text[:200])).strip()
    if not plain or _NOT_IN_A_NUMBER.search(plain):
        return None
    number = _number(plain)
    enough = 1 if number.code else FEWEST_DIGITS
    return number if len(number.code + number.rest) >= enough else None


def beginnings(number: Number) -> tuple[str, ...]:
    """Return how a stored number may begin that what was typed is the beginning of."""
    if number.code and number.rest:
        at_home = (f"0{number.rest}", number.rest, f"{number.code}{number.rest}")
        russian = (f"8{number.rest}",) if number.code == "7" else ()
        # One or two digits after the code would begin every second number at home.
        return (number.text, *(at_home + russian if len(number.rest) >= FEWEST_DIGITS else ()))
    return (number.text,)


def parts(number: Number) -> tuple[str, ...]:
    """Return the digits that are looked for anywhere in a stored number."""
    if number.code:
        return ()
    found = [number.rest]
    if len(number.rest) >= _LONG_NUMBER:
        # Written with the country code or the long-distance 8 or 1, without a sign of it.
        code = _code(number.rest)
        found += [number.rest[len(code) :]] if code else []
        found += [number.rest[1:]] if number.rest[0] == "8" else []
    return tuple(dict.fromkeys(part for part in found if len(part) >= FEWEST_DIGITS))


def same_number(left: Number, right: Number) -> bool:
    """Whether two numbers may be one: they end alike, and no country code contradicts that."""
    if left.code and right.code:
        return left == right
    shorter, longer = sorted((left.code + left.rest, right.code + right.rest), key=len)
    if left.code or right.code:
        coded, plain = (left, right) if left.code else (right, left)
        return len(plain.rest) >= _WHOLE_NUMBER and (
            coded.rest.endswith(plain.rest)
            or plain.rest == coded.code + coded.rest
            or (plain.rest[0] in "18" and plain.rest[1:] == coded.rest)
        )
    return len(shorter) >= _WHOLE_NUMBER and longer.endswith(shorter)


def _with_ascii_digits(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(c, c)) for c in plain)


def _number(text: str) -> Number:
    abroad = "+" in text.split("(", 1)[0] or text.lstrip("( ").startswith("+")
    digits = "".join(c for c in _TRUNK_ZERO.sub("", text) if c in "0123456789")[:MOST_DIGITS]
    if not abroad and digits.startswith("00"):
        abroad, digits = True, digits.removeprefix("00")
    if not abroad:
        rest = digits.lstrip("0")
        return Number("", rest, home=len(rest) < len(digits))
    code = _code(digits)
    return Number(code, digits[len(code) :].lstrip("0")) if code else Number(digits, "")


def _code(digits: str) -> str:
    """Return the country code that digits begin with; empty while it is not all there."""
    length = 1 if digits[:1] in ("1", "7") else 2 if _TWO_DIGITS.match(digits) else 3
    return digits[:length] if len(digits) >= length and digits[0] != "0" else ""
