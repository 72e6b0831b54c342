"""``.venv`` is built when something is missing or changed, and left alone otherwise."""

import os
import threading
from pathlib import Path

import pytest
from devsetup.environment import RUN, TEST, Environment
from devsetup.problem import SetupError

from tests.support.waiting import PATIENCE

PROJECT = '[project]\nname = "tiny"\nversion = "1"\n[tool.ruff]\nline-length = 100\n'


class BuilderOnPaper:
    """Leaves the files that an environment is known by, and notes what it was asked for."""

    def __init__(self, breaks_at: str = "") -> None:
        self.done: list[str] = []
        self._breaks_at = breaks_at

    def make(self, folder: Path, keep: Path) -> None:
        self._note("make")
        assert keep.is_file()
        python = Environment(folder.parent).python
        python.parent.mkdir(exist_ok=True)
        python.touch(mode=0o700)

    def install_pins(self, python: Path, requirements: Path) -> None:
        assert python.is_file()
        self._note(f"pins of {requirements.stem}")

    def install_project(self, python: Path, root: Path) -> None:
        assert python.is_file()
        self._note(f"project in {root.name}")

    def _note(self, step: str) -> None:
        if step == self._breaks_at:
            raise KeyboardInterrupt
        self.done.append(step)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    requirements = root / "packaging" / "requirements"
    requirements.mkdir(parents=True)
    (requirements / "run.txt").write_text("one==1\n", encoding="utf-8")
    (requirements / "test.txt").write_text("one==1\ntwo==2\n", encoding="utf-8")
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    return root


def steps_of(clone: Path, profile: str) -> list[str]:
    """Set ``clone`` up for ``profile`` and tell which steps that took."""
    builder = BuilderOnPaper()
    Environment(clone).ensure(profile, builder)
    return builder.done


ALL_FOR_RUN = ["make", "pins of run", "project in clone"]
ALL_FOR_TEST = ["make", "pins of test", "project in clone"]


def test_a_fresh_clone_is_set_up_and_then_left_alone(clone: Path) -> None:
    assert steps_of(clone, RUN) == ALL_FOR_RUN
    assert steps_of(clone, RUN) == []


def test_what_is_set_up_for_the_tests_runs_the_program_too(clone: Path) -> None:
    assert steps_of(clone, TEST) == ALL_FOR_TEST
    assert steps_of(clone, RUN) == []
    assert steps_of(clone, TEST) == []


def test_the_tests_packages_come_on_top_of_what_is_there(clone: Path) -> None:
    steps_of(clone, RUN)

    assert steps_of(clone, TEST) == ["pins of test"]
    assert steps_of(clone, TEST) == []


@pytest.mark.parametrize("step", ALL_FOR_RUN)
def test_an_interrupted_set_up_is_built_anew(clone: Path, step: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        Environment(clone).ensure(RUN, BuilderOnPaper(breaks_at=step))

    assert steps_of(clone, RUN) == ALL_FOR_RUN


def test_an_interrupted_rebuild_does_not_pass_for_the_old_environment(clone: Path) -> None:
    steps_of(clone, RUN)
    pins = clone / "packaging" / "requirements" / "run.txt"
    before = pins.read_text(encoding="utf-8")
    pins.write_text("one==2\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        Environment(clone).ensure(RUN, BuilderOnPaper(breaks_at="pins of run"))
    pins.write_text(before, encoding="utf-8")

    assert steps_of(clone, RUN) == ALL_FOR_RUN


def test_an_interrupted_installation_of_the_tests_packages_leaves_the_program(clone: Path) -> None:
    steps_of(clone, RUN)
    with pytest.raises(KeyboardInterrupt):
        Environment(clone).ensure(TEST, BuilderOnPaper(breaks_at="pins of test"))

    assert steps_of(clone, RUN) == []
    assert steps_of(clone, TEST) == ["pins of test"]


def test_changed_pins_are_installed_into_a_new_environment(clone: Path) -> None:
    steps_of(clone, TEST)
    (clone / "packaging" / "requirements" / "run.txt").write_text("one==2\n", encoding="utf-8")

    assert steps_of(clone, RUN) == ALL_FOR_RUN


def test_changed_metadata_rebuilds_and_a_changed_lint_rule_does_not(clone: Path) -> None:
    steps_of(clone, RUN)
    project = clone / "pyproject.toml"

    project.write_text(PROJECT.replace("100", "90"), encoding="utf-8")
    assert steps_of(clone, RUN) == []

    project.write_text(PROJECT.replace('"1"', '"2"'), encoding="utf-8")
    assert steps_of(clone, RUN) == ALL_FOR_RUN


def test_a_clone_that_was_moved_is_set_up_again(clone: Path) -> None:
    steps_of(clone, RUN)
    moved = clone.rename(clone.with_name("moved"))

    assert steps_of(moved, RUN) == ["make", "pins of run", "project in moved"]


def test_an_environment_whose_python_is_gone_is_built_anew(clone: Path) -> None:
    steps_of(clone, RUN)
    Environment(clone).python.unlink()

    assert steps_of(clone, RUN) == ALL_FOR_RUN


@pytest.mark.parametrize("text", ["", "{", "[]", '{"run": "something else"}', "null"])
def test_a_damaged_stamp_counts_as_none(clone: Path, text: str) -> None:
    steps_of(clone, RUN)
    (clone / ".venv" / "stashlog-setup.json").write_text(text, encoding="utf-8")

    assert steps_of(clone, RUN) == ALL_FOR_RUN


def test_of_two_set_ups_at_once_one_works_and_the_other_finds_it_done(clone: Path) -> None:
    first_is_at_work, second_waits = threading.Event(), threading.Event()

    class SlowBuilder(BuilderOnPaper):
        def make(self, folder: Path, keep: Path) -> None:
            first_is_at_work.set()
            assert second_waits.wait(timeout=PATIENCE)
            super().make(folder, keep)

    slow, late = SlowBuilder(), BuilderOnPaper()
    first = threading.Thread(target=Environment(clone).ensure, args=(RUN, slow))
    first.start()
    assert first_is_at_work.wait(timeout=PATIENCE)
    second = threading.Thread(target=Environment(clone).ensure, args=(RUN, late))
    second.start()
    second_waits.set()
    first.join(timeout=PATIENCE)
    second.join(timeout=PATIENCE)

    assert slow.done == ALL_FOR_RUN
    assert late.done == []


def test_a_file_in_the_place_of_the_environment_is_named(clone: Path) -> None:
    (clone / ".venv").touch()

    with pytest.raises(SetupError, match=r"\.venv could not be made"):
        steps_of(clone, RUN)


def test_the_environments_commands_are_where_this_system_puts_them(clone: Path) -> None:
    environment = Environment(clone)

    folder = "Scripts" if os.name == "nt" else "bin"
    assert environment.programs == clone / ".venv" / folder
    assert environment.python.parent == environment.programs
