"""An old Python is turned away with one sentence, not with a syntax error."""

import ast
from pathlib import Path

import pytest
from devsetup.python_version import unsupported_python

PACKAGING = Path(__file__).parents[2] / "packaging"
READ_BY_AN_OLD_PYTHON = (
    "dev.py",
    "devsetup/__init__.py",
    "devsetup/problem.py",
    "devsetup/python_version.py",
)


def test_an_old_python_is_named_and_told_what_to_use_instead() -> None:
    sentence = unsupported_python((3, 9))

    assert sentence is not None
    assert "needs Python 3.11 or newer and this is Python 3.9" in sentence
    assert "python3.11 packaging/dev.py run" in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 13), (4, 0)])
def test_a_new_enough_python_is_welcome(version: tuple[int, int]) -> None:
    assert unsupported_python(version) is None


@pytest.mark.parametrize("name", READ_BY_AN_OLD_PYTHON)
def test_what_an_old_python_reads_before_it_is_turned_away_has_no_newer_syntax(name: str) -> None:
    source = (PACKAGING / name).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 6))
