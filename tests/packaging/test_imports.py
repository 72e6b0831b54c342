"""Whatever is imported is installed by the pins, also on a machine that has nothing else."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.pins import canonical, pins

REPOSITORY = Path(__file__).parents[2]
OWN = {"stashlog", "tests", "devsetup", "bundling", "translating"}


def imported(folder: Path) -> set[str]:
    """Collect the names of all modules that files in ``folder`` import, at any depth."""
    names: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - OWN - sys.stdlib_module_names


@pytest.mark.parametrize(("folder", "profile"), [("src", "run"), ("tests", "test")])
def test_every_imported_module_comes_with_a_pin(folder: str, profile: str) -> None:
    providers = packages_distributions()
    installed = {canonical(pin.name) for pin in pins(profile)}

    unpinned = {
        module
        for module in imported(REPOSITORY / folder)
        if not installed & {canonical(name) for name in providers.get(module, [module])}
    }

    assert unpinned == set()
