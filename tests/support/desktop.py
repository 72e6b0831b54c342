"""A whole desktop of its own for a test: screen, window manager, keyring, accessibility."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.accessibility import Accessibility, accessibility
from tests.support.processes import read_line
from tests.support.requirements import LAUNCHER, PYATSPI, need
from tests.support.secret_service import unlocked_in
from tests.support.session import Session, session_with_bus
from tests.support.waiting import PATIENCE, wait_until

SCREEN = "1400x900x24"


@dataclass(frozen=True)
class Desktop:
    """A running desktop.

    Attributes:
        session: the session behind it, for starting programs that end with it.
        controls: the windows as assistive technology sees them.
    """

    session: Session
    controls: Accessibility

    @property
    def environment(self) -> dict[str, str]:
        """Complete environment for programs that shall appear on this desktop."""
        return self.session.environment

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen; the file's ending says which format."""
        self._run("import", "-window", "root", str(path))

    def xdotool(self, *words: str) -> str:
        """Press keys, move the mouse or ask about windows, in the words of the program's manual."""
        return self._run("xdotool", *words)

    def in_front(self) -> str:
        """Return the title of the window that has the keyboard; empty while none has it."""
        done = self._done("xdotool", "getactivewindow", "getwindowname")
        return "" if done.returncode else done.stdout.strip()

    def _run(self, *command: str) -> str:
        done = self._done(*command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout.strip()

    def _done(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )


@contextmanager
def desktop(folder: Path, *, keyring: bool = True) -> Iterator[Desktop]:
    """Yield a desktop; everything on it ends with the block.

    Args:
        folder: gets the private home and the logs; the same folder again is the same user.
        keyring: whether gnome-keyring runs and is unlocked, as after an ordinary login.
    """
    need("Xvfb", "openbox", "xdotool", "import", "dbus-daemon", LAUNCHER, PYATSPI)
    with session_with_bus(folder) as session:
        session.environment["DISPLAY"] = _start_screen(session)
        session.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        session.environment["QT_QPA_PLATFORM"] = "xcb"
        _start_window_manager(session, folder / "logs" / "window-manager-is-up")
        session.running.start(LAUNCHER, "--launch-immediately")
        session.wait_for_owner("org.a11y.Bus")
        if keyring:
            unlocked_in(session)
        with accessibility(session.environment, folder / "logs" / "accessibility.log") as controls:
            yield Desktop(session, controls)


def _start_screen(session: Session) -> str:
    """Start an X server and return the display that it chose."""
    ours, its = os.pipe()
    try:
        session.running.start(
            "Xvfb", "-displayfd", str(its), "-screen", "0", SCREEN, "-nolisten", "tcp",
            pass_fds=(its,),
        )  # fmt: skip
        return f":{read_line(ours)}"
    finally:
        os.close(ours)
        os.close(its)


def _start_window_manager(session: Session, sign: Path) -> None:
    """Start openbox and wait until it manages windows; it makes the file ``sign`` then."""
    sign.unlink(missing_ok=True)
    session.running.start("openbox", "--sm-disable", "--startup", f"touch '{sign}'")
    wait_until(sign.exists, "the window manager")
