"""A world of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_workspace import Keys
from tests.support.typist import Typist
from tests.support.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A computer beside a nodestash that ignores idempotency keys."""
    made = World(tmp_path / "data", Keys.IGNORED)
    yield made
    made.close()


@pytest.fixture
def user(world: World) -> Typist:
    """Who works at this computer."""
    return Typist(world)
