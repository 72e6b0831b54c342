"""Recipes for systems that this one is not: as far as they can be checked without those."""

import plistlib
import shutil
import struct
import subprocess
import tarfile
from pathlib import Path

import pytest
from bundling.commands import TARGETS
from bundling.deb import control_file
from bundling.linux_tree import filled_in
from bundling.product import APPLICATION_ID, build_time, version
from bundling.tar import build_tar
from bundling.windows import version_information
from bundling.workshop import Workshop
from devsetup.problem import SetupError

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A build with a bundle of two small files."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = Workshop(REPOSITORY, tmp_path / "work", tmp_path / "dist")
    inside = made.bundle / "_internal"
    inside.mkdir(parents=True)
    (inside / "part").write_text("part")
    (made.bundle / "stashlog").write_text("program")
    return made


def test_the_same_bundle_makes_the_same_archive(shop: Workshop) -> None:
    first = build_tar(shop).read_bytes()
    (shop.bundle / "stashlog").touch()

    assert build_tar(shop).read_bytes() == first


def test_the_portable_archive_brings_a_folder_for_its_data(shop: Workshop) -> None:
    with tarfile.open(build_tar(shop)) as archive:
        folders = {Path(member.name).name for member in archive if member.isdir()}

    assert "stashlog-data" in folders


def test_the_time_of_the_build_can_be_given(shop: Workshop) -> None:
    assert build_time(shop.root) == 1700000000


def test_the_version_is_the_one_that_the_program_tells() -> None:
    from stashlog import __version__

    assert version(REPOSITORY) == __version__


def test_resources_carry_version_and_date(shop: Workshop) -> None:
    assert filled_in("@VERSION@ @DATE@", shop) == f"{shop.version} 2023-11-14"


def test_the_description_for_macos_is_complete(shop: Workshop) -> None:
    text = (REPOSITORY / "packaging/macos/Info.plist").read_text(encoding="utf-8")
    information = plistlib.loads(filled_in(text, shop).encode())

    assert information["CFBundleIdentifier"] == APPLICATION_ID
    assert information["CFBundleShortVersionString"] == shop.version
    assert information["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["stashlog"]


def test_the_entitlements_can_be_read() -> None:
    content = (REPOSITORY / "packaging/macos/entitlements.plist").read_bytes()

    assert all(plistlib.loads(content).values())


def test_the_version_for_windows_has_four_numbers() -> None:
    assert "filevers=(1, 2, 3, 0)" in version_information("1.2.3")


def test_a_control_file_folds_its_description() -> None:
    text = control_file("1.2.3", "amd64", ["libc6 (>= 2.35)", "libx11-6"], 2000)

    assert "Depends: libc6 (>= 2.35), libx11-6\n" in text
    assert "Installed-Size: 2\n" in text
    assert all(len(line) < 80 or line.startswith("Depends") for line in text.splitlines())


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs the Debian package nsis")
def test_the_installer_for_windows_compiles_without_a_warning(shop: Workshop) -> None:
    icon = shop.work / "stashlog.ico"
    icon.parent.mkdir(parents=True)
    pixel = struct.pack("<IiiHHIIiiII", 40, 1, 2, 1, 32, 0, 8, 0, 0, 0, 0) + b"\0" * 8
    entry = struct.pack("<BBBBHHII", 1, 1, 0, 0, 1, 32, len(pixel), 22)
    icon.write_bytes(struct.pack("<HHH", 0, 1, 1) + entry + pixel)
    made = shop.output / "stashlog-1.2.3.exe"
    values = {"VERSION": "1.2.3", "BUNDLE": shop.bundle, "OUTPUT": made, "ICON": icon}
    words = [f"-D{name}={value}" for name, value in values.items()]
    script = REPOSITORY / "packaging/windows/stashlog.nsi"

    subprocess.run(["makensis", "-V1", "-WX", *words, str(script)], check=True)

    assert made.read_bytes()[:2] == b"MZ"


def test_no_package_is_built_while_a_catalogue_lacks_a_sentence(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translating.compiling.SOURCES", tmp_path)
    (tmp_path / "de.po").write_text('msgid "Waiting"\nmsgstr "Wartet"\n', encoding="utf-8")

    with pytest.raises(SetupError, match=r"de\.po: not translated"):
        TARGETS["tar"](shop)
    assert not list(shop.output.glob("*.tar.gz"))


def cut_short(shop: Workshop) -> None:
    with shop.result("part.deb") as file:
        file.write_bytes(b"ha")
        raise OSError("full")


def test_a_result_that_fails_leaves_the_earlier_one(shop: Workshop) -> None:
    with shop.result("part.deb") as file:
        file.write_bytes(b"whole")
    with pytest.raises(OSError, match="full"):
        cut_short(shop)

    assert (shop.output / "part.deb").read_bytes() == b"whole"
