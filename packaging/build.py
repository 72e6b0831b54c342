"""Builds what users install, into dist/.

    python3 packaging/build.py bundle     one folder that needs no Python, and its self-test
    python3 packaging/build.py deb        a package for Debian and its relatives
    python3 packaging/build.py rpm        a package for Fedora, openSUSE and theirs
    python3 packaging/build.py tar        the same folder, to unpack anywhere
    python3 packaging/build.py windows    installers, on Windows
    python3 packaging/build.py macos      a disk image, on macOS

Several words build several. --work FOLDER keeps what is made on the way elsewhere than in build/,
--output FOLDER the results. Needs Python 3.11 or newer; packaging/README.md names the rest. Exit
status: 64 for words that are not understood, 69 for a machine that lacks something, 1 for a result
that is not good enough.
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
    from bundling.commands import carry_out

    return carry_out(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
