"""CI runs every step, and one that fails fails the run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
STEPS = (
    "dev.py test",
    "promise_coverage.py",
    "dev.py check",
    "dev.py run",
    "smoke.py",
    "build.py bundle",
)
# Plays the scripts: tells what it was called for, and fails where the test wants that.
PART = """
import os, pathlib, sys
step = " ".join([pathlib.Path(sys.argv[0]).name, *sys.argv[1:2]])
print("did", step, "display", os.environ.get("DISPLAY"), os.environ["STASHLOG_REQUIRE_DESKTOP"])
failing = os.environ.get("FAILING_STEP")
sys.exit(3 if failing and step.startswith(failing) else 0)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs bash and coreutils")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("packaging", ".ci", ".venv/bin", "tests/support"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(REPOSITORY / ".ci" / "run", tmp_path / ".ci" / "run")
    parts = [tmp_path / "packaging" / name for name in ("dev.py", "smoke.py", "build.py")]
    for part in (*parts, tmp_path / "tests" / "support" / "promise_coverage.py"):
        part.write_text(PART, encoding="utf-8")
    programs = tmp_path / "programs"
    programs.mkdir()
    # What is missing for the bundle CI would install: not on the machine that runs this test.
    (programs / "apt-get").write_text("#!/bin/sh\n", encoding="utf-8")
    (programs / "apt-get").chmod(0o755)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return tmp_path


def ci(clone: Path, failing_step: str = "") -> subprocess.CompletedProcess[str]:
    """Run CI in ``clone``, from elsewhere and with a display, as a person might."""
    path = os.pathsep.join((str(clone / "programs"), os.environ["PATH"]))
    variables = {**os.environ, "DISPLAY": ":9", "FAILING_STEP": failing_step, "PATH": path}
    command = ["bash", str(clone / ".ci" / "run")]
    return subprocess.run(
        command, env=variables, cwd="/", capture_output=True, text=True, check=False, timeout=60
    )


def test_ci_runs_every_step_without_a_display_and_insists_on_the_desktop_tests(
    clone: Path,
) -> None:
    done = ci(clone)

    assert done.returncode == 0
    did = [line for line in done.stdout.splitlines() if line.startswith("did")]
    assert len(did) == len(STEPS)
    for line, step in zip(did, STEPS, strict=True):
        assert line.startswith(f"did {step}")
        assert line.endswith("display None 1")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_fails_the_run_and_keeps_no_other_from_running(
    clone: Path, step: str
) -> None:
    done = ci(clone, failing_step=step)

    assert done.returncode == 1
    assert done.stdout.count("did ") == len(STEPS)
    assert done.stdout.count("FAILED:") == 1
    assert "status 3" in done.stdout
