"""`stashlog sandbox`: a sandbox nodestash on its own."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType
from typing import TextIO

from stashlog.sandbox.server import PortUnavailableError, Sandbox

EXIT_ENDED = 0
EXIT_WRONG_ARGUMENTS = 2
_POLL_SECONDS = 0.1


def run(
    port: int = 0, plan: str = "free", out: TextIO | None = None, errors: TextIO | None = None
) -> int:
    """Serve until SIGINT or SIGTERM; call it from the main thread.

    Prints one fact per line, `Base URL: …` and `API key: …` among them, flushed at once.

    Args:
        port: 0 picks a free one.
        plan: free, starter, pro, scale or enterprise.
        out: Standard output if left out.
        errors: Standard error if left out.

    Returns:
        The exit status: 0 after a signal, 2 if the port or the plan cannot be used.
    """
    out, errors = out or sys.stdout, errors or sys.stderr
    ended: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        ended.append(number)

    previous = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with Sandbox(plan, port) as sandbox:
            _say(out, f"Sandbox nodestash, plan {plan}. Made-up data, kept in memory only.")
            _say(out, f"Base URL: {sandbox.base_url}")
            _say(out, f"API key: {sandbox.key}")
            _say(out, "Ctrl+C ends it.")
            while not ended:
                time.sleep(_POLL_SECONDS)
    except (PortUnavailableError, ValueError) as error:
        _say(errors, str(error))
        return EXIT_WRONG_ARGUMENTS
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return EXIT_ENDED


def _say(stream: TextIO, line: str) -> None:
    stream.write(f"{line}\n")
    stream.flush()
