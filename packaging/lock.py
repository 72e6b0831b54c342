"""Renews the pins in packaging/requirements. A maintainer's tool: needs uv on the PATH.

    python3 packaging/lock.py             keeps the pins that still fit, adds what is new
    python3 packaging/lock.py --upgrade   takes the newest release that fits; words go to uv

Each file holds exact versions and the hashes of their wheels for every platform, no index address,
and nothing from an index or folder that only this machine has. run.txt comes first and binds
the others, so that what is tested and what is bundled are what the program is delivered with.
"""

import os
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
OPTIONS = (
    "--no-config",
    "--universal",
    "--python-version=3.11",
    "--only-binary=:all:",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--custom-compile-command=python3 packaging/lock.py",
    "--quiet",
)
# Read by uv beside the index that the user chose: https://docs.astral.sh/uv/reference/environment
LOCAL_SOURCES = ("UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_INDEX")


def compile_pins(target: str, sources: list[str], words: list[str]) -> None:
    """Write ``target`` from ``sources``, all named relative to the folder of requirements.

    Raises CalledProcessError where uv finds no releases that fit together.
    """
    variables = {k: v for k, v in os.environ.items() if k not in LOCAL_SOURCES}
    command = ["uv", "pip", "compile", *OPTIONS, *words, *sources, "--output-file", target]
    subprocess.run(command, cwd=REQUIREMENTS, env=variables, check=True)


def main() -> int:
    """Renew every file; 1 if that failed, for which uv has given the reason."""
    words = sys.argv[1:]
    program = ["../../pyproject.toml", "run.in"]
    try:
        compile_pins("run.txt", program, words)
        for name in ("test", "build"):
            compile_pins(f"{name}.txt", [*program, f"{name}.in", "--constraints=run.txt"], words)
    except subprocess.CalledProcessError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
