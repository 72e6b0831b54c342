"""The state machine finds the bugs that it is there for, within the budget that every run uses.

What it cannot find, it proves nothing about.
"""

from __future__ import annotations

import pytest

from stashlog.domain.outbox import IllegalTransitionError
from tests.support.delivery_machine import DeliveryMachine
from tests.support.machine_runs import SEEDS, run_machine
from tests.support.seeded_bugs import BUGS, Seed

FOUND = (AssertionError, IllegalTransitionError)
"""A broken promise, or the store's own refusal; anything else is a fault of the seeded bug."""


@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
def test_a_seeded_bug_is_found(bug: Seed, monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch)
    with pytest.raises(FOUND):
        run_machine(DeliveryMachine, SEEDS[0], shrink=False)
