"""The tests' side of ``accessibility_driver.py``: one method for each thing it can do."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from tests.support.processes import read_line
from tests.support.requirements import SYSTEM_PYTHON
from tests.support.waiting import PATIENCE

_OWN_MARGIN = 30.0
"""Seconds that the driver gets beyond the limit it was given, for a slow window to answer."""


class AccessibilityError(AssertionError):
    """A control was not there in time, or cannot do what was asked; says what was there."""


class Accessibility:
    """Finds controls by accessible name and role and uses them, in any program of the desktop.

    Roles are AT-SPI's words, such as ``text``, ``push button``, ``label``, ``radio button``.
    ``within`` is the limit in seconds for the control to be there.

    Args:
        driver: the running driver program.
        application: accessible name of the program to look in; None for all.
    """

    def __init__(self, driver: "subprocess.Popen[str]", application: str | None = None) -> None:
        self._driver = driver
        self._application = application

    def only(self, application: str) -> "Accessibility":
        """Return the same view, limited to one program."""
        return Accessibility(self._driver, application)

    def find(
        self,
        name: str | None = None,
        role: str | None = None,
        *,
        states: tuple[str, ...] = (),
        containing: str = "",
        within: float = PATIENCE,
    ) -> str:
        """Wait for a control, its states and a part of its text; return its accessible name."""
        found = self._ask("find", name, role, within, states=states, containing=containing)
        return cast("str", found)

    def missing(
        self,
        name: str | None = None,
        role: str | None = None,
        *,
        states: tuple[str, ...] = (),
        containing: str = "",
        within: float = PATIENCE,
    ) -> None:
        """Wait until there is no such control."""
        self._ask("missing", name, role, within, states=states, containing=containing)

    def text(self, name: str, role: str | None = None, *, within: float = PATIENCE) -> str:
        """Read what a control shows."""
        return cast("str", self._ask("text", name, role, within))

    def set_text(
        self, name: str, text: str, role: str | None = None, within: float = PATIENCE
    ) -> None:
        """Replace the text of a field, and make sure that the field shows it."""
        shown = self._ask("set_text", name, role, within, text=text)
        if shown != text:
            raise AccessibilityError(f"{name!r} shows {shown!r} instead of {text!r}")

    def set_secret(self, name: str, text: str, within: float = PATIENCE) -> None:
        """Replace the text of a password field, and make sure that none of it can be read."""
        shown = self._ask("set_text", name, "password text", within, text=text)
        if set(cast("str", shown)) & set(text) or len(cast("str", shown)) != len(text):
            raise AccessibilityError(f"{name!r} shows {shown!r}")

    def description(self, name: str, role: str | None = None, *, within: float = PATIENCE) -> str:
        """Read the accessible description of a control."""
        return cast("str", self._ask("description", name, role, within))

    def states(self, name: str, role: str | None = None, *, within: float = PATIENCE) -> list[str]:
        """Name the states of a control, such as ``enabled``, ``focused``, ``checked``."""
        return cast("list[str]", self._ask("states", name, role, within))

    def press(
        self,
        name: str,
        role: str | None = None,
        *,
        states: tuple[str, ...] = ("showing",),
        within: float = PATIENCE,
    ) -> None:
        """Press a button; several can have one name, and only one of them be there to be seen."""
        self._ask("press", name, role, within, states=states)

    def focus(self, name: str, role: str | None = None, *, within: float = PATIENCE) -> None:
        """Move the keyboard focus to a control, and wait until it has it."""
        self._ask("focus", name, role, within)
        self.find(name, role, states=("focused",), within=within)

    def tree(self) -> str:
        """Draw everything there is as an indented list of roles and names."""
        return cast("str", self._ask("tree", None, None, 0))

    def _ask(
        self, what: str, name: str | None, role: str | None, within: float, **more: object
    ) -> object:
        request = {
            "do": what,
            "name": name,
            "role": role,
            "within": within,
            "application": self._application,
            **more,
        }
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps(request) + "\n")
        self._driver.stdin.flush()
        line = read_line(self._driver.stdout.fileno(), within=within + _OWN_MARGIN)
        answer: dict[str, object] = json.loads(line)
        if not answer["ok"]:
            raise AccessibilityError(answer["error"])
        return answer["value"]


@contextmanager
def accessibility(environment: dict[str, str], log: Path) -> Iterator[Accessibility]:
    """Yield a driver on the desktop that ``environment`` describes."""
    program = str(Path(__file__).with_name("accessibility_driver.py"))
    # The system's Python shall not find the packages of the project's Python.
    clean = {name: text for name, text in environment.items() if not name.startswith("PYTHON")}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [SYSTEM_PYTHON, program],
            env=clean,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as driver,
    ):
        try:
            yield Accessibility(driver)
        finally:
            driver.kill()
