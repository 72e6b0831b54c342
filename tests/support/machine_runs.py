"""How long the state machine is driven: the budget that every run uses, and the long one."""

from __future__ import annotations

import os

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

LONG = os.environ.get("STASHLOG_SWEEP") == "long"

SEEDS = range(40) if LONG else range(1)
"""Every run is the same for the same seed, which stands in the name of the test."""

_RUNS, _STEPS = (400, 60) if LONG else (100, 40)


def run_machine(machine: type[RuleBasedStateMachine], seed: int, *, shrink: bool = True) -> None:
    """Drive a machine for one budget; a failure ends with the shortest way to it.

    Args:
        machine: What to drive.
        seed: Decides about everything that happens.
        shrink: Whether to look for the shortest way, which takes its time.
    """
    budget = settings(
        max_examples=_RUNS,
        stateful_step_count=_STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.normal,
        print_blob=False,
        report_multiple_bugs=False,
    )
    seeded = hypothesis.seed(seed)(type(machine.__name__, (machine,), {}))
    run_state_machine_as_test(seeded, settings=budget)
