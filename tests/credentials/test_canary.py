"""A key goes through everything that can happen to it, and is found nowhere but in the keyring."""

import subprocess
import sys
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.credentials.conftest import LogIn
from tests.credentials.leaks import files_with, processes_with
from tests.support import secret_service
from tests.support.secret_service import Keyring
from tests.support.waiting import wait_until

pytestmark = pytest.mark.keyring

CANARY = "nds_live_canary0QJX7vK2mXw9"

# Prints all that a careless program could print: every value, status and crash report. Then it
# stays, so that its arguments and open files can be looked at, until its input ends.
CARELESS_PROGRAM = """
import faulthandler, logging, sys, traceback
from stashlog.credentials import *

faulthandler.enable()
logging.basicConfig(level=logging.DEBUG)
patience = float(sys.argv[1])
keys = Credentials(PatientKeyStore(OsKeyStore(), quiet=patience, asking=patience))

def attempt(what):
    try:
        print(repr(what()))
    except Exception as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        print("".join(report.format()), repr(error), error.args, vars(error))

attempt(lambda: keys.set(ApiKey.parse(sys.stdin.readline())))
attempt(lambda: keys.current(ask=True))
attempt(keys.status)
keys.forget_cache()
attempt(keys.current)
attempt(lambda: vars(keys))
attempt(lambda: ApiKey.parse("Bearer " + sys.stdin.readline()))
print("done", flush=True)
sys.stdin.read()
"""


def careless(keyring: Keyring, meanwhile: Callable[[], None], patience: float) -> str:
    """Run the careless program; return all that it printed."""
    with subprocess.Popen(
        [sys.executable, "-c", CARELESS_PROGRAM, str(patience)],
        env=keyring.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        assert program.stdin
        assert program.stdout
        program.stdin.write(f"{CANARY}\n{CANARY}\n")
        program.stdin.flush()
        said = ""
        while not said.endswith("done\n"):
            line = program.stdout.readline()
            assert line, said
            said += line
        meanwhile()
        program.stdin.close()
        said += program.stdout.read()
    assert program.returncode == 0, said
    return said


@pytest.mark.parametrize(
    "kind",
    [
        secret_service.unlocked,
        secret_service.locked,
        secret_service.locked_with_unanswered_question,
        secret_service.none,
        secret_service.unanswered,
        secret_service.dies_in_mid_call,
    ],
)
def test_the_key_is_in_no_output_no_file_and_no_argument(
    kind: Callable[[Path], AbstractContextManager[Keyring]], log_in: LogIn, tmp_path: Path
) -> None:
    log_in(secret_service.unlocked)
    keyring = log_in(kind)
    runtime = Path(keyring.environment["XDG_RUNTIME_DIR"])

    def look_around() -> None:
        assert processes_with(CANARY) == []
        assert list(files_with(CANARY, tmp_path, runtime)) == []

    said = careless(keyring, look_around, patience=0.5)

    assert CANARY not in said
    assert CANARY.removeprefix("nds_live_") not in said


def test_the_canary_is_seen_where_it_is(tmp_path: Path) -> None:
    """The search of the test above finds what is there to be found."""
    # One of its own: the other tests may be looking for theirs on another core.
    canary = f"nds_live_{uuid.uuid4().hex}"
    for number, text in enumerate([canary.encode(), canary.encode("utf-16-le")]):
        (tmp_path / str(number)).write_bytes(b"before " + text + b" after")

    waiting = [sys.executable, "-c", "import sys; sys.stdin.read()", canary]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as program:
        # The arguments show a moment after the program was started.
        wait_until(lambda: processes_with(canary) != [], "the canary among the arguments")
        program.kill()
    assert len(list(files_with(canary, tmp_path))) == 2


def test_the_key_is_in_the_keyring_of_the_careless_program(log_in: LogIn) -> None:
    keyring = log_in(secret_service.unlocked)

    said = careless(keyring, lambda: None, patience=20)

    assert "KeySource.KEYRING" in said
    assert "ApiKey(nds_live_…)" in said
