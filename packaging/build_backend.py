"""What pip and other front ends build the distribution with: setuptools, after the catalogues.

The files that gettext reads are made from those that translators edit; they are in no clone.
https://setuptools.pypa.io/en/latest/build_meta.html
"""

import importlib
from collections.abc import Mapping
from typing import Any

from translating.compiling import compile_all

# By its name, as it brings no types along.
_setuptools: Any = importlib.import_module("setuptools.build_meta")

get_requires_for_build_editable = _setuptools.get_requires_for_build_editable
get_requires_for_build_wheel = _setuptools.get_requires_for_build_wheel
prepare_metadata_for_build_editable = _setuptools.prepare_metadata_for_build_editable
prepare_metadata_for_build_wheel = _setuptools.prepare_metadata_for_build_wheel

Settings = Mapping[str, Any] | None


def build_wheel(folder: str, settings: Settings = None, metadata: str | None = None) -> str:
    """Build what is installed (PEP 517)."""
    compile_all()
    return str(_setuptools.build_wheel(folder, settings, metadata))


def build_editable(folder: str, settings: Settings = None, metadata: str | None = None) -> str:
    """Build what leads to the clone (PEP 660)."""
    compile_all()
    return str(_setuptools.build_editable(folder, settings, metadata))
