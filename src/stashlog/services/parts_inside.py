"""What Stashlog is made of, with the licence of each part: for the page that tells it."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple


class PartsInside(NamedTuple):
    """The parts.

    Attributes:
        text: Their names, versions and licences, one a line, and how to exchange Qt.
        folder: Where the whole texts of the licences are; None where each part has its own.
    """

    text: str
    folder: Path | None


def parts_inside(distribution: str = "stashlog") -> PartsInside:
    """Return what this Stashlog is made of: written down in a bundle, else what is installed."""
    # Set by PyInstaller's loader: https://pyinstaller.org/en/stable/runtime-information.html
    inside = getattr(sys, "_MEIPASS", None)
    if inside is not None:
        folder = Path(inside) / "licences"
        return PartsInside((folder / "README.txt").read_text(encoding="utf-8"), folder)
    names: list[str] = []
    _collect(distribution, names)
    lines = [f"{'Python':28}{sys.version.split()[0]:14}PSF-2.0", *map(_line, names)]
    return PartsInside("\n".join(lines) + "\n", None)


def _collect(name: str, found: list[str]) -> None:
    """Add a distribution and what it requires, as far as that is installed."""
    try:
        required = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    found.append(name)
    for requirement in required:
        other = re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")
        if "extra ==" not in requirement and other not in found:
            _collect(other, found)


def _line(name: str) -> str:
    about = metadata.metadata(name).json
    classifiers = [c for c in about.get("classifier", ()) if c.startswith("License ::")]
    named = str(about.get("license_expression") or about.get("license") or "")
    if not named or "\n" in named:
        named = classifiers[0].rpartition(" :: ")[2] if classifiers else "see its text"
    return f"{name:28}{metadata.version(name):14}{named}"
