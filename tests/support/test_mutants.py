"""What the mutator makes of a piece of code."""

from __future__ import annotations

import pytest

from tests.support.mutants import mutants


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < 1", {("a < 1", "a <= 1"), ("1", "2")}),
        ("a and not b", {("a and (not b)", "a or not b"), ("not b", "b")}),
        ("f(x=y)", {("f(x=y)", ""), ("x=y", "")}),
        ("a = {b, c}", {("b", ""), ("c", "")}),
        ("a = {'k': b}", {("'k'", ""), ("'k'", "'not k'")}),
        (
            "if a: self.b = c",
            {("if a:\n    self.b = c", "if not a:\n    self.b = c"), ("self.b = c", "")},
        ),
        ("raise E('x')", {("raise E('x')", ""), ("'x'", "'not x'")}),
        ("'docstring'", set()),
        ("from a import b", set()),
        ("a: int", set()),
    ],
)
def test_each_fault_is_made_once(code: str, expected: set[tuple[str, str]]) -> None:
    assert {(mutant.before, mutant.after) for mutant in mutants(code)} == expected


def test_a_mutant_is_the_module_with_one_fault_and_names_its_place() -> None:
    source = "class A:\n\n    def f(self) -> bool:\n        return a == b"
    first, second = mutants(source)
    assert (first.place, first.after) == ("A.f", "return None")
    assert (second.place, second.after) == ("A.f", "a != b")
    assert second.source == source.replace("==", "!=")


def test_equal_faults_at_one_place_are_told_apart_by_number() -> None:
    assert [(m.before, m.number) for m in mutants("a(1)\nb(1)") if m.before == "1"] == [
        ("1", 1),
        ("1", 2),
    ]
