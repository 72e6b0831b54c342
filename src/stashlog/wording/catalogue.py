"""Translation: every sentence for users passes through `tr`.

The window and the command line share these sentences, so the catalogue is the standard library's
gettext rather than Qt's.
"""

import gettext
from pathlib import Path

_LOCALE_FOLDER = Path(__file__).parent / "locale"

tr = gettext.translation("stashlog", _LOCALE_FOLDER, fallback=True).gettext
"""Return the sentence in the user's language, or as it is where it is not translated."""
