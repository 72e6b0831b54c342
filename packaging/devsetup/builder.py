"""Makes a virtual environment and fills it from pins: the slow part of the set-up."""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from devsetup.problem import SetupError, say
from devsetup.system_packages import APT, SystemPackages


class Builder:
    """Builds virtual environments with the Python that runs this.

    ``packages`` is asked where Debian keeps a part of Python in a package of its own.
    """

    def __init__(self, packages: SystemPackages) -> None:
        self._packages = packages

    def make(self, folder: Path, keep: Path) -> None:
        """Make an empty environment in ``folder``, in place of all that is there except ``keep``.

        Raises SetupError where a part of Python is missing and may not be installed, and OSError.
        """
        ensure_venv_module(self._packages)
        say(f"Making {folder}")
        _clear(folder, keep)
        try:
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
        except subprocess.CalledProcessError as error:
            raise SetupError(f"{folder} could not be made: {error}") from error

    def install_pins(self, python: Path, requirements: Path) -> None:
        """Install the exact releases in ``requirements``, each checked against its hashes.

        Wheels only: building from source would fetch a build system that has no hash there.
        Raises SetupError where pip fails.
        """
        say(f"Installing what is pinned in {requirements.name} (once)…")
        _pip(python, "--require-hashes", "--only-binary=:all:", "--requirement", str(requirements))

    def install_project(self, python: Path, root: Path) -> None:
        """Install the project in ``root`` so that its own files are run.

        The pinned setuptools in the environment builds it, and no index is asked. Raises SetupError
        where pip fails.
        """
        words = ("--no-deps", "--no-index", "--no-build-isolation", "--editable")
        _pip(python, *words, str(root))


def ensure_venv_module(packages: SystemPackages) -> None:
    """See that environments with pip can be made.

    Raises SetupError with the command that helps, where it may not be run from here.
    """
    if importlib.util.find_spec("ensurepip") is not None:
        return
    if packages.manager is not APT:
        raise SetupError(
            f"This Python ({sys.executable}) cannot make an environment: its ensurepip module is "
            "missing. Install that from where this Python came from, then start again."
        )
    needed = (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)
    if not packages.may_install:
        raise SetupError(
            "This Python cannot make an environment yet. Install what is missing, then start "
            f"again:\n  {packages.command(needed)}"
        )
    packages.install(needed, "the part of Python that makes environments")
    importlib.invalidate_caches()


def _clear(folder: Path, keep: Path) -> None:
    for entry in folder.iterdir():
        if entry == keep:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _pip(python: Path, *words: str) -> None:
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    # Isolated from PYTHONPATH and the user's own packages; pip's settings are still honoured,
    # except for a "user = true", which pip refuses inside an environment.
    done = subprocess.run(
        [python, "-I", "-m", "pip", "install", "--disable-pip-version-check", *quiet, *words],
        env={**os.environ, "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        close_fds=False,  # keeps the set-up's lock for as long as pip works: setup_lock
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            "pip could not install what Stashlog needs (its own words are above). If the network "
            "is the reason: pip's settings for proxy, certificates and package index are honoured. "
            "Then start again."
        )
