"""pytest-qt's `qtbot` for busy machines: patient, and quick to look."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as InVainError
from pytestqt.qtbot import QtBot, _WaitWidgetContextManager
from pytestqt.wait_signal import SignalBlocker

from tests.support.waiting import PATIENCE

_PATIENCE = round(PATIENCE * 1000)

_BETWEEN_LOOKS = 3
"""Milliseconds; every wait of a test lasts half of that too long."""


class PatientBot(QtBot):
    """A `qtbot` whose limits fail no test on a machine that is busy with others."""

    def waitSignal(  # noqa: N802 - pytest-qt's name
        self,
        signal: SignalInstance,
        *,
        timeout: int = _PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Stop until a signal comes."""
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )

    def waitActive(  # noqa: N802 - pytest-qt's name
        self, widget: QWidget, *, timeout: int = _PATIENCE
    ) -> _WaitWidgetContextManager:
        """Stop at the end of the block until a window is active."""
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(  # noqa: N802 - pytest-qt's name
        self, widget: QWidget, *, timeout: int = _PATIENCE
    ) -> _WaitWidgetContextManager:
        """Stop at the end of the block until a window is to be seen."""
        return super().waitExposed(widget, timeout=timeout)

    def waitUntil(  # noqa: N802 - pytest-qt's name
        self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE
    ) -> None:
        """Let windows live until something holds: True is returned, or None and nothing raised."""
        end = time.monotonic() + timeout / 1000
        while True:
            why: AssertionError | None = None
            try:
                if callback() is not False:
                    return
            except AssertionError as error:
                why = error
            if time.monotonic() > end:
                raise InVainError(f"not so within {timeout} ms") from why
            self.wait(_BETWEEN_LOOKS)
