"""The API key as a value that does not leak."""

import hmac
import re
import unicodedata
from typing import NoReturn, Self

from stashlog.credentials.errors import InvalidKey
from stashlog.wording import keys as words

PREFIXES = ("nds_live_", "nds_test_")
"""How keys start: production and testing (nodestash documentation, "Authorization")."""

LONGEST_KEY = 512
"""Characters. Far above any known key, and as UTF-16 within the 2,560 bytes that a Windows
credential may hold (``CRED_MAX_CREDENTIAL_BLOB_SIZE``)."""

_QUOTES = "\"'`\u00b4\u201e\u201a"
"""Marks used as quotation marks that Unicode does not class as such."""

_BEARER = re.compile(r"(authorization\s*:\s*)?bearer\b", re.IGNORECASE)


class ApiKey:
    """An API key that shows itself only when asked to by :meth:`reveal`.

    Text forms show no more than the kind of key; it cannot be pickled, and copies are the object
    itself. Comparison takes the same time wherever two keys of one length differ.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        sentence = _why_not_a_key(text)
        self._text = "" if sentence else text
        # A traceback that captures local variables must not print what was typed.
        del text
        if sentence:
            raise InvalidKey(sentence)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key that somebody typed, pasted or piped in.

        White-space and invisible marks around it come along with copying and are dropped.

        Raises:
            InvalidKey: the text cannot be a key, or not a header value; the title says why.
        """
        try:
            return cls(_without_surroundings(text))
        finally:
            # As above, for this frame.
            del text

    def reveal(self) -> str:
        """The key itself, for the request header and the keyring and nothing else."""
        return self._text

    @property
    def hint(self) -> str:
        """What may be shown: the documented prefix and an ellipsis, such as ``nds_test_…``."""
        return f"{self._text[: len(PREFIXES[0])]}…"

    def __repr__(self) -> str:
        return f"ApiKey({self.hint})"

    def __str__(self) -> str:
        return self.hint

    def __format__(self, specification: str) -> str:
        return format(self.hint, specification)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ApiKey):
            return NotImplemented
        return hmac.compare_digest(self._text, other._text)

    def __hash__(self) -> int:
        return hash((ApiKey, self._text))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    def __getstate__(self) -> NoReturn:
        raise TypeError("an API key is not written to anything but the keyring")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        self.__getstate__()


def _without_surroundings(text: str) -> str:
    """Drop white-space, byte order marks, zero-width and direction marks at both ends."""
    start, end = 0, len(text)
    while start < end and _is_surrounding(text[start]):
        start += 1
    while end > start and _is_surrounding(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_surrounding(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


def _is_quote(character: str) -> bool:
    return character in _QUOTES or unicodedata.category(character) in {"Pi", "Pf"}


def _why_not_a_key(text: str) -> str:
    """Return the sentence that says why ``text`` is no key, or an empty one if it is."""
    if not text:
        return words.KEY_EMPTY
    if len(text) > LONGEST_KEY:
        return words.key_too_long(LONGEST_KEY)
    if _is_quote(text[0]) or _is_quote(text[-1]):
        return words.KEY_QUOTED
    if _BEARER.match(text):
        return words.KEY_WITH_BEARER
    return _bad_character(text) or _bad_prefix(text)


def _bad_character(text: str) -> str:
    """Find what HTTP does not allow in a header value, or allows only as a separator."""
    if any(character.isspace() for character in text):
        return words.KEY_WITH_SPACE
    if any(unicodedata.category(character) in {"Cc", "Cf"} for character in text):
        return words.KEY_WITH_CONTROL
    return "" if text.isascii() else words.KEY_NOT_ASCII


def _bad_prefix(text: str) -> str:
    if not text.startswith(PREFIXES):
        return words.key_without_prefix(PREFIXES)
    return words.KEY_INCOMPLETE if text in PREFIXES else ""
