"""The command line of dev.py, as far as it can be tried without setting anything up."""

import subprocess
import sys
from pathlib import Path

import pytest
from devsetup.commands import (
    CHECKS,
    headless_sentence,
    program_variables,
    program_words,
    run_checks,
)

DEV = Path(__file__).parents[2] / "packaging" / "dev.py"


@pytest.mark.parametrize("words", [[], ["rum"], ["--help"], ["check", "everything"]])
def test_words_that_are_not_understood_show_the_commands(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, DEV, *words], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 64
    assert done.stdout == ""
    for command in ("run", "test", "check"):
        assert f"packaging/dev.py {command}" in done.stderr


def test_without_a_display_the_missing_variables_are_named() -> None:
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in headless_sentence({"DISPLAY": ""})


def test_a_display_that_does_not_answer_is_named() -> None:
    assert "DISPLAY=:9 did not answer" in headless_sentence({"DISPLAY": ":9"})


def test_the_program_gets_no_foreign_modules_and_all_other_variables() -> None:
    given = {"PYTHONPATH": "/elsewhere", "PYTHONHOME": "/usr", "STASHLOG_HOME": "x", "LANG": "C"}

    assert program_variables(given) == {"STASHLOG_HOME": "x", "LANG": "C"}


def test_what_was_compiled_at_one_start_serves_the_next_whatever_the_shell_says() -> None:
    assert program_variables({"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C"}) == {"LANG": "C"}


def test_with_a_display_the_window_opens_against_the_sandbox() -> None:
    assert program_words(["new", "--type", "call"], off_screen=False) == [
        *("-m", "stashlog", "--sandbox"),
        *("new", "--type", "call"),
    ]
    assert program_variables({"LANG": "C"}) == {"LANG": "C"}


def test_without_a_display_the_program_works_off_screen() -> None:
    assert program_words([], off_screen=True) == ["-m", "stashlog", "--sandbox", "--headless"]
    variables = program_variables({"QT_QPA_PLATFORM": "xcb"}, off_screen=True)
    assert variables == {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Put a program in the place of each check; it notes its words in the folder it runs in."""
    if sys.platform == "win32":
        pytest.skip("the checks are played by scripts")
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in {check[0] for check in CHECKS}:
        script = folder / name
        script.write_text('#!/bin/sh\necho "${0##*/} $*" >>calls\n', encoding="utf-8")
        script.chmod(0o700)
    return folder


def test_every_check_runs_in_the_clone(programs: Path, tmp_path: Path) -> None:
    assert run_checks(programs, tmp_path) == 0

    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert [call.strip() for call in calls] == [" ".join(check) for check in CHECKS]


def test_a_check_that_fails_keeps_no_other_from_running_and_is_named(
    programs: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (programs / "mypy").open("a", encoding="utf-8") as script:
        script.write("exit 2\n")

    assert run_checks(programs, tmp_path) == 1

    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == len(CHECKS)
    assert "Failed: mypy" in capfd.readouterr().err
