"""Catalogues as the program reads them: gettext's .mo files, beside the code.

Format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
"""

import struct
from collections.abc import Mapping
from pathlib import Path

from translating import catalogue

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "resources" / "translations"
COMPILED = ROOT / "src" / "stashlog" / "wording" / "locale"

_MAGIC = 0x950412DE
_HEADER = "Content-Type: text/plain; charset=UTF-8\n"


def compile_all(sources: Path = SOURCES, target: Path = COMPILED) -> list[Path]:
    """Compile every catalogue, and return the files. Raises CatalogueError."""
    made = []
    for source in sorted(sources.glob("*.po")):
        file = target / source.stem / "LC_MESSAGES" / "stashlog.mo"
        file.parent.mkdir(parents=True, exist_ok=True)
        content = compiled(catalogue.read(source))
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)
        made.append(file)
    return made


def compiled(translations: Mapping[str, str]) -> bytes:
    """Return the bytes of a .mo file; a sentence without translation is left out."""
    pairs = sorted(
        (sentence.encode(), translation.encode())
        for sentence, translation in {"": _HEADER, **translations}.items()
        if translation
    )
    head = 7 * 4
    texts_at = head + 16 * len(pairs)
    tables: list[bytes] = []
    texts = b""
    for column in range(2):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), texts_at + len(texts)))
            texts += pair[column] + b"\0"
    second = head + 8 * len(pairs)
    numbers = (_MAGIC, 0, len(pairs), head, second, 0, texts_at)
    return struct.pack("<7I", *numbers) + b"".join(tables) + texts
