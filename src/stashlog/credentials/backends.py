"""Which back end of the ``keyring`` library may hold the API key.

The library would pick whatever is installed, plain-text files included, and would remember its
choice for the life of the process, so that a keyring started later is never found. Here only
back ends that encrypt or guard what they hold are tried, anew for each operation. What a user
set up for the library (``PYTHON_KEYRING_BACKEND``, ``keyringrc.cfg``) is respected if it names
one of them; any other is refused by its name, without running its code.
"""

import configparser
import os
import sys
from typing import TYPE_CHECKING

from stashlog.credentials.errors import KeyringBroken, KeyringRefused, NoKeyring
from stashlog.wording import keys as words

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SECRET_SERVICE = ("keyring.backends.SecretService.Keyring", "keyring.backends.libsecret.Keyring")
"""Two ways to the same thing: the freedesktop.org Secret Service on the session bus."""

_TRUSTED_BY_SYSTEM = {
    "darwin": ("keyring.backends.macOS.Keyring",),
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
}
_TRUSTED_ELSEWHERE = (*SECRET_SERVICE, "keyring.backends.kwallet.DBusKeyring")

_CHAINER = "keyring.backends.chainer.ChainerBackend"
"""Only asks other back ends, whichever they are; so it stands for "no wish"."""


def trusted_backend(system: str = sys.platform) -> "KeyringBackend":
    """Return a back end that may hold the key, the one the library ranks highest.

    Args:
        system: the operating system, in the words of ``sys.platform``.

    Raises:
        NoKeyring: none is available.
        KeyringRefused: settings name one that would not protect the key.
        KeyringBroken: the settings file of the library cannot be read.
    """
    trusted = system_backends(system)
    wanted = os.environ.get("PYTHON_KEYRING_BACKEND") or _wanted_in_file()
    if wanted in {"", _CHAINER}:
        return _best_available(trusted)
    if wanted not in trusted:
        raise KeyringRefused(wanted)
    return _best_available((wanted,))


def system_backends(system: str) -> tuple[str, ...]:
    """Return the names of all back ends that may hold the key on an operating system.

    Args:
        system: the operating system, in the words of ``sys.platform``.
    """
    return _TRUSTED_BY_SYSTEM.get(system, _TRUSTED_ELSEWHERE)


def full_name(backend: "KeyringBackend") -> str:
    """The dotted name of a back end's class, as the library's settings spell it."""
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}"


def _wanted_in_file() -> str:
    """Return the back end named in the library's settings file, or an empty text."""
    from keyring.util.platform_ import config_root

    settings = configparser.RawConfigParser()
    try:
        settings.read(config_root() / "keyringrc.cfg", encoding="utf-8")
        return settings.get("backend", "default-keyring", fallback="").strip()
    except (configparser.Error, OSError, UnicodeDecodeError) as error:
        problem = f"{type(error).__name__}: {error}"
    raise KeyringBroken(problem, words.CHOICE_TITLE, words.CHOICE_ADVICE)


def _best_available(names: tuple[str, ...]) -> "KeyringBackend":
    from keyring import core

    found: list[KeyringBackend] = []
    reasons: list[str] = []
    for name in names:
        try:
            found.append(core.load_keyring(name))
        # A back end tells by any kind of exception that it does not work here.
        except Exception as error:  # noqa: BLE001 - see the line above
            reasons.append(f"{name}: {error}")
    if not found:
        raise NoKeyring("; ".join(reasons))
    return max(found, key=lambda backend: float(type(backend).priority))
