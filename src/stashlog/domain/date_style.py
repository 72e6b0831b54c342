"""How dates are written where the user lives: which language decides, and whether 3/4 is in April.

One value, made once per process and handed to whatever reads a date, so that the line under the
field, the check of the form and what is stored never disagree.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DAY_FIRST = frozenset(
    [
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "fi",
        "fr",
        "hr",
        "it",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "tr",
        "uk",
    ]
)
"""Languages that write the day before the month, but for the places below."""

_MONTH_FIRST = frozenset(
    [
        "en_AS",
        "en_BI",
        "en_GU",
        "en_MH",
        "en_MP",
        "en_PH",
        "en_PR",
        "en_UM",
        "en_US",
        "en_VI",
        "es_PA",
        "es_PR",
    ]
)
_UNCLEAR = frozenset(["en", "en_001", "en_150", "en_CA", "en_JP", "en_SE", "en_ZA", "fr_CA"])
"""Places where both orders are in use, or dates begin with the year. All three lists are the short
date formats of the Unicode CLDR (44 and later), as Qt ships them; a test compares them."""

_NAME = re.compile(r"([a-z]{2,3})(?:[_-][a-z]{4})?(?:[_-]([a-z]{2}|\d{3}))?", re.IGNORECASE)


class DateStyle(NamedTuple):
    """How the user writes dates.

    Attributes:
        language: The language whose words decide, such as "de"; empty if it is not known.
        day_first: Whether 3/4 is the third of April; None if that cannot be told, and then a date
            that could be either is refused.
    """

    language: str = ""
    day_first: bool | None = None

    @classmethod
    def of(cls, locale_name: str) -> DateStyle:
        """Return the style of a locale, named as in "de_DE.UTF-8" or "en-US"; "C" has none."""
        match = _NAME.fullmatch(locale_name.partition(".")[0].partition("@")[0])
        if match is None:
            return cls()
        language, territory = match[1].lower(), (match[2] or "").upper()
        name = f"{language}_{territory}" if territory else language
        if name in _UNCLEAR or language not in _DAY_FIRST:
            return cls(language)
        return cls(language, day_first=name not in _MONTH_FIRST)
