"""PyInstaller, then what makes its folder smaller."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from devsetup.problem import SetupError, say

from bundling import icu
from bundling.product import COMMAND
from bundling.run_path import forget_foreign
from bundling.workshop import Workshop

LARGEST = 130_000_000
"""Bytes that the bundle may take, unpacked."""

_PROGRAMS = {"linux": ("ld", "objcopy", "readelf", "strip")}
_BINUTILS = "The bundle is made with the binutils. Install them (package binutils), start again."


def freeze(shop: Workshop, extras: Path) -> Path:
    """Make the bundle from the clone, and return its folder.

    ``extras`` holds what the recipe puts into it: licences, icons, version. Raises SetupError where
    PyInstaller or a program of the system fails, or the result is too large.
    """
    missing = [name for name in _PROGRAMS.get(sys.platform, ()) if shutil.which(name) is None]
    if missing:
        raise SetupError(_BINUTILS)
    say("Freezing the program…")
    words = ("--noconfirm", "--clean", "--log-level=ERROR")
    recipe = shop.root / "packaging" / "bundling" / "stashlog.spec"
    places = (f"--distpath={shop.output}", f"--workpath={shop.work / 'freeze'}")
    done = subprocess.run(
        [shop.python, "-m", "PyInstaller", *words, *places, recipe],
        env={**shop.variables(), "STASHLOG_BUNDLE_EXTRAS": str(extras)},
        check=False,
    )
    if done.returncode != 0:
        raise SetupError("PyInstaller failed; its own words are above.", status=1)
    if sys.platform == "linux":
        make_smaller(shop.bundle, shop.work / "icu")
    set_times(shop.bundle, shop.time)
    size = size_of(shop.bundle)
    say(f"{shop.bundle}: {size / 1e6:.1f} MB")
    if size > LARGEST:
        raise SetupError(f"That is more than {LARGEST / 1e6:.0f} MB.", status=1)
    return shop.bundle


def make_smaller(bundle: Path, work: Path) -> None:
    """Leave out on Linux what nobody needs: orphans, symbols, foreign paths, data of ICU."""
    drop_orphans(bundle)
    for library in binaries(bundle):
        # Qt's own are stripped as they come, and whoever replaces them compares with those.
        if "PySide6" not in library.parts or library.name.startswith("libicu"):
            subprocess.run(["strip", "--strip-unneeded", library], check=True)
        forget_foreign(library)
    for data in bundle.rglob("libicudata.so.*"):
        icu.slim(data, work)


def drop_orphans(bundle: Path) -> None:
    """Remove libraries that nothing in ``bundle`` needs: of plugins that stayed out."""
    while True:
        needed = {name for binary in binaries(bundle) for name in needed_by(binary)}
        orphans = [
            library
            for library in (bundle / "_internal").glob("lib*.so*")
            if library.name not in needed and not library.name.startswith("libpython")
        ]
        if not orphans:
            return
        for orphan in orphans:
            orphan.unlink()


def needed_by(binary: Path) -> list[str]:
    """Return the names of the libraries that an ELF file asks the loader for."""
    command = ["readelf", "--wide", "--dynamic", str(binary)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("[")[1].rstrip("]") for line in text.splitlines() if "(NEEDED)" in line]


def libraries_outside(bundle: Path) -> list[str]:
    """Return the names of the libraries that ``bundle`` needs from the system."""
    inside = binaries(bundle)
    needed = {name for binary in (bundle / COMMAND, *inside) for name in needed_by(binary)}
    return sorted(needed - {file.name for file in inside})


def binaries(bundle: Path) -> list[Path]:
    """Return the shared libraries in ``bundle``; the program itself ends in an archive."""
    return sorted(
        file
        for file in bundle.rglob("*.so*")
        if file.is_file() and not file.is_symlink() and file.read_bytes()[:4] == b"\x7fELF"
    )


def set_times(folder: Path, moment: int) -> None:
    """Give everything in ``folder`` the same time, seconds since 1970."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            os.utime(path, (moment, moment))


def size_of(folder: Path) -> int:
    """Return the bytes of all files in ``folder``; what is linked counts once."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
