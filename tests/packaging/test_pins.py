"""The pins fit what pyproject.toml asks for, and name nothing but releases and hashes."""

import re
import tomllib
from pathlib import Path

import pytest

from packaging.requirements import Requirement
from tests.support.pins import REQUIREMENTS, canonical, pins

REPOSITORY = Path(__file__).parents[2]
PLATFORMS = [
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("darwin", "x86_64"),
    ("darwin", "arm64"),
    ("win32", "AMD64"),
]
on_every_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=" ".join)


def applies(requirement: Requirement, platform: tuple[str, str]) -> bool:
    system, processor = platform
    environment = {"sys_platform": system, "platform_machine": processor}
    return requirement.marker is None or requirement.marker.evaluate(environment)


def versions(profile: str, platform: tuple[str, str]) -> dict[str, str]:
    """Tell which release of each project ``profile`` holds on ``platform``; never two of one."""
    chosen = [pin for pin in pins(profile) if applies(pin, platform)]
    found = {canonical(pin.name): str(pin.specifier).removeprefix("==") for pin in chosen}
    assert len(found) == len(chosen)
    return found


def wanted(file: str) -> list[Requirement]:
    lines = (REQUIREMENTS / file).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def wanted_by_the_program() -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    dependencies = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return [Requirement(line) for line in dependencies]


WISHES = [
    *(("run", wish) for wish in (*wanted_by_the_program(), *wanted("run.in"))),
    *(("test", wish) for wish in wanted("test.in")),
]


@on_every_platform
@pytest.mark.parametrize(("profile", "wish"), WISHES, ids=str)
def test_every_wish_is_pinned_within_its_range(
    profile: str, wish: Requirement, platform: tuple[str, str]
) -> None:
    if applies(wish, platform):
        version = versions(profile, platform)[canonical(wish.name)]
        assert wish.specifier.contains(version)


@on_every_platform
def test_the_tests_see_what_the_program_is_delivered_with(platform: tuple[str, str]) -> None:
    run, test = versions("run", platform), versions("test", platform)

    assert run == {name: version for name, version in test.items() if name in run}


@pytest.mark.parametrize("profile", ["run", "test"])
def test_the_pins_name_no_index_no_folder_and_no_address(profile: str) -> None:
    text = (REQUIREMENTS / f"{profile}.txt").read_text(encoding="utf-8")

    assert not re.search(r"://|--index|--extra-index|--find-links|file:|@", text)
