"""The pins fit what pyproject.toml asks for, and name nothing but releases and hashes."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
REQUIREMENTS = REPOSITORY / "packaging" / "requirements"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(name: str) -> dict[str, Requirement]:
    """Read the pins of ``name`` by project; each must be one exact release with hashes."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("#"):
            continue
        pin = Requirement(HASH.sub("", line))
        assert HASH.search(line), f"{pin.name} has no hash"
        assert pin.url is None
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(pin.specifier)), line
        found[canonical(pin.name)] = pin
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(file: str) -> list[Requirement]:
    lines = (REQUIREMENTS / file).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def wanted_by_the_program() -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    dependencies = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return [Requirement(line) for line in dependencies]


@pytest.mark.parametrize(
    ("profile", "requirement"),
    [
        *(("run", wish) for wish in (*wanted_by_the_program(), *wanted("run.in"))),
        *(("test", wish) for wish in wanted("test.in")),
    ],
    ids=str,
)
def test_every_wish_is_pinned_within_its_range(profile: str, requirement: Requirement) -> None:
    pin = pins(profile)[canonical(requirement.name)]

    [version] = [specifier.version for specifier in pin.specifier]
    assert requirement.specifier.contains(version)


def test_the_tests_see_what_the_program_is_delivered_with() -> None:
    run, test = pins("run"), pins("test")

    assert {name: str(pin) for name, pin in run.items()} == {
        name: str(pin) for name, pin in test.items() if name in run
    }


@pytest.mark.parametrize("profile", ["run", "test"])
def test_the_pins_name_no_index_no_folder_and_no_address(profile: str) -> None:
    text = (REQUIREMENTS / f"{profile}.txt").read_text(encoding="utf-8")

    assert not re.search(r"://|--index|--extra-index|--find-links|file:|@", text)
