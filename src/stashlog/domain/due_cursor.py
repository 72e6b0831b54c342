"""Walks over the tokens of a phrase and remembers which words carried its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from stashlog.domain.due_tokens import Token
from stashlog.domain.due_words import Meaning

_END = Token("")


class NotAPhraseError(ValueError):
    """The tokens are no phrase of the grammar."""


class Cursor:
    """The tokens that are left.

    Attributes:
        used: The words that were taken, each with the meaning in which it was.
    """

    def __init__(self, found: Sequence[Token]) -> None:
        self._left = list(found)
        self.used: set[tuple[str, Meaning]] = set()

    @property
    def left(self) -> int:
        """How many tokens are left."""
        return len(self._left)

    def next(self, ahead: int = 0) -> Token:
        """Return the next token or a later one; one without any meaning at the end."""
        return self._left[ahead] if ahead < len(self._left) else _END

    def skip(self, count: int = 1) -> None:
        """Be done with tokens.

        Raises:
            NotAPhraseError: there are not so many.
        """
        if count > len(self._left):
            raise NotAPhraseError
        del self._left[:count]

    def has(self, kind: str, value: object = None, ahead: int = 0) -> Meaning | None:
        """Return what the next token means of this kind, if it does."""
        for meaning in self.next(ahead).meanings:
            if meaning.kind == kind and value in (None, meaning.value):
                return meaning
        return None

    def take(self, kind: str, value: object = None) -> Meaning | None:
        """Be done with the next token if it means something of this kind, and return that."""
        meaning = self.has(kind, value)
        if meaning is not None:
            self.used.add((self._left.pop(0).text, meaning))
        return meaning

    def mark(self, name: str) -> bool:
        """Be done with the next token if it is this mark."""
        return self.take("mark", name) is not None

    def number(self, kind: str) -> int | None:
        """Be done with the next token if it means a number of this kind, and return that."""
        meaning = self.take(kind)
        return meaning.value if meaning and isinstance(meaning.value, int) else None

    def figure(self) -> int:
        """Be done with figures, and return their number.

        Raises:
            NotAPhraseError: the next token is something else.
        """
        number = self.next().number
        if number is None:
            raise NotAPhraseError
        self.skip()
        return number
