"""Where things are while they are built, and the environment that PyInstaller runs in."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devsetup.builder import Builder
from devsetup.machine import this_machine
from devsetup.system_packages import SystemPackages

from bundling.product import build_time, version


@dataclass(frozen=True)
class Workshop:
    """One build.

    ``root`` is the clone, ``work`` holds what is made on the way and may be deleted at any time,
    ``output`` the results.
    """

    root: Path
    work: Path
    output: Path

    @property
    def version(self) -> str:
        """The version that is built."""
        return version(self.root)

    @property
    def time(self) -> int:
        """The time that stands in the results, seconds since 1970."""
        return build_time(self.root)

    @property
    def bundle(self) -> Path:
        """The folder that PyInstaller makes."""
        return self.output / "stashlog"

    @property
    def resources(self) -> Path:
        """Desktop files, man page, licences."""
        return self.root / "resources"

    @property
    def python(self) -> Path:
        """The Python of the build environment."""
        inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.work.joinpath("environment", *inside)

    @contextmanager
    def result(self, name: str) -> Iterator[Path]:
        """Yield the file to write a result into; it gets its name in ``output`` when it is whole.

        Whoever looks into ``output`` meanwhile finds the earlier result, or none.
        """
        unfinished = self.output / ".unfinished" / name
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        yield unfinished
        unfinished.replace(self.output / name)

    def variables(self) -> dict[str, str]:
        """Return the variables for a process of the build: nothing from outside changes it."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "QT_", "QML"))}
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join((str(self.root / "src"), str(self.root / "packaging"))),
            # The order of sets ends up in the archive of modules.
            "PYTHONHASHSEED": "0",
            "SOURCE_DATE_EPOCH": str(self.time),
            "QT_QPA_PLATFORM": "offscreen",
            # The program's own folders are none of the build's business.
            "STASHLOG_HOME": str(self.work / "home"),
        }

    def prepare(self) -> None:
        """See that the build environment holds exactly what is pinned for it.

        Raises SetupError where it cannot be made.
        """
        requirements = self.root / "packaging" / "requirements" / "build.txt"
        folder, stamp = self.python.parents[1], self.python.parents[1] / "stashlog-build.json"
        made_from = json.dumps(
            [sys.version, hashlib.sha256(requirements.read_bytes()).hexdigest(), str(folder)]
        )
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
            return
        builder = Builder(SystemPackages(this_machine()))
        folder.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        builder.make(folder, keep=stamp)
        builder.install_pins(self.python, requirements)
        stamp.write_text(made_from, encoding="utf-8")
