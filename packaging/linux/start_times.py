"""Prints how long the installed program takes to start, beside a run from source.

    python3 start_times.py PROGRAM [PYTHON]

PYTHON is that of a set-up clone; without it only the program is timed.
"""

import os
import subprocess
import sys
import time

COMMANDS = (("--version",), ("doctor", "--json"), ("--sandbox", "--headless"))
RUNS = 5


def best(command: list[str]) -> float:
    """Run the command several times and return the shortest time in seconds.

    Without the variable that would have the source compiled at every start.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, env=environment, capture_output=True, check=False)
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    """Time what the command line names."""
    program, *python = sys.argv[1:]
    print(f"{'':24}{'installed':>12}{'from source' if python else '':>14}")
    for words in COMMANDS:
        row = f"{' '.join(words):24}{best([program, *words]) * 1000:9.0f} ms"
        if python:
            row += f"{best([python[0], '-m', 'stashlog', *words]) * 1000:11.0f} ms"
        print(row)


if __name__ == "__main__":
    main()
