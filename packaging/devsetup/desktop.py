"""What the desktop and keyring tests need on Linux: looked for, then installed or named."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from devsetup.problem import SetupError, say
from devsetup.system_packages import SystemPackages

PROGRAMS = ("Xvfb", "dbus-run-session", "gnome-keyring-daemon", "import", "openbox", "xdotool")
# Distributions differ in where they keep what no person starts.
HELPER_FOLDERS = (Path("/usr/libexec"), Path("/usr/lib/at-spi2-core"), Path("/usr/lib"))
ACCESSIBILITY_BUS = "at-spi-bus-launcher"
# pyatspi comes as a package of the system's own Python; the environment cannot hold it.
SYSTEM_PYTHON = Path("/usr/bin/python3")


def missing_desktop_parts() -> list[str]:
    """Name what the desktop and keyring tests would miss on this machine."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if not any((folder / ACCESSIBILITY_BUS).is_file() for folder in HELPER_FOLDERS):
        missing.append(ACCESSIBILITY_BUS)
    if not _system_python_has_pyatspi():
        missing.append("pyatspi")
    return missing


def _system_python_has_pyatspi() -> bool:
    # The import alone would do, but takes a quarter of a second and asks for a session bus.
    look = "import importlib.util as i, sys; sys.exit(i.find_spec('pyatspi') is None)"
    if not SYSTEM_PYTHON.exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-I", "-c", look], check=False).returncode == 0


def ensure_desktop(
    packages: SystemPackages,
    *,
    required: bool,
    find_missing: Callable[[], list[str]] = missing_desktop_parts,
) -> None:
    """See that the desktop and keyring tests can run, or say why they will be skipped.

    With ``required`` a machine that lacks something is a SetupError instead.
    """
    missing = find_missing()
    if missing and packages.manager is not None and packages.may_install:
        packages.install(packages.manager.desktop, "a desktop for the tests")
        missing = find_missing()
    if not missing:
        return
    advice = _advice(missing, packages)
    if required:
        raise SetupError(f"The desktop and keyring tests cannot run. {advice}")
    say(f"The desktop and keyring tests will be skipped. {advice}")


def _advice(missing: list[str], packages: SystemPackages) -> str:
    lacking = f"Missing: {', '.join(missing)}."
    if packages.manager is None:
        return lacking
    return f"{lacking} To have them run:\n  {packages.command(packages.manager.desktop)}"
