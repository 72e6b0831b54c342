"""The list of accepted survivors: each is a mutant that still exists, and has its reason."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.mutants import mutants
from tests.support.mutation import SUITES, listed_survivors, source_of

LISTED = listed_survivors()


def test_every_survivor_is_listed_once_and_has_its_reason() -> None:
    names = Counter(
        (one["module"], one["place"], one["before"], one["after"], one.get("number", 1))
        for one in LISTED
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert all(len(str(one["reason"]).split()) >= 4 for one in LISTED)


@pytest.mark.parametrize("module", SUITES)
def test_every_survivor_is_a_mutant_of_the_code_as_it_is(module: str) -> None:
    existing = {
        (mutant.place, mutant.before, mutant.after, mutant.number)
        for mutant in mutants(source_of(module))
    }
    listed = {
        (one["place"], one["before"], one["after"], one.get("number", 1))
        for one in LISTED
        if one["module"] == module
    }
    assert listed - existing == set()
    assert len(listed) <= 0.1 * len(existing), "less than nine in ten faults are noticed"
