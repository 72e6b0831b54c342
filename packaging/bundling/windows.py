"""What Windows needs beside the bundle: version information, and the installer."""

import shutil
import subprocess
from pathlib import Path

from devsetup.problem import SetupError, say

from bundling.product import COMMAND, SUMMARY
from bundling.workshop import Workshop


def version_information(version: str) -> str:
    """Write the version as PyInstaller puts it into a program: what its properties show."""
    numbers = tuple(int(part) for part in (*version.split("."), "0"))
    strings = {
        "CompanyName": "Stashlog contributors",
        "FileDescription": SUMMARY,
        "FileVersion": version,
        "LegalCopyright": "MIT licence",
        "ProductName": "Stashlog",
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({k!r}, {v!r})" for k, v in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{table}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def build_installer(shop: Workshop) -> Path:
    """Compile the installer around the bundle. Raises SetupError where ``makensis`` is missing."""
    if shutil.which("makensis") is None:
        raise SetupError("makensis is missing. Install NSIS, put it on the PATH, start again.")
    script = shop.root / "packaging" / "windows" / "stashlog.nsi"
    with shop.result(f"{COMMAND}-{shop.version}-windows-x64.exe") as package:
        values = {
            "VERSION": shop.version,
            "BUNDLE": shop.bundle,
            "OUTPUT": package,
            "ICON": shop.work / "extras" / "stashlog.ico",
        }
        words = [f"-D{name}={value}" for name, value in values.items()]
        command = ["makensis", "-V2", "-WX", *words, str(script)]
        subprocess.run(command, env=shop.variables(), check=True)
        say(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    return shop.output / package.name
