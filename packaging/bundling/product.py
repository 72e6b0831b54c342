"""What is built: names, version, and the time that stands in the results."""

import os
import re
import subprocess
import time
from pathlib import Path

COMMAND = "stashlog"
APPLICATION_ID = "io.github.stashlog.Stashlog"
SUMMARY = "Activity logger for nodestash"
DESCRIPTION = (
    "Logs calls, e-mails, meetings, notes and tasks into nodestash within seconds, online or not. "
    "What is logged is on disk at once, is sent in the background once, and comes back with a "
    "message at the right field where nodestash refuses it."
)
MAINTAINER = "Stashlog contributors <stashlog@users.noreply.github.com>"
HOMEPAGE = "https://github.com/stashlog/stashlog"
LICENCE = "MIT"

_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def version(root: Path) -> str:
    """Read the program's version from the clone ``root``, without importing it."""
    text = (root / "src" / "stashlog" / "__init__.py").read_text(encoding="utf-8")
    found = _VERSION.search(text)
    if found is None:
        raise ValueError("src/stashlog/__init__.py names no version")
    return found.group(1)


def build_time(root: Path) -> int:
    """Return the time that all results carry, seconds since 1970, UTC.

    ``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch) if it is set,
    else the time of the last commit in ``root``, else now.
    """
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if named:
        return int(named)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        return int(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int(time.time())
