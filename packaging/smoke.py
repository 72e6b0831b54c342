"""A first look at an installed Stashlog: does the command start, store and show?

    python3 packaging/smoke.py COMMAND…

``COMMAND…`` starts the program (``.venv/bin/stashlog``, say, or the path of a bundle). Uses a data
folder of its own, no key and no server. Prints what it looked at; status 1 at the first surprise.
Standard library only, so that it can look at a bundle on a machine that has nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile

PATIENCE_SECONDS = 30
SUBJECT = "Smoke test: café, 折り返し"


class SmokeError(Exception):
    """The program did something else than it should; the text says what."""


class Program:
    """An installed Stashlog with its own data folder ``home``."""

    def __init__(self, command: list[str], home: str) -> None:
        self._command = command
        foreign = ("STASHLOG_API_KEY", "STASHLOG_BASE_URL")
        self._variables = {k: v for k, v in os.environ.items() if k not in foreign}
        self._variables["STASHLOG_HOME"] = home

    def output(self, *words: str) -> str:
        """Run it with ``words``; return its standard output. Raises SmokeError unless status 0."""
        print("$ stashlog", *words, flush=True)
        done = subprocess.run(
            [*self._command, *words],
            env=self._variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise SmokeError(f"status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def document(self, *words: str) -> object:
        """Run it with ``words``; return the one JSON document that it must print."""
        text = self.output(*words)
        try:
            return json.loads(text)
        except ValueError as error:
            raise SmokeError(f"no JSON document: {error}\n{text}") from error


def expect(what: str, found: object, wanted: object) -> None:
    """Raise SmokeError unless ``found`` is ``wanted``."""
    if found != wanted:
        raise SmokeError(f"{what}: {found!r}, expected {wanted!r}")


def look_at(program: Program) -> None:
    """Go once through what needs neither a window nor a server."""
    if not any(character.isdigit() for character in program.output("--version")):
        raise SmokeError("--version tells no version")
    expect("doctor", type(program.document("doctor", "--json")), dict)
    draft = program.document("log", "--type", "note", "--subject", SUBJECT, "--draft", "--json")
    items = program.document("outbox", "list", "--json")
    if not isinstance(draft, dict) or not isinstance(items, list):
        raise SmokeError(f"log and outbox list answered {draft!r} and {items!r}")
    stored = [(item["id"], item["state"], item["subject"]) for item in items]
    expect("the outbox", stored, [(draft["id"], "draft", SUBJECT)])


def main() -> int:
    """Look at the program that the command line names."""
    # Windows may still hold the database open for a moment after the program has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        try:
            look_at(Program(sys.argv[1:], home))
        except SmokeError as surprise:
            print(f"Not as it should be: {surprise}", file=sys.stderr)
            return 1
    print("The command starts, stores and shows.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
