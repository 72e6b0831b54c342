"""The first look at an installed program passes for a good one and names what is bad."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SMOKE = Path(__file__).parents[2] / "packaging" / "smoke.py"
GOOD = {
    "--version": "stashlog 1.2",
    "doctor": json.dumps({"version": "1.2"}),
    "log": json.dumps({"id": "a", "state": "draft"}),
}
PROGRAM = """
import json, os, pathlib, sys
answers = json.loads({answers!r})
note = pathlib.Path(os.environ["STASHLOG_HOME"], "subject")
words = sys.argv[1:]
if words[0] == "log":
    note.write_text(words[words.index("--subject") + 1], encoding="utf-8")
if words[0] == "outbox":
    item = {{"id": "a", "state": "draft", "subject": note.read_text(encoding="utf-8")}}
    answers.setdefault("outbox", json.dumps([item]))
print(answers[words[0]])
"""


def look_at(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Point the first look at a program that answers as a good one, but for what is ``changed``."""
    program = folder / "program.py"
    answers = json.dumps({**GOOD, **changed})
    program.write_text(PROGRAM.format(answers=answers), encoding="utf-8")
    command = [sys.executable, str(SMOKE), sys.executable, "-X", "utf8", str(program)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_a_good_program_passes(tmp_path: Path) -> None:
    done = look_at(tmp_path)

    assert done.returncode == 0, done.stderr
    assert "starts, stores and shows" in done.stdout


@pytest.mark.parametrize(
    ("command", "answer", "words"),
    [
        ("--version", "who knows", "tells no version"),
        ("doctor", "all is well", "no JSON document"),
        ("doctor", "[]", "doctor"),
        ("log", "null", "answered None"),
        ("outbox", "[]", "the outbox: []"),
    ],
)
def test_a_wrong_answer_is_named(tmp_path: Path, command: str, answer: str, words: str) -> None:
    done = look_at(tmp_path, **{command: answer})

    assert done.returncode == 1
    assert words in done.stderr


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("raise SystemExit('no such library')", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, SMOKE, sys.executable, program],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert "status 1" in done.stderr
    assert "no such library" in done.stderr
