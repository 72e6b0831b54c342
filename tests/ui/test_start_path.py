"""What a start does not wait for: nothing heavy is imported until the form has been painted."""

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = {"asyncio", "email", "httpx", "keyring", "logging.handlers", "pydantic", "sqlite3", "ssl"}
OURS = {
    "stashlog.api",
    "stashlog.credentials",
    "stashlog.domain.call_rules",
    "stashlog.domain.directory",
    "stashlog.domain.entry",
    "stashlog.services.delivery",
    "stashlog.storage",
    "stashlog.ui.form.details_row",
    "stashlog.ui.form.due_field",
    "stashlog.ui.form.later_fields",
    "stashlog.ui.outbox",
}
"""Heavy libraries and parts of ours; there are more, but each of these would bring many with it."""

NAMESPACE = "QtCore.Qt"
"""PySide makes its 130 enumerations when it is first named, also by an import: 14 ms."""

MOST_OF_OURS = 58
"""Modules of Stashlog that a first form needs; whoever needs more has to say why here."""

START = """
import json, os, sys
from stashlog.ui.main_window import MainWindow

def painted(window, event, paint=MainWindow.paintEvent):
    paint(window, event)
    from PySide6 import QtCore
    print(json.dumps([*sys.modules, *(f"QtCore.{name}" for name in vars(QtCore))]), flush=True)
    os._exit(0)

MainWindow.paintEvent = painted
sys.argv = ["stashlog"]
from stashlog.__main__ import main
main()
"""


def test_the_form_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    environment = os.environ | {
        "STASHLOG_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    run = subprocess.run(
        [sys.executable, "-c", START],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(json.loads(run.stdout))
    assert "QtCore.QEvent" in loaded
    assert NAMESPACE not in loaded
    assert loaded & HEAVY == set()
    assert loaded & OURS == set()
    assert len([name for name in loaded if name.partition(".")[0] == "stashlog"]) <= MOST_OF_OURS
