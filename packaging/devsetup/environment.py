"""The virtual environment ``.venv`` of a clone: made, filled, and left alone when it is right."""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from devsetup.problem import SetupError, say
from devsetup.setup_lock import setup_lock
from devsetup.system_packages import APT, SystemPackages

RUN = "run"
TEST = "test"
PROFILES = (RUN, TEST)  # each holds all that the one before it holds, at the same versions

# What of pyproject.toml ends up in the installed program. A changed lint rule rebuilds nothing.
INSTALLED_TABLES = ("build-system", "project")


class Environment:
    """``.venv`` in the clone ``root``.

    ``stashlog-setup.json`` in it, the stamp, says for each profile what it was made from. It is
    removed before anything is changed and written when all is done, so an interrupted set-up shows
    as a missing stamp and the next start builds anew. Beside it lies the lock file, which survives
    the rebuild.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._stamp = self.folder / "stashlog-setup.json"
        self._lock = self.folder / "stashlog-setup.lock"

    @property
    def programs(self) -> Path:
        """The folder that holds the environment's commands."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.programs / ("python.exe" if os.name == "nt" else "python")

    def requirements(self, profile: str) -> Path:
        """The file of pins and hashes that ``profile`` is installed from."""
        return self.root / "packaging" / "requirements" / f"{profile}.txt"

    def fingerprint(self, profile: str) -> str:
        """Sum up all that the environment is made from: a change of it means to build anew."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        parts = {
            "python": [sys.version, sys.base_prefix, platform.machine()],
            "clone": str(self.root),  # an environment cannot be moved
            "requirements": self.requirements(profile).read_text(encoding="utf-8"),
            "project": {
                **{name: project.get(name) for name in INSTALLED_TABLES},
                "setuptools": project.get("tool", {}).get("setuptools"),
            },
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def is_ready(self, profile: str) -> bool:
        """Whether nothing needs to be done for ``profile``. Costs a few milliseconds."""
        made_from = self._read_stamp().get(profile)
        return made_from == self.fingerprint(profile) and os.access(self.python, os.X_OK)

    def ensure(self, profile: str, packages: SystemPackages) -> None:
        """Make the environment right for ``profile``. Raises SetupError where that fails."""
        if self.is_ready(profile):
            return
        self.folder.mkdir(exist_ok=True)
        with setup_lock(self._lock, lambda: say("Waiting for another set-up of this clone…")):
            if self.is_ready(profile):
                return
            if profile == TEST and self.is_ready(RUN):
                self._fill(TEST, self._read_stamp())
                return
            self._stamp.unlink(missing_ok=True)
            self._build(packages)
            self._fill(profile, {})

    def _read_stamp(self) -> dict[str, str]:
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _write_stamp(self, stamp: dict[str, str]) -> None:
        draft = self._stamp.with_suffix(".new")
        draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        draft.replace(self._stamp)

    def _build(self, packages: SystemPackages) -> None:
        ensure_venv_module(packages)
        say(f"Making {self.folder}")
        try:
            self._clear()
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(self.folder)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError(
                f"{self.folder} could not be made: {error}. Quit every Stashlog that runs from "
                "this clone, or delete that folder, and start again."
            ) from error

    def _clear(self) -> None:
        for entry in self.folder.iterdir():
            if entry == self._lock:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _fill(self, profile: str, stamp: dict[str, str]) -> None:
        contained = PROFILES[: PROFILES.index(profile) + 1]
        say(f"Installing what is pinned in packaging/requirements/{profile}.txt (once)…")
        # Wheels only: building a source package would fetch a build system that has no hash here.
        self._pip("--require-hashes", "--only-binary=:all:", "-r", str(self.requirements(profile)))
        if RUN not in stamp:
            # The pinned setuptools builds it, and no index is asked.
            words = ("--no-deps", "--no-index", "--no-build-isolation", "--editable")
            self._pip(*words, str(self.root))
        self._write_stamp({name: self.fingerprint(name) for name in contained})

    def _pip(self, *words: str) -> None:
        quiet = () if sys.stderr.isatty() else ("--quiet",)
        command = [self.python, "-I", "-m", "pip", "install", "--disable-pip-version-check"]
        # A "user = true" in somebody's pip.conf is refused inside an environment.
        environment = {**os.environ, "PIP_USER": "0"}
        done = subprocess.run(
            [*command, *quiet, *words],
            env=environment,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(
                "pip could not install what Stashlog needs (its own words are above). If the "
                "network is the reason: pip's settings for proxy, certificates and package index "
                "are honoured. Then start again."
            )


def ensure_venv_module(packages: SystemPackages) -> None:
    """See that environments with pip can be made: Debian keeps that part in a package of its own.

    Raises SetupError with the command that helps, where it may not be installed from here.
    """
    if importlib.util.find_spec("ensurepip") is not None:
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    needed = (f"python{version}-venv",)
    if packages.manager is not APT:
        raise SetupError(
            f"This Python ({sys.executable}) cannot make an environment: its ensurepip module is "
            "missing. Install it from where this Python came from, then start again."
        )
    if not packages.may_install:
        raise SetupError(
            "This Python cannot make an environment yet. Install what is missing, then start "
            f"again:\n  {packages.command(needed)}"
        )
    packages.install(needed, "the part of Python that makes environments")
    importlib.invalidate_caches()
