"""The folders in which an ELF file looks for its libraries, without those of the build machine.

A Python that was compiled by its user, as pyenv does it, names the place where it was installed in
each of its libraries. In the bundle that would tell who built it, and have the loader look there on
every user's machine. Format: elf(5); only 64-bit little-endian files are known here.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_LOAD, _DYNAMIC = 1, 2
_STRINGS, _RPATH, _RUNPATH = 5, 15, 29
_INSIDE = b"$ORIGIN"


def forget_foreign(file: Path) -> None:
    """Empty the search path of ``file`` where it names anything but folders beside the file.

    The loader ignores an empty one. Files of another kind are left alone.
    """
    content = bytearray(file.read_bytes())
    if not content.startswith(_MAGIC):
        return
    for start, end in list(_search_paths(content)):
        path = content[start:end]
        if not all(folder.startswith(_INSIDE) for folder in bytes(path).split(b":")):
            content[start:end] = bytes(len(path))
            file.write_bytes(content)


def _search_paths(content: bytearray) -> Iterator[tuple[int, int]]:
    """Yield where in the file each search path begins and ends."""
    segments = list(_segments(content))
    for kind, offset, _, size in segments:
        if kind != _DYNAMIC:
            continue
        entries = list(struct.iter_unpack("<qQ", content[offset : offset + size]))
        strings = next((value for tag, value in entries if tag == _STRINGS), None)
        if strings is None:
            continue
        for tag, value in entries:
            if tag in (_RPATH, _RUNPATH):
                start = _in_file(segments, strings + value)
                yield start, content.index(b"\0", start)


def _segments(content: bytearray) -> Iterator[tuple[int, int, int, int]]:
    """Yield kind, place in the file, address and size of each segment."""
    (table,) = struct.unpack_from("<Q", content, 32)
    entry_size, count = struct.unpack_from("<HH", content, 54)
    for number in range(count):
        fields = struct.unpack_from("<IIQQQQ", content, table + number * entry_size)
        yield fields[0], fields[2], fields[3], fields[5]


def _in_file(segments: list[tuple[int, int, int, int]], address: int) -> int:
    """Return where in the file the byte stands that is loaded to ``address``.

    Raises ValueError where it is in no segment.
    """
    for kind, offset, begin, size in segments:
        if kind == _LOAD and begin <= address < begin + size:
            return offset + address - begin
    raise ValueError(f"nothing is loaded to address {address:#x}")
