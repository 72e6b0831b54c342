"""The console: text for people, or exactly one JSON document for scripts."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TextIO

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Console:
    """Where a command speaks.

    With JSON, standard output carries the document alone and everything else goes to standard
    error. It is written in ASCII, so that no encoding of a terminal or a pipe can spoil it.

    Args:
        out: Standard output; None where there is none, as in a Windows program without console.
        errors: Standard error; None likewise.
        json_wanted: Whether a script asked for JSON.
    """

    def __init__(self, out: TextIO | None, errors: TextIO | None, *, json_wanted: bool) -> None:
        self.json_wanted = json_wanted
        self._out = out
        self._errors = errors
        self._documents = 0

    @classmethod
    def standard(cls, *, json_wanted: bool) -> Console:
        """Return the console of this process; text that it cannot show is escaped."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return cls(sys.stdout, sys.stderr, json_wanted=json_wanted)

    @property
    def answered(self) -> bool:
        """Whether the document was written."""
        return self._documents > 0

    def say(self, text: str) -> None:
        """Write a line of the answer, for people."""
        _write(self._errors if self.json_wanted else self._out, text)

    def tell(self, text: str) -> None:
        """Write a line about the answer: a notice, progress, an error."""
        _write(self._errors, text)

    def document(self, value: Json) -> None:
        """Write the document, which is done once."""
        import json

        self._documents += 1
        _write(self._out, json.dumps(value, ensure_ascii=True, indent=2))

    def raw(self, content: bytes) -> None:
        """Write bytes as they are to standard output."""
        if self._out is not None:
            self._out.flush()
            self._out.buffer.write(content)
            self._out.buffer.flush()


def one_line(text: str) -> str:
    """Return text without anything that could move a terminal's cursor or hide other text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def block(text: str) -> str:
    """The same for text of several lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:
        stream.write(f"{text}\n")
        stream.flush()
