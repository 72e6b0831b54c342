"""What kind of machine this is, as far as the set-up has to know."""

import os
import platform
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

OS_RELEASE_FILES = (Path("/etc/os-release"), Path("/usr/lib/os-release"))

# The wheels of PySide6-Essentials 6.11.3 are tagged manylinux_2_34_x86_64, manylinux_2_39_aarch64,
# macosx_13_0_universal2, win_amd64 and win_arm64; there is none for musl and none for 32 bits.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
OLDEST_MACOS = (13, 0)


@dataclass(frozen=True)
class Machine:
    """One computer.

    ``system`` is spelt as ``sys.platform`` spells it. ``distribution`` holds ID and ID_LIKE of
    os-release, the closest name first. ``release`` is the version of the C library on Linux and of
    the system on macOS, empty where it could not be told. ``is_root`` is whether packages of the
    operating system may be installed without asking anybody.
    """

    system: str
    distribution: tuple[str, ...] = ()
    processor: str = ""
    release: tuple[int, ...] = ()
    c_library: str = ""
    is_root: bool = False
    is_64_bit: bool = True

    @property
    def is_linux(self) -> bool:
        """Whether Qt's libraries come from a distribution here, and a display may be missing."""
        return self.system == "linux"


def this_machine() -> Machine:
    """Look at the computer that this process runs on."""
    c_library, release = platform.libc_ver() if sys.platform == "linux" else ("", "")
    if sys.platform == "darwin":
        release = platform.mac_ver()[0]
    return Machine(
        system=sys.platform,
        distribution=read_distribution(OS_RELEASE_FILES),
        processor=platform.machine(),
        release=version_numbers(release),
        c_library=c_library,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        is_64_bit=sys.maxsize > 2**32,
    )


def read_distribution(files: tuple[Path, ...]) -> tuple[str, ...]:
    """Read ID and ID_LIKE from the first of ``files`` that exists, in lower case.

    Empty where there is none, as on macOS and Windows. Format: os-release(5), a list of shell
    assignments.
    """
    for file in files:
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            values = dict(_assignment(line) for line in text.splitlines() if "=" in line)
            return tuple(f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".lower().split())
    return ()


def _assignment(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    try:
        return name.strip(), " ".join(shlex.split(value))
    except ValueError:  # an open quote: take the value as it stands
        return name.strip(), value.strip()


def version_numbers(text: str) -> tuple[int, ...]:
    """Turn "2.36" into (2, 36), up to the first part that is no number."""
    numbers: list[int] = []
    for part in text.split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)


def unsupported_machine(machine: Machine) -> str | None:
    """Say in one sentence why Qt cannot be had on this machine; None where it can."""
    if not machine.is_64_bit:
        return "Stashlog needs a 64-bit Python: Qt 6.11 comes in no other form."
    if machine.system == "darwin" and machine.release and machine.release < OLDEST_MACOS:
        return "Stashlog needs macOS 13 or newer, as Qt 6.11 does."
    if machine.is_linux:
        return _unsupported_linux(machine)
    return None


def _unsupported_linux(machine: Machine) -> str | None:
    oldest = OLDEST_GLIBC.get(machine.processor)
    if oldest is None:
        known = " and ".join(OLDEST_GLIBC)
        return f"Qt 6.11 comes for {known} only, and this is {machine.processor}."
    if machine.c_library != "glibc":
        return "Qt 6.11 needs the GNU C library, and this system has another (musl, as on Alpine?)."
    if machine.release < oldest:
        need, have = (".".join(map(str, version)) for version in (oldest, machine.release))
        return (
            f"Qt 6.11 needs the GNU C library {need} or newer on {machine.processor}, and this "
            f"system has {have}: a newer release of the distribution is needed."
        )
    return None
