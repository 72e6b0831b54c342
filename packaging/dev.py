"""Sets a clone up on a fresh machine, and runs the program, the tests or the checks in it.

    python3 packaging/dev.py run [words…]    the program against its sandbox
    python3 packaging/dev.py test [words…]   the tests; the words go to pytest
    python3 packaging/dev.py check           linters, types and the import contract

Needs Python 3.11 and its standard library only. Everything else goes into ``.venv`` in the clone
and, as far as Qt needs it, comes from the packages of the operating system; packaging/README.md
tells how. Exit status: that of the program, of pytest or of the checks; 64 for words that are not
understood, 69 for a machine that lacks something (the message names the command that helps), 130
when interrupted.
"""

import sys

from devsetup.problem import MACHINE_LACKS_SOMETHING, say
from devsetup.python_version import unsupported_python


def main() -> int:
    """Refuse an old Python, else do what the command line says."""
    complaint = unsupported_python((sys.version_info[0], sys.version_info[1]))
    if complaint:
        say(complaint)
        return MACHINE_LACKS_SOMETHING
    # Only now: an old Python would stumble over the syntax of these modules.
    from devsetup.commands import carry_out

    return carry_out(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
