"""The commands of ``dev.py``: set up what is missing, then hand over."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devsetup.builder import Builder
from devsetup.desktop import ensure_desktop
from devsetup.display import reachable_displays
from devsetup.environment import RUN, TEST, Environment
from devsetup.machine import Machine, this_machine, unsupported_machine
from devsetup.problem import INTERRUPTED, WORDS_NOT_UNDERSTOOD, SetupError, say
from devsetup.qt_libraries import ensure_qt_libraries
from devsetup.system_packages import SystemPackages

CLONE = Path(__file__).resolve().parents[2]
USAGE = """\
python3 packaging/dev.py run [words…]    set up, then start Stashlog against its sandbox
python3 packaging/dev.py test [words…]   set up, then run the tests; the words go to pytest
python3 packaging/dev.py check           set up, then linters, types and the import contract"""

WHOLE_SUITE = ("-n", "auto", "--dist", "worksteal")
"""One process for each core; whichever has nothing left takes over half of what another has."""

NOT_FOR_PROGRAMS = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
"""Variables that would bring foreign modules, or have the whole program compiled at every start:
the form would then take half as long again to appear."""

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def carry_out(words: Sequence[str]) -> int:
    """Do what the command line says and return the exit status."""
    command = COMMANDS.get(words[0]) if words else None
    if command is None:
        say(USAGE)
        return WORDS_NOT_UNDERSTOOD
    try:
        return command(words[1:])
    except SetupError as problem:
        say(str(problem))
        return problem.status
    except KeyboardInterrupt:
        say("Interrupted. The next start goes on from here.")
        return INTERRUPTED


def run(words: Sequence[str]) -> int:
    """Start the program against its sandbox; without a display, let it do its job off-screen."""
    machine = supported_machine()
    displays = reachable_displays(os.environ) if machine.is_linux else frozenset[str]()
    environment = set_up(RUN, machine, displays)
    off_screen = machine.is_linux and not displays
    if off_screen:
        say(headless_sentence(os.environ))
    return hand_over(
        [str(environment.python), *program_words(words, off_screen=off_screen)],
        program_variables(os.environ, off_screen=off_screen),
    )


def program_words(words: Sequence[str], *, off_screen: bool) -> list[str]:
    """Spell what Python is started with to run the program against its sandbox."""
    return ["-m", "stashlog", "--sandbox", *(["--headless"] if off_screen else []), *words]


def headless_sentence(variables: Mapping[str, str]) -> str:
    """Say that there is no display, and why that was concluded."""
    named = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if variables.get(name)]
    if named:
        reason = " and ".join(f"{name}={variables[name]}" for name in named) + " did not answer"
    else:
        reason = "neither DISPLAY nor WAYLAND_DISPLAY is set"
    return f"No display here ({reason}): Stashlog works off-screen instead."


def test(words: Sequence[str]) -> int:
    """Run the tests, all of them, on every core, unless ``words`` choose."""
    machine = supported_machine()
    environment = set_up(TEST, machine, frozenset())
    if machine.is_linux:
        required = bool(os.environ.get("STASHLOG_REQUIRE_DESKTOP"))
        ensure_desktop(SystemPackages(machine), required=required)
    os.chdir(environment.root)
    command = [str(environment.python), "-m", "pytest", *(words or WHOLE_SUITE)]
    return hand_over(command, program_variables(os.environ))


def check(words: Sequence[str]) -> int:
    """Run every check, also after one that fails; the status is 1 if any did."""
    if words:
        say(USAGE)
        return WORDS_NOT_UNDERSTOOD
    environment = set_up(TEST, supported_machine(), frozenset())
    return run_checks(environment.programs, environment.root)


def run_checks(programs: Path, root: Path) -> int:
    """Run every check, found in the folder ``programs``, on the clone ``root``."""
    failed = []
    for name, *rest in CHECKS:
        say(f"$ {' '.join((name, *rest))}")
        done = subprocess.run(
            [programs / name, *rest], cwd=root, env=program_variables(os.environ), check=False
        )
        if done.returncode != 0:
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"run": run, "test": test, "check": check}


def supported_machine() -> Machine:
    """Look at this machine. Raises SetupError where Qt cannot be had for it."""
    machine = this_machine()
    complaint = unsupported_machine(machine)
    if complaint:
        raise SetupError(complaint)
    return machine


def set_up(profile: str, machine: Machine, displays: frozenset[str]) -> Environment:
    """Make ``.venv`` and Qt's libraries right for ``profile`` and the displays to open."""
    packages = SystemPackages(machine)
    environment = Environment(CLONE)
    environment.ensure(profile, Builder(packages))
    if machine.is_linux:
        ensure_qt_libraries(environment, packages, displays)
    return environment


def program_variables(variables: Mapping[str, str], *, off_screen: bool = False) -> dict[str, str]:
    """The environment variables for what is started: without those of another Python's."""
    own = {name: text for name, text in variables.items() if name not in NOT_FOR_PROGRAMS}
    return {**own, "QT_QPA_PLATFORM": "offscreen"} if off_screen else own


def hand_over(command: list[str], variables: Mapping[str, str]) -> int:
    """Become ``command``; on Windows, which knows no exec, run it and return its status."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        return subprocess.run(command, env=variables, check=False).returncode
    # So that signals reach the program itself, and its exit status is ours.
    return os.execve(command[0], command, variables)  # noqa: S606 - words as given, no shell wanted
