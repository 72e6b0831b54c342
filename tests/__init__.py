"""Tests of Stashlog; they mirror `src/stashlog`."""
