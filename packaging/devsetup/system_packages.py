"""Packages of the operating system: which ones, and the exact command that installs them.

The names are in system_packages.toml, which also says where they come from.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from devsetup.machine import Machine
from devsetup.problem import SetupError, say


@dataclass(frozen=True)
class PackageManager:
    """One family of distributions, as system_packages.toml describes it."""

    name: str
    distributions: tuple[str, ...]
    refresh: tuple[str, ...]
    install: tuple[str, ...]
    qt: tuple[str, ...]
    desktop: tuple[str, ...]

    def command(self, packages: Sequence[str], *, is_root: bool) -> str:
        """Spell the command that a person types to install ``packages``."""
        sudo = "" if is_root else "sudo "
        steps = [self.refresh] if self.refresh else []
        steps.append((*self.install, *packages))
        return " && ".join(sudo + " ".join(step) for step in steps)


def _read_package_managers() -> tuple[PackageManager, ...]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        PackageManager(name, **{key: tuple(words) for key, words in table.items()})
        for name, table in tables.items()
    )


PACKAGE_MANAGERS = _read_package_managers()
APT = PACKAGE_MANAGERS[0]


def package_manager(machine: Machine) -> PackageManager | None:
    """Tell which of the known package managers this Linux uses; None for another system."""
    for name in machine.distribution:
        for manager in PACKAGE_MANAGERS:
            if name in manager.distributions:
                return manager
    return None


class SystemPackages:
    """Installs packages where that is allowed, and names the command where it is not.

    Allowed is it for root on Debian and its relatives, because there a run without questions is
    known to work; anywhere else the person decides.
    """

    # A laptop's own update service may hold the lock for a while: wait for it, in seconds.
    LOCK_PATIENCE: ClassVar[int] = 300

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._refreshed = False
        self.manager = package_manager(machine)

    @property
    def may_install(self) -> bool:
        """Whether ``install`` does something itself."""
        return self.manager is APT and self._machine.is_root and shutil.which("apt-get") is not None

    def command(self, packages: Sequence[str]) -> str | None:
        """Spell the command for a person; None where the package manager is not known."""
        if self.manager is None:
            return None
        return self.manager.command(packages, is_root=self._machine.is_root)

    def install(self, packages: Sequence[str], purpose: str) -> None:
        """Install Debian packages without a question. Raises SetupError if apt-get fails.

        ``purpose`` says what for, as the rest of a sentence that starts with "Installing".
        """
        say(f"Installing {purpose} with apt-get: {' '.join(packages)}")
        if not self._refreshed:
            self._apt_get("update")
            self._refreshed = True
        self._apt_get("install", "--yes", "--no-install-recommends", *packages)

    def _apt_get(self, *words: str) -> None:
        # Options of long standing: apt-get(8). Its chatter goes where ours goes.
        options = ("-q", "-o", f"DPkg::Lock::Timeout={self.LOCK_PATIENCE}")
        command = ("apt-get", *options, *words)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        )
        if done.returncode != 0:
            raise SetupError(
                f"apt-get {words[0]} failed (its own words are above). Mend that, then start again."
            )
