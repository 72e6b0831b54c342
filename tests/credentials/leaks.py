"""Every way in which text gets out of a program by accident."""

import base64
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stashlog.credentials import KeyringError

SECRET = "Zq7vK2mXw9"
"""What must not show of the keys in these tests. A constant of a module, because a crash report
shows every local variable."""


def told_by(error: BaseException) -> str:
    """Everything that the most talkative crash report would print of ``error``."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    parts = [*report.format(chain=True), repr(error), str(error), repr(error.args)]
    return "\n".join([*parts, repr(vars(error))])


def told_by_failing(action: Callable[[], object]) -> str:
    """Run ``action``, which has to fail, and return what a crash report would print."""
    try:
        action()
    # Whatever it is that leaks.
    except Exception as error:  # noqa: BLE001 - see the line above
        return told_by(error)
    raise AssertionError("nothing went wrong")


def spellings(secret: str) -> list[bytes]:
    """The secret as it could lie in a file: plain, as UTF-16, in base64, in hexadecimal."""
    plain = secret.encode()
    wide = secret.encode("utf-16-le")
    return [plain, wide, base64.b64encode(plain).rstrip(b"="), plain.hex().encode()]


def files_with(secret: str, *folders: Path) -> Iterator[Path]:
    """Yield the files below ``folders`` that hold the secret in any spelling."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                if any(spelling in content for spelling in spellings(secret)):
                    yield path


def processes_with(secret: str) -> list[str]:
    """Name the running processes that have the secret among their arguments."""
    found = []
    for arguments in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            content = arguments.read_bytes()
        except OSError:
            # It ended meanwhile.
            continue
        if secret.encode() in content:
            found.append(f"{arguments.parent.name}: {content!r}")
    return found


def failure(action: Callable[[], object]) -> KeyringError:
    """Return how ``action`` fails: with a title and an advice, and without showing the secret."""
    with pytest.raises(KeyringError) as failed:
        action()
    assert SECRET not in told_by(failed.value)
    assert failed.value.title
    assert failed.value.advice
    return failed.value
