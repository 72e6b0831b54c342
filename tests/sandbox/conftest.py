"""A sandbox on a clock that stands still, and an HTTP client that holds its full key."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from stashlog.sandbox import Sandbox
from tests.support.sandbox import FakeClock, http_client, running_sandbox


@pytest.fixture
def clock() -> FakeClock:
    """2026-03-01T09:00:00Z until told otherwise."""
    return FakeClock()


@pytest.fixture
def sandbox(clock: FakeClock) -> Iterator[Sandbox]:
    """A running sandbox; as its clock stands still, 200 requests are all that it takes."""
    with running_sandbox(clock=clock) as running:
        yield running


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """A client of this sandbox with its full key."""
    with http_client(sandbox) as client:
        yield client
