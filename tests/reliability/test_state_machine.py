"""Whatever users, servers, clocks, disks and crashes do: nothing is lost, nothing is doubled."""

from __future__ import annotations

import pytest

from tests.support.delivery_machine import DeliveryMachine
from tests.support.machine_runs import SEEDS, run_machine


@pytest.mark.sweep
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_is_there_twice(seed: int) -> None:
    run_machine(DeliveryMachine, seed)
