"""Benchmarks: run by hand, `python -m tests.benchmarks.start`; they print ratios, not verdicts."""
