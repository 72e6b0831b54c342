"""Packages of the operating system: installed where that is allowed, named everywhere else."""

import sys
from pathlib import Path

import pytest
from devsetup.machine import Machine
from devsetup.problem import SetupError
from devsetup.system_packages import PACKAGE_MANAGERS, PackageManager, SystemPackages

from tests.support.requirements import DEBIAN_PACKAGES

DEBIAN_ROOT = Machine(system="linux", distribution=("debian",), is_root=True)
needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="apt-get is played by a script")


def linux(*distribution: str, is_root: bool = False) -> SystemPackages:
    return SystemPackages(Machine(system="linux", distribution=distribution, is_root=is_root))


@pytest.mark.parametrize(
    ("distribution", "command"),
    [
        (
            ("linuxmint", "ubuntu", "debian"),
            "sudo apt-get update && sudo apt-get install --yes --no-install-recommends one two",
        ),
        (("fedora",), "sudo dnf install one two"),
        (("opensuse-leap", "suse", "opensuse"), "sudo zypper install one two"),
        (("manjaro", "arch"), "sudo pacman -S --needed one two"),
    ],
)
def test_a_person_is_told_the_exact_command(distribution: tuple[str, ...], command: str) -> None:
    packages = linux(*distribution)

    assert packages.command(("one", "two")) == command
    assert not packages.may_install


def test_root_is_told_the_command_without_sudo() -> None:
    assert linux("fedora", is_root=True).command(("one",)) == "dnf install one"


def test_an_unknown_distribution_gets_no_command() -> None:
    packages = linux("slackware")

    assert packages.manager is None
    assert packages.command(("one",)) is None
    assert not packages.may_install


def test_only_root_on_debian_is_served_without_a_question() -> None:
    assert not linux("debian").may_install
    assert not linux("fedora", is_root=True).may_install


@pytest.mark.parametrize("manager", PACKAGE_MANAGERS, ids=lambda manager: manager.name)
def test_every_family_of_distributions_has_a_name_for_everything(manager: PackageManager) -> None:
    assert manager.qt
    assert manager.desktop
    assert manager.install[0] == manager.name
    assert len(set(manager.qt)) == len(manager.qt)


def test_the_set_up_installs_every_package_whose_lack_skips_a_test() -> None:
    apt = PACKAGE_MANAGERS[0]

    assert set(DEBIAN_PACKAGES.values()) <= set(apt.desktop)


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an apt-get on the PATH that writes down its words; return the file that they are in."""
    calls = tmp_path / "calls"
    script = tmp_path / "apt-get"
    script.write_text(
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND: $*" >>"{calls}"\n'
        'case "$*" in *unobtainable*) exit 100;; esac\n',
        encoding="utf-8",
    )
    script.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return calls


@needs_a_shell
def test_packages_are_installed_without_questions_after_one_update(apt_get: Path) -> None:
    packages = SystemPackages(DEBIAN_ROOT)

    packages.install(("one", "two"), "something")
    packages.install(("three",), "something else")

    options = "noninteractive: -q -o DPkg::Lock::Timeout=300"
    assert apt_get.read_text(encoding="utf-8").splitlines() == [
        f"{options} update",
        f"{options} install --yes --no-install-recommends one two",
        f"{options} install --yes --no-install-recommends three",
    ]


@needs_a_shell
@pytest.mark.usefixtures("apt_get")
def test_a_package_that_cannot_be_had_ends_the_set_up() -> None:
    with pytest.raises(SetupError, match="apt-get install failed"):
        SystemPackages(DEBIAN_ROOT).install(("unobtainable",), "something")


@needs_a_shell
@pytest.mark.usefixtures("apt_get")
def test_root_on_debian_is_served() -> None:
    assert SystemPackages(DEBIAN_ROOT).may_install
