"""The log file: what a support person may read, and nothing that belongs to user or customer.

Two things never get into it. An API key is cut to its prefix wherever it appears, in the last step
before the file. Note text is kept out by what is logged at all: a traceback shows places in our own
code, and the message of an exception only where its kind is known not to quote what was processed.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from stashlog.paths import make_private_folder, open_private

LONGEST_LOG = 1_000_000
"""Bytes, after which a new file is begun; one old file is kept."""

_SECRETS = re.compile(
    # Dots alone after the prefix end a sentence about keys.
    r"(?P<prefix>nds_(?:live|test)_)\.*[^\s\"'<>,;)\]}.][^\s\"'<>,;)\]}]*"
    r"|(?P<scheme>\bBearer(?:\s|%20|\\x20)+)[^\s\"'<>,;)\]}]+",
    re.IGNORECASE,
)
_TELLING = (OSError, ImportError, AttributeError, TypeError, NameError, MemoryError)
"""Exceptions whose messages speak of files, sockets and code. Others may quote a value: a note,
a subject, a name; of them only the type is logged."""

_FAULT = "An exception that nobody expected"

logger = logging.getLogger("stashlog")


def start_logging(file: Path) -> Callable[[], None]:
    """Write Stashlog's log into a file from now on, faults that end a thread included.

    Without a usable folder nothing is logged; the program works all the same.

    Returns:
        What ends it and puts everything back.
    """
    root, handler = logging.getLogger(), _handler(file)
    levels, hooks = (root.level, logger.level), (sys.excepthook, threading.excepthook)
    root.addHandler(handler)
    # Libraries say what they do in ever so many words, requests with all their headers included.
    root.setLevel(logging.WARNING)
    logger.setLevel(logging.INFO)
    sys.excepthook, threading.excepthook = _log_fault, _log_thread_fault

    def stop() -> None:
        sys.excepthook, threading.excepthook = hooks
        root.setLevel(levels[0])
        logger.setLevel(levels[1])
        root.removeHandler(handler)
        handler.close()

    return stop


def log_fault(file: Path, error: BaseException) -> None:
    """Put one exception into a log that may not have been started."""
    handler = _handler(file)
    values = (_FAULT, (), (type(error), error, error.__traceback__))
    handler.handle(logger.makeRecord(logger.name, logging.CRITICAL, "", 0, *values))
    handler.close()


def redact(text: str) -> str:
    """Cut every API key in a text to its prefix, and every bearer token to the word before it."""
    return _SECRETS.sub(lambda match: f"{match['prefix'] or match['scheme']}…", text)


def _handler(file: Path) -> logging.Handler:
    handler: logging.Handler
    try:
        make_private_folder(file.parent)
        handler = _PrivateFile(file)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    return handler


class _Discreet(logging.Formatter):
    """Formats a record so that it holds no key and no value that somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own text of the exception here, values and all.
        theirs, record.exc_text = record.exc_text, None
        try:
            return redact(super().format(record))
        finally:
            record.exc_text = theirs

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        _, error, _ = ei
        return "" if error is None else describe_fault(error)


def describe_fault(error: BaseException) -> str:
    """Write where an exception came from, without local variables and without quoted values."""
    parts: list[str] = []
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = "".join(traceback.format_tb(link.__traceback__))
        parts.append(f"{frames}{_summary(link)}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\ncaused by:\n".join(parts)


def _summary(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {error}" if isinstance(error, _TELLING) else kind


class _PrivateFile(RotatingFileHandler):
    """A rotating file of mode 0600 that never disturbs the program, whatever the disk does."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            file, maxBytes=LONGEST_LOG, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )

    def _open(self) -> TextIOWrapper:
        raw = open(self.baseFilename, "ab", opener=open_private)  # noqa: SIM115 - closed with the handler
        return TextIOWrapper(raw, self.encoding, self.errors)

    def doRollover(self) -> None:  # noqa: N802 - the name is logging's
        """Begin a new file, or go on with this one while another process holds it open."""
        with suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as above
        """Drop what cannot be written: a full disk is not made better by another message."""


def _log_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logger.critical(_FAULT, exc_info=error)


def _log_thread_fault(fault: threading.ExceptHookArgs) -> None:
    name = "a thread" if fault.thread is None else fault.thread.name
    logger.critical("%s ended thread %s", _FAULT, name, exc_info=fault.exc_value)
