"""A window that cannot open says why in a sentence, on standard error and in a dialog."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, program_environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11, and libraries named as here")

PATIENCE = 60
NOWHERE = ":54321"
"""A display that no server can have: its port would be above the last one."""

DIALOG = """#!{python}
import json, pathlib, sys
pathlib.Path({said!r}).write_text(json.dumps(sys.argv[1:]))
"""


@pytest.fixture
def dialog(tmp_path: Path) -> Path:
    """What the desktop's dialog program was called with, once it was."""
    said = tmp_path / "said.json"
    program = tmp_path / "programs" / "zenity"
    program.parent.mkdir()
    program.write_text(DIALOG.format(python=sys.executable, said=str(said)), encoding="utf-8")
    program.chmod(0o755)
    return said


def start(tmp_path: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = program_environment(tmp_path / "home", DISPLAY=NOWHERE, **variables)
    environment["PATH"] = f"{tmp_path / 'programs'}:{environment['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "stashlog", *words],
        env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip


def shown(said: Path) -> str:
    words = json.loads(said.read_text(encoding="utf-8"))
    return " ".join(words)


def test_a_display_that_does_not_answer_is_named(tmp_path: Path, dialog: Path) -> None:
    done = start(tmp_path, QT_QPA_PLATFORM="xcb")

    sentence = f"the display {NOWHERE} cannot be reached"
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert sentence in shown(dialog)


def test_a_library_that_the_system_lacks_is_named(tmp_path: Path, dialog: Path) -> None:
    broken = tmp_path / "broken" / "PySide6"
    broken.mkdir(parents=True)
    loader = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (broken / "__init__.py").write_text(f"raise ImportError({loader!r})\n", encoding="utf-8")
    environment = program_environment(tmp_path / "home")
    path = f"{broken.parent}:{environment['PYTHONPATH']}"
    done = start(tmp_path, PYTHONPATH=path)

    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "lacks the library libEGL.so.1" in line
    assert "libEGL.so.1" in shown(dialog)


def test_a_link_that_asks_for_too_much_is_told_to_whoever_clicked_it(
    tmp_path: Path, dialog: Path
) -> None:
    done = start(tmp_path, "stashlog://send")

    assert done.returncode == 2
    assert "stashlog://new" in done.stderr
    assert "stashlog://new" in shown(dialog)
    assert not (tmp_path / "home" / "outbox.db").exists()


def test_a_link_chooses_no_options_even_where_its_text_is_split(stashlog: CommandLine) -> None:
    # As Windows splits a link that holds a quotation mark.
    answer = stashlog("stashlog://new?subject=x", "--base-url", "https://evil.example/v1")

    assert answer.status == 2
    assert "alone" in answer.err
    assert not stashlog.home.exists()


def test_a_wrong_option_opens_no_dialog_as_a_script_gave_it(tmp_path: Path, dialog: Path) -> None:
    assert start(tmp_path, "new", "--colour", "red").returncode == 2
    assert not dialog.exists()
