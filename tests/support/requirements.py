"""Programs of the machine that some tests need, and what happens where they are missing."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SYSTEM_PYTHON = "/usr/bin/python3"
PYATSPI = "pyatspi"

DEBIAN_PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    LAUNCHER: "at-spi2-core",
    PYATSPI: "python3-pyatspi",
}


def need(*programs: str) -> None:
    """Skip the running test, naming Debian's packages, unless all ``programs`` are there.

    ``STASHLOG_REQUIRE_DESKTOP=1``, which continuous integration sets, turns the skip into a
    failure, so that these tests cannot go missing unseen.

    Args:
        programs: names on the ``PATH``, absolute paths, or ``pyatspi``, which is a module of the
            system's own Python.
    """
    missing = sorted({DEBIAN_PACKAGES[program] for program in programs if not _is_there(program)})
    if not missing:
        return
    message = f"needs the Debian packages {' '.join(missing)}"
    if os.environ.get("STASHLOG_REQUIRE_DESKTOP") == "1":
        pytest.fail(message)
    pytest.skip(message)


def _is_there(program: str) -> bool:
    if sys.platform != "linux":
        return False
    if program == PYATSPI:
        return _system_python_has_pyatspi()
    return shutil.which(program) is not None


@functools.cache
def _system_python_has_pyatspi() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    command = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
