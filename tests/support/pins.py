"""The pins that everything is installed from, for tests about them."""

import re
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).parents[2] / "packaging" / "requirements"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(profile: str) -> list[Requirement]:
    """Read the pins of ``profile``; each must be one exact release with hashes.

    A project has several where platforms differ in the release that they can have.
    """
    text = (REQUIREMENTS / f"{profile}.txt").read_text(encoding="utf-8")
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("#"):
            continue
        pin = Requirement(HASH.sub("", line))
        assert HASH.search(line), f"{pin.name} has no hash"
        assert pin.url is None
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(pin.specifier)), line
        found.append(pin)
    return found


def canonical(name: str) -> str:
    """Spell the name of a project as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
