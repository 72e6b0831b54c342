"""The whole program on a desktop of its own, used through the accessibility bus."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.accessibility import Accessibility
from tests.support.desktop import Desktop
from tests.support.waiting import PATIENCE

APPLICATION = "Stashlog"
"""What assistive technology calls the program."""


@dataclass(frozen=True)
class Program:
    """A running Stashlog.

    Attributes:
        process: the program itself.
        controls: its windows as assistive technology sees them.
    """

    process: subprocess.Popen[str]
    controls: Accessibility

    def fill(self, **fields: str) -> None:
        """Put texts into fields, by the first word of their accessible name in lower case."""
        for name, text in fields.items():
            self.controls.set_text(name.capitalize(), text, "text")

    def log(self) -> None:
        """Press `Log activity` and wait until the window says that it is stored."""
        self.controls.press("Log activity", "push button")
        self.controls.find(role="label", containing="Logged at", states=("showing",))

    def kill(self) -> None:
        """End the program as a power cut would: without a chance to do anything."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def terminate(self) -> int:
        """End the program as the end of a desktop session does; return the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


class Workplace:
    """A desktop with a Stashlog folder: starts the program there, again and again.

    Args:
        desktop: where windows appear.
        home: the folder of Stashlog's files.
        base_url: where activities go.
        variables: further environment variables, such as a key.
    """

    def __init__(self, desktop: Desktop, home: Path, base_url: str, **variables: str) -> None:
        self.desktop = desktop
        self.home = home
        self._settings = {
            "STASHLOG_HOME": str(home),
            "STASHLOG_BASE_URL": base_url,
            "TZ": "Europe/Berlin",
            **variables,
        }

    @property
    def environment(self) -> dict[str, str]:
        """The complete environment of the program."""
        return self.desktop.environment | self._settings

    @contextmanager
    def program(self, *arguments: str) -> Iterator[Program]:
        """Start the program and wait until its window can be used; it ends with the block."""
        process = self.start(*arguments)
        controls = self.desktop.controls.only(APPLICATION)
        try:
            controls.find("Outbox", "list", within=PATIENCE)
            yield Program(process, controls)
        finally:
            self.desktop.session.running.end(process)
            controls.missing(role="frame", within=PATIENCE)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the program without waiting for anything."""
        return self.desktop.session.running.start(
            *(sys.executable, "-W", "error", "-m", "stashlog", *arguments),
            variables=self._settings,
        )

    def command(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command of Stashlog to its end, beside whatever else runs here."""
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "stashlog", *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )


def written_under(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file below some folders with its content, sockets and the like left out."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            with suppress(OSError):
                if path.is_file():
                    yield path, path.read_bytes()


def told_to(process: subprocess.Popen[str]) -> bytes:
    """Return the command line of a process, which every user of the computer can read."""
    return Path(f"/proc/{process.pid}/cmdline").read_bytes()
