"""Tests of stashlog.api."""
