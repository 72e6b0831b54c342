"""A desktop, a server and a place to work at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support.desktop import Desktop, desktop
from tests.support.program import Workplace
from tests.support.sandbox import running_sandbox


@pytest.fixture(scope="package")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One desktop for all journeys that leave nothing on it."""
    with desktop(tmp_path_factory.mktemp("screen")) as running:
        yield running


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def workplace(screen: Desktop, sandbox: Sandbox, tmp_path: Path) -> Workplace:
    """A folder without a past, and the sandbox's address and key."""
    return Workplace(screen, tmp_path / "stashlog", sandbox.base_url, STASHLOG_API_KEY=sandbox.key)
