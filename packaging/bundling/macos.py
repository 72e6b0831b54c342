"""What macOS needs beside the bundle: signatures, a disk image, Apple's seal."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

from devsetup.problem import SetupError, say

from bundling.product import COMMAND
from bundling.workshop import Workshop

IDENTITY = "STASHLOG_SIGNING_IDENTITY"
"""Variable: the "Developer ID Application" in the keychain; without it the signature is ad hoc."""

PROFILE = "STASHLOG_NOTARY_PROFILE"
"""Variable: the keychain profile that ``xcrun notarytool store-credentials`` made."""


def build_disk_image(shop: Workshop) -> Path:
    """Sign the application and wrap it; sealed by Apple where a profile is named.

    Raises SetupError away from macOS and CalledProcessError where a tool of Apple's fails.
    """
    if shutil.which("hdiutil") is None:
        raise SetupError("A disk image can be made on macOS only.")
    application = shop.output / "Stashlog.app"
    identity = os.environ.get(IDENTITY) or "-"
    entitlements = shop.root / "packaging" / "macos" / "entitlements.plist"
    hardened = ("--options=runtime", "--timestamp") if identity != "-" else ()
    _run(
        "codesign", "--force", "--deep", *hardened, f"--entitlements={entitlements}",
        f"--sign={identity}", application,
    )  # fmt: skip
    folder = shop.work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(application, folder / application.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    with shop.result(f"{COMMAND}-{shop.version}-macos-{platform.machine()}.dmg") as package:
        _wrap(folder, package, identity)
        say(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    return shop.output / package.name


def _wrap(folder: Path, package: Path, identity: str) -> None:
    """Make the image of ``folder``, and have Apple seal it where a profile is named."""
    _run(
        "hdiutil", "create", "-volname", "Stashlog", "-srcfolder", folder, "-format", "ULFO", "-ov",
        package,
    )  # fmt: skip
    profile = os.environ.get(PROFILE)
    if profile:
        _run("codesign", "--timestamp", f"--sign={identity}", package)
        _run("xcrun", "notarytool", "submit", package, f"--keychain-profile={profile}", "--wait")
        _run("xcrun", "stapler", "staple", package)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)
