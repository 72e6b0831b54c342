"""Links that macOS hands to the running program; elsewhere they are an argument of a new start."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from stashlog.domain.entry import Entry
from stashlog.domain.new_link import SCHEME, NewLinkError, entry_of_link

logger = logging.getLogger(__name__)


class OpenedLinks(QObject):
    """Hears of links from the start on, and hands them over once somebody can show them.

    Args:
        application: Gets the links from the system.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._show: Callable[[Entry], None] | None = None
        self._early: list[Entry] = []
        application.installEventFilter(self)

    def show_with(self, show: Callable[[Entry], None]) -> None:
        """Show links from now on, and those that came before."""
        self._show = show
        early, self._early = self._early, []
        for entry in early:
            show(entry)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is a link; everything else goes its way."""
        if not isinstance(event, QFileOpenEvent) or event.url().scheme() != SCHEME:
            return False
        try:
            entry = entry_of_link(event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded))
        except NewLinkError as error:
            logger.warning("A link was not opened: %s", error.title)
            return True
        if self._show is None:
            self._early.append(entry)
        else:
            self._show(entry)
        return True
