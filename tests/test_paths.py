"""Where files are, and how a private file is written."""

import os
import stat
import sys
from pathlib import Path

import pytest

from stashlog.paths import Places, make_private_folder, write_private

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_folder_holds_everything_when_it_is_named(tmp_path: Path) -> None:
    places = Places.locate({"STASHLOG_HOME": str(tmp_path)})
    assert places.data == tmp_path
    assert places.settings_file == tmp_path / "settings.toml"
    assert places.log_file == tmp_path / "logs" / "stashlog.log"


def test_a_relative_folder_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Places.locate({"STASHLOG_HOME": "data"}).data == tmp_path / "data"


@pytest.mark.parametrize("environment", [{}, {"STASHLOG_HOME": ""}])
def test_without_a_named_folder_the_system_decides(environment: dict[str, str]) -> None:
    places = Places.locate(environment)
    home = Path.home()
    assert home in places.data.parents
    assert home in places.settings_file.parents
    assert home in places.log_file.parents
    assert places.data.name.lower() == "stashlog"


def test_looking_for_the_places_makes_nothing(tmp_path: Path) -> None:
    Places.locate({"STASHLOG_HOME": str(tmp_path / "home")})
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_a_folder_and_its_missing_parents_are_private(tmp_path: Path) -> None:
    before = mode(tmp_path)
    make_private_folder(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    assert mode(tmp_path) == before


def test_a_folder_that_exists_is_fine_and_a_file_in_its_place_is_not(tmp_path: Path) -> None:
    make_private_folder(tmp_path)
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(FileExistsError):
        make_private_folder(file)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_private(file, b"old and long")
    write_private(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


@posix_only
def test_a_file_is_private_even_if_it_was_not(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch(0o644)
    write_private(file, b"x")
    assert mode(file) == 0o600


@posix_only
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """People keep settings in a repository and link to them."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_private(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    write_private(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
