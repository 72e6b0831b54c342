"""Killed at random moments, on a bad network: nothing lost, nothing twice, store intact."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.kill_loop import run_loop

KILLS = 1000 if os.environ.get("STASHLOG_SWEEP") == "long" else 80
SEEDS = (1, 2, 3) if os.environ.get("STASHLOG_SWEEP") == "long" else (1,)


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_doubled_by_kills(tmp_path: Path, seed: int) -> None:
    tally = run_loop(tmp_path / "data", KILLS, seed)
    assert tally.kills >= KILLS
    assert tally.failed == 0, "programs ended with a fault of their own"
    assert tally.acknowledged >= KILLS // 4, "the programs did too little to prove anything"
    assert tally.look_ups > 0, "no request was interrupted"
    assert tally.key_found == 0, "the API key is on disk or among the arguments of a process"
    assert (tally.lost, tally.duplicated, tally.unsettled, tally.intact) == (0, 0, 0, True), tally
