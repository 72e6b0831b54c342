"""What can go wrong with the API key, as one tree.

::

    CredentialsError            title, advice (from StashlogError)
    ├── InvalidKey              the text is no API key; its author can correct it
    └── KeyringError            the place that keeps the key; also: detail
        ├── NoKeyring           there is none on this computer
        ├── KeyringLocked       there is one, its owner has to unlock it
        ├── KeyringRefused      settings name one that would not protect the key
        ├── KeyringTimeout      it did not answer within the patience limit
        └── KeyringBroken       anything else, down to a keyring that lies

Foreign exceptions are turned into these at the border and are not chained: their frames hold
the key as a plain local variable, and a traceback that captures locals would print it.
"""

from stashlog.domain.errors import StashlogError
from stashlog.wording import keys as words


class CredentialsError(StashlogError):
    """Any trouble with the API key. The advice is empty where the title says what to do."""


class InvalidKey(CredentialsError):  # noqa: N818 - says what happened, as its neighbours do
    """The text cannot be an API key. The title says why and never repeats the text."""


class KeyringError(CredentialsError):
    """The keyring does not do its work.

    Attributes:
        detail: the keyring's own words for a support person, in English; never the key.
    """

    def __init__(self, title: str, advice: str, detail: str = "") -> None:
        super().__init__(title, advice)
        self.detail = detail


class NoKeyring(KeyringError):  # noqa: N818 - says what happened, as its neighbours do
    """Nothing on this computer offers to keep secrets."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(words.NO_KEYRING_TITLE, words.NO_KEYRING_ADVICE, detail)


class KeyringLocked(KeyringError):  # noqa: N818 - says what happened, as its neighbours do
    """The keyring is locked, or the question to unlock it or to set it up was dismissed."""

    def __init__(
        self,
        detail: str = "",
        title: str = words.LOCKED_TITLE,
        advice: str = words.LOCKED_ADVICE,
    ) -> None:
        super().__init__(title, advice, detail)


class KeyringRefused(KeyringError):  # noqa: N818 - says what happened, as its neighbours do
    """Settings name a keyring that keeps plain text, nothing, or that nobody vouched for."""

    def __init__(self, backend: str) -> None:
        super().__init__(words.refused_title(backend), words.REFUSED_ADVICE, backend)


class KeyringTimeout(KeyringError):  # noqa: N818 - says what happened, as its neighbours do
    """The keyring did not answer within the patience limit; it may still be asking its owner."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(words.TIMEOUT_TITLE, words.TIMEOUT_ADVICE, detail)


class KeyringBroken(KeyringError):  # noqa: N818 - says what happened, as its neighbours do
    """The keyring failed in some other way; title and advice can be more exact."""

    def __init__(
        self,
        detail: str = "",
        title: str = words.BROKEN_TITLE,
        advice: str = words.BROKEN_ADVICE,
    ) -> None:
        super().__init__(title, advice, detail)
