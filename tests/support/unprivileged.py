"""Tests of file permissions also where the tests run as root, to whom nothing is closed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
"""The user who owns nothing (Linux and macOS alike)."""


@contextmanager
def unprivileged_folder() -> Iterator[Path]:
    """A folder of one's own, as a user to whom modes apply; POSIX only.

    What is called within must have been imported before: that user may not read root's modules.
    """
    with tempfile.TemporaryDirectory() as name:
        root = os.geteuid() == 0
        if root:
            os.chown(name, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            if root:
                os.seteuid(0)
