"""The tree as a package for Fedora, openSUSE and their relatives."""

import platform
import shutil
import subprocess
from pathlib import Path

from devsetup.problem import SetupError, say

from bundling.freeze import libraries_outside
from bundling.linux_tree import make_tree
from bundling.product import COMMAND, DESCRIPTION, HOMEPAGE, LICENCE, SUMMARY
from bundling.workshop import Workshop


def build_rpm(shop: Workshop) -> Path:
    """Build the package from the bundle. Raises SetupError where ``rpmbuild`` is missing."""
    if shutil.which("rpmbuild") is None:
        raise SetupError("rpmbuild is missing. Install it (package rpm or rpm-build), start again.")
    work = shop.work / "rpm"
    shutil.rmtree(work, ignore_errors=True)
    tree = work / "tree"
    make_tree(shop, tree)
    licence = tree / f"usr/share/licenses/{COMMAND}/LICENSE"
    licence.parent.mkdir(parents=True)
    shutil.copyfile(shop.root / "LICENSE", licence)
    recipe = work / f"{COMMAND}.spec"
    recipe.write_text(spec(shop.version, tree, needed_libraries(shop.bundle)), encoding="utf-8")
    settings = {
        "_topdir": work, "_rpmdir": work, "_build_id_links": "none",
        "_buildhost": "localhost", "_binary_payload": "w19.zstdio",
        "use_source_date_epoch_as_buildtime": 1, "clamp_mtime_to_source_date_epoch": 1,
        "_rpmfilename": "%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
    }  # fmt: skip
    defines = [word for name, value in settings.items() for word in ("-D", f"{name} {value}")]
    command = ["rpmbuild", "-bb", "--quiet", *defines, str(recipe)]
    subprocess.run(command, env=shop.variables(), check=True)
    name = f"{COMMAND}-{shop.version}-1.{platform.machine()}.rpm"
    with shop.result(name) as package:
        shutil.copyfile(work / name, package)
    say(f"{name}: {(work / name).stat().st_size / 1e6:.1f} MB")
    return shop.output / name


def needed_libraries(bundle: Path) -> list[str]:
    """Return the libraries that the bundle needs from the system, as rpm names them."""
    outside = libraries_outside(bundle)
    return [f"{name}()(64bit)" for name in outside if not name.startswith("ld-")]


def spec(version: str, tree: Path, needed: list[str]) -> str:
    """Write the recipe: take the tree as it is, find out nothing, change nothing."""
    requires = "\n".join(f"Requires: {name}" for name in needed)
    return f"""\
Name: {COMMAND}
Version: {version}
Release: 1
Summary: {SUMMARY}
License: {LICENCE}
URL: {HOMEPAGE}
AutoReqProv: no
{requires}
%global __os_install_post %{{nil}}
%global debug_package %{{nil}}
%description
{DESCRIPTION}
%install
cp --archive --no-preserve=ownership {tree}/. %{{buildroot}}
%files
%defattr(-,root,root,-)
/usr/bin/{COMMAND}
/usr/lib/{COMMAND}
/usr/share/applications/*.desktop
/usr/share/icons/hicolor/*/apps/*
/usr/share/metainfo/*.xml
/usr/share/man/man1/*
/usr/share/licenses/{COMMAND}
"""
