"""The virtual environment ``.venv`` of a clone: made when needed, left alone when it is right."""

import hashlib
import json
import os
import platform
import sys
import tomllib
from pathlib import Path
from typing import Protocol

from devsetup.problem import SetupError, say
from devsetup.setup_lock import setup_lock

RUN = "run"
TEST = "test"
PROFILES = (RUN, TEST)  # each holds all that the one before it holds, at the same versions

# What of pyproject.toml ends up in the installed program. A changed lint rule rebuilds nothing.
INSTALLED_TABLES = ("build-system", "project")


class EnvironmentBuilder(Protocol):
    """Does the slow work; see ``builder.Builder``."""

    def make(self, folder: Path, keep: Path) -> None:
        """Make an empty environment in ``folder``, keeping the file ``keep``."""

    def install_pins(self, python: Path, requirements: Path) -> None:
        """Install what ``requirements`` pins."""

    def install_project(self, python: Path, root: Path) -> None:
        """Install the project in ``root``."""


class Environment:
    """``.venv`` in the clone ``root``.

    ``stashlog-setup.json`` in it, the stamp, says for each profile what it was made from. It is
    removed before the environment is built and written when all is done, so a set-up that was cut
    short shows as a missing stamp and the next start builds anew. Beside it lies the lock file,
    which survives that.
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

    def ensure(self, profile: str, builder: EnvironmentBuilder) -> None:
        """Make the environment right for ``profile``. Raises SetupError where that fails."""
        if self.is_ready(profile):
            return
        try:
            self.folder.mkdir(exist_ok=True)
            with setup_lock(self._lock, lambda: say("Waiting for another set-up of this clone…")):
                # The one that was waited for may have done it.
                if not self.is_ready(profile):
                    self._change(profile, builder)
        except OSError as error:
            raise SetupError(
                f"{self.folder} could not be made: {error}. Quit every Stashlog that runs from "
                "this clone, or delete that folder, and start again."
            ) from error

    def _change(self, profile: str, builder: EnvironmentBuilder) -> None:
        if self.is_ready(RUN):
            # The tests' packages come on top and touch none of those that are there.
            builder.install_pins(self.python, self.requirements(profile))
        else:
            self._stamp.unlink(missing_ok=True)
            builder.make(self.folder, keep=self._lock)
            builder.install_pins(self.python, self.requirements(profile))
            builder.install_project(self.python, self.root)
        contained = PROFILES[: PROFILES.index(profile) + 1]
        self._write_stamp({name: self.fingerprint(name) for name in contained})

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
