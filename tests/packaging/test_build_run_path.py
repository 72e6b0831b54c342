"""Libraries of the bundle do not look for others where the build machine had them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bundling.run_path import forget_foreign

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("as", "ld", "readelf"))),
    reason="needs Linux and the Debian package binutils",
)


def library(folder: Path, *search_path: str) -> Path:
    """Link a library of one byte that looks for others in ``search_path``."""
    made, part = folder / "libpart.so", folder / "part.o"
    source = b".globl part\n.data\npart: .byte 1\n"
    subprocess.run(["as", "-o", str(part), "-"], input=source, check=True, timeout=60)
    words = ("--enable-new-dtags", f"-rpath={':'.join(search_path)}") if search_path else ()
    command = ["ld", "-shared", *words, "-o", str(made), str(part)]
    subprocess.run(command, check=True, timeout=60)
    return made


def search_path_of(file: Path) -> str | None:
    command = ["readelf", "--wide", "--dynamic", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    lines = [line for line in told.splitlines() if "(RUNPATH)" in line]
    return lines[0].partition("[")[2].rstrip("]") if lines else None


def test_a_folder_of_the_build_machine_is_forgotten(tmp_path: Path) -> None:
    file = library(tmp_path, "/home/builder/python/lib")
    forget_foreign(file)

    assert search_path_of(file) == ""
    assert b"builder" not in file.read_bytes()


def test_one_foreign_folder_among_own_ones_is_forgotten(tmp_path: Path) -> None:
    file = library(tmp_path, "$ORIGIN/..", "/home/builder/python/lib")
    forget_foreign(file)

    assert search_path_of(file) == ""


@pytest.mark.parametrize("search_path", [(), ("$ORIGIN", "$ORIGIN/../lib")])
def test_a_library_that_looks_beside_itself_is_left_as_it_is(
    tmp_path: Path, search_path: tuple[str, ...]
) -> None:
    file = library(tmp_path, *search_path)
    before = file.read_bytes()
    forget_foreign(file)

    assert file.read_bytes() == before
    assert search_path_of(file) == (":".join(search_path) or None)


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "libpart.so"
    file.write_bytes(b"no library")
    forget_foreign(file)

    assert file.read_bytes() == b"no library"
