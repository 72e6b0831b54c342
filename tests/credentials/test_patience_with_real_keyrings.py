"""Patience with the real thing: hanging, frozen, killed."""

import subprocess
import sys
import threading

import pytest

from stashlog.credentials import ApiKey, KeyringTimeout, OsKeyStore, PatientKeyStore
from tests.credentials.conftest import LogIn
from tests.credentials.gated_store import keyring_threads
from tests.support import secret_service
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.keyring

KEY = ApiKey("nds_test_a")

QUIT_WHILE_THE_KEYRING_HANGS = """
from stashlog.credentials import *
try:
    PatientKeyStore(OsKeyStore(), quiet=0.2).read()
except KeyringTimeout:
    print("gave up", flush=True)
"""


def test_a_hanging_keyring_does_not_delay_the_end_of_the_program(log_in: LogIn) -> None:
    keyring = log_in(secret_service.unanswered)

    program = subprocess.run(
        [sys.executable, "-c", QUIT_WHILE_THE_KEYRING_HANGS],
        env=keyring.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert (program.returncode, program.stdout, program.stderr) == (0, "gave up\n", "")


def test_a_frozen_keyring_that_goes_on_gives_its_late_answer(log_in: LogIn) -> None:
    keyring = log_in(secret_service.unlocked)
    OsKeyStore().write(KEY)
    late = threading.Event()
    patient = PatientKeyStore(OsKeyStore(), quiet=0.3, when_late=late.set)
    keyring.freeze()
    with pytest.raises(KeyringTimeout):
        patient.read()

    keyring.thaw()
    assert late.wait(PATIENCE)

    assert patient.read() == KEY


def test_a_frozen_keyring_that_is_killed_frees_its_caller(log_in: LogIn) -> None:
    keyring = log_in(secret_service.unlocked)
    OsKeyStore().write(KEY)
    late = threading.Event()
    patient = PatientKeyStore(OsKeyStore(), quiet=0.3, when_late=late.set)
    keyring.freeze()
    with pytest.raises(KeyringTimeout):
        patient.read()
    (waiting,) = keyring_threads()

    keyring.die()

    assert late.wait(PATIENCE)
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
