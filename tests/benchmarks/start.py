"""How much more than a bare Qt window Stashlog costs: time to a usable form, memory, blocked time.

    python -m tests.benchmarks.start [RUNS]

Both windows are started in turns, in the same run, so that what else the computer does hits both.
The last start has an activity to send, so that everything a day of work needs is loaded.

A first start of each, which is not counted, leaves the compiled modules behind, as an installation
does; a variable that forbids this would have our program compiled anew each time, and not Qt's.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stashlog.sandbox import Sandbox

LIMITS = {"usable_ms": 1.6, "memory_mb": 2.5}
"""The goals, as ratios to the bare window."""

LONGEST_BLOCK_MS = 50.0


def measure(window: str, environment: dict[str, str]) -> dict[str, float]:
    """Start a window once and return its figures."""
    started = {"PROBE_STARTED": str(time.monotonic_ns())}
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.probe", window],
        env=environment | started,
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def with_something_to_send(environment: dict[str, str]) -> None:
    """Leave an activity in the outbox that the window will send."""
    nowhere = environment | {"STASHLOG_BASE_URL": "http://127.0.0.1:9/v1"}
    command = [sys.executable, "-m", "stashlog", "log", "--type", "call", "--subject", "x"]
    subprocess.run(command, env=nowhere, capture_output=True, check=True)


def main(runs: int) -> None:
    """Measure and print."""
    bare: list[dict[str, float]] = []
    ours: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as home, Sandbox("scale") as sandbox:
        environment = os.environ | {
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "PYTHONPATH": os.pathsep.join(["src", "."]),
            "STASHLOG_HOME": str(Path(home) / "stashlog"),
            "STASHLOG_BASE_URL": sandbox.base_url,
            "STASHLOG_API_KEY": sandbox.key,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for window in ("bare", "stashlog"):
            measure(window, environment)
        for _ in range(runs):
            with_something_to_send(environment)
            bare.append(measure("bare", environment))
            ours.append(measure("stashlog", environment))
    report(bare, ours)


def report(bare: list[dict[str, float]], ours: list[dict[str, float]]) -> None:
    """Print medians, ratios and goals."""
    print(f"median of {len(ours)} runs      bare   Stashlog   ratio   goal")
    for name, goal in LIMITS.items():
        theirs, mine = (statistics.median(run[name] for run in runs) for runs in (bare, ours))
        print(f"{name:<22}{theirs:>8.0f}{mine:>11.0f}{mine / theirs:>8.2f}{goal:>7}")
    blocked = statistics.median(run["longest_block_ms"] for run in ours)
    print(f"longest block of the interface thread: {blocked:.0f} ms (goal {LONGEST_BLOCK_MS:.0f})")
    print(f"loaded by then: {ours[-1]['loaded']}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
