"""The table of faults is complete, and what it names exists."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROWS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/reliability/faults.toml").read_text(encoding="utf-8")
)["fault"]
AT_LEAST = {
    "network": 17,
    "server": 9,
    "process": 10,
    "disk": 9,
    "clock": 2,
    "keyring": 6,
    "content": 4,
}
"""Rows of each theme: one for every fault that this project promised to survive."""


def named_in(file: Path) -> set[str]:
    """Return the tests of a module as pytest names them, without parameters."""
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ClassDef):
            names |= {
                f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)
            }
    return names


def test_every_theme_has_its_rows() -> None:
    counted = Counter(row["theme"] for row in ROWS)
    assert counted.keys() == AT_LEAST.keys()
    assert {
        theme: counted[theme] for theme, least in AT_LEAST.items() if counted[theme] < least
    } == {}


def test_no_fault_stands_there_twice() -> None:
    assert [
        fault for fault, times in Counter(row["fault"] for row in ROWS).items() if times > 1
    ] == []


@pytest.mark.parametrize("row", ROWS, ids=[row["fault"][:40] for row in ROWS])
def test_every_fault_names_tests_that_exist_and_where_it_ends(row: dict[str, Any]) -> None:
    assert row["ends"]
    assert row["tests"]
    for test in row["tests"]:
        path, _, name = test.partition("::")
        assert name in named_in(ROOT / path), f"{test} does not exist"
