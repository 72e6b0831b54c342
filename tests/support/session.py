"""A private login session: own home and folders, own session bus, nothing of the user's."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.bus import name_has_owner
from tests.support.processes import Processes, processes, read_line
from tests.support.requirements import need
from tests.support.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parents[2]

_FOREIGN_PREFIXES = (
    "DBUS_", "GNOME_KEYRING_", "KEYRING_", "PYTHON_KEYRING_", "QT_", "STASHLOG_", "XDG_",
)  # fmt: skip
_FOREIGN = {"AT_SPI_BUS_ADDRESS", "DISPLAY", "SSH_AUTH_SOCK", "WAYLAND_DISPLAY", "XAUTHORITY"}

# No service folders: nothing is started because somebody calls its name. A test decides what
# runs, and a keyring that died stays dead.
_BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class Session:
    """A running session.

    Attributes:
        environment: complete environment for programs that belong to the session.
        home: the private home folder.
        running: starts further programs in the session and ends them with it.
    """

    environment: dict[str, str]
    home: Path
    running: Processes

    def has_owner(self, name: str) -> bool:
        """Whether anybody owns ``name`` on the session bus."""
        return name_has_owner(self.environment["DBUS_SESSION_BUS_ADDRESS"], name)

    def wait_for_owner(self, name: str) -> None:
        """Wait until somebody owns ``name`` on the session bus."""
        wait_until(lambda: self.has_owner(name), f"an owner of {name}")


def private_environment(home: Path, runtime: Path) -> dict[str, str]:
    """Build an environment with private folders and no way to the user's own session.

    Args:
        home: becomes the home folder, with all XDG folders in it; may exist from before.
        runtime: becomes ``XDG_RUNTIME_DIR``; short, because sockets in it have at most 108
            characters in their path (``sun_path`` in unix(7)).
    """
    folders = {
        "HOME": home,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in _FOREIGN and not name.startswith(_FOREIGN_PREFIXES)
    }
    return {
        **inherited,
        **{name: str(folder) for name, folder in folders.items()},
        "XDG_RUNTIME_DIR": str(runtime),
        "GSETTINGS_BACKEND": "memory",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }


@contextmanager
def session_without_bus(folder: Path) -> Iterator[Session]:
    """Yield a session in which no bus runs and none can be found."""
    with tempfile.TemporaryDirectory(prefix="stashlog-") as runtime:
        environment = private_environment(folder / "home", Path(runtime))
        with processes(environment, folder / "logs") as running:
            yield Session(running.environment, folder / "home", running)


@contextmanager
def session_with_bus(folder: Path) -> Iterator[Session]:
    """Yield a session with its own bus, on which nothing else runs yet."""
    need("dbus-daemon")
    with session_without_bus(folder) as session:
        runtime = Path(session.environment["XDG_RUNTIME_DIR"])
        configuration = runtime / "bus.conf"
        configuration.write_text(_BUS_CONFIGURATION.format(socket=runtime / "bus"))
        bus = session.running.start(
            "dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"
        )
        assert bus.stdout
        session.environment["DBUS_SESSION_BUS_ADDRESS"] = read_line(bus.stdout.fileno())
        yield session
