"""The frozen program's self-test, with a TLS server and a keyring to test against.

    python proof.py PROGRAM     run by the build environment's Python

The server's certificate is signed by an authority made up on the spot. On Linux the program finds
it through ``SSL_CERT_FILE``, as it does the system's; without it the same server has to be refused.
On macOS and Windows, where only an administrator can add one, that part is left out.
"""

import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

PATIENCE = 120
_KEYRING = (
    "mkdir -p $HOME/.cache && printf %s pw | gnome-keyring-daemon --unlock --components=secrets "
    ">/dev/null && exec "
)
_DAEMONS = ("dbus-run-session", "gnome-keyring-daemon")


class Nodestash(BaseHTTPRequestHandler):
    """Answers every question with an empty list, as nodestash does for a new workspace."""

    def do_GET(self) -> None:
        """Answer."""
        content = b'{"data": [], "pagination": {"has_more": false}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        """Say nothing."""


@contextmanager
def tls_server(authority: Path) -> Iterator[str]:
    """Run a server for ``localhost``; yields its address, writes its authority's certificate."""
    made_up = trustme.CA()
    made_up.cert_pem.write_to_path(str(authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made_up.issue_cert("localhost").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Nodestash)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def surroundings(home: Path) -> dict[str, str]:
    """Return variables that would break a program that is not sealed off from them."""
    wrong = str(home / "nothing")
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    kept = ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP", "WINDIR", "USERPROFILE", "LOCALAPPDATA")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **dict.fromkeys(("PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"), wrong),
        "PYTHONSTARTUP": wrong,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
        "STASHLOG_HOME": str(home / "stashlog"),
    }


def self_test(program: Path, variables: Mapping[str, str], *words: str) -> tuple[int, str]:
    """Run the program's self-test, with a keyring where one can be had; status and output."""
    command = [str(program), "--self-test", *words]
    if all(shutil.which(name) for name in _DAEMONS):
        quoted = " ".join(f"'{word}'" for word in command)
        command = ["dbus-run-session", "--", "bash", "-c", _KEYRING + quoted]
    done = subprocess.run(
        command, env=dict(variables), capture_output=True, text=True, timeout=PATIENCE, check=False,
        encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def prove(program: Path) -> list[str]:
    """Run every self-test on ``program`` and return what went wrong."""
    linux = sys.platform == "linux"
    problems = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        variables = surroundings(home)
        authority = home / "authority.pem"
        with tls_server(authority) as address:
            words = ("--base-url", address) if linux else ()
            trusting = {**variables, "SSL_CERT_FILE": str(authority)}
            status, output = self_test(program, trusting, *words)
            print(output, end="")
            if status != 0:
                problems.append(f"The self-test ended with status {status}.")
            if linux and "skipped" in output:
                problems.append("A part of the self-test was skipped (its line is above).")
            if linux and self_test(program, variables, *words)[0] == 0:
                problems.append("A server was trusted whose authority the system does not know.")
    return problems


def main() -> int:
    """Prove the program that the command line names."""
    problems = prove(Path(sys.argv[1]))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
