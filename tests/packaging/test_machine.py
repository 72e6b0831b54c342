"""What the set-up makes of the computer that it finds."""

from pathlib import Path

import pytest
from devsetup.machine import (
    Machine,
    read_distribution,
    this_machine,
    unsupported_machine,
    version_numbers,
)


def linux(processor: str, *release: int, c_library: str = "glibc") -> Machine:
    return Machine(system="linux", processor=processor, release=release, c_library=c_library)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', ("debian",)),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', ("linuxmint", "ubuntu", "debian")),
        ("# a comment\nID='Fedora'\nVERSION_ID=41\n", ("fedora",)),
        ('ID="open\nID_LIKE=arch\n', ('"open', "arch")),
        ("NAME=Nameless\n", ()),
    ],
)
def test_the_distribution_is_read_closest_name_first(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    file = tmp_path / "os-release"
    file.write_text(text, encoding="utf-8")

    assert read_distribution((tmp_path / "missing", file)) == names


def test_a_system_without_os_release_has_no_distribution(tmp_path: Path) -> None:
    assert read_distribution((tmp_path / "missing",)) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("2.36", (2, 36)), ("13.6.1", (13, 6, 1)), ("2.39-rc1", (2,)), ("", ())],
)
def test_a_version_is_compared_by_its_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version_numbers(text) == numbers


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (Machine(system="win32", is_64_bit=False), "64-bit Python"),
        (Machine(system="darwin", release=(12, 7)), "macOS 13 or newer"),
        (linux("x86_64", 2, 31), "2.34 or newer on x86_64"),
        (linux("aarch64", 2, 36), "2.39 or newer on aarch64"),
        (linux("riscv64", 2, 40), "this is riscv64"),
        (linux("x86_64", c_library=""), "musl"),
    ],
)
def test_a_machine_that_qt_does_not_support_is_told_why(machine: Machine, words: str) -> None:
    assert words in (unsupported_machine(machine) or "")


@pytest.mark.parametrize(
    "machine",
    [
        Machine(system="win32"),
        Machine(system="darwin", release=(14, 1)),
        linux("x86_64", 2, 36),
        linux("aarch64", 2, 39),
    ],
)
def test_a_machine_that_qt_supports_is_welcome(machine: Machine) -> None:
    assert unsupported_machine(machine) is None


def test_the_machine_that_runs_this_test_is_welcome() -> None:
    assert unsupported_machine(this_machine()) is None
