"""Translation: every sentence for users passes through `tr`.

The window and the command line share these sentences, so the catalogue is the standard library's
gettext rather than Qt's. The files that it reads are compiled from `resources/translations`.
"""

import gettext
import os
import sys
from collections.abc import Mapping
from pathlib import Path

_DOMAIN = "stashlog"
_LOCALE_FOLDER = Path(__file__).parent / "locale"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that choose a language, as gettext has them."""

_AS_WRITTEN = frozenset({"en", "C", "POSIX"})
"""What the sentences are written in; whoever wants it before others gets it."""


def _translations() -> gettext.NullTranslations:
    """Return the translations into the first wanted language that there are any for.

    The library's own search would import all that Python knows of locales, before the window shows.
    """
    for language in wanted(os.environ):
        for name in (language, language.partition("_")[0]):
            file = _LOCALE_FOLDER / name / "LC_MESSAGES" / f"{_DOMAIN}.mo"
            if name and file.is_file():
                with file.open("rb") as content:
                    return gettext.GNUTranslations(content)
        if language.partition("_")[0] in _AS_WRITTEN:
            break
    return gettext.NullTranslations()


def wanted(environment: Mapping[str, str]) -> list[str]:
    """Return the languages that the user wants, best first, such as "de_AT" or "C".

    From the first variable of gettext's that is set; macOS and Windows are asked where none is, as
    for a program that no terminal started.
    """
    for name in _VARIABLES:
        if named := environment.get(name):
            return [language.partition(".")[0] for language in named.split(":")]
    if sys.platform == "darwin":
        return [name.replace("-", "_") for name in _of_macos()]
    if sys.platform == "win32":
        from stashlog.user_locale import user_locale

        return [user_locale({}).replace("-", "_")]
    return []


def _of_macos() -> list[str]:
    """Return what the preferences say, such as "de-DE"; nothing where they cannot be read."""
    import plistlib

    file = Path.home() / "Library/Preferences/.GlobalPreferences.plist"
    try:
        preferences = plistlib.loads(file.read_bytes())
        return [str(name) for name in preferences["AppleLanguages"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


tr = _translations().gettext
"""Return the sentence in the user's language, or as it is where it is not translated."""


def languages() -> Mapping[str, str]:
    """Return the languages of which a catalogue is there, each with its word for "Waiting".

    Raises:
        OSError: one cannot be read.
    """
    return {
        language: gettext.translation(_DOMAIN, _LOCALE_FOLDER, [language]).gettext("Waiting")
        for language in sorted(
            file.parents[1].name for file in _LOCALE_FOLDER.glob(f"*/*/{_DOMAIN}.mo")
        )
    }
