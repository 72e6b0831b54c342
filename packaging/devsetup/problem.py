"""The one error of the set-up, its exit statuses, and how it talks to its user.

Kept readable for every Python 3: ``dev.py`` needs it to turn an old one away.
"""

import sys

# As sysexits.h has them, so that they are never taken for a status of Stashlog or of pytest.
WORDS_NOT_UNDERSTOOD = 64
MACHINE_LACKS_SOMETHING = 69
INTERRUPTED = 130


class SetupError(Exception):
    """Something that the user has to do or to know before the set-up can go on.

    Its text is one message for a person: what is missing, and the command that helps.
    """

    def __init__(self, message: str, *, status: int = MACHINE_LACKS_SOMETHING) -> None:
        super().__init__(message)
        self.status = status


def say(sentence: str) -> None:
    """Tell what goes on. On standard error: standard output belongs to the program itself."""
    print(sentence, file=sys.stderr, flush=True)
