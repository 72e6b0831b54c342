"""Branch coverage of the modules that keep the promise: the outcome table, transitions, delivery.

    python -m tests.support.promise_coverage

Runs the tests that belong to these modules, as mutation testing does, and fails below 100 %.
"""

from __future__ import annotations

import os
import sys

import coverage
import pytest

from tests.support.mutation import ROOT, SUITES

ALSO = ("stashlog.domain.outcome",)
"""Modules in which nothing can be wrong that a mutant could show, only missing."""


def main() -> int:
    """Print every line and branch that no test reaches; 1 if there is one, or a test fails."""
    os.chdir(ROOT)
    files = [f"src/{module.replace('.', '/')}.py" for module in (*SUITES, *ALSO)]
    tests = list(dict.fromkeys(test for suite in SUITES.values() for test in suite))
    measured = coverage.Coverage(config_file=False, data_file=None, branch=True, include=files)
    measured.start()
    status = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-n0", *tests])
    measured.stop()
    total = measured.report(show_missing=True)
    return int(status != 0 or total < 100)


if __name__ == "__main__":
    sys.exit(main())
