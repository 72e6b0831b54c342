"""The log: private, small, and silent about keys and notes."""

import logging
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.logs import LONGEST_LOG, log_fault, redact, start_logging

KEY = "nds_live_c4n4ryC4N4RY"
NOTE = "what the customer said"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "logs" / "stashlog.log"
    stop = start_logging(file)
    yield file
    stop()


def text_of(log: Path) -> str:
    return log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"key {KEY}.", "key nds_live_…"),
        ("nds_test_abc-._~+/=def tail", "nds_test_… tail"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("b'bearer  secret'", "b'bearer  …'"),
        (f'{{"key": "{KEY}", "x": 1}}', '{"key": "nds_live_…", "x": 1}'),
        ("Bearer%20secret", "Bearer%20…"),
        ("the bearer", "the bearer"),
        ("nds_test_..-.~ tail", "nds_test_… tail"),
        ("It starts with nds_live_ or nds_test_.", "It starts with nds_live_ or nds_test_."),
        ("nothing secret", "nothing secret"),
    ],
)
def test_keys_and_tokens_are_cut_out_of_any_text(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_file_and_folder_are_private(log: Path) -> None:
    logging.getLogger("stashlog.x").info("hello")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_a_key_in_a_message_or_its_values_is_cut(log: Path) -> None:
    logging.getLogger("stashlog.x").info("key %s", KEY)
    logging.getLogger("stashlog.x").info(f"key {KEY}")  # noqa: G004 - the mistake to survive
    assert text_of(log).count("key nds_live_…\n") == 2
    assert KEY not in text_of(log)


def test_an_exception_tells_where_and_what_but_not_with_which_value(log: Path) -> None:
    try:
        int(f"{NOTE} {KEY}")
    except ValueError:
        logging.getLogger("stashlog.x").exception("Reading failed")
    assert "test_logs.py" in text_of(log)
    assert "builtins.ValueError" in text_of(log)
    assert NOTE not in text_of(log)
    assert KEY not in text_of(log)


def test_the_chain_of_causes_is_told(log: Path) -> None:
    error = FileNotFoundError(2, "No such file", "outbox.db")
    error.__cause__ = KeyError(NOTE)
    logging.getLogger("stashlog.x").error("Opening failed", exc_info=error)
    assert "No such file" in text_of(log)
    assert "builtins.KeyError" in text_of(log)
    assert NOTE not in text_of(log)


def test_another_handler_s_text_of_an_exception_is_not_used(log: Path) -> None:
    fault = (ValueError, ValueError(NOTE), None)
    record = logging.LogRecord("stashlog.x", logging.ERROR, "", 0, "Failed", (), fault)
    record.exc_text = f"Traceback: ValueError: {NOTE}"
    logging.getLogger("stashlog.x").handle(record)
    assert "builtins.ValueError" in text_of(log)
    assert NOTE not in text_of(log)
    assert NOTE in record.exc_text, "what belongs to the other handler stays"


def test_libraries_are_heard_only_when_something_is_wrong(log: Path) -> None:
    logging.getLogger("httpcore.http11").debug("send_request_headers %s", KEY)
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("httpx").warning("Something odd")
    assert "POST" not in text_of(log)
    assert "send_request_headers" not in text_of(log)
    assert "Something odd" in text_of(log)


def test_a_thread_that_dies_is_logged_by_its_name(log: Path) -> None:
    def die() -> None:
        raise ValueError(NOTE)

    thread = threading.Thread(target=die, name="stashlog-test")
    thread.start()
    thread.join()
    assert "stashlog-test" in text_of(log)
    assert "builtins.ValueError" in text_of(log)
    assert NOTE not in text_of(log)


def test_an_exception_that_nobody_caught_is_logged(log: Path) -> None:
    error = RuntimeError(NOTE)
    sys.excepthook(RuntimeError, error, None)
    assert "builtins.RuntimeError" in text_of(log)
    assert NOTE not in text_of(log)


def test_stopping_puts_everything_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, logging.getLogger().handlers[:])
    stop = start_logging(tmp_path / "stashlog.log")
    stop()
    assert (sys.excepthook, threading.excepthook, logging.getLogger().handlers) == before
    logging.getLogger("stashlog.x").error("afterwards")
    assert "afterwards" not in text_of(tmp_path / "stashlog.log")


def test_a_single_fault_can_be_logged_without_a_started_log(tmp_path: Path) -> None:
    log_fault(tmp_path / "logs" / "stashlog.log", ValueError(NOTE))
    text = text_of(tmp_path / "logs" / "stashlog.log")
    assert "builtins.ValueError" in text
    assert NOTE not in text


def test_the_log_does_not_grow_for_ever(log: Path) -> None:
    for _ in range(25):
        logging.getLogger("stashlog.x").info("x" * (LONGEST_LOG // 10))
    assert log.stat().st_size <= LONGEST_LOG
    assert sorted(path.name for path in log.parent.iterdir()) == ["stashlog.log", "stashlog.log.1"]
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in log.parent.iterdir()} == {0o600}


def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stop = start_logging(tmp_path / "file" / "stashlog.log")
    logging.getLogger("stashlog.x").error("nobody hears this")
    stop()
    log_fault(tmp_path / "file" / "stashlog.log", ValueError("nor this"))
