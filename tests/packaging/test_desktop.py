"""What the desktop tests need is installed or named; only CI insists on it."""

import sys

import pytest
from devsetup.desktop import ensure_desktop, missing_desktop_parts
from devsetup.machine import Machine
from devsetup.problem import SetupError
from devsetup.system_packages import SystemPackages

FEDORA = SystemPackages(Machine(system="linux", distribution=("fedora",)))
UNKNOWN = SystemPackages(Machine(system="linux"))


def lacking() -> list[str]:
    return ["Xvfb", "pyatspi"]


def test_a_machine_without_a_desktop_is_told_what_would_be_skipped_and_how_to_change_that(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ensure_desktop(FEDORA, required=False, find_missing=lacking)

    said = capsys.readouterr().err
    assert "will be skipped. Missing: Xvfb, pyatspi." in said
    assert "sudo dnf install" in said
    assert "xorg-x11-server-Xvfb" in said


def test_where_the_desktop_tests_must_run_a_missing_part_is_an_error() -> None:
    with pytest.raises(SetupError, match=r"cannot run\. Missing: Xvfb, pyatspi"):
        ensure_desktop(UNKNOWN, required=True, find_missing=lacking)


def test_a_complete_desktop_is_not_worth_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    ensure_desktop(FEDORA, required=True, find_missing=list)

    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for programs of a Linux desktop")
def test_every_part_is_missed_where_no_program_can_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")

    assert {"Xvfb", "dbus-run-session", "gnome-keyring-daemon"} <= set(missing_desktop_parts())
