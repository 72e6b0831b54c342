"""Translation: every sentence for users passes through `tr`.

The window and the command line share these sentences, so the catalogue is the standard library's
gettext rather than Qt's.
"""

import gettext
from pathlib import Path

_DOMAIN = "stashlog"
_LOCALE_FOLDER = Path(__file__).parent / "locale"


def _translations() -> gettext.NullTranslations:
    """Return the translations into the user's language.

    Where no catalogue is installed, the library need not find out which is wanted (1 ms).
    """
    if not _LOCALE_FOLDER.is_dir():
        return gettext.NullTranslations()
    return gettext.translation(_DOMAIN, _LOCALE_FOLDER, fallback=True)


tr = _translations().gettext
"""Return the sentence in the user's language, or as it is where it is not translated."""


def languages() -> tuple[str, ...]:
    """Return the languages of which a catalogue is there and can be read.

    Raises:
        OSError: one cannot be read.
    """
    found = sorted(file.parents[1].name for file in _LOCALE_FOLDER.glob(f"*/*/{_DOMAIN}.mo"))
    for language in found:
        gettext.translation(_DOMAIN, _LOCALE_FOLDER, [language])
    return tuple(found)
