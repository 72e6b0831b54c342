"""Qt's system libraries are tried in a process of their own; what is missing is named."""

import json
import os
import sys
from pathlib import Path

import pytest
from devsetup.environment import Environment
from devsetup.machine import Machine
from devsetup.problem import SetupError
from devsetup.qt_libraries import ensure_qt_libraries, qt_failures
from devsetup.system_packages import SystemPackages

REPOSITORY = Path(__file__).parents[2]
DEBIAN = SystemPackages(Machine(system="linux", distribution=("debian",)))
MISSING = "QtGui: libGL.so.1: cannot open shared object file: No such file or directory"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere Qt brings all that it needs"
)


class Clone:
    """A clone whose Python is a script that answers what the test wants, and counts."""

    def __init__(self, root: Path) -> None:
        for name in ("pyproject.toml", "packaging/requirements/run.txt"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes((REPOSITORY / name).read_bytes())
        self.environment = Environment(root)
        self.environment.programs.mkdir(parents=True)
        self.linker_cache = root / "ld.so.cache"
        self.linker_cache.touch()
        self._calls = root / "calls"

    def answers(self, script: str) -> None:
        python = self.environment.python
        python.write_text(f'#!/bin/sh\necho "$@" >>"{self._calls}"\n{script}\n', encoding="utf-8")
        python.chmod(0o700)

    def loads(self, failures: list[str]) -> None:
        self.answers(f"echo '{json.dumps(failures)}'")

    def ensure(self, packages: SystemPackages = DEBIAN) -> None:
        ensure_qt_libraries(self.environment, packages, {"xcb"}, self.linker_cache)

    @property
    def tries(self) -> int:
        return len(self._calls.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_qt_loads_on_the_machine_that_runs_the_tests() -> None:
    assert qt_failures(Path(sys.executable), []) == []


def test_what_was_found_good_is_not_tried_again(clone: Clone) -> None:
    clone.loads([])

    clone.ensure()
    clone.ensure()

    assert clone.tries == 1


def test_a_library_that_came_or_went_is_a_reason_to_try_again(clone: Clone) -> None:
    clone.loads([])
    clone.ensure()
    os.utime(clone.linker_cache, ns=(0, 0))

    clone.ensure()

    assert clone.tries == 2


def test_what_is_missing_is_named_with_the_command_that_brings_it(clone: Clone) -> None:
    clone.loads([MISSING])

    with pytest.raises(SetupError) as caught:
        clone.ensure()

    message = str(caught.value)
    assert MISSING in message
    assert "sudo apt-get install --yes --no-install-recommends" in message
    assert "libgl1" in message


def test_what_was_missing_is_looked_for_again_at_the_next_start(clone: Clone) -> None:
    clone.loads([MISSING])
    with pytest.raises(SetupError):
        clone.ensure()
    clone.loads([])

    clone.ensure()

    assert clone.tries == 2


def test_on_an_unknown_distribution_the_libraries_are_named(clone: Clone) -> None:
    clone.loads([MISSING])

    with pytest.raises(SetupError, match=r"libGL\.so\.1(.|\n)*packages of your distribution"):
        clone.ensure(SystemPackages(Machine(system="linux")))


def test_a_qt_that_crashes_is_reported_in_its_own_words(clone: Clone) -> None:
    clone.answers("echo 'Illegal instruction' >&2; exit 132")

    with pytest.raises(SetupError, match="Illegal instruction"):
        clone.ensure()


def test_root_on_debian_gets_the_libraries_installed(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone.loads([MISSING])
    apt_get = tmp_path / "apt-get"
    ready = "#!/bin/sh\necho '[]'\n"
    apt_get.write_text(
        f'#!/bin/sh\nprintf %s "{ready}" >"{clone.environment.python}"\n', encoding="utf-8"
    )
    apt_get.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    clone.ensure(
        SystemPackages(Machine(system="linux", distribution=("debian",), is_root=True)),
    )
