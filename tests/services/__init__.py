"""Tests of stashlog.services."""
