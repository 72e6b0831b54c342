"""The words of ``build.py``'s command line, and what each stands for."""

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devsetup.problem import INTERRUPTED, WORDS_NOT_UNDERSTOOD, SetupError, say
from translating import catalogue, compiling
from translating.sentences import sentences

from bundling.deb import build_deb
from bundling.freeze import freeze
from bundling.linux_tree import filled_in
from bundling.macos import build_disk_image
from bundling.product import COMMAND
from bundling.rpm import build_rpm
from bundling.tar import build_tar
from bundling.windows import build_installer, version_information
from bundling.workshop import Workshop

CHECKSUMS = "SHA256SUMS"
CLONE = Path(__file__).resolve().parents[2]


def carry_out(words: Sequence[str]) -> int:
    """Do what the command line says and return the exit status."""
    try:
        options = _parser().parse_args(words)
    except SystemExit as refused:
        return WORDS_NOT_UNDERSTOOD if refused.code else 0
    shop = Workshop(CLONE, options.work.absolute(), options.output.absolute())
    try:
        shop.prepare()
        for target in options.target:
            TARGETS[target](shop)
    except SetupError as problem:
        say(str(problem))
        return problem.status
    except subprocess.CalledProcessError as error:
        say(f"{' '.join(map(str, error.cmd))}: status {error.returncode}\n{error.stderr or ''}")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def bundle(shop: Workshop) -> None:
    """Make the bundle and prove it. Raises SetupError where it does not do its work."""
    # Whoever develops need not translate: a bundle says the rest in English, a package may not.
    for fault in catalogue_faults():
        say(fault)
    compiling.compile_all()
    extras = shop.work / "extras"
    for script in ("parts.py", "icons.py"):
        run_here(shop, script, str(extras))
    (extras / "version.txt").write_text(version_information(shop.version), encoding="utf-8")
    information = shop.root / "packaging" / "macos" / "Info.plist"
    filled = filled_in(information.read_text(encoding="utf-8"), shop)
    (extras / "Info.plist").write_text(filled, encoding="utf-8")
    freeze(shop, extras)
    materials = shop.output / f"{COMMAND}-{shop.version}-{sys.platform}.cdx.json"
    shutil.copyfile(extras / "sbom.json", materials)
    prove(shop)


def catalogue_faults() -> list[str]:
    """Say what keeps the catalogues from saying all that the program says."""
    places = sentences(CLONE / "src" / "stashlog")
    return [
        f"{file.name}: {fault}"
        for file in sorted(compiling.SOURCES.glob("*.po"))
        for fault in catalogue.faults(catalogue.read(file), places)
    ]


def check_catalogues() -> None:
    """See that users of every language get all of it. Raises SetupError."""
    if faults := catalogue_faults():
        advice = "Renew it with: python3 packaging/translate.py"
        raise SetupError("\n".join(("A catalogue does not fit.", *faults, advice)), status=1)


def prove(shop: Workshop) -> None:
    """Let the frozen program test itself. Raises SetupError where it fails."""
    say("Testing what was frozen…")
    name = "stashlog.exe" if sys.platform == "win32" else "stashlog"
    if run_here(shop, "proof.py", str(shop.bundle / name), check=False) != 0:
        raise SetupError("The bundle is not fit for use.", status=1)


def run_here(shop: Workshop, script: str, *words: str, check: bool = True) -> int:
    """Run a module of this folder in the build environment and return its status."""
    command = [str(shop.python), str(Path(__file__).with_name(script)), *words]
    return subprocess.run(command, env=shop.variables(), check=check).returncode


def package(build: Callable[[Workshop], Path]) -> Callable[[Workshop], None]:
    """Return the target that wraps the bundle, which is made first where it is missing."""

    def target(shop: Workshop) -> None:
        check_catalogues()
        if not shop.bundle.is_dir():
            bundle(shop)
        build(shop)
        write_checksums(shop)

    return target


def write_checksums(shop: Workshop) -> None:
    """List all results with their SHA-256 sums, as ``sha256sum --check`` reads it."""
    files = sorted(f for f in shop.output.iterdir() if f.is_file() and f.name != CHECKSUMS)
    lines = (f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files)
    with shop.result(CHECKSUMS) as sums:
        sums.write_text("".join(lines), encoding="utf-8", newline="\n")


TARGETS: Mapping[str, Callable[[Workshop], None]] = {
    "bundle": bundle,
    "deb": package(build_deb),
    "rpm": package(build_rpm),
    "tar": package(build_tar),
    "windows": package(build_installer),
    "macos": package(build_disk_image),
}
"""By the word on the command line."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("build.py", description="Builds what users install.")
    parser.add_argument("target", nargs="+", choices=TARGETS)
    parser.add_argument("--work", type=Path, default=CLONE / "build")
    parser.add_argument("--output", type=Path, default=CLONE / "dist")
    return parser
