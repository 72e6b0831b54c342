"""The workbench of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.workbench import Workbench, workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with workbench(tmp_path / "data") as made:
        yield made
