"""Processes that a test starts: each with its own log, none left behind."""

import os
import select
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.waiting import PATIENCE, wait_until

MARK = "STASHLOG_TEST_RUN"
"""Environment variable by which the children of our children are recognised at the end."""


class Processes:
    """Starts programs with one environment and can end them all.

    Args:
        environment: what every program gets; a mark of ours is added.
        logs: folder for what the programs print on standard error.
    """

    def __init__(self, environment: Mapping[str, str], logs: Path) -> None:
        self._mark = uuid.uuid4().hex
        self.environment = {**environment, MARK: self._mark}
        self._logs = logs
        self._running: list[subprocess.Popen[str]] = []
        self._started = 0

    def start(
        self,
        *command: str,
        stdin: bytes = b"",
        pass_fds: tuple[int, ...] = (),
        variables: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        """Start ``command`` in its own process group, its standard output in a pipe.

        Args:
            command: program and arguments.
            stdin: all that it can read from standard input.
            pass_fds: open files that it inherits.
            variables: what its environment has beside that of all.
        """
        self._started += 1
        name = f"{self._started:02}-{Path(command[0]).name}"
        given = self._logs / f"{name}.in"
        given.write_bytes(stdin)
        with given.open("rb") as source, (self._logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                env={**self.environment, **(variables or {})},
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
                text=True,
            )
        given.unlink()
        self._running.append(process)
        return process

    def end_all(self) -> None:
        """Kill everything that was started here, grandchildren included, and wait for it."""
        for process in reversed(self._running[:]):
            self.end(process)
        wait_until(self._kill_strays, "the last process of this test to end")

    def end(self, process: "subprocess.Popen[str]") -> None:
        """Kill one of the processes with its whole group, wait for it and close its pipe."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)
        if process.stdout:
            process.stdout.close()
        if process in self._running:
            self._running.remove(process)

    def _kill_strays(self) -> bool:
        """Kill what our programs started out of our sight; true once there is nothing left."""
        strays = list(_marked(self._mark))
        for process_id in strays:
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        return not strays


@contextmanager
def processes(environment: Mapping[str, str], logs: Path) -> Iterator[Processes]:
    """Yield a :class:`Processes` that ends all it started, whatever happens."""
    logs.mkdir(parents=True, exist_ok=True)
    ours = Processes(environment, logs)
    try:
        yield ours
    finally:
        ours.end_all()


def read_line(descriptor: int, *, within: float = PATIENCE) -> str:
    """Read one line from a pipe, or fail the test after ``within`` seconds or at its end."""
    line = b""
    deadline = time.monotonic() + within
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        byte = os.read(descriptor, 1) if ready else b""
        if not byte:
            pytest.fail(f"a helper program said no more than {line!r} within {within:g} s")
        line += byte
    return line.decode().strip()


def has_said_something(descriptor: int) -> bool:
    """Whether there is something to read from a pipe right now."""
    ready, _, _ = select.select([descriptor], [], [], 0)
    return bool(ready)


def _marked(mark: str) -> Iterator[int]:
    """Yield the ids of processes, other than zombies, that carry ``mark``."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        # Processes end, and those of other users cannot be looked into.
        with suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
