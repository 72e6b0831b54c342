"""Tests of stashlog.domain."""
