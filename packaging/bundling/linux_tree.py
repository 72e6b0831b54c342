"""The files of a Linux package, in place: what the .deb and the .rpm wrap."""

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

from bundling.freeze import set_times
from bundling.icon_sizes import SIZES
from bundling.product import APPLICATION_ID, COMMAND
from bundling.workshop import Workshop


def make_tree(shop: Workshop, tree: Path) -> None:
    """Lay everything out under ``tree`` as it will lie under ``/``, from the bundle in ``shop``."""
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr/lib" / COMMAND
    shutil.copytree(shop.bundle, library, symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin" / COMMAND).symlink_to(f"../lib/{COMMAND}/{COMMAND}")
    for source, place in _resources(shop):
        target = tree / "usr/share" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        text = filled_in(source.read_text(encoding="utf-8"), shop)
        target.write_text(text, encoding="utf-8", newline="\n")
    _icons(shop, tree / "usr/share/icons/hicolor")
    compress(tree / f"usr/share/man/man1/{COMMAND}.1")
    set_modes(tree)
    set_times(tree, shop.time)


def _resources(shop: Workshop) -> list[tuple[Path, str]]:
    linux = shop.resources / "linux"
    return [
        (linux / f"{APPLICATION_ID}.desktop", f"applications/{APPLICATION_ID}.desktop"),
        (linux / f"{APPLICATION_ID}.metainfo.xml", f"metainfo/{APPLICATION_ID}.metainfo.xml"),
        (linux / f"{COMMAND}.1", f"man/man1/{COMMAND}.1"),
    ]


def _icons(shop: Workshop, theme: Path) -> None:
    for pixels in SIZES:
        target = theme / f"{pixels}x{pixels}/apps/{APPLICATION_ID}.png"
        target.parent.mkdir(parents=True)
        shutil.copyfile(shop.work / f"extras/{pixels}.png", target)
    drawing = theme / f"scalable/apps/{APPLICATION_ID}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(shop.root / f"src/stashlog/ui/icons/{APPLICATION_ID}.svg", drawing)


def filled_in(text: str, shop: Workshop) -> str:
    """Put version and date where a file of ``resources`` has ``@VERSION@`` and ``@DATE@``."""
    date = datetime.fromtimestamp(shop.time, UTC).strftime("%Y-%m-%d")
    return text.replace("@VERSION@", shop.version).replace("@DATE@", date)


def compress(file: Path) -> None:
    """Replace ``file`` by ``file.gz``, without name and time inside."""
    packed = gzip.compress(file.read_bytes(), 9, mtime=0)
    file.with_name(f"{file.name}.gz").write_bytes(packed)
    file.unlink()


def set_modes(tree: Path) -> None:
    """Let everybody read, the owner write, and only the program be run."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        program = path.is_dir() or (path.name == COMMAND and path.parent.name == COMMAND)
        path.chmod(0o755 if program else 0o644)
