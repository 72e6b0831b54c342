"""The bundle as an archive to unpack anywhere, with a folder for its data beside the program."""

import gzip
import io
import platform
import tarfile
from pathlib import Path

from devsetup.problem import say

from bundling.product import COMMAND
from bundling.workshop import Workshop

DATA = "stashlog-data"
"""The folder that keeps everything where it exists: ``frozen_start`` looks for it."""


def build_tar(shop: Workshop) -> Path:
    """Write the archive; the same bundle gives the same bytes."""
    name = f"{COMMAND}-{shop.version}-linux-{platform.machine()}"
    with (
        shop.result(f"{name}.tar.gz") as package,
        package.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted((shop.bundle, *shop.bundle.rglob("*"))):
            inside = Path(name) / path.relative_to(shop.bundle)
            archive.add(path, str(inside), recursive=False, filter=lambda i: _plain(i, shop.time))
        folder = tarfile.TarInfo(f"{name}/{DATA}")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o700
        archive.addfile(_plain(folder, shop.time), io.BytesIO())
    finished = shop.output / package.name
    say(f"{finished.name}: {finished.stat().st_size / 1e6:.1f} MB")
    return finished


def _plain(member: tarfile.TarInfo, moment: int) -> tarfile.TarInfo:
    """Take away who built it, and when."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = moment
    return member
