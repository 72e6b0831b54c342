"""From a typed key to one that is tested and kept. Every call may block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from stashlog.api.values import KeyVerdict
from stashlog.credentials import (
    ApiKey,
    Credentials,
    CredentialsError,
    InvalidKey,
    KeyringError,
    KeySource,
)
from stashlog.wording import key_flow as words


@dataclass(frozen=True, slots=True)
class KeyResult:
    """What became of a key that was entered.

    Attributes:
        kept: Whether it is in force now.
        title: What happened, where it is not.
        advice: What to do then.
        note: What there is to know about a key that is kept, such as that it cannot read.
        can_keep: Whether it may be kept although nodestash did not confirm it.
        keyring_trouble: Whether it was the keyring that did not take it.
    """

    kept: bool
    title: str = ""
    advice: str = ""
    note: str = ""
    can_keep: bool = False
    keyring_trouble: bool = False


@dataclass(frozen=True, slots=True)
class KeyState:
    """What may be shown of the key in force.

    Attributes:
        hint: Its kind, such as "nds_test_…"; empty if there is none.
        source: Where it came from, in words.
        keyring: The name of the keyring; empty if unknown.
        problem: What is wrong with it or with the keyring, and what to do; empty if all is well.
        changeable: Whether it can be replaced here; not if the environment sets it.
    """

    hint: str
    source: str
    keyring: str
    problem: str
    changeable: bool


class KeyEntry:
    """What the window does with the key.

    Args:
        credentials: Where the key is kept.
        check: Asks nodestash what it thinks of a key.
    """

    def __init__(self, credentials: Credentials, check: Callable[[str], KeyVerdict]) -> None:
        self._credentials = credentials
        self._check = check

    def known(self) -> bool:
        """Whether a key is in force, or may be behind a keyring that is locked."""
        try:
            return self._credentials.current() is not None
        except CredentialsError:
            return True

    def unlock(self) -> bool:
        """Let the keyring ask its owner for its password; whether there is a key behind it.

        Raises:
            CredentialsError: it stays locked, or cannot be used.
        """
        return self._credentials.current(ask=True) is not None

    def state(self) -> KeyState:
        """Return where the key comes from and what is wrong with the keyring; never the key."""
        status = self._credentials.status()
        problem = status.problem
        return KeyState(
            hint=status.hint,
            source="" if status.source is None else status.source.value,
            keyring=status.backend,
            problem="" if problem is None else f"{problem.title} {problem.advice}".strip(),
            changeable=status.source is not KeySource.ENVIRONMENT,
        )

    def test(self) -> KeyResult:
        """Ask nodestash about the key in force.

        Raises:
            CredentialsError: the keyring does not give it.
        """
        key = self._credentials.current(ask=True)
        if key is None:
            return KeyResult(kept=False, title=words.NONE)
        result = _judged(self._check(key.reveal()))
        return result if result.note else replace(result, note=words.WORKS)

    def take(self, text: str, *, remember: bool, test: bool) -> KeyResult:
        """Test a key against nodestash and keep it.

        Args:
            text: The key as typed.
            remember: Keep it in the OS keyring, rather than for this session only.
            test: Ask nodestash first.
        """
        try:
            key = ApiKey.parse(text)
        except InvalidKey as error:
            return KeyResult(kept=False, title=error.title, advice=error.advice)
        result = _judged(self._check(key.reveal()) if test else KeyVerdict.GOOD)
        if not result.kept:
            return result
        try:
            self._credentials.set(key, remember=remember)
        except KeyringError as error:
            title, advice = error.title, error.advice
            return KeyResult(kept=False, title=title, advice=advice, keyring_trouble=True)
        return result

    def forget(self) -> None:
        """Remove the key from the keyring and from memory.

        Raises:
            CredentialsError: the keyring still has it.
        """
        self._credentials.clear()


def _judged(verdict: KeyVerdict) -> KeyResult:
    if verdict is KeyVerdict.REFUSED:
        return KeyResult(kept=False, title=words.REFUSED, advice=words.REFUSED_ADVICE)
    if verdict is KeyVerdict.UNKNOWN:
        title, advice = words.UNREACHED, words.UNREACHED_ADVICE
        return KeyResult(kept=False, title=title, advice=advice, can_keep=True)
    return KeyResult(kept=True, note=words.CANNOT_READ if verdict is KeyVerdict.WRITE_ONLY else "")
