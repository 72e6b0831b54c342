"""Kills a program that logs and delivers, again and again, and counts what became of the work.

    python -m tests.support.kill_loop --kills 1000 [--seed 1]

A real sandbox behind a proxy that spoils connections, real processes, `kill -9` at random moments:
before a claim, in mid-request, between an outcome and the next step. In every other round the
server ignores idempotency keys. In the end everything that a program was told to be stored has to
be in the server's ledger exactly once, and nothing may be there twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from stashlog.sandbox import CreatedActivity, Ledger
from stashlog.sandbox import Fault as ServerFault
from stashlog.storage.store import Store
from tests.credentials.leaks import files_with, processes_with
from tests.support.proxy import Fault, FaultProxy
from tests.support.sandbox import running_sandbox

LONGEST_LIFE = 0.25
"""Seconds until a program is killed at the latest; long enough for several requests."""

MOST_LIVES = 10
"""Times the wished kills: programs that are killed at the most."""

CALM_AFTER = 300
"""Seconds in which the last program, which nobody kills, has to deliver what is left."""

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Tally:
    """What a kill loop came to.

    Attributes:
        kills: Programs killed in mid-work.
        failed: Programs that ended with a fault of their own instead.
        acknowledged: Activities that a program was told to be stored.
        lost: Those of them that are not in the server's ledger.
        duplicated: Activities that are there more than once.
        unsettled: Items that are not sent in the end.
        intact: Whether the store passes SQLite's integrity check.
        look_ups: How often a program had to look whether an activity arrived.
        key_found: Files of the data folder and arguments of processes that hold the API key.
    """

    kills: int
    failed: int
    acknowledged: int
    lost: int
    duplicated: int
    unsettled: int
    intact: bool
    look_ups: int
    key_found: int


@dataclass(frozen=True)
class Death:
    """How a program ended, and what it had said by then.

    Attributes:
        acknowledged: The ids that it was told to be stored.
        killed: Whether it was killed; else it had done all its work, or failed.
    """

    acknowledged: list[str]
    killed: bool
    failed: bool


def run_loop(folder: Path, kills: int, seed: int) -> Tally:
    """Kill so many programs over one store, let it settle, and count.

    More are killed on a machine so slow that the programs hardly get to work.
    """
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    deaths: list[Death] = []
    with running_sandbox() as sandbox:
        upstream = ("127.0.0.1", sandbox.port)
        with (
            FaultProxy(upstream, lambda: _spoilt(chance)) as proxy,
            _nursery(folder, proxy.base_url(), sandbox.key) as nursery,
        ):
            while sum(death.killed for death in deaths) < kills or (
                len(deaths) < MOST_LIVES * kills and _did_little(deaths, sandbox.ledger)
            ):
                ignores = [ServerFault.ignore_idempotency()] if len(deaths) % 2 else []
                sandbox.faults.replace(ignores)
                life = chance.uniform(0.005, LONGEST_LIFE)
                deaths.append(nursery.live_and_die(len(deaths), life))
            proxy.play(Fault())
            deaths.append(nursery.live_in_peace(len(deaths)))
            key_found = [*files_with(sandbox.key, folder), *processes_with(sandbox.key)]
        return _count(folder, sandbox.ledger, deaths, len(key_found))


def _did_little(deaths: list[Death], ledger: Ledger) -> bool:
    """Whether the programs hardly logged anything so far, or no request was interrupted."""
    said = sum(len(death.acknowledged) for death in deaths)
    return said < len(deaths) // 4 or not ledger.matching("GET")


def _spoilt(chance: Random) -> Fault:
    """Choose what happens to one connection: half of the time nothing."""
    faults = (
        Fault(reset_at_accept=True),
        Fault(cut_up=chance.randrange(400)),
        Fault(cut_down=0),
        Fault(cut_down=chance.randrange(300)),
        Fault(delay_down=chance.uniform(0, 0.2)),
        Fault(delay_up=chance.uniform(0, 0.2)),
    )
    return Fault() if chance.random() < 0.5 else chance.choice(faults)


def _count(folder: Path, ledger: Ledger, deaths: list[Death], key_found: int) -> Tally:
    arrived = Counter(_outbox_id(activity) for activity in ledger.activities)
    acknowledged = [one for death in deaths for one in death.acknowledged]
    store = Store.open(folder, check=True)
    states = [str(item.state) for item in store.outbox.list()]
    intact = store.database.rows("PRAGMA integrity_check") == [("ok",)]
    store.close()
    return Tally(
        kills=sum(death.killed for death in deaths),
        failed=sum(death.failed for death in deaths) + deaths[-1].killed,
        acknowledged=len(acknowledged),
        lost=sum(not arrived[one] for one in acknowledged),
        duplicated=sum(times > 1 for times in arrived.values()),
        unsettled=sum(state != "sent" for state in states),
        intact=intact,
        look_ups=len(ledger.matching("GET")),
        key_found=key_found,
    )


def _outbox_id(activity: CreatedActivity) -> str:
    metadata = activity.received.get("metadata")
    return str(metadata.get("stashlog_id")) if isinstance(metadata, dict) else ""


class Nursery:
    """A process that has imported everything and forks a program in no time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def live_and_die(self, round_: int, life: float) -> Death:
        """Let a program work for so many seconds, and kill it."""
        return self._tell({"round": round_, "life": life})

    def live_in_peace(self, round_: int) -> Death:
        """Let a program work until everything is delivered."""
        return self._tell({"round": round_, "life": None})

    def _tell(self, order: dict[str, object]) -> Death:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Death(**json.loads(self._process.stdout.readline()))


@contextmanager
def _nursery(folder: Path, base_url: str, key: str) -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.kill_victim", str(folder), base_url],
        cwd=ROOT,
        env={**os.environ, "STASHLOG_API_KEY": key, "PYTHONPATH": os.pathsep.join(["src", "."])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(CALM_AFTER)
        assert process.stdout
        process.stdout.close()


def wait_or_kill(pid: int, reading: int, life: float | None) -> Death:
    """Read what a program acknowledges until its life is over, then kill it."""
    said, calm = bytearray(), CALM_AFTER if life is None else life
    while select.select([reading], [], [], calm)[0]:
        if not (chunk := os.read(reading, 65_536)):
            break
        said += chunk
        # Every word shortens what is left, so that a talkative program dies in mid-work as well.
        calm = calm if life is None else calm * 0.6
    else:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    # What it still managed to say before it died counts.
    while chunk := os.read(reading, 65_536):
        said += chunk
    killed = os.WIFSIGNALED(status)
    return Death(said.decode().split(), killed, failed=not killed and status != 0)


def main() -> int:
    """Run a loop and print its tally; 1 if anything was lost, doubled, damaged or shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))  # noqa: S311 - any
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = run_loop(Path(folder) / "data", options.kills, options.seed)
    sys.stdout.write(json.dumps({"seed": options.seed, **asdict(tally)}) + "\n")
    troubles = tally.failed + tally.lost + tally.duplicated + tally.unsettled + tally.key_found
    return int(troubles > 0 or not tally.intact)


if __name__ == "__main__":
    sys.exit(main())
