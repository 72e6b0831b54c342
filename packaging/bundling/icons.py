"""The icon in every size, drawn by the program itself from its own drawing.

    python icons.py FOLDER     run by the build environment's Python, off-screen

Writes ``<pixels>.png``, ``stashlog.ico`` for Windows and ``stashlog.icns`` for macOS.
"""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication

from bundling.icon_sizes import SIZES
from stashlog.ui.icons import APP_ICON, pixmap

_ICO = (16, 24, 32, 48, 64, 128, 256)
_ICNS = {"icp4": 16, "icp5": 32, "icp6": 64, "ic07": 128, "ic08": 256, "ic09": 512}


def png(pixels: int) -> bytes:
    """Draw the icon."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap(APP_ICON, "#ffffff", pixels).save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Pack PNG pictures by their sides as Windows wants them.

    Format: https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10).
    """
    head = struct.pack("<HHH", 0, 1, len(pictures))
    position = len(head) + 16 * len(pictures)
    for pixels, content in pictures.items():
        side = pixels % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), position)
        position += len(content)
    return head + b"".join(pictures.values())


def icns(pictures: Mapping[str, bytes]) -> bytes:
    """Pack PNG pictures by their types as macOS wants them.

    Format: https://en.wikipedia.org/wiki/Apple_Icon_Image_format.
    """
    body = b"".join(
        kind.encode("ascii") + struct.pack(">I", len(content) + 8) + content
        for kind, content in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> None:
    """Draw everything into the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(sys.argv[:1])
    drawn = {pixels: png(pixels) for pixels in SIZES}
    application.shutdown()
    for pixels, content in drawn.items():
        (folder / f"{pixels}.png").write_bytes(content)
    (folder / "stashlog.ico").write_bytes(ico({pixels: drawn[pixels] for pixels in _ICO}))
    (folder / "stashlog.icns").write_bytes(icns({k: drawn[p] for k, p in _ICNS.items()}))


if __name__ == "__main__":
    main()
