"""The language data of ICU without what the program never asks for.

Qt's wheels for Linux carry all of it, 32 of the bundle's megabytes: names of countries, currencies
and time zones in 600 locales, hyphenation, transliteration, character sets. Qt asks ICU for three
things only, comparing texts in the order of a language, upper and lower case, and character sets
other than Unicode, of which Stashlog needs the first two; all other knowledge of languages is
compiled into Qt. So the library is built anew with a part of its own data. Format:
https://unicode-org.github.io/icu/userguide/icu_data, and ``ucmndata.h`` in ICU's source.
"""

import re
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_ALIGNMENT = 16
_KEPT = re.compile(
    r"coll/\w+\.(res|icu)|(root|res_index|pool|supplementalData|keyTypeData|metadata|timezoneTypes"
    r"|likelySubtags|numberingSystems|icuver|icustd)\.res"
    r"|(cnvalias|nfkc|nfkc_cf|nfkc_scf|uemoji|ulayout|uts46|pnames|unames)\.(icu|nrm)"
)


class IcuError(Exception):
    """The library is not built as this module knows it; the text says what is different."""


@dataclass(frozen=True)
class Package:
    """A package of ICU data: its header, and its items by their names, which are sorted."""

    header: bytes
    items: dict[str, bytes]

    @classmethod
    def read(cls, content: bytes) -> "Package":
        """Read the bytes that the library exports. Raises IcuError."""
        header_size = int.from_bytes(content[:2], "little")
        if content[2:4] != _MAGIC or content[12:16] != _FORMAT or content[8] != 0:
            raise IcuError("this is no little-endian package of ICU data")
        body = content[header_size:]
        (count,) = struct.unpack_from("<I", body)
        entries = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
        ends = [offset for _, offset in entries[1:]] + [len(body)]
        items = {}
        for (name_at, data_at), end in zip(entries, ends, strict=True):
            name = body[name_at : body.index(b"\0", name_at)].decode("ascii")
            items[name] = body[data_at:end]
        return cls(content[:header_size], items)

    def only(self, kept: re.Pattern[str]) -> "Package":
        """Return a package of the items whose names, after that of the package, fit ``kept``."""
        items = {n: d for n, d in self.items.items() if kept.fullmatch(n.partition("/")[2])}
        return Package(self.header, items)

    def content(self) -> bytes:
        """Return the package as bytes."""
        names, name_offsets = b"", []
        table = 4 + 8 * len(self.items)
        for name in self.items:
            name_offsets.append(table + len(names))
            names += name.encode("ascii") + b"\0"
        data, data_offsets = b"", []
        begin = table + len(names) + _padding(len(self.header) + table + len(names))
        parts = []
        position = begin
        for item in self.items.values():
            data_offsets.append(position)
            padded = item + b"\0" * _padding(len(item))
            parts.append(padded)
            position += len(padded)
        data = b"".join(parts)
        entries = zip(name_offsets, data_offsets, strict=True)
        body = struct.pack("<I", len(self.items)) + b"".join(
            struct.pack("<II", *entry) for entry in entries
        )
        gap = b"\0" * (begin - table - len(names))
        return self.header + body + names + gap + data


def slim(library: Path, work: Path) -> None:
    """Replace ``library``, a ``libicudata.so.N``, by one with the part of its data that is needed.

    Needs ``readelf``, ``ld`` and ``objcopy`` (binutils). Raises IcuError and CalledProcessError;
    the library is unchanged then.
    """
    work.mkdir(parents=True, exist_ok=True)
    symbol, content = exported_data(library)
    (work / "icudata").write_bytes(Package.read(content).only(_KEPT).content())
    made = work / library.name
    _run(work, "ld", "-r", "-b", "binary", "-o", "icudata.o", "icudata")
    _run(
        work, "objcopy", f"--redefine-sym=_binary_icudata_start={symbol}",
        "--strip-symbol=_binary_icudata_end", "--strip-symbol=_binary_icudata_size",
        "--rename-section=.data=.rodata,alloc,load,readonly,data,contents",
        f"--set-section-alignment=.rodata={_ALIGNMENT}", "icudata.o",
    )  # fmt: skip
    _run(
        work, "ld", "-shared", f"--soname={library.name}", "-z", "noexecstack", "--build-id=sha1",
        "-s", "-o", made.name, "icudata.o",
    )  # fmt: skip
    library.write_bytes(made.read_bytes())


def exported_data(library: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the one object that ``library`` exports. Raises IcuError."""
    symbols = _run(library.parent, "readelf", "--wide", "--dyn-syms", library.name)
    found = re.search(r":\s+([0-9a-f]+)\s+(\d+|0x[0-9a-f]+)\s.*\s(icudt\d+_dat)\b", symbols)
    if found is None:
        raise IcuError(f"{library.name} exports no icudt…_dat")
    address, size = int(found[1], 16), int(found[2], 0)
    segments = _run(library.parent, "readelf", "--wide", "--segments", library.name)
    for offset, start, length in re.findall(
        r"LOAD\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+0x[0-9a-f]+\s+0x([0-9a-f]+)", segments
    ):
        begin = address - int(start, 16)
        if 0 <= begin < int(length, 16):
            at = int(offset, 16) + begin
            content = library.read_bytes()
            return found[3], content[at : at + size] if size else content[at:]
    raise IcuError(f"{library.name} has no segment with its data")


def _padding(length: int) -> int:
    return -length % _ALIGNMENT


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout
