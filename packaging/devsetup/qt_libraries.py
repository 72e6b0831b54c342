"""Qt's system libraries on Linux: tried, installed where allowed, else named."""

import hashlib
import json
import subprocess
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from devsetup.environment import RUN, Environment
from devsetup.problem import SetupError
from devsetup.system_packages import SystemPackages

PROBE = Path(__file__).with_name("qt_probe.py")
# ldconfig writes it anew whenever a package brings or takes a library: ldconfig(8).
LINKER_CACHE = Path("/etc/ld.so.cache")


def ensure_qt_libraries(
    environment: Environment,
    packages: SystemPackages,
    platforms: Collection[str],
    linker_cache: Path = LINKER_CACHE,
) -> None:
    """See that Qt loads, with the plugins of ``platforms``.

    What was found good is remembered until ``linker_cache`` or the environment changes. Raises
    SetupError with the exact command where packages are missing and may not be installed.
    """
    note = environment.folder / "stashlog-qt.sha256"
    if note.is_file() and note.read_text() == _state(environment, platforms, linker_cache):
        return
    failures = qt_failures(environment.python, platforms)
    if failures and packages.manager is not None and packages.may_install:
        packages.install(packages.manager.qt, "the system libraries of Qt")
        failures = qt_failures(environment.python, platforms)
    if failures:
        raise SetupError(_advice(failures, packages))
    with suppress(OSError):  # an environment that somebody else made: looking again costs little
        note.write_text(_state(environment, platforms, linker_cache))


def qt_failures(python: Path, platforms: Collection[str]) -> list[str]:
    """Load Qt in a process of ``python``; one message for each part that does not load."""
    done = subprocess.run(
        [python, "-I", PROBE, *sorted(platforms)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return [done.stderr.strip() or f"Qt ended with status {done.returncode}"]
    return [str(failure) for failure in json.loads(done.stdout)]


def _state(environment: Environment, platforms: Collection[str], linker_cache: Path) -> str:
    cache = linker_cache.stat() if linker_cache.exists() else None
    parts = [
        environment.fingerprint(RUN),
        sorted(platforms),
        [cache.st_mtime_ns, cache.st_size] if cache else None,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _advice(failures: list[str], packages: SystemPackages) -> str:
    found = "Qt does not load on this system:\n" + "\n".join(f"  {line}" for line in failures)
    manager = packages.manager
    if manager is None:
        return f"{found}\nInstall the packages of your distribution that hold these, start again."
    return f"{found}\nInstall what is missing, then start again:\n  {packages.command(manager.qt)}"
