"""A sentence reaches a dialog of the desktop, whole and as it is, where there is one."""

import json
import sys
from pathlib import Path

import pytest

from stashlog.services.alert import alert, command_for

TITLE, TEXT = "Stashlog cannot start", "It lacks $(touch /tmp/x) {library} <b>`id`</b>; install it."
PROGRAM = """#!{python}
import json, pathlib, sys
pathlib.Path({target!r}).write_text(json.dumps(sys.argv[1:]))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have their own")


def install(folder: Path, name: str) -> Path:
    """Put a program into ``folder`` that only writes down what it was called with."""
    said = folder / f"{name}.json"
    program = folder / name
    program.write_text(PROGRAM.format(python=sys.executable, target=str(said)), encoding="utf-8")
    program.chmod(0o755)
    return said


@pytest.mark.parametrize("name", ["zenity", "kdialog", "xmessage"])
def test_the_desktops_own_program_gets_the_sentence_as_it_is(tmp_path: Path, name: str) -> None:
    said = install(tmp_path, name)

    assert alert(TITLE, TEXT, {"DISPLAY": ":1", "PATH": str(tmp_path)})
    words = json.loads(said.read_text())
    assert any(word.endswith(TEXT) for word in words)
    assert any(word.endswith(TITLE) for word in words)


def test_without_a_display_nothing_is_started(tmp_path: Path) -> None:
    install(tmp_path, "zenity")

    assert command_for(TITLE, TEXT, {"PATH": str(tmp_path), "DISPLAY": ""}) is None
    assert not alert(TITLE, TEXT, {"PATH": str(tmp_path)})


def test_a_desktop_without_any_such_program_is_no_fault(tmp_path: Path) -> None:
    assert not alert(TITLE, TEXT, {"DISPLAY": ":1", "PATH": str(tmp_path)})


def test_a_program_that_cannot_be_started_is_no_fault(tmp_path: Path) -> None:
    broken = tmp_path / "zenity"
    broken.write_bytes(b"\x7fELF")
    broken.chmod(0o755)

    assert not alert(TITLE, TEXT, {"DISPLAY": ":1", "PATH": str(tmp_path)})
