"""The tree as a package for Debian and its relatives."""

import hashlib
import re
import shutil
import subprocess
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from devsetup.problem import SetupError, say

from bundling.freeze import binaries, libraries_outside, set_times, size_of
from bundling.linux_tree import compress, make_tree
from bundling.product import COMMAND, DESCRIPTION, HOMEPAGE, MAINTAINER, SUMMARY
from bundling.workshop import Workshop

LARGEST = 45_000_000
"""Bytes that the package may take."""

KEYRINGS = "gnome-keyring | kwalletmanager | keepassxc"
"""Whatever offers the Secret Service; without it the key is kept for one session only."""


def build_deb(shop: Workshop) -> Path:
    """Build the package from the bundle. Raises SetupError if a program is missing or it is large.

    Needs no root: ``dpkg-deb`` itself gives all files to root.
    """
    for name in ("dpkg-deb", "dpkg-shlibdeps"):
        if shutil.which(name) is None:
            raise SetupError(f"{name} is missing. Install the package dpkg-dev, then start again.")
    tree = shop.work / "deb"
    make_tree(shop, tree)
    _documents(shop, tree)
    control = tree / "DEBIAN"
    control.mkdir()
    architecture = _output("dpkg", "--print-architecture").strip()
    depends = needed_packages(shop.bundle, shop.work / "shlibdeps")
    text = control_file(shop.version, architecture, depends, size_of(tree))
    (control / "control").write_text(text, encoding="utf-8")
    (control / "md5sums").write_text(checksums(tree), encoding="utf-8")
    set_times(tree, shop.time)
    # One thread: the number of threads changes how xz divides its work, and so the bytes.
    words = ("--root-owner-group", "-Zxz", "-z9", "--threads-max=1", "--build")
    with shop.result(f"{COMMAND}_{shop.version}_{architecture}.deb") as package:
        subprocess.run(["dpkg-deb", *words, tree, package], env=shop.variables(), check=True)
        size = package.stat().st_size
        say(f"{package.name}: {size / 1e6:.1f} MB")
        if size > LARGEST:
            raise SetupError(f"That is more than {LARGEST / 1e6:.0f} MB.", status=1)
    return shop.output / package.name


def needed_packages(bundle: Path, work: Path) -> list[str]:
    """Ask dpkg which packages hold the libraries that the bundle needs from the system."""
    (work / "debian").mkdir(parents=True, exist_ok=True)
    source = f"Source: {COMMAND}\n\nPackage: {COMMAND}\nArchitecture: any\n"
    (work / "debian/control").write_text(source, encoding="utf-8")
    inside = sorted({file.parent for file in binaries(bundle)})
    output = _output(
        "dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0",
        *(f"-l{folder}" for folder in inside),
        *(f"-e{file}" for file in (bundle / COMMAND, *binaries(bundle))),
        folder=work,
    )  # fmt: skip
    found = re.search(r"shlibs:Depends=(.*)", output)
    if found is None:
        raise SetupError(f"dpkg-shlibdeps said nothing of use:\n{output}", status=1)
    # Where the system has a library that is also inside, dpkg-shlibdeps names the system's.
    holders = {holder for name in libraries_outside(bundle) for holder in _holders(name)}
    wanted = found[1].strip().split(", ")
    return sorted(dependency for dependency in wanted if dependency.split()[0] in holders)


def _holders(library: str) -> set[str]:
    """Return the installed packages that have a library of this name."""
    command = ["dpkg", "--search", f"*/{library}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {line.split(":")[0] for line in done.stdout.splitlines()}


def control_file(version: str, architecture: str, depends: list[str], size: int) -> str:
    """Write the package's description, as deb-control(5) wants it; ``size`` in bytes."""
    description = textwrap.fill(DESCRIPTION, 76, initial_indent=" ", subsequent_indent=" ")
    return (
        f"Package: {COMMAND}\nVersion: {version}\nArchitecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\nInstalled-Size: {-(-size // 1024)}\n"
        f"Depends: {', '.join(depends)}\nRecommends: {KEYRINGS}\n"
        f"Section: misc\nPriority: optional\nHomepage: {HOMEPAGE}\n"
        f"Description: {SUMMARY}\n{description}\n"
    )


def checksums(tree: Path) -> str:
    """List the files in ``tree`` with their MD5 sums, which ``dpkg --verify`` compares."""
    files = sorted(f for f in tree.rglob("*") if f.is_file() and not f.is_symlink())
    return "".join(
        f"{hashlib.md5(f.read_bytes(), usedforsecurity=False).hexdigest()}  {f.relative_to(tree)}\n"
        for f in files
        if f.relative_to(tree).parts[0] != "DEBIAN"
    )


def _documents(shop: Workshop, tree: Path) -> None:
    documents = tree / "usr/share/doc" / COMMAND
    documents.mkdir(parents=True)
    licence = (shop.root / "LICENSE").read_text(encoding="utf-8")
    about = (shop.root / "packaging/linux/copyright").read_text(encoding="utf-8")
    body = "\n".join(f" {line}" if line else " ." for line in licence.strip().splitlines())
    (documents / "copyright").write_text(f"{about}{body}\n", encoding="utf-8")
    date = datetime.fromtimestamp(shop.time, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    (documents / "changelog").write_text(
        f"{COMMAND} ({shop.version}) stable; urgency=medium\n\n  * Version {shop.version}.\n\n"
        f" -- {MAINTAINER}  {date}\n",
        encoding="utf-8",
    )
    compress(documents / "changelog")
    overrides = tree / "usr/share/lintian/overrides" / COMMAND
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(shop.root / "packaging/linux/lintian-overrides", overrides)
    for path in (*documents.iterdir(), overrides):
        path.chmod(0o644)


def _output(*command: str, folder: Path | None = None) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
