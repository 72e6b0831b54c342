"""The command line of dev.py, as far as it can be tried without setting anything up."""

import subprocess
import sys
from pathlib import Path

import pytest

from devsetup.commands import headless_sentence, program_variables

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
