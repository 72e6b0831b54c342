"""Real keyrings for tests, healthy and in every kind of trouble.

Each context manager yields the :class:`Keyring` of a private session; its ``environment`` is for
the programs under test. The folder holds home and logs, so two sessions one after the other on
the same folder are two logins of the same user.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.support.bus import property_of
from tests.support.processes import read_line
from tests.support.requirements import need
from tests.support.session import Session, session_with_bus, session_without_bus
from tests.support.waiting import wait_until

PASSWORD = b"made-up login password"
SECRETS = "org.freedesktop.secrets"
PROMPTER = "org.gnome.keyring.SystemPrompter"


@dataclass(frozen=True)
class Keyring:
    """A keyring in a session of its own.

    Attributes:
        session: the session, also for starting more programs in it.
        daemon: the process that owns the keyring's bus name; None where there is none.
        prompter: where the owner's question is never answered, who got it; else None.
    """

    session: Session
    daemon: subprocess.Popen[str] | None = None
    prompter: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Complete environment for programs under test."""
        return self.session.environment

    def freeze(self) -> None:
        """Stop the daemon in its tracks: calls arrive and are not answered."""
        os.kill(self._daemon_id(), signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen daemon go on and answer what has arrived."""
        os.kill(self._daemon_id(), signal.SIGCONT)

    def die(self) -> None:
        """Kill the daemon; calls under way get an error from the bus."""
        assert self.daemon
        self.session.running.end(self.daemon)

    def _daemon_id(self) -> int:
        assert self.daemon
        return self.daemon.pid


@contextmanager
def unlocked(folder: Path) -> Iterator[Keyring]:
    """Yield gnome-keyring with an unlocked login keyring, as after an ordinary login."""
    need("dbus-daemon", "gnome-keyring-daemon")
    with session_with_bus(folder) as session:
        yield unlocked_in(session)


def unlocked_in(session: Session) -> Keyring:
    """Start gnome-keyring in ``session`` and unlock its login keyring."""
    need("gnome-keyring-daemon")
    daemon = session.running.start(*_DAEMON, "--unlock", stdin=PASSWORD)
    wait_until(lambda: _lock_state(session) == "open", "an unlocked keyring")
    return Keyring(session, daemon)


@contextmanager
def locked(folder: Path) -> Iterator[Keyring]:
    """Yield gnome-keyring with a locked login keyring.

    Nobody can be asked to unlock it: the session has no program that shows the question, so the
    keyring takes it as declined. The keyring must have been unlocked in ``folder`` before.
    """
    need("dbus-daemon", "gnome-keyring-daemon")
    with session_with_bus(folder) as session:
        yield Keyring(session, _start_locked(session))


@contextmanager
def locked_with_unanswered_question(folder: Path) -> Iterator[Keyring]:
    """Yield a locked keyring whose question to the owner stays on the screen for ever."""
    need("dbus-daemon", "gnome-keyring-daemon")
    with session_with_bus(folder) as session:
        prompter = _start_silent(session, PROMPTER)
        yield Keyring(session, _start_locked(session), prompter)


@contextmanager
def never_set_up(folder: Path) -> Iterator[Keyring]:
    """Yield gnome-keyring of a user who has no collection of secrets yet.

    As with :func:`locked` nobody can be asked, here for the password of a new collection.
    """
    need("dbus-daemon", "gnome-keyring-daemon")
    with session_with_bus(folder) as session:
        daemon = session.running.start(*_DAEMON)
        session.wait_for_owner(SECRETS)
        yield Keyring(session, daemon)


@contextmanager
def none(folder: Path) -> Iterator[Keyring]:
    """Yield a session without bus and keyring, as over SSH or in a container."""
    with session_without_bus(folder) as session:
        yield Keyring(session)


@contextmanager
def unanswered(folder: Path) -> Iterator[Keyring]:
    """Yield a keyring that takes every call and answers none."""
    with session_with_bus(folder) as session:
        yield Keyring(session, _start_silent(session, SECRETS))


@contextmanager
def dies_in_mid_call(folder: Path) -> Iterator[Keyring]:
    """Yield a keyring that ends at the first call, before it answers."""
    with session_with_bus(folder) as session:
        yield Keyring(session, _start_silent(session, SECRETS, "--dies"))


_DAEMON = ("gnome-keyring-daemon", "--foreground", "--components=secrets")


def _start_locked(session: Session) -> subprocess.Popen[str]:
    daemon = session.running.start(*_DAEMON)
    wait_until(lambda: _lock_state(session) == "locked", "a locked keyring")
    return daemon


def _start_silent(session: Session, name: str, *options: str) -> subprocess.Popen[str]:
    program = str(Path(__file__).with_name("silent_service.py"))
    process = session.running.start(sys.executable, program, name, *options)
    assert process.stdout
    assert read_line(process.stdout.fileno()) == "owned"
    return process


def _lock_state(session: Session) -> str:
    """Look at the default collection: ``open``, ``locked``, or ``absent`` also while starting."""
    if not session.has_owner(SECRETS):
        return "absent"
    is_locked = property_of(
        session.environment["DBUS_SESSION_BUS_ADDRESS"],
        SECRETS,
        "/org/freedesktop/secrets/aliases/default",
        "org.freedesktop.Secret.Collection",
        "Locked",
    )
    return {None: "absent", True: "locked", False: "open"}[cast("bool | None", is_locked)]
