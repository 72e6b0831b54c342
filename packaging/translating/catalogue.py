"""A language's sentences as translators edit them: the part of gettext's .po that is needed.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html; without plural forms, contexts
and fuzzy marks, which ``tr`` does not use.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

_LINE = re.compile(r'(?:(msgid|msgstr) )?("(?:[^"\\]|\\.)*")')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


class CatalogueError(Exception):
    """A catalogue cannot be read, or does not fit; the text says where and why."""


def read(file: Path) -> dict[str, str]:
    """Return the translations, empty where there is none yet; without the header.

    Raises CatalogueError.
    """
    found: dict[str, str] = {}
    for sentence, translation in _entries(file):
        if sentence in found:
            raise CatalogueError(f"{file}: “{sentence}” stands in it twice.")
        found[sentence] = translation
    found.pop("", None)
    return found


def write(
    file: Path, translations: Mapping[str, str], places: Mapping[str, tuple[str, ...]]
) -> None:
    """Write the catalogue with every sentence of ``places``, untranslated where it is new."""
    head = (
        f"# Stashlog in the language “{file.stem}”. Renewed by: python3 packaging/translate.py\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {file.stem}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    body = (
        f"\n#: {' '.join(places[sentence])}\nmsgid {_quoted(sentence)}\n"
        f"msgstr {_quoted(translations.get(sentence, ''))}\n"
        for sentence in places
    )
    file.write_text(head + "".join(body), encoding="utf-8", newline="\n")


def faults(translations: Mapping[str, str], places: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Say what keeps a catalogue from being complete: one line for each sentence."""
    missing = [f"not translated: “{s}”" for s in places if not translations.get(s)]
    unused = [f"not in the program any more: “{s}”" for s in translations if s not in places]
    wrong = [
        f"other placeholders: “{sentence}”"
        for sentence, translation in translations.items()
        if translation and _placeholders(sentence) != _placeholders(translation)
    ]
    return missing + unused + wrong


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    entry: dict[str, str] = {}
    key = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None or (match[1] is None and not key):
            raise CatalogueError(f"{file}, line {number}: this cannot be read.")
        if match[1] == "msgid" and entry:
            yield entry["msgid"], entry.get("msgstr", "")
            entry = {}
        key = match[1] or key
        entry[key] = entry.get(key, "") + str(ast.literal_eval(match[2]))
    if entry:
        yield entry["msgid"], entry.get("msgstr", "")


def _placeholders(sentence: str) -> set[str]:
    """Return the names in braces; a text that no ``format`` could fill counts as another name."""
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {sentence}


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
