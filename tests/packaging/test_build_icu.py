"""The package of ICU data, taken apart and put together."""

import re
import struct

import pytest
from bundling.icu import IcuError, Package

HEADER = struct.pack(
    "<HBBHHBBBB4s4s4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", b"\1", b"\0"
) + (b"\0" * 8)


def package() -> Package:
    items = {f"icudt99l/{name}": name.encode() * 7 for name in ("coll/de.res", "lang/de.res", "z")}
    return Package(HEADER, items)


def unpadded(made: Package) -> dict[str, bytes]:
    return {name: data.rstrip(b"\0") for name, data in made.items.items()}


def test_what_is_written_is_read_back() -> None:
    assert unpadded(Package.read(package().content())) == package().items


def test_only_what_is_kept_is_left() -> None:
    kept = package().only(re.compile(r"coll/.*|z"))

    assert list(Package.read(kept.content()).items) == ["icudt99l/coll/de.res", "icudt99l/z"]


def test_every_item_begins_where_a_processor_can_read_numbers() -> None:
    content = package().content()

    for name, data in package().items.items():
        assert content.index(data) % 16 == 0, name


def test_other_data_is_refused() -> None:
    with pytest.raises(IcuError):
        Package.read(b"\0" * 64)
